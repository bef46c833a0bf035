/**
 * Writing with kubectl. The field manager names the command: kubectl pkg/cmd/* set `fieldManager` by default since 1.19
 * (`kubectl-create`, `kubectl-edit`, … and `kubectl-client-side-apply`), `fieldValidation` since 1.24; delete.go and
 * the delete waiter of cmd/wait; polymorphichelpers rollback.go for rollout undo.
 */
import { commandText } from '../exec-command';
import type { AskedRequest } from './asked-request';
import type { CommandRule, Found } from './command-rule';
import { inNamespace, line, objectWords, resourceWord, scope, slashWord } from './command-line';
import { curlLine } from './raw-line';
import { has, isOn, selectorValue, valueOf } from './request-shape';
import { attachedAfter } from './rules-sessions';
import { after, allAfter, before, isGetOf, isObject, isSome, type Run, type Step } from './steps';

const SCALED = new Set(['deployments', 'replicasets', 'statefulsets', 'replicationcontrollers']);

export const managerOf = ({ shape }: Step): string => valueOf(shape, 'fieldManager') ?? '';
const isManaged = (step: Step, manager: string): boolean => managerOf(step) === manager || managerOf(step).startsWith(`${manager}-`);
const isWrite = ({ asked }: Step): boolean => asked.verb === 'create' || asked.verb === 'update' || asked.verb === 'patch';

/** The object as it was read just before the write. */
const readBefore = (run: Run, at: number, { asked }: Step): number[] => [before(run, at, isGetOf(asked))].filter(isSome);
/** kubectl before 1.19 names no manager. */
const hasNone = ({ client, shape, asked }: Step): boolean => client.kind === 'kubectl' && client.minor !== undefined && client.minor < 19 && !has(shape, 'fieldManager') && asked.resource !== null && asked.subresource === null;
const OLD = 'This kubectl names no manager: create, apply, run, edit and patch can look alike.';

const dryRun = ({ shape }: Step): string => (valueOf(shape, 'dryRun') === 'All' ? '--dry-run=server' : '');

/** kubectl puts what it wants of a deletion into the body; with a query it is `delete --raw`, or no kubectl (kubectl pkg/cmd/delete/delete.go). */
const isPlainDelete = ({ asked, shape }: Step): boolean => asked.verb === 'delete' && asked.subresource === null && shape.query.length === 0;

function deleteFlags(body: unknown): string {
  const grace = numberIn(body, 'gracePeriodSeconds');
  const dry = typeof body === 'object' && body !== null && 'dryRun' in body && Array.isArray(body.dryRun) && body.dryRun.includes('All');
  return [grace === undefined ? '' : grace === 0 ? '--grace-period=0 --force' : `--grace-period=${grace}`, dry ? '--dry-run=server' : ''].filter((part) => part !== '').join(' ');
}

export const numberIn = (body: unknown, ...path: readonly string[]): number | undefined => {
  let at: unknown = body;
  for (const key of path) at = typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? Object.entries(at).find(([name]) => name === key)?.[1] : undefined;
  return typeof at === 'number' ? at : undefined;
};

/** A write with this manager, with the reading of its object. */
function managed(manager: string, text: (asked: AskedRequest, step: Step) => string, verbs: readonly string[] = ['patch', 'update', 'create']): CommandRule['find'] {
  return (run, at, step): Found | undefined =>
    isWrite(step) && verbs.includes(step.asked.verb ?? '') && isManaged(step, manager) ? { at: [...readBefore(run, at, step), at], text: line(text(step.asked, step), dryRun(step)) } : undefined;
}

/** The comment names what no argument of the command does. */
export const created = (asked: AskedRequest): string => line('kubectl create …', inNamespace(asked), `# ${resourceWord(asked)}${asked.name === null || asked.name === '' ? '' : ` ${commandText([asked.name])}`}`);

const applied = ({ asked }: Step, reason: string): string => line('kubectl apply -f …', inNamespace(asked), reason);

export const WRITE_RULES: readonly CommandRule[] = [
  {
    number: 32, title: 'kubectl diff -f / apply --dry-run=server', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'medium',
    reason: 'An apply that the server is told not to keep: diff and apply --dry-run=server ask alike.',
    find: (run, at, step) => (isWrite(step) && isManaged(step, 'kubectl-client-side-apply') && valueOf(step.shape, 'dryRun') === 'All'
      ? { at: [...readBefore(run, at, step), at], text: line('kubectl diff -f …', inNamespace(step.asked)) } : undefined),
  },
  {
    number: 30, title: 'kubectl apply -f (new object)', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high',
    reason: 'The object was not found and was then created by client-side apply. The file is not in the log.',
    find: (run, at, step) => (step.asked.verb === 'create' && (isManaged(step, 'kubectl-client-side-apply') || (hasNone(step) && isSome(before(run, at, (one) => isGetOf(step.asked)(one) && one.asked.code === 404))))
      ? { confidence: hasNone(step) ? 'medium' : 'high', also: hasNone(step) ? OLD : undefined, at: [...[before(run, at, (one) => isGetOf(step.asked)(one) && one.asked.code === 404)].filter(isSome), at], text: applied(step, '') } : undefined),
  },
  {
    number: 29, title: 'kubectl apply -f (changed object)', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high',
    reason: 'The object was read and then patched by client-side apply. The file is not in the log.',
    find: (run, at, step) => (step.asked.verb === 'patch' && (isManaged(step, 'kubectl-client-side-apply') || (hasNone(step) && step.asked.resource !== 'nodes' && readBefore(run, at, step).length > 0))
      ? { at: [...readBefore(run, at, step), at], text: applied(step, ''), confidence: hasNone(step) ? 'low' : 'high', also: hasNone(step) ? OLD : undefined } : undefined),
  },
  {
    number: 31, title: 'kubectl apply --server-side', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high',
    reason: 'A patch with the manager “kubectl” and the parameter force is server-side apply; it creates as well as changes.',
    find: (_, at, step) => (step.asked.verb === 'patch' && managerOf(step) === 'kubectl' && has(step.shape, 'force')
      ? { at: [at], text: line('kubectl apply --server-side', isOn(step.shape, 'force') ? '--force-conflicts' : '', '-f …', inNamespace(step.asked), dryRun(step)) } : undefined),
  },
  {
    number: 34, title: 'kubectl run', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high', reason: 'A pod made with the manager of kubectl run; the image stands in the body.',
    find: (run, at, step) => {
      if (step.asked.verb !== 'create' || !isManaged(step, 'kubectl-run')) return undefined;
      const attached = attachedAfter(run, at, step);
      return { at: [at, ...attached.at], text: line('kubectl run', attached.flag, [step.asked.name ?? '…', ...inNamespace(step.asked)], '--image=…', dryRun(step)), also: attached.also };
    },
  },
  {
    number: 35, title: 'kubectl expose', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high', reason: 'A service made with the manager of kubectl expose.',
    find: (run, at, step) => {
      if (step.asked.verb !== 'create' || !isManaged(step, 'kubectl-expose')) return undefined;
      const source = before(run, at, (one) => one.asked.verb === 'get' && one.asked.name !== null && one.asked.namespace === step.asked.namespace && one.asked.subresource === null);
      const asked = isSome(source) ? run.steps[source]?.asked : undefined;
      return { at: [...[source].filter(isSome), at], text: line('kubectl expose', asked === undefined ? '…' : [slashWord(asked)], inNamespace(step.asked)) };
    },
  },
  {
    number: 36, title: 'kubectl autoscale', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high', reason: 'An autoscaler made with the manager of kubectl autoscale.',
    find: (run, at, step) => {
      if (step.asked.verb !== 'create' || !isManaged(step, 'kubectl-autoscale')) return undefined;
      const source = before(run, at, (one) => one.asked.verb === 'get' && SCALED.has(one.asked.resource ?? '') && one.asked.namespace === step.asked.namespace);
      const asked = isSome(source) ? run.steps[source]?.asked : undefined;
      return { at: [...[source].filter(isSome), at], text: line('kubectl autoscale', asked === undefined ? '…' : [slashWord(asked)], inNamespace(step.asked), '--max=…') };
    },
  },
  {
    number: 33, title: 'kubectl create', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high', reason: 'Made by kubectl create, from a file or from arguments.',
    find: (_, at, step) => (step.asked.verb === 'create' && (isManaged(step, 'kubectl-create') || hasNone(step))
      ? { at: [at], text: line(created(step.asked), dryRun(step)), confidence: hasNone(step) ? 'medium' : 'high', also: hasNone(step) ? OLD : 'The manager is that of kubectl create.' } : undefined),
  },
  { number: 37, title: 'kubectl edit', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high', reason: 'Read, then written with the manager of kubectl edit.', find: managed('kubectl-edit', (asked) => line('kubectl edit', objectWords(asked))) },
  { number: 38, title: 'kubectl patch', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high', reason: 'Written with the manager of kubectl patch; what it changed stands in the body.', find: managed('kubectl-patch', (asked) => line('kubectl patch', objectWords(asked), '-p …')) },
  { number: 39, title: 'kubectl label', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high', reason: 'Written with the manager of kubectl label.', find: managed('kubectl-label', (asked) => line('kubectl label', objectWords(asked), '…')) },
  { number: 39, title: 'kubectl annotate', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high', reason: 'Written with the manager of kubectl annotate.', find: managed('kubectl-annotate', (asked) => line('kubectl annotate', objectWords(asked), '…')) },
  { number: 39, title: 'kubectl taint', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high', reason: 'Written with the manager of kubectl taint.', find: managed('kubectl-taint', (asked) => line('kubectl taint', objectWords(asked), '…')) },
  { number: 39, title: 'kubectl set image, env, …', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high', reason: 'Written with the manager of kubectl set; which part of it stands in the body.', find: managed('kubectl-set', (asked) => line('kubectl set …', [slashWord(asked), ...inNamespace(asked)])) },
  {
    number: 40, title: 'kubectl rollout restart', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high', reason: 'Written with the manager of kubectl rollout.',
    find: (run, at, step) => {
      if (!isWrite(step) || !isManaged(step, 'kubectl-rollout')) return undefined;
      const body = step.asked.body === undefined ? undefined : JSON.stringify(step.asked.body);
      const what = body === undefined || body.includes('kubectl.kubernetes.io/restartedAt') ? 'restart' : body.includes('"paused":true') ? 'pause' : 'resume';
      return { at: [...readBefore(run, at, step), at], text: line(`kubectl rollout ${what}`, [slashWord(step.asked), ...inNamespace(step.asked)], body === undefined ? '# or pause, resume' : ''), also: body === undefined ? 'pause and resume use the same manager; the body tells them apart.' : undefined };
    },
  },
  {
    number: 41, title: 'kubectl rollout undo', kind: 'command', claims: 'kubectl', confidence: 'medium', reason: 'Old versions were listed and the workload patched without a manager, as rollout undo does.',
    find: (run, at, step) => {
      if (step.asked.verb !== 'patch' || step.asked.subresource !== null || has(step.shape, 'fieldManager') || !['deployments', 'daemonsets', 'statefulsets'].includes(step.asked.resource ?? '')) return undefined;
      const list = before(run, at, (one) => one.asked.verb === 'list' && (one.asked.resource === 'replicasets' || one.asked.resource === 'controllerrevisions') && one.asked.namespace === step.asked.namespace);
      return isSome(list) ? { at: [...readBefore(run, at, step), list, at], text: line('kubectl rollout undo', [slashWord(step.asked), ...inNamespace(step.asked)]) } : undefined;
    },
  },
  {
    number: 43, title: 'kubectl scale', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high', reason: 'The subresource scale was written.',
    find: (run, at, step) => {
      if (step.asked.subresource !== 'scale' || (step.asked.verb !== 'patch' && step.asked.verb !== 'update')) return undefined;
      const reads = before(run, at, (one) => one.asked.verb === 'get' && one.asked.name === step.asked.name && one.asked.resource === step.asked.resource);
      const replicas = numberIn(step.asked.body, 'spec', 'replicas');
      return { at: [...[reads].filter(isSome), at], text: line('kubectl scale', [slashWord(step.asked), ...inNamespace(step.asked)], `--replicas=${replicas ?? '…'}`) };
    },
  },
  { number: 44, title: 'kubectl replace -f', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high', reason: 'Updated with the manager of kubectl replace.', find: managed('kubectl-replace', (asked) => line('kubectl replace -f …', inNamespace(asked))) },
  {
    number: 46, title: 'kubectl delete R -l … / --all', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high', reason: 'A list, and then each object deleted by its name: kubectl never sends deletecollection.',
    find: (run, at, step) => {
      if (step.asked.verb !== 'list' || step.asked.resource === null) return undefined;
      // A list of all namespaces is followed by deletions in each of them.
      const isListed = (one: Step): boolean => isObject(one, { ...step.asked, namespace: step.asked.namespace ?? one.asked.namespace });
      const deletes = allAfter(run, at, (one) => isPlainDelete(one) && isListed(one));
      if (deletes.length < 2) return undefined;
      const waits = allAfter(run, deletes[0] ?? at, (one) => (one.asked.verb === 'get' || one.asked.verb === 'list' || one.asked.verb === 'watch') && isListed(one) && deletes.some((i) => run.steps[i]?.asked.name === nameOf(one)));
      const [labels, fields] = [valueOf(step.shape, 'labelSelector'), valueOf(step.shape, 'fieldSelector')];
      const which = [...(labels === undefined ? [] : ['-l', labels]), ...(fields === undefined ? [] : ['--field-selector', fields])];
      return { at: [at, ...deletes, ...waits], text: line('kubectl delete', [resourceWord(step.asked), ...scope(step.asked), ...(which.length === 0 ? ['--all'] : which)]) };
    },
  },
  {
    number: 45, title: 'kubectl delete R X', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high', reason: 'Deleted by name.',
    find: (run, at, step) => {
      if (!isPlainDelete(step)) return undefined;
      const waits = [after(run, at, (one) => one.asked.verb === 'get' && isObject(one, step.asked) && one.asked.name === step.asked.name), ...allAfter(run, at, (one) => (one.asked.verb === 'list' || one.asked.verb === 'watch') && isObject(one, step.asked) && nameOf(one) === step.asked.name)].filter(isSome);
      // By its form alone a deletion tells nothing; the waiting after it is kubectl's.
      if (waits.length === 0 && step.asked.userAgent === null) return undefined;
      return {
        at: [at, ...new Set(waits)], text: line('kubectl delete', objectWords(step.asked), deleteFlags(step.asked.body)),
        also: waits.length > 0 ? 'kubectl then waited until it was gone.' : step.asked.outcome === 'allowed' ? 'No waiting follows: --wait=false, or the answer was enough.' : '',
      };
    },
  },
  {
    number: 47, title: 'deletecollection', kind: 'activity', claims: 'any', confidence: 'medium', reason: 'kubectl deletes one by one: a deletecollection comes from a controller, a library, the deletion of a namespace, or a raw request.',
    find: (_, at, { asked, client }) => {
      if (asked.verb !== 'deletecollection') return undefined;
      if (client.kind === 'component') return { at: [at], text: `deletion of all ${resourceWord(asked)}${asked.namespace === null ? '' : ` in ${asked.namespace}`} by a component, as when a namespace is deleted` };
      if (client.kind !== 'curl' && client.kind !== 'kubectl' && client.kind !== 'none') return { at: [at], text: `deletion of ${resourceWord(asked)} as a collection${asked.namespace === null ? '' : ` in ${asked.namespace}`}` };
      return { at: [at], kind: 'command', text: curlLine(asked), contradictions: client.kind === 'kubectl' ? ['kubectl never sends deletecollection: it lists and deletes one by one (kubectl pkg/cmd/delete/delete.go).'] : [] };
    },
  },
];

const nameOf = ({ asked, shape }: Step): string | null => selectorValue(valueOf(shape, 'fieldSelector'), 'metadata.name') ?? asked.name;
