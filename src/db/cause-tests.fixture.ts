/**
 * H6 to H17. Each row is a log of its own, as in trust-groups.fixture.ts. A log says nothing of a missing cause until it has shown
 * others with their effects, so most rows begin with an hour in which pods come and go as they do.
 */
import type { RecordParts } from './evidence.testing';
import { account, at, EXTRA, kubelet, many, type GroupRow } from './trust-groups.fixture';

const MINUTE = 60_000;
const FOUR = [0, 1, 2, 3];
const SCHEDULER = 'system:kube-scheduler';
const CONTROLLER = 'system:serviceaccount:kube-system:';
const KUBECTL = 'kubectl/v1.31.0 (linux/amd64) kubernetes/a';

const on = (ms: number, username: string, verb: string, resource: string, namespace: string, name: string, rest: RecordParts = {}): RecordParts =>
  at(ms, { username, verb, resource, namespace, ...(name === '' ? {} : { name }), uri: `/${resource}`, code: verb === 'create' ? 201 : 200, ...rest });
const made = (ms: number, namespace: string, name: string, rest: RecordParts = {}): RecordParts => on(ms, 'ann', 'create', 'pods', namespace, name, rest);
const placed = (ms: number, namespace: string, name: string, rest: RecordParts = {}): RecordParts => on(ms, SCHEDULER, 'create', 'pods', namespace, name, { subresource: 'binding', ...rest });
const deleted = (ms: number, namespace: string, name: string, rest: RecordParts = {}): RecordParts => on(ms, 'ann', 'delete', 'pods', namespace, name, rest);
const removed = (ms: number, namespace: string, name: string, rest: RecordParts = {}): RecordParts => on(ms, 'system:node:w1', 'delete', 'pods', namespace, name, { ...kubelet('w1', {}), ...rest });

/** Twelve pods that are made, placed, deleted and removed, from the twelfth minute on, in a log of two hours and a half. */
const hours = (namespace: string): RecordParts[] => [
  at(0, { username: 'begin' }), at(150 * MINUTE, { username: 'end' }),
  ...Array.from({ length: 12 }, (_, i) => i).flatMap((i) => {
    const [ms, name] = [12 * MINUTE + i * 1000, `usual-${i}`];
    return [made(ms, namespace, name), placed(ms + 50, namespace, name), deleted(ms + MINUTE, namespace, name), removed(ms + MINUTE + 500, namespace, name)];
  }),
];
/** Where everything is tested: what is not asked about is there with its cause. */
const LATE = 100 * MINUTE;

const issue = (ms: number, jti: string): RecordParts => on(ms, 'system:node:w1', 'create', 'serviceaccounts', 'prod', 'api', { ...kubelet('w1', {}), subresource: 'token', annotations: [[`${EXTRA}/issued-credential-id`, `JTI=${jti}`]] });
const used = (ms: number, jti: string, rest: RecordParts = {}): RecordParts => at(ms, { ...account('api-1', 'w1', jti), ...rest });
const issuedAndUsed = (prefix: string): RecordParts[] => FOUR.flatMap((i) => [issue(90 * MINUTE + i * 1000, `${prefix}-${i}`), used(91 * MINUTE + i * 1000, `${prefix}-${i}`)]);

const dropped = (ms: number, namespace: string, rest: RecordParts = {}): RecordParts => on(ms, 'ann', 'delete', 'namespaces', namespace, namespace, rest);
const empties = (ms: number, namespace: string, rest: RecordParts = {}): RecordParts => on(ms, `${CONTROLLER}namespace-controller`, 'deletecollection', 'pods', namespace, '', rest);
const furnished = (ms: number, namespace: string, rest: RecordParts = {}): RecordParts => on(ms, `${CONTROLLER}service-account-controller`, 'create', 'serviceaccounts', namespace, 'default', rest);
const founded = (ms: number, namespace: string): RecordParts => on(ms, 'ann', 'create', 'namespaces', namespace, namespace);

const APPS: RecordParts = { apiGroup: 'apps' };
const ordered = (ms: number, namespace: string, name: string): RecordParts => on(ms, 'ann', 'patch', 'deployments', namespace, name, APPS);
const rolled = (ms: number, namespace: string, name: string, rest: RecordParts = {}): RecordParts => on(ms, `${CONTROLLER}deployment-controller`, 'create', 'replicasets', namespace, `${name}-6f5d9c7b4`, { ...APPS, ...rest });
const rollouts = (namespace: string): RecordParts[] => FOUR.flatMap((i) => [ordered(LATE - 30_000 + i * 1000, namespace, `web-${i}`), rolled(LATE - 29_800 + i * 1000, namespace, `web-${i}`)]);

const CSR: RecordParts = { apiGroup: 'certificates.k8s.io', namespace: null };
const approved = (ms: number, name: string): RecordParts => on(ms, 'ann', 'update', 'certificatesigningrequests', '', name, { ...CSR, subresource: 'approval' });
const signed = (ms: number, name: string, rest: RecordParts = {}): RecordParts => on(ms, `${CONTROLLER}certificate-controller`, 'update', 'certificatesigningrequests', '', name, { ...CSR, subresource: 'status', ...rest });

const looked = (ms: number, username: string, namespace: string, name: string): RecordParts => on(ms, username, 'get', 'pods', namespace, name, { agent: KUBECTL });
const opened = (ms: number, username: string, namespace: string, name: string, rest: RecordParts = {}): RecordParts => on(ms, username, 'get', 'pods', namespace, name, { subresource: 'exec', code: 101, agent: KUBECTL, ...rest });
const sessions = (namespace: string): RecordParts[] => FOUR.flatMap((i) => [looked(LATE - 300_000 + i * 1000, 'ann', namespace, `p${i}`), opened(LATE - 299_900 + i * 1000, 'ann', namespace, `p${i}`)]);

const reads = (ms: number, username: string, namespace: string, allowed: boolean, rest: RecordParts = {}): RecordParts => on(ms, username, 'list', 'secrets', namespace, '', {
  code: allowed ? 200 : 403,
  annotations: [['authorization.k8s.io/decision', allowed ? 'allow' : 'forbid'], ['authorization.k8s.io/reason', allowed ? 'RBAC: allowed by RoleBinding "r/x" of Role "r" to User "u"' : '']], ...rest,
});
/** Counts for all logs of its time, so the rows that miss one have a time of their own. */
const bound = (ms: number, namespace: string): RecordParts => on(ms, 'ann', 'create', 'rolebindings', namespace, `b-${ms}`, { apiGroup: 'rbac.authorization.k8s.io' });

const keeps = (ms: number, verb: string, namespace: string, name: string, rest: RecordParts = {}): RecordParts => on(ms, 'ann', verb, 'configmaps', namespace, name, rest);
const remade = (namespace: string): RecordParts[] => FOUR.flatMap((i) => [
  keeps(LATE - 500_000 + i * 1000, 'create', namespace, `c${i}`), keeps(LATE - 400_000 + i * 1000, 'delete', namespace, `c${i}`), keeps(LATE - 300_000 + i * 1000, 'create', namespace, `c${i}`),
]);

/** Eleven minutes without a record, in a log that is never silent for so long otherwise; to be loaded alone, since another log may speak. */
export const SILENT_LOG: readonly RecordParts[] = [
  ...hours('silent'), ...many(140, (i) => at(i * MINUTE, { username: 'beat' })).filter((_, i) => i < 88 || i > 99), placed(LATE, 'silent', 'netchk', { auditId: 'placed' }),
];
/** The same without the silence. */
export const SPEAKING_LOG: readonly RecordParts[] = [...SILENT_LOG, ...many(14, (i) => at((87 + i) * MINUTE, { username: 'beat' }))];

export const CAUSE_ROWS: readonly GroupRow[] = [
  { test: 'H6', fires: 'yes', why: 'first seen after more than an hour, never issued', at: ['forged'], records: [...hours('h6a'), ...issuedAndUsed('h6a'), used(LATE, 'h6a-x', { auditId: 'forged' })] },
  { test: 'H6', fires: 'no', why: 'seen from the beginning', records: [...hours('h6b'), ...issuedAndUsed('h6b'), used(1000, 'h6b-x'), used(LATE, 'h6b-x')] },
  { test: 'H6', fires: 'n/a', why: 'no issue of any token in the log', records: [...hours('h6c'), used(LATE, 'h6c-x'), used(LATE, 'h6c-y')] },

  { test: 'H7', fires: 'yes', why: 'emptied, never deleted', at: ['effect'], records: [...hours('h7a'), dropped(30 * MINUTE, 'h7a-1'), empties(30 * MINUTE + 400, 'h7a-1'), empties(LATE, 'h7a-2', { auditId: 'effect' })] },
  { test: 'H7', fires: 'no', why: 'deleted before', records: [...hours('h7b'), dropped(LATE - 400, 'h7b-1'), empties(LATE, 'h7b-1')] },
  { test: 'H7', fires: 'no', why: 'right at the beginning of the log', records: [...hours('h7c'), dropped(30 * MINUTE, 'h7c-1'), empties(30 * MINUTE + 400, 'h7c-1'), empties(MINUTE, 'h7c-2')] },
  { test: 'H7', fires: 'n/a', why: 'somebody else empties it', records: [...hours('h7d'), on(LATE, 'quo', 'deletecollection', 'pods', 'h7d-1', '')] },

  { test: 'H8', fires: 'yes', why: 'placed, never made', at: ['placed'], records: [...hours('h8a'), placed(LATE, 'h8a', 'netchk', { auditId: 'placed' })] },
  { test: 'H8', fires: 'yes', why: 'a name somebody chose is not of a pod made without one', at: ['placed'], records: [...hours('h8b'), made(LATE - 50, 'h8b', ''), placed(LATE, 'h8b', 'toolbox', { auditId: 'placed' })] },
  { test: 'H8', fires: 'no', why: 'a name the server chose may be of any pod made without one', records: [...hours('h8c'), made(LATE - 50, 'h8c', ''), placed(LATE, 'h8c', 'web-6f5d9c7b4-x2kqz')] },
  { test: 'H8', fires: 'no', why: 'whether the creation went well is not known', records: [...hours('h8d'), made(LATE - 50, 'h8d', 'netchk', { stage: 'RequestReceived', code: null }), placed(LATE, 'h8d', 'netchk')] },
  { test: 'H8', fires: 'no', why: 'the log began less than ten minutes before', records: [...hours('h8e'), placed(9 * MINUTE, 'h8e', 'netchk')] },
  { test: 'H8', fires: 'n/a', why: 'one server’s log of three: most pods are placed and not made in it', records: [
    ...hours('h8g'), ...many(20, (i) => placed(LATE + i, 'h8g', `other-${i}`))] },
  { test: 'H8', fires: 'n/a', why: 'hardly anything happened', records: [at(0, { username: 'begin' }), placed(LATE, 'h8h', 'netchk')] },

  { test: 'H9', fires: 'yes', why: 'removed, never deleted', at: ['gone'], records: [...hours('h9a'), removed(LATE, 'h9a', 'web-0', { auditId: 'gone' })] },
  { test: 'H9', fires: 'no', why: 'evicted', records: [...hours('h9b'), on(LATE - 1000, 'ann', 'create', 'pods', 'h9b', 'web-0', { subresource: 'eviction' }), removed(LATE, 'h9b', 'web-0')] },
  { test: 'H9', fires: 'no', why: 'swept with its namespace', records: [...hours('h9c'), on(LATE - 1000, 'ann', 'deletecollection', 'pods', 'h9c', ''), removed(LATE, 'h9c', 'web-0')] },
  { test: 'H9', fires: 'n/a', why: 'the mirror of a static pod', records: [...hours('h9d'), removed(LATE, 'h9d', 'kube-proxy-w1')] },

  { test: 'H10', fires: 'yes', why: 'refused, then allowed, nothing written', at: ['now'], records: [...hours('h10a'), bound(20 * MINUTE, 'h10a'), reads(LATE + 10 * MINUTE, 'sue', 'h10a', false), reads(LATE + 20 * MINUTE, 'sue', 'h10a', true, { auditId: 'now' })] },
  { test: 'H10', fires: 'yes', why: 'allowed, then refused, nothing written', at: ['now'], records: [...hours('h10b'), bound(20 * MINUTE, 'h10b'), reads(LATE + 10 * MINUTE, 'sue', 'h10b', true), reads(LATE + 20 * MINUTE, 'sue', 'h10b', false, { auditId: 'now' })] },
  { test: 'H10', fires: 'no', why: 'a binding in between', records: [...hours('h10c'), reads(50 * MINUTE, 'sue', 'h10c', false), bound(60 * MINUTE, 'h10c'), reads(LATE, 'sue', 'h10c', true)] },
  { test: 'H10', fires: 'no', why: 'another group', records: [...hours('h10d'), bound(20 * MINUTE, 'h10d'), reads(LATE + 10 * MINUTE, 'sue', 'h10d', false), reads(LATE + 20 * MINUTE, 'sue', 'h10d', true, { groups: ['admins'] })] },
  { test: 'H10', fires: 'n/a', why: 'changes of rights are not logged', records: [...hours('h10e'), reads(LATE + 10 * MINUTE, 'sue', 'h10e', false), reads(LATE + 20 * MINUTE, 'sue', 'h10e', true)] },

  { test: 'H11', fires: 'yes', why: 'furnished, never made', at: ['furnished'], records: [...hours('h11a'), founded(30 * MINUTE, 'h11a-1'), furnished(30 * MINUTE + 90, 'h11a-1'), furnished(LATE, 'h11a-2', { auditId: 'furnished' })] },
  { test: 'H11', fires: 'no', why: 'somebody deleted the account', records: [
    ...hours('h11b'), founded(30 * MINUTE, 'h11b-1'), furnished(30 * MINUTE + 90, 'h11b-1'), on(LATE - 500, 'ann', 'delete', 'serviceaccounts', 'h11b-2', 'default'), furnished(LATE, 'h11b-2')] },
  { test: 'H11', fires: 'n/a', why: 'an account somebody made', records: [...hours('h11c'), founded(30 * MINUTE, 'h11c-1'), furnished(30 * MINUTE + 90, 'h11c-1'), on(LATE, 'ann', 'create', 'serviceaccounts', 'h11c-2', 'default')] },

  { test: 'H12', fires: 'yes', why: 'rolled out, never ordered', at: ['rolled'], records: [...hours('h12a'), ...rollouts('h12a'), rolled(LATE, 'h12a', 'api', { auditId: 'rolled' })] },
  { test: 'H12', fires: 'no', why: 'ordered', records: [...hours('h12b'), ...rollouts('h12b'), ordered(LATE - 100, 'h12b', 'api'), rolled(LATE, 'h12b', 'api')] },
  { test: 'H12', fires: 'n/a', why: 'writes of deployments are not logged', records: [...hours('h12c'), ...many(4, (i) => rolled(LATE + i, 'h12c', `web-${i}`))] },

  { test: 'H13', fires: 'yes', why: 'signed, never approved', at: ['signed'], records: [...hours('h13a'), approved(30 * MINUTE, 'h13a-1'), signed(30 * MINUTE + 80, 'h13a-1'), signed(LATE, 'h13a-2', { auditId: 'signed' })] },
  { test: 'H13', fires: 'no', why: 'approved', records: [...hours('h13b'), approved(LATE - 80, 'h13b-1'), signed(LATE, 'h13b-1')] },
  { test: 'H13', fires: 'n/a', why: 'a signer of its own', records: [...hours('h13c'), on(LATE, 'system:serviceaccount:cert-manager:cert-manager', 'update', 'certificatesigningrequests', '', 'h13c-1', { ...CSR, subresource: 'status' })] },

  { test: 'H14', fires: 'yes', why: 'a session of kubectl without a look', at: ['session'], records: [...hours('h14a'), ...sessions('h14a'), opened(LATE, 'eve', 'h14a', 'p1', { auditId: 'session' })] },
  { test: 'H14', fires: 'no', why: 'found in a list of all namespaces', records: [...hours('h14b'), ...sessions('h14b'), on(LATE - 900, 'zoe', 'list', 'pods', '', '', { namespace: null, agent: KUBECTL }), opened(LATE, 'zoe', 'h14b', 'p1')] },
  { test: 'H14', fires: 'n/a', why: 'another client', records: [...hours('h14c'), ...sessions('h14c'), opened(LATE, 'eve', 'h14c', 'p1', { agent: 'k9s/v0.32' })] },

  { test: 'H15', fires: 'yes', why: 'made twice', at: ['again'], records: [...hours('h15a'), ...remade('h15a'), keeps(50 * MINUTE, 'create', 'h15a', 'x'), keeps(LATE, 'create', 'h15a', 'x', { auditId: 'again' })] },
  { test: 'H15', fires: 'no', why: 'the second one is a dry run', records: [...hours('h15b'), ...remade('h15b'), keeps(50 * MINUTE, 'create', 'h15b', 'x'), keeps(LATE, 'create', 'h15b', 'x', { uri: '/configmaps?dryRun=All' })] },
  { test: 'H15', fires: 'no', why: 'the second one was refused', records: [...hours('h15c'), ...remade('h15c'), keeps(50 * MINUTE, 'create', 'h15c', 'x'), keeps(LATE, 'create', 'h15c', 'x', { code: 409 })] },
  { test: 'H15', fires: 'n/a', why: 'a custom resource', records: [...hours('h15d'), ...remade('h15d'), keeps(50 * MINUTE, 'create', 'h15d', 'x', { apiGroup: 'example.com' }), keeps(LATE, 'create', 'h15d', 'x', { apiGroup: 'example.com' })] },

  { test: 'H16', fires: 'yes', why: 'made, then nothing', at: ['made'], records: [...hours('h16a'), made(LATE, 'h16a', 'netchk', { auditId: 'made' })] },
  { test: 'H16', fires: 'no', why: 'a kubelet reports on it', records: [...hours('h16b'), made(LATE, 'h16b', 'netchk'), on(LATE + 900, 'system:node:w1', 'patch', 'pods', 'h16b', 'netchk', { ...kubelet('w1', {}), subresource: 'status' })] },
  { test: 'H16', fires: 'no', why: 'the log ends', records: [...hours('h16c'), made(145 * MINUTE, 'h16c', 'netchk')] },
  { test: 'H16', fires: 'n/a', why: 'the mirror of a static pod', records: [...hours('h16d'), on(LATE, 'system:node:w1', 'create', 'pods', 'h16d', 'etcd-w1', kubelet('w1', {}))] },

  { test: 'H17', fires: 'yes', why: 'deleted, never emptied', at: ['cause'], records: [...hours('h17a'), dropped(30 * MINUTE, 'h17a-1'), empties(30 * MINUTE + 400, 'h17a-1'), dropped(LATE, 'h17a-2', { auditId: 'cause' })] },
  { test: 'H17', fires: 'no', why: 'the log ends', records: [...hours('h17b'), dropped(30 * MINUTE, 'h17b-1'), empties(30 * MINUTE + 400, 'h17b-1'), dropped(149 * MINUTE, 'h17b-2')] },
  { test: 'H17', fires: 'n/a', why: 'the deletion was refused', records: [...hours('h17c'), dropped(30 * MINUTE, 'h17c-1'), empties(30 * MINUTE + 400, 'h17c-1'), dropped(LATE, 'h17c-2', { code: 403 })] },
];
