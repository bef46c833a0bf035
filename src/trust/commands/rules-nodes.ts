/** Nodes and debugging: cordon, drain, eviction, debug, and what nodes and schedulers do by themselves. Facts: kubectl pkg/drain, pkg/cmd/debug. */
import type { CommandRule } from './command-rule';
import { inNamespace, isCore, line } from './command-line';
import { has, selectorValue, valueOf } from './request-shape';
import { attachedAfter } from './rules-sessions';
import { allAfter, before, isSome, type Step } from './steps';

const isNodePatch = ({ asked, shape }: Step): boolean => asked.verb === 'patch' && asked.resource === 'nodes' && isCore(asked) && asked.subresource === null && !has(shape, 'fieldManager');
const DEBUGGER = /^node-debugger-(.+)-[a-z0-9]{5}$/;

export const NODE_RULES: readonly CommandRule[] = [
  {
    number: 49, title: 'kubectl drain', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high',
    reason: 'The pods of one node are listed and evicted, usually after the node was cordoned.',
    find: (run, at, step) => {
      const node = selectorValue(valueOf(step.shape, 'fieldSelector'), 'spec.nodeName');
      if (step.asked.verb !== 'list' || step.asked.resource !== 'pods' || node === undefined) return undefined;
      const cordon = before(run, at, (one) => isNodePatch(one) && one.asked.name === node);
      const evictions = allAfter(run, at, ({ asked }) => asked.verb === 'create' && asked.subresource === 'eviction');
      if (!isSome(cordon) && evictions.length === 0) return undefined;
      const read = before(run, cordon ?? at, ({ asked }) => asked.resource === 'nodes' && (asked.name === node || asked.verb === 'list'));
      const others = allAfter(run, at, ({ asked }) => asked.verb === 'get' && (asked.resource === 'daemonsets' || asked.resource === 'pods') && asked.subresource === null);
      return { at: [read, cordon].filter(isSome).concat(at, others, evictions), text: line('kubectl drain', [node]), confidence: isSome(cordon) && evictions.length > 0 ? 'high' : 'medium' };
    },
  },
  {
    number: 48, title: 'kubectl cordon / uncordon', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high',
    reason: 'A node was patched without a manager, as cordon and uncordon do.',
    find: (run, at, step) => {
      if (!isNodePatch(step)) return undefined;
      const body = step.asked.body === undefined ? undefined : JSON.stringify(step.asked.body);
      const verb = body === undefined || body.includes('"unschedulable":true') ? 'cordon' : 'uncordon';
      const read = before(run, at, ({ asked }) => asked.resource === 'nodes' && asked.subresource === null && (asked.verb === 'get' || asked.verb === 'list'));
      return {
        at: [...[read].filter(isSome), at], text: line(`kubectl ${verb}`, [step.asked.name ?? ''], body === undefined ? '# or uncordon' : ''),
        also: body === undefined ? 'Whether cordon or uncordon stands in the body.' : undefined,
      };
    },
  },
  {
    number: 50, title: 'eviction by a program', kind: 'activity', claims: 'any', confidence: 'medium', reason: 'A pod was evicted: a descheduler, an autoscaler, or another tool that minds disruption budgets.',
    find: (_, at, { asked, client }) => (asked.verb === 'create' && asked.resource === 'pods' && asked.subresource === 'eviction' && client.kind !== 'kubectl' ? { at: [at], text: `eviction of pod ${asked.name ?? ''}` } : undefined),
  },
  {
    number: 52, title: 'kubectl debug node/X', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high',
    reason: 'A pod named as kubectl debug names its pods on nodes. It runs in the namespaces of the host and sees its files.',
    find: (run, at, step) => {
      const { asked } = step;
      const node = asked.verb === 'create' && asked.resource === 'pods' && asked.subresource === null ? DEBUGGER.exec(asked.name ?? '')?.[1] : undefined;
      if (node === undefined) return undefined;
      const read = before(run, at, (one) => one.asked.verb === 'get' && one.asked.resource === 'nodes');
      const attached = attachedAfter(run, at, step);
      return { at: [...[read].filter(isSome), at, ...attached.at], text: line('kubectl debug', attached.flag, [`node/${node}`, ...inNamespace(asked)], '--image=…'), also: attached.also };
    },
  },
  {
    number: 53, title: 'kubectl debug X --copy-to=…', kind: 'command', claims: 'kubectl', confidence: 'medium',
    reason: 'A pod was read and another one created without a manager: a copy for debugging.',
    find: (run, at, step) => {
      const { asked, shape } = step;
      if (asked.verb !== 'create' || asked.resource !== 'pods' || asked.subresource !== null || has(shape, 'fieldManager')) return undefined;
      const original = before(run, at, (one) => one.asked.verb === 'get' && one.asked.resource === 'pods' && one.asked.subresource === null && one.asked.namespace === asked.namespace);
      if (!isSome(original)) return undefined;
      const attached = attachedAfter(run, at, step);
      return {
        at: [original, at, ...attached.at], also: attached.also,
        text: line('kubectl debug', attached.flag, [run.steps[original]?.asked.name ?? '', ...inNamespace(asked)], asked.name === null ? '--copy-to=…' : ['--copy-to', asked.name]),
      };
    },
  },
  {
    number: 79, title: 'leader election', kind: 'activity', claims: 'leader-election', confidence: 'high', reason: 'A component renews its lock.',
    find: (_, at, { asked }) => (asked.resource === 'leases' || asked.resource === 'endpoints' || asked.resource === 'configmaps' ? { at: [at], text: 'leader election heartbeat' } : undefined),
  },
  {
    number: 80, title: 'node heartbeat', kind: 'activity', claims: 'kubelet', confidence: 'high', reason: 'A node says that it is alive.',
    find: (_, at, { asked }) => ((asked.resource === 'nodes' && asked.subresource === 'status') || (asked.resource === 'leases' && asked.namespace === 'kube-node-lease') ? { at: [at], text: 'node heartbeat' } : undefined),
  },
  {
    number: 81, title: 'scheduling decision', kind: 'activity', claims: 'scheduler', confidence: 'high', reason: 'The scheduler binds a pod to a node.',
    find: (_, at, { asked }) => (asked.verb === 'create' && asked.subresource === 'binding' ? { at: [at], text: `scheduling of pod ${asked.name ?? ''}` } : undefined),
  },
];
