import { describe, expect, test } from 'vitest';
import { VERDICTS, type Verdict } from '../model/verdict';
import { PIVOT_FIELDS } from '../model/pivot-field';
import { ANNOTATION_LEDGER } from './annotation-ledger';
import { EXTRA_LEDGER } from './extra-ledger';
import { FIELD_LEDGER, isLedgerField, LEDGER_FIELDS, type LedgerField } from './field-ledger';
import { TRUST_MARKS } from './marks';
import { facts, SERVER_MADE_ID } from './request.fixture';
import type { TestId } from './test-id';
import { TEST_IDS, TRUST_TESTS } from './tests';
import { annotationVerdict, extraVerdict, NO_FACTS, verdictFor, VERDICT_RULES, type RequestFacts } from './verdict';

describe('the tables', () => {
  test('every pivot field has a row', () => {
    expect(Object.keys(PIVOT_FIELDS).filter((field) => !isLedgerField(field))).toEqual([]);
  });
  const sentences = [
    ...LEDGER_FIELDS.map((field) => FIELD_LEDGER[field].reason), ...TEST_IDS.flatMap((id) => [TRUST_TESTS[id].explanation, TRUST_TESTS[id].falsePositives]),
    ...VERDICT_RULES.map((rule) => rule.reason), ...[...EXTRA_LEDGER, ...ANNOTATION_LEDGER].flatMap((row) => [row.reason, row.attack]), ...LEDGER_FIELDS.map((field) => FIELD_LEDGER[field].attack),
    ...LEDGER_FIELDS.flatMap((field) => (FIELD_LEDGER[field].byVersion ?? []).map(({ says }) => says)), ...VERDICTS.map((verdict) => TRUST_MARKS[verdict].meaning),
  ];
  test.each(sentences)('one sentence: %s', (sentence) => {
    expect(sentence).toMatch(/^[A-Za-z][^.]*(?:\.(?! )[^.]*)*\.$/);
  });
  test('each test is named by the field it speaks about', () => {
    for (const id of TEST_IDS) expect(FIELD_LEDGER[TRUST_TESTS[id].field].tests, id).toContain(id);
  });
  test('marks are told apart without colour, by line and by glyph', () => {
    const marks = VERDICTS.map((verdict) => TRUST_MARKS[verdict]);
    for (const part of ['glyph', 'line', 'cssVariable', 'title'] as const) expect(new Set(marks.map((mark) => mark[part])).size).toBe(VERDICTS.length);
  });
});

const SA = 'system:serviceaccount:prod:api';
const ROWS: [string, LedgerField, Partial<RequestFacts>, Verdict, TestId[]][] = [
  ['an ID like the server’s is still the caller’s to choose', 'audit_id', { auditId: SERVER_MADE_ID }, 'claimed', []],
  ['a chosen ID', 'audit_id', { auditId: 'x', signals: ['A1'] }, 'claimed', ['A1']],
  ['a chosen ID seen in the value alone', 'audit_id', { auditId: 'x' }, 'claimed', ['A1']],
  ['a reused ID', 'audit_id', { auditId: 'x', signals: ['A1', 'A2'] }, 'contradicted', ['A1', 'A2']],

  ['a user', 'username', { username: 'alice', code: 200 }, 'authenticated', []],
  ['a failed login', 'username', { username: null, code: 401 }, 'unverifiable', ['I8']],
  ['a failed login by signal', 'groups', { signals: ['I8'] }, 'unverifiable', ['I8']],
  ['401 of a known user', 'username', { username: 'alice', code: 401 }, 'authenticated', []],
  ['anonymous', 'username', { username: 'system:anonymous', groups: ['system:unauthenticated'] }, 'observed', []],
  ['anonymous answered', 'username', { username: 'system:anonymous', groups: null, signals: ['I7'] }, 'observed', ['I7']],
  ['a borrowed account name', 'username', { username: SA, signals: ['I3'] }, 'contradicted', ['I3']],
  ['its groups', 'groups', { username: SA, signals: ['I3'] }, 'contradicted', ['I3']],
  ['masters', 'groups', { username: 'root', groups: ['system:masters'], signals: ['I1'] }, 'authenticated', ['I1']],
  ['effective user without impersonation', 'effective_username', { username: 'alice' }, 'authenticated', []],
  ['effective user under impersonation', 'effective_username', { username: 'alice', signals: ['M1'] }, 'claimed', ['M1']],
  ['impersonated name', 'impersonated_username', { signals: ['M1'] }, 'claimed', ['M1']],
  ['impersonated groups', 'impersonated_groups', {}, 'claimed', []],
  ['pod of a service account', 'pod_name', { username: SA }, 'authenticated', []],
  ['pod of something else', 'pod_name', { username: 'alice' }, 'third-party', []],
  ['pod under a borrowed account name', 'pod_name', { username: SA, signals: ['I3'] }, 'third-party', ['I3']],
  ['node under a borrowed account name', 'node_name', { username: SA, signals: ['I3'] }, 'third-party', ['I3']],
  ['pod, no user in the record', 'pod_name', {}, 'unverifiable', []],
  ['credential of anyone', 'credential_id', { username: 'alice' }, 'authenticated', []],
  ['extra in general', 'extra', {}, 'third-party', []],

  ['object of a successful request', 'resource', { code: 200, verb: 'get' }, 'derived', []],
  ['object of a denied request', 'resource', { code: 403 }, 'claimed', []],
  ['object of a request that found nothing', 'name', { code: 404, verb: 'get' }, 'claimed', []],
  ['object of a refused method', 'namespace', { code: 405 }, 'claimed', []],
  ['object of a failed login', 'resource', { code: 401 }, 'claimed', []],
  ['object of a conflict', 'name', { code: 409, verb: 'update' }, 'derived', []],
  ['name on create', 'name', { code: 201, verb: 'create', subresource: null }, 'claimed', []],
  ['name on create of a subresource stands in the path', 'name', { code: 201, verb: 'create', subresource: 'eviction' }, 'derived', []],
  ['namespace on create', 'namespace', { code: 201, verb: 'create' }, 'derived', []],
  ['uid of the object', 'object_uid', {}, 'claimed', []],

  ['code', 'code', { code: 200 }, 'observed', []],
  ['code of an invented answer', 'code', { code: 200, message: 'Connection closed early', signals: ['R1'] }, 'contradicted', ['R1']],
  ['code of an invented answer, seen in the value alone', 'code', { code: 200, message: 'Connection closed early' }, 'contradicted', ['R1']],
  ['code from behind a proxy', 'code', { verb: 'get', resource: 'nodes', subresource: 'proxy', code: 200 }, 'third-party', []],
  ['message from behind a proxy', 'message', { verb: 'get', resource: 'pods', subresource: 'proxy', code: 502 }, 'third-party', []],
  ['code of an aggregated API', 'code', { apiGroup: 'metrics.k8s.io', code: 200 }, 'third-party', []],
  ['code of a panic', 'code', { code: 500, stages: ['Panic'] }, 'unverifiable', []],
  ['code of an exec', 'code', { verb: 'get', resource: 'pods', subresource: 'exec', code: 101 }, 'observed', []],
  ['reason of RBAC', 'decision_reason', { decision: 'allow', decisionReason: 'RBAC: allowed by …' }, 'observed', []],
  ['reason of a webhook', 'decision_reason', { decision: 'allow', decisionReason: 'access granted by IAM permissions.' }, 'third-party', []],
  ['empty reason of masters', 'decision_reason', { decision: 'allow', decisionReason: '', signals: ['I1'] }, 'observed', ['I1']],
  ['decision about someone else', 'decision', { decision: 'allow', signals: ['M1'] }, 'observed', ['M1']],

  ['outcome', 'outcome', { outcome: 'allowed', code: 200 }, 'observed', []],
  ['outcome of an invented answer', 'outcome', { outcome: 'unknown', signals: ['R1'] }, 'unverifiable', ['R1']],
  ['outcome without an answer', 'outcome', { outcome: 'unknown' }, 'unverifiable', []],
  ['outcome of an open session', 'outcome', { outcome: 'open', code: 101 }, 'unverifiable', []],
  ['outcome of a refusal', 'outcome', { outcome: 'refused', code: 403, signals: ['R2'] }, 'observed', ['R2']],
  ['outcome behind a proxy', 'outcome', { outcome: 'allowed', code: 200, verb: 'get', resource: 'pods', subresource: 'proxy' }, 'third-party', []],
  ['denial in front of a proxy', 'outcome', { outcome: 'denied', code: 403, verb: 'get', resource: 'pods', subresource: 'proxy' }, 'observed', []],

  ['peer', 'peer_ip', { sourceIps: ['8.8.8.8', '1.1.1.1'], signals: ['S1'] }, 'observed', []],
  ['peer of a rewritten list', 'peer_ip', { signals: ['S3'] }, 'unverifiable', ['S3']],
  ['claimed', 'claimed_ips', { signals: ['S1'] }, 'claimed', ['S1']],
  ['claimed in a rewritten list', 'claimed_ips', { signals: ['S1', 'S3'] }, 'contradicted', ['S1', 'S3']],
  ['claimed that cannot be', 'claimed_ip', { sourceIps: ['10.0.0.1', '1.1.1.1'], signals: ['S1', 'S4'] }, 'contradicted', ['S1', 'S4']],
  ['loopback explained by kubectl proxy', 'claimed_ip', { sourceIps: ['127.0.0.1', '1.1.1.1'], signals: ['S1', 'S2', 'S4'] }, 'claimed', ['S1', 'S2', 'S4']],
  ['loopback and more behind kubectl proxy', 'claimed_ip', { sourceIps: ['127.0.0.1', '10.0.0.1', '1.1.1.1'], signals: ['S1', 'S2', 'S4'] }, 'contradicted', ['S1', 'S2', 'S4']],
  ['the whole list', 'source_ips', { sourceIps: ['8.8.8.8', '1.1.1.1'] }, 'claimed', []],
  ['a list of one', 'source_ips', { sourceIps: ['1.1.1.1'] }, 'observed', []],
  ['user agent', 'user_agent', {}, 'claimed', []],

  ['time', 'stage_at', {}, 'observed', []],
  ['time before arrival', 'stage_at', { signals: ['C1'] }, 'contradicted', ['C1']],
  ['duration over a clock step', 'duration_us', { signals: ['C1'] }, 'contradicted', ['C1']],
  ['stages', 'stages', { stages: ['ResponseComplete'] }, 'observed', []],
  ['stages without beginning', 'stages', { signals: ['G1'] }, 'unverifiable', ['G1']],
  ['stages without end', 'stages', { signals: ['G2'] }, 'unverifiable', ['G2']],
];
test.each(ROWS)('%s (%s)', (_, field, override, verdict, tests) => {
  const judged = verdictFor(field, facts(override));
  expect(judged.verdict).toBe(verdict);
  expect(judged.tests.toSorted()).toEqual(tests.toSorted());
  expect(judged.reason).not.toBe('');
});

test('every field has a verdict when nothing is known, and it is the ledger’s', () => {
  for (const field of LEDGER_FIELDS) expect(verdictFor(field, NO_FACTS).verdict, field).toBe(FIELD_LEDGER[field].verdict);
});

test.each<[string, Verdict]>([
  ['authorization.k8s.io/decision', 'observed'],
  ['authorization.k8s.io/decision2', 'third-party'],
  ['authentication.k8s.io/legacy-token', 'observed'],
  ['authentication.kubernetes.io/issued-credential-id', 'observed'],
  ['apiserver.latency.k8s.io/etcd', 'observed'],
  ['mutation.webhook.admission.k8s.io/round_0_index_1', 'observed'],
  ['patch.webhook.admission.k8s.io/round_0_index_1', 'third-party'],
  ['failed-open.validating.webhook.admission.k8s.io/round_0_index_0', 'observed'],
  ['validation.policy.admission.k8s.io/validation_failure', 'third-party'],
  ['authentication.openshift.io/username', 'third-party'],
  ['policy.example.com/verdict', 'third-party'],
  ['', 'third-party'],
  ['__proto__', 'third-party'],
])('annotation %s: %s', (key, verdict) => {
  expect(annotationVerdict(key).verdict).toBe(verdict);
});

test.each<[string, Verdict]>([
  ['authentication.kubernetes.io/pod-name', 'authenticated'],
  ['authentication.kubernetes.io/credential-id', 'authenticated'],
  ['authentication.kubernetes.io/Pod-Name', 'third-party'],
  ['authentication.kubernetes.io/other', 'third-party'],
  ['arn', 'third-party'],
  ['', 'third-party'],
])('extra %s: %s', (key, verdict) => {
  expect(extraVerdict(key).verdict).toBe(verdict);
});
