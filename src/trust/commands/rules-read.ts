/**
 * Reading with kubectl: get, describe, events, top, version, discovery.
 * Facts: kubectl pkg/cmd/get/get.go (chunks of 500, `includeObject` with --sort-by), pkg/describe, pkg/cmd/top,
 * pkg/cmd/clusterinfo; cli-runtime pkg/resource/helper.go; client-go discovery (`timeout=32s`). Tags 1.17 to 1.36.
 */
import type { AskedRequest } from './asked-request';
import type { CommandRule } from './command-rule';
import { inNamespace, isCore, line, objectWords, resourceWord, scope } from './command-line';
import { has, isOn, selectorValue, valueOf, type RequestShape } from './request-shape';
import { allAfter, before, isSome, NEAR_US, type Run, type Step } from './steps';

const CHUNK = '500';
const SECOND = 1_000_000n;

const isList = ({ asked }: Step): boolean => asked.verb === 'list' && asked.resource !== null && asked.subresource === null;
const isPaged = ({ shape }: Step): boolean => valueOf(shape, 'limit') === CHUNK;
const label = (shape: RequestShape): string[] => flag('-l', valueOf(shape, 'labelSelector'));
const field = (shape: RequestShape): string[] => flag('--field-selector', valueOf(shape, 'fieldSelector'));
const flag = (name: string, value: string | undefined): string[] => (value === undefined ? [] : [name, value]);

/** The pages that follow a first page. */
const pagesAfter = (run: Run, at: number, { shape: first }: Step): number[] => allAfter(run, at, ({ shape }) => shape.path === first.path && has(shape, 'continue'));

const got = (asked: AskedRequest, ...flags: readonly (string | readonly string[])[]): string => line('kubectl get', [resourceWord(asked), ...scope(asked)], ...flags);

const isPlainPage = (step: Step): boolean => isList(step) && isPaged(step) && !has(step.shape, 'continue') && !has(step.shape, 'labelSelector') && !has(step.shape, 'fieldSelector');

/** What `kubectl get all` asks for: the category `all` of the built-in resources (k8s.io/kubernetes pkg/registry, Categories). */
const ALL = new Set(['pods', 'replicationcontrollers', 'services', 'daemonsets', 'deployments', 'replicasets', 'statefulsets', 'horizontalpodautoscalers', 'cronjobs', 'jobs']);
const DUMPED = ['events', 'replicationcontrollers', 'services', 'daemonsets', 'deployments', 'replicasets', 'pods'];
const WORKLOADS = new Set(['deployments', 'daemonsets', 'statefulsets', 'jobs', 'pods', 'replicasets']);

/** client-go puts its time-out, 32 s unless told otherwise, into every request of discovery; a --raw one has none. */
export const isDiscovery = ({ shape, asked }: Step): boolean => asked.verb === 'get' && asked.resource === null && (has(shape, 'timeout') || !asked.queryLogged) && /^\/(?:api|apis)(?:\/[^/]+(?:\/[^/]+)?)?$/.test(shape.path);
export const isSchema = ({ shape, asked }: Step): boolean => asked.verb === 'get' && /^\/openapi\/v[23](?:\/|$)/.test(shape.path);

/** A node's lease and the endpoints of a service go by the name of what is described. */
const HEARTBEATS = new Set(['leases', 'endpoints']);

/** What describe reads besides: the pods and the lease of a node, the replica sets and pods under a workload, the endpoints of a service (kubectl pkg/describe/describe.go). */
const belongsTo = (described: AskedRequest, name: string) => ({ asked, shape }: Step): boolean => {
  if (asked.verb === 'get') return HEARTBEATS.has(asked.resource ?? '') && asked.name === name;
  if (asked.verb !== 'list') return false;
  return described.resource === 'nodes'
    ? selectorValue(valueOf(shape, 'fieldSelector'), 'spec.nodeName') === name
    : asked.namespace === described.namespace && has(shape, 'labelSelector');
};

/** The object that a watch by its name goes on with, when nothing but get -w asks so (cli-runtime pkg/resource/helper.go WatchSingle). */
function watchedSingly(run: Run, at: number, { asked, shape }: Step, named: string): number | undefined {
  if (shape.query.some(([key]) => key !== 'fieldSelector' && key !== 'resourceVersion' && key !== 'watch')) return undefined;
  const last = before(run, at, (one) => one.asked.resource === asked.resource && one.asked.namespace === asked.namespace && one.asked.name === named);
  return isSome(last) && run.steps[last]?.asked.verb === 'get' ? last : undefined;
}

export const READ_RULES: readonly CommandRule[] = [
  {
    number: 62, title: 'kubectl cluster-info dump', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high',
    reason: 'Nodes, then events, controllers, services and pods of a namespace and the log of every pod: cluster-info dump reads them in this order. It collects much at once.',
    find: (run, at, step) => {
      if (!isList(step) || step.asked.resource !== 'nodes') return undefined;
      const lists = allAfter(run, at, (one) => isList(one) && DUMPED.includes(one.asked.resource ?? ''));
      const kinds = new Set(lists.map((i) => run.steps[i]?.asked.resource));
      if (!DUMPED.every((kind) => kinds.has(kind))) return undefined;
      return { at: [at, ...lists, ...allAfter(run, at, ({ asked }) => asked.subresource === 'log')], text: 'kubectl cluster-info dump' };
    },
  },
  {
    number: 9, title: 'kubectl get all', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high',
    reason: 'Lists of the resources of the category “all”, of one namespace, within a second.',
    find: (run, at, step) => {
      const one = (other: Step): boolean => isPlainPage(other) && ALL.has(other.asked.resource ?? '') && other.asked.namespace === step.asked.namespace;
      if (!one(step)) return undefined;
      const rest = allAfter(run, at, one, SECOND);
      const kinds = new Set([at, ...rest].map((i) => run.steps[i]?.asked.resource));
      if (kinds.size < 5 || !kinds.has('pods') || !kinds.has('services')) return undefined;
      return { at: [at, ...rest], text: line('kubectl get all', scope(step.asked)) };
    },
  },
  {
    number: 10, title: 'kubectl describe R X', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high',
    reason: 'The object, then its events by an involvedObject selector.',
    find: (run, at, step) => {
      const about = selectorValue(valueOf(step.shape, 'fieldSelector'), 'involvedObject.name');
      if (!isList(step) || step.asked.resource !== 'events' || about === undefined) return undefined;
      const object = before(run, at, ({ asked }) => asked.verb === 'get' && asked.name === about && asked.subresource === null && !HEARTBEATS.has(asked.resource ?? ''));
      const asked = isSome(object) ? run.steps[object]?.asked : undefined;
      if (!isSome(object) || asked === undefined) return undefined;
      const between = allAfter(run, object, belongsTo(asked, about)).filter((i) => i < at);
      return { at: [object, ...between, at], text: line('kubectl describe', objectWords(asked)) };
    },
  },
  {
    number: 8, title: 'kubectl get R -w', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high',
    reason: 'A list in chunks of 500, or one object, followed by a watch from the version it returned.',
    find: (run, at, step) => {
      if (step.asked.verb !== 'watch' || !isOn(step.shape, 'watch') || !has(step.shape, 'resourceVersion')) return undefined;
      const named = selectorValue(valueOf(step.shape, 'fieldSelector'), 'metadata.name');
      const list = before(run, at, (one) => one.shape.path === step.shape.path && isList(one) && isPaged(one)) ?? (named === undefined ? undefined : watchedSingly(run, at, step, named));
      if (!isSome(list)) return undefined;
      return { at: [list, at], text: line('kubectl get', [resourceWord(step.asked), ...flag('', named).slice(1), ...scope(step.asked)], label(step.shape), named === undefined ? field(step.shape) : '', ['-w']) };
    },
  },
  {
    number: 42, title: 'kubectl rollout status / kubectl wait', kind: 'command', claims: 'kubectl', confidence: 'medium',
    reason: 'One workload is read and then watched by its name, and nothing is written: rollout status, wait, or get -w of one object.',
    find: (run, at, step) => {
      const named = selectorValue(valueOf(step.shape, 'fieldSelector'), 'metadata.name');
      if (named === undefined || (step.asked.verb !== 'watch' && step.asked.verb !== 'list') || !WORKLOADS.has(step.asked.resource ?? '')) return undefined;
      const get = before(run, at, (one) => one.asked.verb === 'get' && one.asked.name === named && one.asked.resource === step.asked.resource);
      const watches = allAfter(run, at, (one) => one.shape.path === step.shape.path && selectorValue(valueOf(one.shape, 'fieldSelector'), 'metadata.name') === named);
      if (!isSome(get) && !(step.asked.verb === 'list' && watches.length > 0)) return undefined;
      const verb = step.asked.resource === 'pods' || step.asked.resource === 'jobs' ? 'kubectl wait' : 'kubectl rollout status';
      return { at: [...(isSome(get) ? [get] : []), at, ...watches], text: line(verb, [`${resourceWord(step.asked)}/${named}`, ...inNamespace(step.asked)]) };
    },
  },
  {
    number: 60, title: 'kubectl top pods / top nodes', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high',
    reason: 'Lists of the metrics API without a limit are what top reads.',
    find: (run, at, { asked, shape }) => {
      if (asked.apiGroup !== 'metrics.k8s.io' || (asked.verb !== 'list' && asked.verb !== 'get') || has(shape, 'limit')) return undefined;
      const discovery = before(run, at, (one) => one.shape.path === '/apis');
      const names = asked.verb === 'get' && asked.name !== null ? [asked.name] : [];
      return { at: [...(isSome(discovery) ? [discovery] : []), at], text: line('kubectl top', [asked.resource ?? '', ...names, ...scope(asked)], label(shape)) };
    },
  },
  {
    number: 61, title: 'kubectl cluster-info', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high',
    reason: 'Services of kube-system with the label that cluster-info selects.',
    find: (_, at, step) =>
      isList(step) && step.asked.resource === 'services' && step.asked.namespace === 'kube-system' && valueOf(step.shape, 'labelSelector') === 'kubernetes.io/cluster-service=true'
        ? { at: [at], text: 'kubectl cluster-info' } : undefined,
  },
  {
    number: 84, title: 'kubectl get secrets -A', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high',
    reason: 'All secrets of the cluster in one list, which returns their contents whatever is printed.',
    find: (run, at, step) => (isList(step) && isPaged(step) && step.asked.resource === 'secrets' && isCore(step.asked) && step.asked.namespace === null && !has(step.shape, 'continue')
      ? { at: [at, ...pagesAfter(run, at, step)], text: got(step.asked, label(step.shape), field(step.shape)) } : undefined),
  },
  {
    number: 11, title: 'kubectl events', kind: 'command', claims: 'kubectl', confidence: 'medium',
    reason: 'A list of events without an object: kubectl events (1.23 and later) and kubectl get events ask alike.',
    find: (run, at, step) => (isPlainPage(step) && step.asked.resource === 'events' ? { at: [at, ...pagesAfter(run, at, step)], text: line('kubectl events', scope(step.asked)) } : undefined),
  },
  {
    number: 1, title: 'kubectl get R -n N', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high',
    reason: 'A list in chunks of 500, as kubectl get asks for it. The output format is not in the request.',
    find: (run, at, step) => (isPlainPage(step) && scope(step.asked)[0] !== '-A' ? { at: [at, ...pagesAfter(run, at, step)], text: got(step.asked) } : undefined),
  },
  {
    number: 2, title: 'kubectl get R -A', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high',
    reason: 'A list in chunks of 500 without a namespace in the path. The output format is not in the request.',
    find: (run, at, step) => (isPlainPage(step) ? { at: [at, ...pagesAfter(run, at, step)], text: got(step.asked) } : undefined),
  },
  {
    number: 3, title: 'kubectl get R -l …', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high',
    reason: 'A list by label in chunks of 500.',
    find: (run, at, step) => (isList(step) && isPaged(step) && has(step.shape, 'labelSelector') && !has(step.shape, 'fieldSelector') && !has(step.shape, 'continue')
      ? { at: [at, ...pagesAfter(run, at, step)], text: got(step.asked, label(step.shape)) } : undefined),
  },
  {
    number: 4, title: 'kubectl get R --field-selector …', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high',
    reason: 'A list by field in chunks of 500.',
    find: (run, at, step) => (isList(step) && isPaged(step) && has(step.shape, 'fieldSelector') && !has(step.shape, 'continue')
      ? { at: [at, ...pagesAfter(run, at, step)], text: got(step.asked, label(step.shape), field(step.shape)) } : undefined),
  },
  {
    number: 5, title: 'a further page of kubectl get', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high',
    reason: 'A continuation page; the list it continues is not among the requests around it.',
    find: (_, at, step) => (isList(step) && isPaged(step) && has(step.shape, 'continue') ? { at: [at], text: got(step.asked, label(step.shape), field(step.shape)) } : undefined),
  },
  {
    number: 6, title: 'kubectl get R --sort-by=… or --chunk-size=0', kind: 'command', claims: 'kubectl', confidence: 'medium',
    reason: 'A list without a limit: kubectl get leaves it out with --sort-by and with --chunk-size=0; parts of other commands ask so too.',
    find: (run, at, step) => {
      if (!isList(step) || has(step.shape, 'limit') || !step.asked.queryLogged) return undefined;
      if (has(step.shape, 'includeObject')) return { at: [at], text: got(step.asked, label(step.shape), field(step.shape), '--sort-by=…'), confidence: 'high', also: 'includeObject is sent with --sort-by.' };
      const bare = step.shape.query.length === 0 && run.steps.length === 1;
      return {
        at: [at], text: got(step.asked, label(step.shape), field(step.shape), ['--chunk-size=0']), confidence: bare ? 'low' : 'medium',
        contradictions: bare ? ['kubectl asks for lists in chunks of 500 unless told otherwise, and no other request of a command is near: kubectl get --raw, a very old kubectl, or a program that only calls itself kubectl.'] : [],
      };
    },
  },
  {
    number: 7, title: 'kubectl get R X', kind: 'command', claims: 'kubectl', confidence: 'medium',
    reason: 'One object, without a query: kubectl get of it, or the first step of describe, edit, exec, logs or apply whose next step is not here.',
    find: (_, at, { asked, shape }) => (asked.verb === 'get' && asked.resource !== null && asked.subresource === null && asked.name !== null && shape.query.length === 0
      ? { at: [at], text: line('kubectl get', objectWords(asked)) } : undefined),
  },
  {
    number: 63, title: 'kubectl version', kind: 'command', claims: 'kubectl', byForm: true, confidence: 'high',
    reason: 'The version of the server, with the time-out of kubectl’s discovery client.',
    find: (_, at, { asked, shape }) => (shape.path === '/version' && (valueOf(shape, 'timeout') === '32s' || !asked.queryLogged) ? { at: [at], text: 'kubectl version' } : undefined),
  },
  {
    number: 64, title: 'discovery (kubectl 1.26 and later)', kind: 'activity', claims: 'kubectl', confidence: 'high',
    reason: 'The list of APIs in two requests: kubectl api-resources, completion in a shell, or the discovery before a command that sent nothing else.',
    find: (run, at, step) => {
      if (!isDiscovery(step) || !/^\/apis?$/.test(step.shape.path)) return undefined;
      const groups = allAfter(run, at, isDiscovery);
      const old = step.client.kind === 'kubectl' && step.client.minor !== undefined && step.client.minor < 26;
      return groups.some((i) => (run.steps[i]?.shape.path ?? '').split('/').length > 2) ? undefined : { confidence: old ? 'medium' : 'high', also: old ? 'The version claimed asks group by group; it may have had the groups on its disk.' : undefined, at: [at, ...groups, ...allAfter(run, at, isSchema, NEAR_US)], text: 'discovery of the API (kubectl api-resources, completion, or before another command)' };
    },
  },
  {
    number: 65, title: 'discovery (kubectl before 1.26)', kind: 'activity', claims: 'kubectl', confidence: 'high',
    reason: 'The list of APIs group by group: kubectl before 1.26, or a server without aggregated discovery.',
    find: (run, at, step) => (isDiscovery(step) ? { at: [at, ...allAfter(run, at, isDiscovery), ...allAfter(run, at, isSchema, NEAR_US)], text: 'discovery of the API, group by group' } : undefined),
  },
  {
    number: 66, title: 'kubectl explain', kind: 'command', claims: 'kubectl', confidence: 'medium',
    reason: 'The schema of the API: explain, completion, or validation before apply and diff.',
    find: (run, at, step) => (isSchema(step) && step.shape.path.startsWith('/openapi/v3') ? { at: [at, ...allAfter(run, at, isSchema)], text: 'kubectl explain …' } : undefined),
  },
  {
    number: 67, title: 'schema download', kind: 'activity', claims: 'any', confidence: 'medium',
    reason: 'The whole schema in version 2: kubectl, Helm and many controllers download it.',
    find: (_, at, { shape }) => (shape.path === '/openapi/v2' ? { at: [at], text: 'download of the API schema' } : undefined),
  },
];

