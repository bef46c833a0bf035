/**
 * The rule behind `outcome_reason`. The database computes the same in SQL (030-pairing.sql) and is tested against this.
 * Texts are those the server writes: k8s.io/apiserver pkg/admission/plugin/webhook/errors/statuserror.go ("admission webhook …
 * denied the request"), pkg/endpoints/filters/audit.go (panic, closed early), pkg/endpoints/filters/impersonation; a backend behind a proxy can
 * write the same, which is why its outcome is a third party's word (R7).
 */
import type { AuditRequest } from '../model/audit-record';
import type { OutcomeReason } from '../model/outcome-reason';
import { isLongRunning, isStage, type Stage } from '../model/stage';
import { annotationOf } from './request-facts';
import { isInventedAnswer } from './request-tests';

export interface OutcomeReasonFacts {
  readonly stages: readonly (string | null)[];
  readonly code: number | null;
  readonly message: string | null;
  readonly decision: string | null;
  readonly decisionReason: string | null;
  readonly verb: string | null;
  readonly subresource: string | null;
}

const ADMISSION = /^admission webhook "|: admission webhook "|violates PodSecurity|ValidatingAdmissionPolicy '|exceeded quota: /;

const isAdmission = (message: string | null): boolean => message !== null && ADMISSION.test(message) && !message.includes('failed calling webhook');

/** The first line that holds decides. */
export function decideOutcomeReason(facts: OutcomeReasonFacts): OutcomeReason {
  const { stages, code, message, decision } = facts;
  const has = (stage: Stage): boolean => stages.includes(stage);
  if (isInventedAnswer(message, code)) return 'no answer sent';
  if (code === 401) return decision === 'allow' ? 'login refused by the backend' : 'login failed';
  if (code === 403) return denial(facts);
  if (has('Panic')) return message?.includes('abort Handler') === true ? 'one side hung up' : 'server panicked';
  if (code !== null && code >= 400) return failure(facts, code);
  if (has('ResponseComplete') || !stages.some(isStage)) {
    if (code === null) return 'no code recorded';
    return code === 101 ? 'session opened' : 'answered';
  }
  return isLongRunning(facts.verb, facts.subresource) ? 'still open' : 'no answer in the evidence';
}

function denial({ decision, message }: OutcomeReasonFacts): OutcomeReason {
  if (decision === 'allow') return isAdmission(message) ? 'refused by admission' : 'refused after authorization';
  if (decision !== null) return 'denied by the authorizer';
  return message?.includes('cannot impersonate') === true ? 'impersonation denied' : 'denied, no decision recorded';
}

function failure({ stages, decision, decisionReason, message }: OutcomeReasonFacts, code: number): OutcomeReason {
  if (isAdmission(message)) return 'refused by admission';
  if (code === 429) return decision === null ? 'overloaded' : 'told to try again later';
  if (code === 504 || code === 408) return 'timed out';
  if (code === 400) return stages.length === 1 && stages[0] === 'ResponseStarted' ? 'invalid time-out parameter' : 'invalid request';
  if (code === 422) return 'invalid request';
  if (code === 404) return 'not found';
  if (code === 405) return 'method not allowed';
  if (code === 409) return 'conflict';
  if (code === 410) return 'gone';
  if (code >= 500 && message?.includes('failed calling webhook') === true) return 'admission webhook failed';
  if (code === 500 && decisionReason === 'internal error') return 'authorizer failed';
  if (code === 503) return 'unavailable';
  return code >= 500 ? 'server error' : 'other failure';
}

export const outcomeReasonOf = ({ events, best }: AuditRequest): OutcomeReason => decideOutcomeReason({
  stages: events.map(({ stage }) => stage), code: best.code, message: best.message, verb: best.verb, subresource: best.object?.subresource ?? null,
  decision: annotationOf(best.annotations, 'authorization.k8s.io/decision'), decisionReason: annotationOf(best.annotations, 'authorization.k8s.io/reason'),
});
