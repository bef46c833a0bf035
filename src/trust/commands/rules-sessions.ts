/**
 * Going through to a pod, a service or a node: logs, exec, cp, attach, port-forward, proxy.
 * Facts: kubectl pkg/cmd/{logs,exec,cp,attach,portforward}; WebSocket is the default of exec and attach since 1.30, of
 * port-forward since 1.31 (verb get), SPDY before (verb create).
 */
import { formatDuration } from '../../base/time';
import { commandText, execArguments, isBareShell } from '../exec-command';
import type { AskedRequest } from './asked-request';
import type { CommandRule } from './command-rule';
import { inNamespace, line } from './command-line';
import { curlLine, rawLine } from './raw-line';
import { has, isOn, valueOf, type RequestShape } from './request-shape';
import { after, allAfter, before, isSome, type Run, type Step } from './steps';

const MINUTE = 60_000_000n;

/** How long the session was, or that its end is not here. */
function length({ outcome, durationUs }: AskedRequest): string {
  if (outcome === 'open') return 'The session has no end in this evidence.';
  return outcome === 'allowed' && durationUs !== null ? `The session lasted ${formatDuration(durationUs)}.` : '';
}

const isLonger = (a: AskedRequest, b: AskedRequest): boolean => (a.outcome === 'open' && b.outcome !== 'open') || (a.outcome === 'allowed' && b.outcome !== 'open' && (b.outcome !== 'allowed' || (a.durationUs ?? 0n) > (b.durationUs ?? 0n)));

const isConnect = ({ asked }: Step, subresource: string): boolean => asked.resource === 'pods' && asked.subresource === subresource && (asked.verb === 'create' || asked.verb === 'get');
const podBefore = (run: Run, at: number, { asked }: Step): number[] =>
  [before(run, at, (one) => one.asked.verb === 'get' && one.asked.resource === 'pods' && one.asked.subresource === null && one.asked.name === asked.name && one.asked.namespace === asked.namespace)].filter(isSome);

/** What kubectl does with a pod that it has just made or changed: waits for it, and attaches. */
export function attachedAfter(run: Run, at: number, { asked }: Step, name = asked.name): { readonly at: readonly number[]; readonly flag: string; readonly also: string | undefined } {
  const follow = allAfter(run, at, (one) => one.asked.resource === 'pods' && one.asked.namespace === asked.namespace && one.asked.name === name
    && (isConnect(one, 'attach') || (one.asked.subresource === null && (one.asked.verb === 'get' || one.asked.verb === 'list' || one.asked.verb === 'watch'))));
  const attached = follow.map((i) => run.steps[i]).findLast((one) => one?.asked.subresource === 'attach');
  return { at: follow, flag: attached === undefined ? '' : terminal(attached.shape) || '-i', also: attached === undefined ? undefined : length(attached.asked) };
}

/** `-it`, as typed. */
const terminal = (shape: RequestShape): string => (isOn(shape, 'stdin') ? (isOn(shape, 'tty') ? '-it' : '-i') : isOn(shape, 'tty') ? '-t' : '');
const container = (shape: RequestShape): string[] => (has(shape, 'container') ? ['-c', valueOf(shape, 'container') ?? ''] : []);

const LOG_FLAGS: readonly (readonly [key: string, flag: string])[] = [
  ['follow', '-f'], ['previous', '-p'], ['timestamps', '--timestamps'], ['tailLines', '--tail'], ['sinceSeconds', '--since'], ['sinceTime', '--since-time'], ['limitBytes', '--limit-bytes'],
];
const logFlags = (shape: RequestShape): string[] => LOG_FLAGS.flatMap(([key, name]) => {
  const value = valueOf(shape, key);
  if (value === undefined || value === 'false') return [];
  return value === 'true' ? [name] : [`${name}=${value}${key === 'sinceSeconds' ? 's' : ''}`];
});
const logKey = ({ shape }: Step): string => shape.query.filter(([key]) => key !== 'container').map(([key, value]) => `${key}=${value}`).join('&');

/** The exec that WebSocket could not carry, and the one over SPDY that followed. */
const fallbackOf = (run: Run, at: number, { asked, shape }: Step): number[] =>
  asked.verb === 'create' ? [before(run, at, (one) => one.asked.verb === 'get' && one.shape.path === shape.path && one.shape.rawQuery === shape.rawQuery && (one.asked.code ?? 0) >= 400)].filter(isSome) : [];

/** The step that carried the session: the one over SPDY where WebSocket failed before it. */
function carried(run: Run, at: number, step: Step): { readonly at: readonly number[]; readonly step: Step } {
  const next = step.asked.verb === 'get' && (step.asked.code ?? 0) >= 400
    ? after(run, at, (one) => one.asked.verb === 'create' && one.shape.path === step.shape.path && one.shape.rawQuery === step.shape.rawQuery) : undefined;
  const over = isSome(next) ? run.steps[next] : undefined;
  return isSome(next) && over !== undefined ? { at: [at, next], step: over } : { at: [at], step };
}

const TEST_DIRECTORY = (step: Step): boolean => isConnect(step, 'exec') && execArguments(step.asked.requestUri ?? '').slice(0, 2).join(' ') === 'test -d';

function cp(run: Run, at: number, step: Step, text: (remote: string, args: readonly string[]) => string | undefined): { at: number[]; text: string; also: string } | undefined {
  // cp pipes an archive: a terminal would spoil it.
  if (!isConnect(step, 'exec') || isOn(step.shape, 'tty')) return undefined;
  const { asked, shape } = step;
  const found = text(`${asked.namespace ?? ''}/${asked.name ?? ''}`, execArguments(asked.requestUri ?? ''));
  if (found === undefined) return undefined;
  const probe = [before(run, at, (one) => TEST_DIRECTORY(one) && one.asked.name === asked.name)].filter(isSome);
  return { at: [...podBefore(run, probe[0] ?? at, step), ...probe, at], text: line(found, container(shape)), also: `The same tar typed after kubectl exec looks alike. What was copied is not in the log. ${length(asked)}`.trim() };
}

/** What stands behind `/proxy/` in the path. */
const proxied = ({ path }: RequestShape): string => /\/proxy\/?(.*)$/s.exec(path)?.[1] ?? '';

export const SESSION_RULES: readonly CommandRule[] = [
  {
    number: 16, title: 'kubectl cp N/X:PATH … (download)', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high',
    reason: 'tar of a path to standard output, as kubectl cp runs it in the container.',
    find: (run, at, step) => cp(run, at, step, (remote, args) => (args.slice(0, 3).join(' ') === 'tar cf -' && args.length > 3 ? line('kubectl cp', [`${remote}:${args.at(-1) ?? ''}`], './…') : undefined)),
  },
  {
    number: 17, title: 'kubectl cp … N/X:DIR (upload)', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high',
    reason: 'tar unpacking from standard input, as kubectl cp runs it in the container.',
    find: (run, at, step) => cp(run, at, step, (remote, args) => {
      // --no-preserve puts two flags before the others (kubectl pkg/cmd/cp/cp.go).
      const rest = args.filter((arg) => arg !== '--no-same-permissions' && arg !== '--no-same-owner');
      if (rest[0] !== 'tar' || (rest[1] !== '-xmf' && rest[1] !== '-xf')) return undefined;
      return line('kubectl cp', rest.length < args.length ? '--no-preserve' : '', './…', [`${remote}:${rest.includes('-C') ? (rest[rest.indexOf('-C') + 1] ?? '') : '.'}`]);
    }),
  },
  {
    number: 18, title: 'kubectl cp --retries (resumed download)', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high',
    reason: 'tar through tail, as kubectl cp goes on with a download that broke off.',
    find: (run, at, step) => cp(run, at, step, (remote, args) => {
      const path = /^tar cf - (.+?) *\| *tail -c\+\d+$/s.exec(args[0] === 'sh' && args[1] === '-c' ? (args[2] ?? '') : '')?.[1];
      return path === undefined ? undefined : line('kubectl cp', [`${remote}:${path}`], './… --retries=…');
    }),
  },
  {
    number: 15, title: 'kubectl exec, WebSocket and then SPDY', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high',
    reason: 'The same exec twice, first over WebSocket (get), which failed, then over SPDY (create): kubectl 1.30 and later falls back so. It is one command.',
    find: (run, at, step) => {
      const first = isConnect(step, 'exec') ? fallbackOf(run, at, step) : [];
      return first.length === 0 ? undefined : { at: [...podBefore(run, first[0] ?? at, step), ...first, at], ...exec(step) };
    },
  },
  {
    number: 14, title: 'kubectl exec', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high',
    reason: 'The arguments, the container and the streams stand in the URI.',
    find: (run, at, step) => (isConnect(step, 'exec') && has(step.shape, 'command') ? { at: [...podBefore(run, at, step), at], ...exec(step) } : undefined),
  },
  {
    number: 51, title: 'kubectl debug -it X --image=…', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high',
    reason: 'A debug container is added to a running pod (kubectl 1.22 and later patch ephemeralcontainers) and then attached to.',
    find: (run, at, step) => {
      const { asked } = step;
      if (asked.resource !== 'pods' || asked.subresource !== 'ephemeralcontainers' || (asked.verb !== 'patch' && asked.verb !== 'update')) return undefined;
      const attached = attachedAfter(run, at, step);
      return {
        at: [...podBefore(run, at, step), at, ...attached.at], text: line('kubectl debug', attached.flag, [asked.name ?? '', ...inNamespace(asked)], '--image=…'),
        also: `The image stands in the body. ${attached.also ?? ''}`.trim(),
      };
    },
  },
  {
    number: 19, title: 'kubectl attach', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high',
    reason: 'An attach to a running container: kubectl attach, or the end of kubectl run -it or debug -it. What was typed is not in the log.',
    find: (run, at, step) => {
      if (!isConnect(step, 'attach')) return undefined;
      const session = carried(run, at, step);
      return { at: [...podBefore(run, at, step), ...session.at], text: line('kubectl attach', terminal(step.shape), [step.asked.name ?? '', ...inNamespace(step.asked), ...container(step.shape)]), also: length(session.step.asked) };
    },
  },
  {
    number: 20, title: 'kubectl port-forward', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high',
    reason: 'Ports of the pod carried through the API server. Which ports and what went through them is inside the stream.',
    find: (run, at, step) => {
      if (!isConnect(step, 'portforward')) return undefined;
      const more = allAfter(run, at, (one) => isConnect(one, 'portforward') && one.shape.path === step.shape.path, MINUTE);
      // One port is one request, and WebSocket that fails is tried again over SPDY: the longest is the session.
      const longest = [step, ...more.map((i) => run.steps[i])].filter((one) => one !== undefined).map(({ asked }) => asked).reduce((a, b) => (isLonger(b, a) ? b : a));
      const ports = valueOf(step.shape, 'ports');
      return { at: [...podBefore(run, at, step), at, ...more], text: line('kubectl port-forward', [step.asked.name ?? '', ...(ports === undefined ? [] : [ports]), ...inNamespace(step.asked)], ports === undefined ? '…' : ''), also: length(longest) };
    },
  },
  {
    number: 13, title: 'kubectl logs -l …', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high',
    reason: 'Pods listed by label, then the log of several of them with the same flags.',
    find: (run, at, step) => {
      if (step.asked.verb !== 'list' || step.asked.resource !== 'pods' || !has(step.shape, 'labelSelector')) return undefined;
      const logs = allAfter(run, at, ({ asked }) => asked.verb === 'get' && asked.subresource === 'log' && asked.namespace === step.asked.namespace);
      const [first] = logs.map((i) => run.steps[i]).filter((one) => one !== undefined);
      if (first === undefined || !logs.every((i) => run.steps[i] !== undefined && logKey(run.steps[i]) === logKey(first))) return undefined;
      return { at: [at, ...logs], text: line('kubectl logs', ['-l', valueOf(step.shape, 'labelSelector') ?? '', ...inNamespace(step.asked), ...logFlags(first.shape)]) };
    },
  },
  {
    number: 12, title: 'kubectl logs X', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high',
    reason: 'The log of one container; kubectl reads the pod first.',
    find: (run, at, step) => {
      if (step.asked.verb !== 'get' || step.asked.resource !== 'pods' || step.asked.subresource !== 'log') return undefined;
      const pod = podBefore(run, at, step);
      return {
        at: [...pod, at], text: line('kubectl logs', [step.asked.name ?? '', ...inNamespace(step.asked), ...container(step.shape), ...logFlags(step.shape)]), confidence: pod.length === 0 ? 'medium' : 'high',
        also: isOn(step.shape, 'follow') ? length(step.asked) : undefined,
      };
    },
  },
  {
    number: 23, title: 'metrics scrape through the API server', kind: 'activity', claims: 'monitoring', confidence: 'high',
    reason: 'A monitoring program reads the figures of a node through the API server.',
    find: (_, at, { asked, shape }) => (asked.resource === 'nodes' && asked.subresource === 'proxy' && /^(?:stats\/summary|metrics(?:\/.*)?)$/.test(proxied(shape)) ? { at: [at], text: `metrics of node ${asked.name ?? ''}` } : undefined),
  },
  {
    number: 22, title: 'the kubelet’s API through the API server', kind: 'command', claims: 'any', confidence: 'high',
    reason: 'The kubelet’s own API, reached through the API server.',
    find: (_, at, { asked, shape, client }) => {
      if (asked.resource !== 'nodes' || asked.subresource !== 'proxy') return undefined;
      const runs = /^(?:run|exec|cri\/exec|attach|portForward)(?:\/|$)/.test(proxied(shape));
      return { at: [at], text: client.kind === 'curl' ? curlLine(asked) : rawLine(asked), also: runs ? 'run and exec there execute code in a container.' : undefined };
    },
  },
  {
    number: 21, title: 'browsing a workload through the API server', kind: 'activity', claims: 'any', confidence: 'high',
    reason: 'A service or pod answers through the API server, as with kubectl proxy or a dashboard. The answer is the workload’s.',
    find: (_, at, { asked, shape, client }) => {
      if ((asked.resource !== 'services' && asked.resource !== 'pods') || (asked.subresource !== 'proxy' && asked.verb !== 'proxy')) return undefined;
      if (client.kind === 'kubectl') return { at: [at], kind: 'command', text: rawLine(asked) };
      if (client.kind === 'curl') return { at: [at], kind: 'command', text: curlLine(asked) };
      return { at: [at], text: `browsing ${asked.resource} ${asked.name ?? ''}${asked.namespace === null ? '' : ` in ${asked.namespace}`} through the API server: /${proxied(shape)}` };
    },
  },
];

function exec({ asked, shape }: Step): { text: string; also: string } {
  const args = execArguments(asked.requestUri ?? '');
  const shell = isBareShell(args) || (isOn(shape, 'stdin') && isOn(shape, 'tty')) ? 'What was typed in it is not in the log. ' : '';
  return { text: line('kubectl exec', terminal(shape), [asked.name ?? '', ...inNamespace(asked), ...container(shape)], `-- ${commandText(args)}`), also: `${shell}${length(asked)}`.trim() };
}
