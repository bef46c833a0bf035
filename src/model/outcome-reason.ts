/**
 * Why a request came out as it did, in words that stand alone. The outcome says whether it worked; this says who or what
 * decided, as far as status, decision and stages tell. The order is that of the numbers in 018-outcome-reasons.sql.
 */
export const OUTCOME_REASONS = [
  'answered', 'session opened',
  'denied by the authorizer', 'impersonation denied', 'denied, no decision recorded',
  'login failed', 'login refused by the backend',
  'refused by admission', 'refused after authorization',
  'overloaded', 'told to try again later', 'timed out', 'invalid time-out parameter', 'invalid request', 'not found', 'method not allowed', 'conflict', 'gone',
  'admission webhook failed', 'authorizer failed', 'unavailable', 'server error', 'other failure',
  'server panicked', 'one side hung up',
  'no answer sent', 'no answer in the evidence', 'no code recorded', 'still open',
] as const;
export type OutcomeReason = (typeof OUTCOME_REASONS)[number];

export const isOutcomeReason = (text: string): text is OutcomeReason => OUTCOME_REASONS.some((reason) => reason === text);
