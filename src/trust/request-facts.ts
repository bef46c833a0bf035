/** What the verdict of a value depends on besides the value: few enough for a grid row to supply, and the same from a whole request. */
import type { AuditRequest } from '../model/audit-record';
import type { Outcome } from '../model/stage';
import { firedTests } from './fired-tests';
import { inTestOrder, type TestId } from './test-id';

export interface RequestFacts {
  readonly verb: string | null;
  readonly subresource: string | null;
  readonly resource: string | null;
  readonly code: number | null;
  readonly decision: string | null;
  readonly username: string | null;
  readonly groups: readonly string[] | null;
  readonly message: string | null;
  readonly sourceIps: readonly string[] | null;
  readonly auditId: string | null;
  readonly stages: readonly string[];
  readonly outcome: Outcome | null;
  readonly signals: readonly TestId[];
  /** Supplied where it is at hand: lets the answer of well-known aggregated APIs be told apart. */
  readonly apiGroup?: string | null;
  /** Supplied where it is at hand: lets the reason of an authorization webhook be told apart from RBAC's. */
  readonly decisionReason?: string | null;
}

/** Nothing known: gives the ledger's own verdicts. */
export const NO_FACTS: RequestFacts = {
  verb: null, subresource: null, resource: null, code: null, decision: null, username: null, groups: null, message: null,
  sourceIps: null, auditId: null, stages: [], outcome: null, signals: [],
};

export const annotationOf = (annotations: readonly (readonly [key: string, value: string])[] | null, key: string): string | null =>
  annotations?.find(([name]) => name === key)?.[1] ?? null;

export function factsOfRequest(request: AuditRequest): RequestFacts {
  const { best } = request;
  return {
    verb: best.verb,
    subresource: best.object?.subresource ?? null,
    resource: best.object?.resource ?? null,
    apiGroup: best.object?.apiGroup ?? null,
    code: best.code,
    decision: annotationOf(best.annotations, 'authorization.k8s.io/decision'),
    decisionReason: annotationOf(best.annotations, 'authorization.k8s.io/reason'),
    username: best.user.username,
    groups: best.user.groups,
    message: best.message,
    sourceIps: best.sourceIps,
    auditId: best.auditId,
    stages: request.events.flatMap((event) => (event.stage === null ? [] : [event.stage])),
    outcome: request.outcome,
    // The database knows the tests that need other requests (A2, G1); the rest follows from this one alone.
    signals: inTestOrder([...request.signals.map((signal) => signal.testId), ...firedTests(request)]),
  };
}
