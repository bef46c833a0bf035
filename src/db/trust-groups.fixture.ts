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
const serverOf = (version: string): RecordParts => ({ ...server('u-9'), agent: `kube-apiserver/v${version} (linux/amd64) kubernetes/0a1b2c3` });
const borrowed = (auditId: string, shape: number): RecordParts => ({ auditId, username: 'ann', impersonated: 'root', shape: NATIVE | shape });
const hooks = (...names: string[]): readonly (readonly [string, string])[] => names.map((name, i) => [`mutation.webhook.admission.k8s.io/round_0_index_${i}`, `{"configuration":"c","webhook":"${name}","mutated":false}`]);
const create = (rest: RecordParts): RecordParts => ({ verb: 'create', uri: '/api/v1/namespaces/prod/configmaps', resource: 'configmaps', namespace: 'prod', ...rest });
const secret = (namespace: string, name: string, level: string, username: string, auditId: string): RecordParts => at(5, { auditId, username, level, resource: 'secrets', namespace, name, uri: `/api/v1/namespaces/${namespace}/secrets/${name}` });
/** The load balancer of the rows of S5, which no other row has. */
export const LOAD_BALANCER: ClusterRange = { kind: 'load-balancers', text: '198.18.5.5/32' };

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
