/** What each trust test looks for and what it does to the field it speaks about. The predicates stand in `*-tests.ts`; the database runs most of them as SQL. */
import type { Verdict } from '../model/verdict';
import type { LedgerField } from './ledger-field';
import type { TestId } from './test-id';

export { TEST_IDS, isTestId, type TestId } from './test-id';

export interface TrustTest {
  readonly id: TestId;
  readonly title: string;
  readonly field: LedgerField;
  readonly effect: 'raises' | 'lowers' | 'changes-interpretation';
  readonly severity: 'note' | 'warning' | 'contradiction';
  /** What the value's verdict becomes when the test fires. */
  readonly verdict: Verdict;
  /** One plain sentence that stands alone in a list of signals. */
  readonly explanation: string;
  /** What else than an attack makes it fire. */
  readonly falsePositives: string;
  readonly source: string;
}

const AUDIT_INIT = 'k8s.io/apiserver pkg/endpoints/filters/audit_init.go (1.22 and later; pkg/audit/request.go before)';
const SOURCE_IPS = 'k8s.io/apimachinery pkg/util/net/http.go SourceIPs (1.18 and later)';
const IMPERSONATION = 'k8s.io/apiserver pkg/endpoints/filters/impersonation';
const AUDIT_FILTER = 'k8s.io/apiserver pkg/endpoints/filters/audit.go';

export const TRUST_TESTS: Readonly<Record<TestId, TrustTest>> = {
  A1: {
    id: 'A1', title: 'Audit ID not made by the server', field: 'audit_id', effect: 'lowers', severity: 'warning', verdict: 'claimed', source: AUDIT_INIT,
    explanation: 'This audit ID was chosen by the caller: the server makes only lower-case version 4 UUIDs.',
    falsePositives: 'A gateway in front of the API server that sets Audit-ID itself; hand-made test records.',
  },
  A2: {
    id: 'A2', title: 'Audit ID reused', field: 'audit_id', effect: 'lowers', severity: 'contradiction', verdict: 'contradicted', source: AUDIT_INIT,
    explanation: 'Different requests carry this audit ID, so it identifies none of them; a copied ID hides a request from tools that drop duplicates.',
    falsePositives: 'Logs of two servers loaded together: an API server hands its ID on to aggregated APIs and peer servers.',
  },
  S1: {
    id: 'S1', title: 'Addresses from headers', field: 'claimed_ips', effect: 'changes-interpretation', severity: 'note', verdict: 'claimed', source: SOURCE_IPS,
    explanation: 'A header supplied every address before the last, so only the last one was seen by the server.',
    falsePositives: 'Any proxy or load balancer on the way adds such entries in good faith.',
  },
  S2: {
    id: 'S2', title: 'Looks like kubectl proxy', field: 'claimed_ips', effect: 'changes-interpretation', severity: 'note', verdict: 'claimed', source: 'k8s.io/kubectl pkg/proxy/proxy_server.go',
    explanation: 'The first address is loopback and the client is a browser, curl or an SDK: probably kubectl proxy on the caller’s machine.',
    falsePositives: 'A sidecar proxy beside the client; a caller who writes the header by hand.',
  },
  S3: {
    id: 'S3', title: 'Address no API server writes', field: 'source_ips', effect: 'lowers', severity: 'contradiction', verdict: 'contradicted', source: SOURCE_IPS,
    explanation: 'An entry of sourceIPs is no address in the spelling an API server writes, so this list was rewritten or forged.',
    falsePositives: 'A log pipeline that anonymises or reformats addresses; a product that is not a stock API server.',
  },
  S4: {
    id: 'S4', title: 'Claimed address cannot be routed here', field: 'claimed_ips', effect: 'lowers', severity: 'warning', verdict: 'contradicted', source: SOURCE_IPS,
    explanation: 'A claimed address is private or reserved while the TCP peer is public, so it is forged or from a network behind a NAT.',
    falsePositives: 'An office proxy that reports the inside address; kubectl proxy, which reports loopback (see S2).',
  },
  I1: {
    id: 'I1', title: 'Member of system:masters', field: 'groups', effect: 'changes-interpretation', severity: 'warning', verdict: 'authenticated', source: 'k8s.io/apiserver pkg/authorization/authorizerfactory/builtin.go',
    explanation: 'The caller is in system:masters: what it does under its own name is allowed without asking RBAC, and RBAC cannot take that away.',
    falsePositives: 'The server’s own loopback client (system:apiserver) and break-glass administrators.',
  },
  I3: {
    id: 'I3', title: 'Not a service account token', field: 'username', effect: 'lowers', severity: 'contradiction', verdict: 'contradicted', source: 'k8s.io/kubernetes pkg/serviceaccount/claims.go',
    explanation: 'The name is a service account’s but its UID or its groups are missing: the credential was not a service account token.',
    falsePositives: 'Logs of aggregated API servers, to which servers before 1.32 did not hand on the UID; pipelines that drop fields.',
  },
  I7: {
    id: 'I7', title: 'Anonymous access answered', field: 'username', effect: 'changes-interpretation', severity: 'warning', verdict: 'observed', source: 'k8s.io/apiserver pkg/authentication/request/anonymous',
    explanation: 'A request without any credential was answered outside health, version, discovery and cluster-info: this API is open to anyone.',
    falsePositives: 'Clusters that publish other paths to everyone on purpose.',
  },
  I8: {
    id: 'I8', title: 'Login failed', field: 'username', effect: 'changes-interpretation', severity: 'note', verdict: 'unverifiable', source: 'k8s.io/apiserver pkg/endpoints/filters/authn_audit.go',
    explanation: 'A credential was presented and refused, so the log cannot say who the caller was.',
    falsePositives: 'Expired tokens of ordinary workloads, which come back in bursts.',
  },
  M1: {
    id: 'M1', title: 'Acting as someone else', field: 'impersonated_username', effect: 'changes-interpretation', severity: 'note', verdict: 'claimed', source: IMPERSONATION,
    explanation: 'The caller acted as another identity; decision, reason and message speak about that identity, not about the caller.',
    falsePositives: 'Dashboards, gateways and controllers that impersonate by design.',
  },
  M2: {
    id: 'M2', title: 'Impersonation denied', field: 'outcome', effect: 'changes-interpretation', severity: 'warning', verdict: 'observed', source: IMPERSONATION,
    explanation: 'The caller tried to act as another identity and was not allowed to; whom it asked for is at most in the message.',
    falsePositives: 'Records before 1.24 carry no message, and a pipeline that drops annotations makes any 403 look like this.',
  },
  R1: {
    id: 'R1', title: 'Answer invented by the audit filter', field: 'code', effect: 'lowers', severity: 'contradiction', verdict: 'contradicted', source: AUDIT_FILTER,
    explanation: 'The server sent no response and the audit filter filled in a success, so the outcome is unknown.',
    falsePositives: 'Ordinary disconnects of clients look the same.',
  },
  R2: {
    id: 'R2', title: 'Authorised, then refused', field: 'outcome', effect: 'changes-interpretation', severity: 'note', verdict: 'observed', source: 'k8s.io/apiserver pkg/endpoints/filters/authorization.go',
    explanation: 'The authorizer allowed this request; the 403 came later, from admission or a backend.',
    falsePositives: 'None known; which webhook or policy refused is in the message or the annotations.',
  },
  C1: {
    id: 'C1', title: 'Stage before arrival', field: 'stage_at', effect: 'lowers', severity: 'contradiction', verdict: 'contradicted', source: 'k8s.io/apiserver pkg/audit/context.go ProcessEventStage',
    explanation: 'The stage is earlier than the arrival of the request: the clock was set back, or the record was edited.',
    falsePositives: 'A clock step on the server between the two readings.',
  },
  G1: {
    id: 'G1', title: 'Beginning missing', field: 'stages', effect: 'lowers', severity: 'note', verdict: 'unverifiable', source: 'k8s.io/apiserver pkg/audit/context.go; audit policy omitStages',
    explanation: 'RequestReceived is missing although like requests have it: a gap in collection, a full buffer or an edit.',
    falsePositives: 'A policy that omits the stage for this kind of request; the first seconds of a file.',
  },
  G2: {
    id: 'G2', title: 'End missing', field: 'stages', effect: 'lowers', severity: 'note', verdict: 'unverifiable', source: 'k8s.io/apiserver pkg/audit/context.go; pkg/apis/audit',
    explanation: 'The request arrived and no answer to it is in this evidence: still running, server killed, record lost or edited out.',
    falsePositives: 'Requests under way when the file ends.',
  },
  G5: {
    id: 'G5', title: 'One stage recorded twice', field: 'stages', effect: 'lowers', severity: 'warning', verdict: 'unverifiable', source: 'k8s.io/apiserver pkg/audit/context.go; kubernetes/kubernetes issue 126466',
    explanation: 'Two records of the same stage of this request say different things; the server writes each stage once, so one of them may be forged.',
    falsePositives: 'API servers with APIServingWithRoutine write ResponseStarted of a watch twice; two exports of one log at different levels.',
  },
  G8: {
    id: 'G8', title: 'Stages disagree on the caller', field: 'source_ips', effect: 'lowers', severity: 'contradiction', verdict: 'contradicted', source: 'k8s.io/apiserver pkg/audit/context.go',
    explanation: 'Records of this one request name different source addresses or user agents, which are the same at every stage: one of them was edited or forged.',
    falsePositives: 'A log pipeline that drops or rewrites these fields in some records.',
  },
};
