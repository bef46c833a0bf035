-- Why a request came out as it did: an index into OUTCOME_REASONS of src/model/outcome-reason.ts. The rule is decideOutcomeReason
-- of src/trust/outcome-reason.ts, and a test holds this against it. It is worked out when stages are paired, from the outcome,
-- from who speaks in the status (statuses.refused_by) and from the authorizer's annotations, and stored with the request.

CREATE MACRO outcome_reason_of(p_outcome, p_code, p_mask, p_events, p_refused_by, p_decision, p_decision_reason) AS
CASE p_outcome
  WHEN 0 THEN CASE WHEN p_code = 101 THEN 1 ELSE 0 END
  WHEN 6 THEN 28
  WHEN 5 THEN CASE
    WHEN p_refused_by = 'invented' THEN 25
    WHEN (p_mask & 4) <> 0 OR p_mask = 0 THEN 27
    ELSE 26 END
  WHEN 1 THEN CASE
    WHEN p_decision IS NOT NULL THEN 2
    WHEN p_refused_by = 'impersonation' THEN 3
    ELSE 4 END
  WHEN 2 THEN CASE WHEN p_decision = 'allow' THEN 6 ELSE 5 END
  WHEN 3 THEN CASE WHEN p_refused_by = 'admission' THEN 7 ELSE 8 END
  ELSE CASE
    WHEN (p_mask & 8) <> 0 THEN CASE WHEN p_refused_by = 'hung-up' THEN 24 ELSE 23 END
    WHEN p_refused_by = 'admission' THEN 7
    WHEN p_code = 429 THEN CASE WHEN p_decision IS NULL THEN 9 ELSE 10 END
    WHEN p_code IN (408, 504) THEN 11
    WHEN p_code = 400 THEN CASE WHEN p_mask = 2 AND p_events = 1 THEN 12 ELSE 13 END
    WHEN p_code = 422 THEN 13
    WHEN p_code = 404 THEN 14
    WHEN p_code = 405 THEN 15
    WHEN p_code = 409 THEN 16
    WHEN p_code = 410 THEN 17
    WHEN p_code >= 500 AND p_refused_by = 'webhook-failed' THEN 18
    WHEN p_code = 500 AND p_decision_reason = 'internal error' THEN 19
    WHEN p_code = 503 THEN 20
    WHEN p_code >= 500 THEN 21
    ELSE 22 END
END;

CREATE MACRO outcome_reason_word(p_place) AS [
  'answered', 'session opened',
  'denied by the authorizer', 'impersonation denied', 'denied, no decision recorded', 'login failed', 'login refused by the backend', 'refused by admission', 'refused after authorization',
  'overloaded', 'told to try again later', 'timed out', 'invalid time-out parameter', 'invalid request', 'not found', 'method not allowed', 'conflict', 'gone', 'admission webhook failed', 'authorizer failed',
  'unavailable', 'server error', 'other failure', 'server panicked', 'one side hung up', 'no answer sent', 'no answer in the evidence', 'no code recorded', 'still open'
][p_place + 1];
