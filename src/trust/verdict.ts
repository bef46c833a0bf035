/**
 * Who vouches for this value of this request. The ledger gives the default; the rules below, tried in
 * order, say what in the request changes it. Rules look at values and fired tests, never at display text.
 */
import type { Verdict } from '../model/verdict';
import { isUnroutable, isLoopback } from './address-tests';
import { ANNOTATION_LEDGER } from './annotation-ledger';
import { isServerMadeAuditId } from './audit-id-tests';
import { EXTRA_LEDGER } from './extra-ledger';
import { FIELD_LEDGER, type LedgerField } from './field-ledger';
import { keyedEntry } from './keyed-entry';
import type { KeyedLedgerEntry } from './ledger-entry';
import { isAnonymous, isFailedLogin, serviceAccountNamespace } from './identity-tests';
import { NO_FACTS, type RequestFacts } from './request-facts';
import { isInventedAnswer, isProxied, namesAreUnchecked } from './request-tests';
import { inTestOrder, type TestId } from './test-id';
import { TRUST_TESTS, type TrustTest } from './tests';

export { factsOfRequest, NO_FACTS, type RequestFacts } from './request-facts';

export interface FieldVerdict {
  readonly verdict: Verdict;
  /** One plain sentence. */
  readonly reason: string;
  /** Tests that fired and speak about this field. */
  readonly tests: readonly TestId[];
}

interface VerdictRule {
  readonly fields: readonly LedgerField[];
  readonly when: (facts: RequestFacts) => boolean;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly tests: readonly TestId[];
}

const fired = (facts: RequestFacts, id: TestId): boolean => facts.signals.includes(id);
const invented = (facts: RequestFacts): boolean => fired(facts, 'R1') || isInventedAnswer(facts.message, facts.code);
const failedLogin = (facts: RequestFacts): boolean => fired(facts, 'I8') || isFailedLogin(facts.username, facts.code);
const panicked = (facts: RequestFacts): boolean => facts.stages.includes('Panic');

/** APIs that Kubernetes serves through an aggregated server in practically every cluster. Any other group can be aggregated too; the record does not say. */
const AGGREGATED_GROUPS: readonly (string | null | undefined)[] = ['metrics.k8s.io', 'custom.metrics.k8s.io', 'external.metrics.k8s.io'];

/** kubectl proxy on the caller's machine explains loopback behind a public peer, but no other address. */
function onlyLoopbackOfKubectlProxy(facts: RequestFacts): boolean {
  if (!fired(facts, 'S2') || facts.sourceIps === null) return false;
  return facts.sourceIps.slice(0, -1).every((address) => isLoopback(address) || !isUnroutable(address));
}

/** For each field the first rule that holds decides. */
export const VERDICT_RULES: readonly VerdictRule[] = [
  { fields: ['audit_id'], when: (f) => fired(f, 'A2'), verdict: 'contradicted', tests: ['A2'],
    reason: 'Other requests carry this ID too, so it identifies none of them.' },
  { fields: ['audit_id'], when: (f) => fired(f, 'A1') || (f.auditId !== null && !isServerMadeAuditId(f.auditId)), verdict: 'claimed', tests: ['A1'],
    reason: 'This ID was certainly chosen by the caller: the server makes only lower-case version 4 UUIDs.' },

  { fields: ['username', 'effective_username', 'uid', 'groups'], when: failedLogin, verdict: 'unverifiable', tests: ['I8'],
    reason: 'The login failed, so no identity was established.' },
  { fields: ['effective_username'], when: (f) => fired(f, 'M1'), verdict: 'claimed', tests: ['M1'],
    reason: 'The caller chose to act as this user and was allowed to; no credential of this user was seen.' },
  { fields: ['username', 'effective_username', 'uid', 'groups'], when: (f) => fired(f, 'I3'), verdict: 'contradicted', tests: ['I3'],
    reason: 'UID and groups do not fit a service account of this name, so the credential was not a service account token.' },
  { fields: ['username', 'effective_username', 'groups'], when: (f) => isAnonymous(f.username, f.groups), verdict: 'observed', tests: ['I7'],
    reason: 'The server gives this name itself when no credential is presented; it says nothing about who called.' },
  { fields: ['pod_name', 'pod_uid', 'node_name'], when: (f) => fired(f, 'I3'), verdict: 'third-party', tests: ['I3'],
    reason: 'The credential was not a service account token, and only those carry this; a webhook or a front proxy supplied it.' },
  { fields: ['pod_name', 'pod_uid', 'node_name'], when: (f) => f.username === null || f.username === '', verdict: 'unverifiable', tests: [],
    reason: 'The record names no user, so nothing says which credential carried this.' },
  { fields: ['pod_name', 'pod_uid', 'node_name'], when: (f) => f.username !== null && serviceAccountNamespace(f.username) === undefined, verdict: 'third-party', tests: [],
    reason: 'Only service account tokens carry this; under another name a webhook or a front proxy supplied it.' },

  { fields: ['resource', 'subresource', 'namespace', 'name', 'api_group', 'api_version'], when: (f) => namesAreUnchecked(f.code), verdict: 'claimed', tests: [],
    reason: 'The request was refused or found nothing, so the names in it are unchecked text from the caller.' },
  { fields: ['name'], when: (f) => f.verb === 'create' && (f.subresource === null || f.subresource === ''), verdict: 'claimed', tests: [],
    reason: 'On create the name comes from the body the client sent, before admission could change it.' },

  { fields: ['code', 'status', 'message'], when: invented, verdict: 'contradicted', tests: ['R1'],
    reason: 'The server sent no response; its audit filter invented this answer.' },
  { fields: ['code', 'status', 'message', 'reason', 'response_object'], when: (f) => isProxied(f.verb, f.resource, f.subresource), verdict: 'third-party', tests: [],
    reason: 'The workload, node or service behind the proxy gave this answer; the API server passed it on.' },
  { fields: ['code', 'status', 'message', 'reason', 'response_object'], when: (f) => AGGREGATED_GROUPS.includes(f.apiGroup ?? ''), verdict: 'third-party', tests: [],
    reason: 'An aggregated API server gave this answer; the API server passed it on.' },
  { fields: ['code', 'status'], when: panicked, verdict: 'unverifiable', tests: [],
    reason: 'After a panic the audit filter records 500 whatever had already been sent to the caller.' },
  { fields: ['decision_reason'], when: (f) => f.decision === 'allow' && (f.decisionReason ?? '') !== '' && !(f.decisionReason ?? '').startsWith('RBAC:'), verdict: 'third-party', tests: [],
    reason: 'Not RBAC’s wording: an authorization webhook or cloud authorizer supplied this text.' },

  { fields: ['decision_reason'], when: (f) => f.decision === 'allow' && f.decisionReason === '' && fired(f, 'I1') && !fired(f, 'M1'), verdict: 'observed', tests: ['I1'],
    reason: 'Empty because RBAC was not consulted (system:masters).' },
  { fields: ['decision', 'decision_reason'], when: (f) => fired(f, 'M1'), verdict: 'observed', tests: ['M1'],
    reason: 'The server’s decision about the impersonated user; the rights used are that user’s, not the caller’s.' },

  { fields: ['request_object', 'response_object'], when: (f) => fired(f, 'B2'), verdict: 'unverifiable', tests: ['B2'],
    reason: 'The server took the bodies out of this record for its size; that they are not here says nothing about the request.' },
  { fields: ['request_object'], when: (f) => fired(f, 'B4'), verdict: 'claimed', tests: ['B4'],
    reason: 'A mutating webhook changed the object after this body was recorded, so what was stored differs from it.' },
  { fields: ['name'], when: (f) => fired(f, 'V5'), verdict: 'derived', tests: ['V5'],
    reason: 'The name comes from a field selector of this list or watch; it is not an object that was asked for by name.' },

  { fields: ['outcome', 'outcome_reason'], when: invented, verdict: 'unverifiable', tests: ['R1'],
    reason: 'The server sent no response and its audit filter invented one; the outcome is unknown.' },
  { fields: ['outcome', 'outcome_reason'], when: (f) => f.outcome === 'unknown', verdict: 'unverifiable', tests: [],
    reason: 'No answer to this request is in the evidence.' },
  { fields: ['outcome', 'outcome_reason'], when: (f) => f.outcome === 'open', verdict: 'unverifiable', tests: [],
    reason: 'The end is not in this evidence: the session was still open, or the record of its end is missing.' },
  { fields: ['outcome', 'outcome_reason'], when: (f) => f.code !== 401 && f.code !== 403 && isProxied(f.verb, f.resource, f.subresource), verdict: 'third-party', tests: [],
    reason: 'Worked out from a status code that the workload behind the proxy gave.' },

  { fields: ['source_ips', 'peer_ip', 'claimed_ips', 'claimed_ip', 'user_agent'], when: (f) => fired(f, 'G8'), verdict: 'contradicted', tests: ['G8'],
    reason: 'The records of this one request disagree on the source addresses or the user agent: one of them was edited or forged.' },
  { fields: ['source_ips', 'claimed_ips', 'claimed_ip'], when: (f) => fired(f, 'S3'), verdict: 'contradicted', tests: ['S3'],
    reason: 'An entry is no address as an API server writes it, so this list was rewritten or forged.' },
  { fields: ['peer_ip'], when: (f) => fired(f, 'S3'), verdict: 'unverifiable', tests: ['S3'],
    reason: 'The list this address stands in was rewritten or forged, so its place in it proves nothing.' },
  { fields: ['claimed_ips', 'claimed_ip'], when: (f) => fired(f, 'S4') && onlyLoopbackOfKubectlProxy(f), verdict: 'claimed', tests: ['S2'],
    reason: 'Loopback of the caller’s own machine, as kubectl proxy reports it.' },
  { fields: ['claimed_ips', 'claimed_ip'], when: (f) => fired(f, 'S4'), verdict: 'contradicted', tests: ['S4'],
    reason: 'A claimed address is private or reserved while the TCP peer is public: forged, or from behind a NAT.' },
  { fields: ['source_ips'], when: (f) => f.sourceIps?.length === 1, verdict: 'observed', tests: [],
    reason: 'The only entry is the TCP peer the server saw itself; it can be a load balancer, a NAT or a node.' },

  { fields: ['stage_at', 'duration_us'], when: (f) => fired(f, 'C1'), verdict: 'contradicted', tests: ['C1'],
    reason: 'The stage is earlier than the arrival of the request: a clock step, or an edited record.' },
  { fields: ['stages'], when: (f) => fired(f, 'G1'), verdict: 'unverifiable', tests: ['G1'],
    reason: 'RequestReceived is missing although like requests have it: a gap, a full buffer or an edit.' },
  { fields: ['stages'], when: (f) => fired(f, 'G2'), verdict: 'unverifiable', tests: ['G2'],
    reason: 'No answer is in this evidence: still running, server killed, record lost or edited out.' },
  { fields: ['stages', 'stage'], when: (f) => fired(f, 'G5'), verdict: 'unverifiable', tests: ['G5'],
    reason: 'Two records of one stage say different things; the server writes each stage once.' },
];

/** Where no rule says more, a test that fired against this field decides, the gravest first. */
const gravest = (tests: readonly TrustTest[]): TrustTest | undefined => tests.find(({ severity }) => severity === 'contradiction') ?? tests[0];

export function verdictFor(field: LedgerField, facts: RequestFacts): FieldVerdict {
  const entry = FIELD_LEDGER[field];
  const rule = facts === NO_FACTS ? undefined : VERDICT_RULES.find((candidate) => candidate.fields.includes(field) && candidate.when(facts));
  const alsoFired = entry.tests.filter((id) => fired(facts, id));
  if (rule === undefined) {
    const against = gravest(alsoFired.map((id) => TRUST_TESTS[id]).filter((test) => test.effect === 'lowers' && test.field === field));
    return against === undefined ? { verdict: entry.verdict, reason: entry.reason, tests: alsoFired } : { verdict: against.verdict, reason: against.explanation, tests: alsoFired };
  }
  // A rule may hold on the value alone; its test is named when it is one that fires on just that value.
  const own = rule.tests.filter((id) => fired(facts, id) || id === 'A1' || id === 'R1' || id === 'I8');
  return { verdict: rule.verdict, reason: rule.reason, tests: inTestOrder([...own, ...alsoFired]) };
}

function byKey(ledger: readonly KeyedLedgerEntry[], key: string): FieldVerdict {
  const entry = keyedEntry(ledger, key);
  return entry === undefined
    ? { verdict: 'unverifiable', reason: 'Nothing is known about this key.', tests: [] }
    : { verdict: entry.verdict, reason: entry.reason, tests: [] };
}

/** Who vouches for one key of `annotations`. */
export const annotationVerdict = (key: string): FieldVerdict => byKey(ANNOTATION_LEDGER, key);

/** Who vouches for one key of `user.extra`. */
export const extraVerdict = (key: string): FieldVerdict => byKey(EXTRA_LEDGER, key);
