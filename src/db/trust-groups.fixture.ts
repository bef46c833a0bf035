/**
 * Tests that hold requests against each other. Each row is a log of its own: the test, whether it fires, why, and its records;
 * `at` names those on which it must fire, by audit ID, and it must fire on no other. All logs are loaded together, so each row
 * also shows that another cluster's log is not held against this one.
 */
import type { ClusterRange } from '../model/cluster-range';
import { NATIVE, UNCONSTRAINED } from '../model/record-shape';
import { EPOCH_US, type RecordParts } from './evidence.testing';

export const EXTRA = 'authentication.kubernetes.io';
export const at = (ms: number, rest: RecordParts): RecordParts => ({
  stage: 'ResponseComplete', receivedUs: EPOCH_US + BigInt(ms) * 1000n + 123n, stageUs: EPOCH_US + BigInt(ms) * 1000n + 456n, verb: 'get', uri: '/version', code: 200, sourceIps: ['10.7.0.1'],
  agent: 'app/v1 (linux/amd64) kubernetes/1', ...rest,
});
export const many = (n: number, of: (i: number) => RecordParts): RecordParts[] => Array.from({ length: n }, (_, i) => of(i));
const pods = (name: string, rest: RecordParts): RecordParts => ({ resource: 'pods', namespace: 'prod', name, uri: `/api/v1/namespaces/prod/pods/${name}`, ...rest });
export const account = (pod: string, node: string, jti: string): RecordParts => ({
  username: 'system:serviceaccount:prod:api', uid: 'u-1', groups: ['system:serviceaccounts', 'system:serviceaccounts:prod', 'system:authenticated'],
  extra: [[`${EXTRA}/pod-name`, [pod]], [`${EXTRA}/node-name`, [node]], [`${EXTRA}/credential-id`, [`JTI=${jti}`]]],
});
export const kubelet = (node: string, rest: RecordParts): RecordParts => ({ username: `system:node:${node}`, groups: ['system:nodes', 'system:authenticated'], ...rest });
const server = (uid: string): RecordParts => ({ username: 'system:apiserver', uid, groups: ['system:masters'], sourceIps: ['127.0.0.1'] });
const arrived = (auditId: string, ms: number): RecordParts => at(ms, { auditId, username: 'ann', stage: 'RequestReceived', stageUs: EPOCH_US + BigInt(ms) * 1000n + 123n, code: null });
const holder = (username: string, credential: string, rest: RecordParts = {}): RecordParts => ({ username, extra: [[`${EXTRA}/credential-id`, [credential]]], ...rest });
const issue = (jti: string, by: RecordParts): RecordParts => at(0, {
  ...by, verb: 'create', uri: '/api/v1/namespaces/prod/serviceaccounts/api/token', resource: 'serviceaccounts', subresource: 'token', namespace: 'prod', name: 'api', code: 201,
  annotations: [[`${EXTRA}/issued-credential-id`, `JTI=${jti}`]],
});
/** Six minutes and a half of a node's heartbeats, ten seconds apart. */
const beats = (node: string, isThere: (i: number) => boolean = () => true): RecordParts[] =>
  many(40, (i) => at(i * 10_000, kubelet(node, {
    auditId: `${node}-${i}`, verb: 'update', uri: `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${node}`, resource: 'leases', apiGroup: 'coordination.k8s.io', namespace: 'kube-node-lease', name: node,
  }))).filter((_, i) => isThere(i));
const inTime = (records: readonly RecordParts[]): RecordParts[] => records.toSorted((a, b) => Number((a.receivedUs ?? 0n) - (b.receivedUs ?? 0n)));
const serverOf = (version: string): RecordParts => ({ ...server('u-9'), agent: `kube-apiserver/v${version} (linux/amd64) kubernetes/0a1b2c3` });
const borrowed = (auditId: string, shape: number): RecordParts => ({ auditId, username: 'ann', impersonated: 'root', shape: NATIVE | shape });
const hooks = (...names: string[]): readonly (readonly [string, string])[] => names.map((name, i) => [`mutation.webhook.admission.k8s.io/round_0_index_${i}`, `{"configuration":"c","webhook":"${name}","mutated":false}`]);
const create = (rest: RecordParts): RecordParts => ({ verb: 'create', uri: '/api/v1/namespaces/prod/configmaps', resource: 'configmaps', namespace: 'prod', ...rest });
const secret = (namespace: string, name: string, level: string, username: string, auditId: string): RecordParts => at(5, { auditId, username, level, resource: 'secrets', namespace, name, uri: `/api/v1/namespaces/${namespace}/secrets/${name}` });
/** Addresses of the rows of S5, P1 and S8, which no other row has. */
export const RANGES: readonly ClusterRange[] = [{ kind: 'load-balancers', text: '198.18.5.5/32' }, { kind: 'nodes', text: '198.18.8.0/28' }, { kind: 'pods', text: '198.18.9.0/28' }];

export interface GroupRow {
  readonly test: string;
  readonly fires: 'yes' | 'no' | 'n/a';
  readonly why: string;
  readonly records: readonly RecordParts[];
  /** Audit IDs. */
  readonly at?: readonly string[];
}

export const GROUP_ROWS: readonly GroupRow[] = [
  { test: 'S5', fires: 'yes', why: 'the load balancer', at: ['lb'], records: [at(0, { auditId: 'lb', username: 'ann', sourceIps: ['198.18.5.5'] })] },
  { test: 'S5', fires: 'no', why: 'its neighbour', records: [at(0, { username: 'ann', sourceIps: ['198.18.5.6'] })] },
  { test: 'A2', fires: 'yes', why: 'two callers', at: ['same'], records: [at(0, { auditId: 'same', username: 'ann' }), at(9, { auditId: 'same', username: 'bob' })] },
  { test: 'A2', fires: 'no', why: 'two stages of one request', records: [arrived('same', 0), at(0, { auditId: 'same', username: 'ann' })] },
  { test: 'A2', fires: 'n/a', why: 'one request', records: [at(0, { auditId: 'same', username: 'ann' })] },
  { test: 'G1', fires: 'yes', why: 'like requests have their beginning', at: ['lone'], records: [...many(4, (i) => arrived(`g${i}`, i)), ...many(4, (i) => at(i, { auditId: `g${i}`, username: 'ann' })), at(9, { auditId: 'lone', username: 'ann' })] },
  { test: 'G1', fires: 'no', why: 'it has its own', records: [arrived('g', 0), at(0, { auditId: 'g', username: 'ann' })] },
  { test: 'G1', fires: 'n/a', why: 'no like request has one', records: many(4, (i) => at(i, { auditId: `g${i}`, username: 'ann' })) },
  { test: 'G2', fires: 'yes', why: 'no answer', at: ['g'], records: [arrived('g', 0)] },
  { test: 'G2', fires: 'no', why: 'an answer', records: [arrived('g', 0), at(0, { auditId: 'g', username: 'ann' })] },
  { test: 'G2', fires: 'n/a', why: 'no beginning', records: [at(0, { auditId: 'g', username: 'ann' })] },
  { test: 'G5', fires: 'yes', why: 'two answers', at: ['g'], records: [at(0, { auditId: 'g', username: 'ann' }), at(0, { auditId: 'g', username: 'ann', code: 403 })] },
  { test: 'G5', fires: 'no', why: 'one answer delivered twice', records: [at(0, { auditId: 'g', username: 'ann' }), at(0, { auditId: 'g', username: 'ann' })] },
  { test: 'G5', fires: 'n/a', why: 'one answer', records: [at(0, { auditId: 'g', username: 'ann' })] },
  { test: 'G8', fires: 'yes', why: 'the address changed on the way', at: ['g'], records: [arrived('g', 0), at(0, { auditId: 'g', username: 'ann', sourceIps: ['10.7.0.2'] })] },
  { test: 'G8', fires: 'no', why: 'all is the same', records: [arrived('g', 0), at(0, { auditId: 'g', username: 'ann' })] },
  { test: 'G8', fires: 'n/a', why: 'one stage', records: [at(0, { auditId: 'g', username: 'ann' })] },
  { test: 'L2', fires: 'n/a', why: 'one request', records: [secret('dev', 'a', 'Metadata', 'gus', 'x')] },
  { test: 'L3', fires: 'n/a', why: 'one request', records: [secret('dev', 'a', 'Metadata', 'hal', 'x')] },
  { test: 'K4', fires: 'yes', why: 'no agent where others have one', at: ['mute'], records: [at(0, { auditId: 'mute', username: 'ann', agent: null }), at(1, { username: 'ann' })] },
  { test: 'K4', fires: 'no', why: 'a client of Kubernetes', records: [at(0, { username: 'ann' })] },
  { test: 'K4', fires: 'n/a', why: 'a form that has no agents', records: many(3, (i) => at(i, { username: 'ann', agent: null })) },
  { test: 'P1', fires: 'yes', why: 'a pod’s token from outside', at: ['out'], records: [at(0, { auditId: 'out', ...account('api-1', 'w1', 'p1-a'), sourceIps: ['203.0.113.5'] })] },
  { test: 'P1', fires: 'no', why: 'from an address of pods', records: [at(0, { ...account('api-1', 'w1', 'p1-b'), sourceIps: ['198.18.9.3'] })] },
  { test: 'P1', fires: 'n/a', why: 'a person', records: [at(0, { username: 'ann', sourceIps: ['203.0.113.5'] })] },
  { test: 'S8', fires: 'yes', why: 'a node from outside', at: ['out'], records: [at(0, { auditId: 'out', ...kubelet('w1', { sourceIps: ['203.0.113.5'] }) })] },
  { test: 'S8', fires: 'no', why: 'from an address of nodes', records: [at(0, kubelet('w1', { sourceIps: ['198.18.8.3'] }))] },
  { test: 'S8', fires: 'n/a', why: 'a person', records: [at(0, { username: 'ann', sourceIps: ['203.0.113.5'] })] },
  { test: 'P2', fires: 'yes', why: 'one token, two addresses', at: ['away'], records: [at(0, account('api-1', 'w1', 'p2-a')), at(5, { auditId: 'away', ...account('api-1', 'w1', 'p2-a'), sourceIps: ['203.0.113.9'] })] },
  { test: 'P2', fires: 'no', why: 'one token, one address', records: many(2, (i) => at(i, account('api-1', 'w1', 'p2-b'))) },
  { test: 'P2', fires: 'n/a', why: 'the token of a person', records: ['10.7.0.1', '203.0.113.9'].map((ip, i) => at(i, holder('ann', 'JTI=p2-c', { sourceIps: [ip] }))) },
  { test: 'P3', fires: 'yes', why: 'a person had the token issued', at: ['used'], records: [issue('p3-a', { username: 'ann' }), at(5, { auditId: 'used', ...account('api-1', 'w1', 'p3-a') })] },
  { test: 'P3', fires: 'no', why: 'the kubelet of its node had', records: [issue('p3-b', kubelet('w1', {})), at(5, account('api-1', 'w1', 'p3-b'))] },
  { test: 'P3', fires: 'n/a', why: 'who had is not in the log', records: [at(5, account('api-1', 'w1', 'p3-c'))] },
  { test: 'I4', fires: 'yes', why: 'the group of nodes under a name of its own', at: ['eve'], records: [at(0, kubelet('w1', {})), at(1, { auditId: 'eve', username: 'eve', groups: ['system:nodes'] })] },
  { test: 'I4', fires: 'n/a', why: 'an installation that gives all kubelets one name', records: many(3, (i) => at(i, { username: 'nodeclient', groups: ['system:nodes', 'system:authenticated'] })) },
  { test: 'I5', fires: 'yes', why: 'one name, once without its credential', at: ['odd'], records: [at(0, holder('ida', 'X509SHA256=aa')), at(1, { auditId: 'odd', username: 'ida' })] },
  { test: 'I5', fires: 'no', why: 'always with it', records: many(2, (i) => at(i, holder('ida', 'X509SHA256=aa'))) },
  { test: 'I5', fires: 'n/a', why: 'a server that writes none', records: many(2, (i) => at(i, { username: 'ida' })) },
  { test: 'I6', fires: 'yes', why: 'a second certificate while the first is used', at: ['second'], records: [at(0, holder('ivy', 'X509SHA256=aa')), at(100_000, { auditId: 'second', ...holder('ivy', 'X509SHA256=bb') }), at(200_000, holder('ivy', 'X509SHA256=aa'))] },
  { test: 'I6', fires: 'no', why: 'renewed', records: [at(0, holder('ivy', 'X509SHA256=aa')), at(100_000, holder('ivy', 'X509SHA256=aa')), at(100_001, holder('ivy', 'X509SHA256=bb'))] },
  { test: 'I6', fires: 'n/a', why: 'tokens', records: [at(0, holder('ivy', 'JTI=a')), at(100_000, holder('ivy', 'JTI=b')), at(200_000, holder('ivy', 'JTI=a'))] },
  { test: 'H3', fires: 'yes', why: 'a line of another hour', at: ['odd'], records: [...many(10, (i) => at(i * 100, { username: 'ann' })), at(3_600_000, { auditId: 'odd', username: 'ann' }), ...many(10, (i) => at(1_000 + i * 100, { username: 'ann' }))] },
  { test: 'H3', fires: 'no', why: 'all in order', records: many(20, (i) => at(i * 100, { username: 'ann' })) },
  { test: 'H3', fires: 'n/a', why: 'a file in no order', records: many(40, (i) => at(((i * 7) % 40) * 100_000, { username: 'ann' })) },
  { test: 'H4', fires: 'yes', why: 'the clock is set back', at: ['back'], records: [...many(10, (i) => at(10_000 + i * 100, { username: 'ann' })), at(5_000, { auditId: 'back', username: 'ann' }), ...many(10, (i) => at(5_100 + i * 100, { username: 'ann' }))] },
  { test: 'H4', fires: 'no', why: 'all in order', records: many(20, (i) => at(i * 100, { username: 'ann' })) },
  { test: 'H4', fires: 'n/a', why: 'a file in no order', records: many(40, (i) => at(((i * 7) % 40) * 10_000, { username: 'ann' })) },
  { test: 'M4', fires: 'yes', why: 'no constraint where the server names one', at: ['old'], records: [at(0, serverOf('1.36.2')), at(1, borrowed('old', UNCONSTRAINED)), at(2, borrowed('new', 0)), at(3, { username: 'ann' })] },
  { test: 'M4', fires: 'no', why: 'a constraint', records: [at(0, serverOf('1.37.0')), at(1, borrowed('new', 0))] },
  { test: 'M4', fires: 'n/a', why: 'the server is older', records: [at(0, serverOf('1.35.9')), at(1, borrowed('old', UNCONSTRAINED))] },
  { test: 'M4', fires: 'n/a', why: 'the log spans the upgrade', records: [at(0, serverOf('1.35.9')), at(1, borrowed('old', UNCONSTRAINED)), at(2, serverOf('1.36.0'))] },
  { test: 'M4', fires: 'n/a', why: 'nothing tells the version', records: [at(0, server('u-9')), at(1, borrowed('old', UNCONSTRAINED))] },
  { test: 'S5', fires: 'n/a', why: 'no address', records: [at(0, { username: 'ann', sourceIps: null })] },

  { test: 'S6', fires: 'yes', why: 'once from elsewhere', at: ['away'], records: [...many(120, (i) => at(i, { auditId: `h${i}`, username: 'bea' })), at(500, { auditId: 'away', username: 'bea', sourceIps: ['203.0.113.4'] })] },
  { test: 'S6', fires: 'no', why: 'always at home', records: many(120, (i) => at(i, { username: 'bea' })) },
  { test: 'S6', fires: 'no', why: 'too little to have a habit', records: [...many(40, (i) => at(i, { username: 'bea' })), at(500, { username: 'bea', sourceIps: ['203.0.113.4'] })] },
  { test: 'S6', fires: 'n/a', why: 'anonymous', records: [...many(120, (i) => at(i, { username: 'system:anonymous', groups: ['system:unauthenticated'], uri: '/healthz' })), at(500, { username: 'system:anonymous', groups: ['system:unauthenticated'], uri: '/healthz', sourceIps: ['203.0.113.4'] })] },

  { test: 'S7', fires: 'yes', why: 'a server of 1.16', at: ['self', 'cat'], records: [at(0, { ...server('s'), auditId: 'self', agent: 'kube-apiserver/v1.16.3 (linux/amd64) kubernetes/a' }), at(1, { auditId: 'cat', username: 'cat' })] },
  { test: 'S7', fires: 'no', why: 'the first fixed one', records: [at(0, { ...server('s'), agent: 'kube-apiserver/v1.17.12 (linux/amd64) kubernetes/a' }), at(1, { username: 'cat' })] },
  { test: 'S7', fires: 'n/a', why: 'a caller who says so', records: [at(0, { username: 'cat', agent: 'kube-apiserver/v1.16.3 (linux/amd64) kubernetes/a' })] },

  { test: 'I12', fires: 'yes', why: 'one UID under two names', at: ['dan', 'eva'], records: [at(0, { auditId: 'dan', username: 'dan', uid: 'same' }), at(1, { auditId: 'eva', username: 'eva', uid: 'same' })] },
  { test: 'I12', fires: 'no', why: 'two UIDs', records: [at(0, { username: 'dan', uid: 'one' }), at(1, { username: 'eva', uid: 'two' })] },
  { test: 'I12', fires: 'no', why: 'the UID of another log’s name', records: [at(0, { username: 'fay', uid: 'same' })] },
  { test: 'I12', fires: 'n/a', why: 'no UID', records: [at(0, { username: 'dan', uid: '' }), at(1, { username: 'eva', uid: '' })] },

  { test: 'P7', fires: 'yes', why: 'the kubelet of another node reports the pod', at: ['moved'], records: [
    at(0, kubelet('w2', pods('api-1', { subresource: 'status', verb: 'patch', uri: '/api/v1/namespaces/prod/pods/api-1/status' }))), at(1, { auditId: 'moved', ...account('api-1', 'w1', 'p7a') })] },
  { test: 'P7', fires: 'no', why: 'its own kubelet', records: [
    at(0, kubelet('w1', pods('api-1', { subresource: 'status', verb: 'patch', uri: '/api/v1/namespaces/prod/pods/api-1/status' }))), at(1, account('api-1', 'w1', 'p7b'))] },
  { test: 'P7', fires: 'n/a', why: 'nobody reports', records: [at(1, account('api-1', 'w1', 'p7c'))] },

  { test: 'L2', fires: 'yes', why: 'less in one namespace', at: ['less'], records: [secret('dev', 'a', 'RequestResponse', 'gus', 'full'), secret('quiet', 'a', 'Metadata', 'gus', 'less')] },
  { test: 'L2', fires: 'no', why: 'the same everywhere', records: [secret('dev', 'a', 'Metadata', 'gus', 'x'), secret('quiet', 'a', 'Metadata', 'gus', 'y')] },
  { test: 'L3', fires: 'yes', why: 'less for one object', at: ['less'], records: [secret('dev', 'a', 'Request', 'hal', 'full'), secret('dev', 'b', 'Metadata', 'hal', 'less')] },
  { test: 'L3', fires: 'no', why: 'another namespace', records: [secret('dev', 'a', 'Request', 'hal', 'x'), secret('quiet', 'b', 'Metadata', 'hal', 'y')] },
  { test: 'L4', fires: 'yes', why: 'less for one user', at: ['less'], records: [secret('dev', 'a', 'Request', 'ida', 'full'), secret('dev', 'a', 'Metadata', 'jon', 'less')] },
  { test: 'L4', fires: 'no', why: 'another log is another policy', records: [secret('dev', 'a', 'Metadata', 'jon', 'x')] },
  { test: 'L4', fires: 'n/a', why: 'one request', records: [secret('dev', 'a', 'RequestResponse', 'jon', 'x')] },

  { test: 'K3', fires: 'yes', why: 'Linux, then Windows', at: ['win'], records: [
    at(0, { auditId: 'lin', username: 'kim', extra: [[`${EXTRA}/credential-id`, ['X509SHA256=k3']]], agent: 'kubectl/v1.31.0 (linux/amd64) kubernetes/a' }),
    at(9, { auditId: 'win', username: 'kim', extra: [[`${EXTRA}/credential-id`, ['X509SHA256=k3']]], agent: 'kubectl/v1.31.0 (windows/amd64) kubernetes/a' })] },
  { test: 'K3', fires: 'no', why: 'another version, the same platform', records: [
    at(0, { username: 'kim', extra: [[`${EXTRA}/credential-id`, ['X509SHA256=k3b']]], agent: 'kubectl/v1.31.0 (linux/amd64) kubernetes/a' }),
    at(9, { username: 'kim', extra: [[`${EXTRA}/credential-id`, ['X509SHA256=k3b']]], agent: 'kubectl/v1.32.0 (linux/amd64) kubernetes/b' })] },
  { test: 'K3', fires: 'n/a', why: 'no credential ID', records: [at(0, { username: 'kim', agent: 'kubectl/v1.31.0 (linux/amd64) kubernetes/a' }), at(9, { username: 'kim', agent: 'kubectl/v1.31.0 (windows/amd64) kubernetes/a' })] },

  { test: 'N5', fires: 'yes', why: 'one webhook less', at: ['after'], records: [at(0, create({ username: 'leo', auditId: 'before', annotations: hooks('a.b.c', 'd.e.f') })), at(9, create({ username: 'leo', auditId: 'after', annotations: hooks('a.b.c') }))] },
  { test: 'N5', fires: 'no', why: 'the same', records: [at(0, create({ username: 'leo', annotations: hooks('a.b.c') })), at(9, create({ username: 'leo', annotations: hooks('a.b.c') }))] },
  { test: 'N5', fires: 'n/a', why: 'no webhook', records: [at(0, create({ username: 'leo' })), at(9, create({ username: 'leo' }))] },

  { test: 'G7', fires: 'yes', why: 'complete before it started', at: ['back'], records: [
    { ...at(20, { auditId: 'back', username: 'mia', verb: 'watch' }), stage: 'ResponseStarted', receivedUs: EPOCH_US }, { ...at(10, { auditId: 'back', username: 'mia', verb: 'watch' }), receivedUs: EPOCH_US }] },
  { test: 'G7', fires: 'no', why: 'in order', records: [
    { ...at(10, { auditId: 'forth', username: 'mia', verb: 'watch' }), stage: 'ResponseStarted', receivedUs: EPOCH_US }, { ...at(20, { auditId: 'forth', username: 'mia', verb: 'watch' }), receivedUs: EPOCH_US }] },
  { test: 'G7', fires: 'n/a', why: 'never started', records: [at(10, { username: 'mia' })] },

  { test: 'H2', fires: 'yes', why: 'a second process', at: ['second'], records: [at(0, { ...server('one'), auditId: 'first' }), at(9, { ...server('two'), auditId: 'second' }), at(19, { ...server('two'), auditId: 'third' })] },
  { test: 'H2', fires: 'no', why: 'one process', records: [at(0, server('three')), at(9, server('three'))] },
  { test: 'H2', fires: 'no', why: 'the first process of a log that begins later', records: [at(50, server('four'))] },
  { test: 'H2', fires: 'n/a', why: 'no process', records: [at(0, { username: 'ned' })] },

  { test: 'H5', fires: 'yes', why: 'four hundred in a minute', at: ['f0'], records: [...many(400, (i) => at(120_000 + i, { auditId: `f${i}`, username: 'oda', code: 403 })), at(0, { auditId: 'begin', username: 'oda' }), at(400_000, { auditId: 'end', username: 'oda' })] },
  { test: 'H5', fires: 'no', why: 'four hundred in every minute', records: many(2000, (i) => at(i * 150, { username: 'oda', code: 403 })) },
  { test: 'H5', fires: 'n/a', why: 'successes', records: [...many(400, (i) => at(120_000 + i, { username: 'oda' })), at(0, { username: 'oda' }), at(400_000, { username: 'oda' })] },
];

/** Loaded apart: what is missing from one log of unknown source may hide causes in another. */
export const RHYTHM_ROWS: readonly GroupRow[] = [
  { test: 'H1', fires: 'yes', why: 'a minute of one node is missing', at: ['w1-27'], records: inTime([...beats('w1', (i) => i < 20 || i > 26), ...beats('w2')]) },
  { test: 'H1', fires: 'no', why: 'every beat is there', records: inTime([...beats('w1'), ...beats('w2')]) },
  { test: 'H1', fires: 'n/a', why: 'too few beats to know a rhythm', records: inTime([...beats('w1', (i) => i < 5 || i > 35), ...beats('w2', (i) => i < 10)]) },
];
