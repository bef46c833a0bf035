/**
 * The rule behind `outcome_reason`. The database computes the same in SQL (018-outcome-reasons.sql) and is tested against this.
 * What a message gives away is decided in status-tests.ts; a backend behind a proxy can write the same words, which is why
 * its outcome is a third party's word (R7).
 */
import type { AuditRequest } from '../model/audit-record';
import type { OutcomeReason } from '../model/outcome-reason';
import { isLongRunning, isStage, type Stage } from '../model/stage';
import { annotationOf } from './request-facts';
import { refusedBy, type RefusedBy } from './status-tests';

export interface OutcomeReasonFacts {
  readonly stages: readonly (string | null)[];
  readonly code: number | null;
  readonly message: string | null;
  readonly decision: string | null;
  readonly decisionReason: string | null;
  readonly verb: string | null;
  readonly subresource: string | null;
}

/** The first line that holds decides. */
export function decideOutcomeReason(facts: OutcomeReasonFacts): OutcomeReason {
  const { stages, code, message, decision } = facts;
  const by = refusedBy(code, message);
  const has = (stage: Stage): boolean => stages.includes(stage);
  if (by === 'invented') return 'no answer sent';
  if (code === 401) return decision === 'allow' ? 'login refused by the backend' : 'login failed';
  if (code === 403) return denial(decision, by);
  if (has('Panic')) return by === 'hung-up' ? 'one side hung up' : 'server panicked';
  if (code !== null && code >= 400) return failure(facts, code, by);
  if (has('ResponseComplete') || !stages.some(isStage)) {
    if (code === null) return 'no code recorded';
    return code === 101 ? 'session opened' : 'answered';
  }
  return isLongRunning(facts.verb, facts.subresource) ? 'still open' : 'no answer in the evidence';
}

function denial(decision: string | null, by: RefusedBy | undefined): OutcomeReason {
  if (decision === 'allow') return by === 'admission' ? 'refused by admission' : 'refused after authorization';
  if (decision !== null) return 'denied by the authorizer';
  return by === 'impersonation' ? 'impersonation denied' : 'denied, no decision recorded';
}

function failure({ stages, decision, decisionReason }: OutcomeReasonFacts, code: number, by: RefusedBy | undefined): OutcomeReason {
  if (by === 'admission') return 'refused by admission';
  if (code === 429) return decision === null ? 'overloaded' : 'told to try again later';
  if (code === 504 || code === 408) return 'timed out';
  if (code === 400) return stages.length === 1 && stages[0] === 'ResponseStarted' ? 'invalid time-out parameter' : 'invalid request';
  if (code === 422) return 'invalid request';
  if (code === 404) return 'not found';
  if (code === 405) return 'method not allowed';
  if (code === 409) return 'conflict';
  if (code === 410) return 'gone';
  if (code >= 500 && by === 'webhook-failed') return 'admission webhook failed';
  if (code === 500 && decisionReason === 'internal error') return 'authorizer failed';
  if (code === 503) return 'unavailable';
  return code >= 500 ? 'server error' : 'other failure';
}

export const outcomeReasonOf = ({ events, best }: AuditRequest): OutcomeReason => decideOutcomeReason({
  stages: events.map(({ stage }) => stage), code: best.code, message: best.message, verb: best.verb, subresource: best.object?.subresource ?? null,
  decision: annotationOf(best.annotations, 'authorization.k8s.io/decision'), decisionReason: annotationOf(best.annotations, 'authorization.k8s.io/reason'),
});
