/** A small incident in which every part of a report occurs: an exposed API, a shell, a stolen pod token, a reused audit ID. */
import { must } from '../base/assert';
import { parseTimestamp } from '../base/time';
import type { Phase, Pin } from '../model/pin';
import { askedOfRequest } from '../trust/commands/asked-request';
import { explainRun } from '../trust/commands/explain-run';
import type { ReportEntryInput, ReportInput } from './report';
import { fixtureEvidence, fixtureRequests, fixtureRows, withSignals, type FixtureRequest, type FixtureRow, type RecordOverrides } from './report.fixture';

const TABLE = `
  received         stage at         user                             verb    object                           stage             code
  12:01:14.222991  12:01:14.246392  system:anonymous                 list    secrets                          ResponseComplete  200
  12:05:26.870112  12:05:26.870112  system:anonymous                 get     pods/ci/runner-7d9f/exec         RequestReceived   -
  12:05:26.870112  12:05:26.911870  system:anonymous                 get     pods/ci/runner-7d9f/exec         ResponseStarted   101
  12:05:26.870112  12:23:38.002044  system:anonymous                 get     pods/ci/runner-7d9f/exec         ResponseComplete  101
  12:06:17.004519  12:06:17.009001  system:serviceaccount:ci:runner  create  selfsubjectrulesreviews          ResponseComplete  201
  12:06:17.311928  12:06:17.315000  system:serviceaccount:ci:runner  list    secrets/dev                      ResponseComplete  403
  12:15:57.410033  12:15:57.449101  system:serviceaccount:ci:runner  create  pods/kube-system/netchk          ResponseComplete  201
  14:18:57.410033  14:18:57.402101  maria@corp.example               delete  pods/kube-system/netchk          ResponseComplete  200
`;

const RBAC = { 'authorization.k8s.io/decision': 'allow', 'authorization.k8s.io/reason': 'RBAC: allowed by ClusterRoleBinding "cluster-system-anonymous" of ClusterRole "cluster-admin" to User "system:anonymous"' };
const TOKEN = {
  'authentication.kubernetes.io/pod-name': ['runner-7d9f'],
  'authentication.kubernetes.io/credential-id': ['JTI=7c1a2a7e-54a5-4d40-8fb4-2d7bb7a0a7f3'],
};
const SERVICE_ACCOUNT = {
  uid: '41a3a3f1-9a0e-4f3c-a7cb-6f8f7f1d3c11', extra: TOKEN, sourceIPs: ['10.0.3.14'], userAgent: 'kubectl/v1.24.2 (linux/amd64) kubernetes/f66044f',
  groups: ['system:serviceaccounts', 'system:serviceaccounts:ci', 'system:authenticated'],
};
const ANONYMOUS = { groups: ['system:unauthenticated'], annotations: RBAC };

const OVERRIDES: readonly RecordOverrides[] = [
  { ...ANONYMOUS, auditID: 'Lorem', sourceIPs: ['8.8.8.8', '127.0.0.1', '172.20.39.107'], requestURI: '/api/v1/secrets?limit=500' },
  ...Array.from({ length: 3 }, () => ({
    ...ANONYMOUS, userAgent: 'kubectl/v1.24.2 (linux/amd64)\u001b[2J \u202edesrever', requestURI: '/api/v1/namespaces/ci/pods/runner-7d9f/exec?command=sh&stdin=true&tty=true',
  })),
  { ...SERVICE_ACCOUNT, annotations: { 'authorization.k8s.io/decision': 'allow', 'authorization.k8s.io/reason': 'RBAC: allowed by ClusterRoleBinding "system:basic-user" of ClusterRole "system:basic-user" to Group "system:authenticated"' } },
  { ...SERVICE_ACCOUNT, annotations: { 'authorization.k8s.io/decision': 'forbid' }, message: 'secrets is forbidden: User "system:serviceaccount:ci:runner" cannot list resource "secrets" in API group "" in the namespace "dev"' },
  { ...SERVICE_ACCOUNT, auditID: 'Lorem', userAgent: 'python-requests/2.28' },
  { groups: ['ops', 'system:authenticated'], impersonatedUser: { username: 'break-glass', groups: ['system:masters', 'system:authenticated'] }, annotations: { 'authorization.k8s.io/decision': 'allow', 'authorization.k8s.io/reason': '' } },
];

const NOTES: readonly (readonly [note: string, phase: Phase | undefined, tags: readonly string[]])[] = [
  ['First request of the actor. Everything in the cluster was readable without a credential since the binding of 2022-06-14.\n\nRotate every secret in all namespaces.', 'Credential access', ['scope', 'rotate']],
  ['Shell in the CI runner, 18 minutes.', 'Execution', ['runner']],
  ['', 'Discovery', []],
  ['The token of the runner had no rights in dev.', 'Lateral movement', []],
  ['See https://wiki.corp.example/netchk for what the pod did.', 'Privilege escalation', ['host', 'netchk']],
  ['Clean-up by operations.', undefined, ['response']],
];

export const incidentEvidence = fixtureEvidence('audit-2022-06-17T12-30-00.log.gz', { container: 'gzip' });

export function incidentRows(): readonly FixtureRow[] {
  return fixtureRows(TABLE).map((row, i) => ({ ...row, ...OVERRIDES[i] }));
}

export function pinOf(fixture: FixtureRequest, i: number, over: Partial<Pin> = {}): Pin {
  const [note, phase, tags] = NOTES[i] ?? ['', undefined, []];
  return { pinId: `pin-${i + 1}`, places: fixture.request.events.map((event) => event.place), note, tags, phase, pinnedAtMs: 1_655_467_274_222, ...over };
}

export function incidentEntries(rows: readonly FixtureRow[] = incidentRows()): readonly ReportEntryInput[] {
  const fixtures = fixtureRequests(rows, incidentEvidence);
  const reused = { testId: 'A2', field: 'audit_id', verdict: 'contradicted', explanation: 'Different requests carry this audit ID, so it identifies none of them; a copied ID hides a request from tools that drop duplicates.' };
  const masters = { testId: 'M1', field: 'impersonated_username', verdict: 'claimed', explanation: 'The caller acted as another user; the rights used belong to that user.' };
  const signals = new Map([[0, [reused]], [4, [reused]], [5, [masters]]]);
  return fixtures.map((fixture, i) => {
    const fired = signals.get(i);
    const { request, rawRecords } = fired === undefined ? fixture : withSignals(fixture, i === 5 ? 1 : 2, fired);
    return { pin: pinOf(fixture, i), request, rawRecords, command: explainRun([askedOfRequest(request, { queryLogged: true, credentialPeers: 0 })])[0] };
  });
}

export const incidentInput = (over: Partial<ReportInput> = {}): ReportInput => ({
  caseName: 'prod-eu breach', toolVersion: '0.1.0', madeAt: must(parseTimestamp('2022-06-18T09:12:44.000180Z'), 'time'),
  filter: 'verb is exec, and user is not system:node:*', totalRequests: 602_165,
  evidence: [incidentEvidence, fixtureEvidence('falco \u202egol.json', { events: 1_204, issues: 0, duplicates: 0, format: 'Falco alerts, JSON Lines', source: undefined, bytes: 812_004 })],
  issueCounts: [{ kind: 'cut-record', count: 1 }, { kind: 'duplicate-key', count: 3 }],
  evidenceFacts: {
    spans: [{ sha256: must(incidentEvidence.sha256, 'hash'), first: must(parseTimestamp('2022-06-17T11:58:02.000001Z'), 'time'), last: must(parseTimestamp('2022-06-17T12:30:00Z'), 'time') }],
    gaps: [{ from: must(parseTimestamp('2022-06-17T12:01:00Z'), 'time'), to: must(parseTimestamp('2022-06-17T12:04:05Z'), 'time'), reason: `In ${incidentEvidence.name} there is no record for 185 seconds, though a heartbeat comes every 2 seconds.` }],
    issues: [{ evidenceName: incidentEvidence.name, line: 602_166, byteOffset: 812_004_117, kind: 'cut-record', reason: 'A record starts here and the file ends inside it; it is not read.' }],
  },
  entries: incidentEntries(), ...over,
});
