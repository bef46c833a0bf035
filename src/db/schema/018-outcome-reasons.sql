-- Why a request came out as it did: an index into OUTCOME_REASONS of src/model/outcome-reason.ts. The rule is decideOutcomeReason
-- of src/trust/outcome-reason.ts, and a test holds this against it. It is worked out where it is asked for, from the stored outcome
-- and from what
-- each distinct status says (src/trust/status-tests.ts), so that a load does not pay for it.

CREATE MACRO outcome_reason_of(p_outcome, p_code, p_mask, p_events, p_status, p_annotation) AS
CASE p_outcome
  WHEN 0 THEN CASE WHEN p_code = 101 THEN 1 ELSE 0 END
  WHEN 6 THEN 28
  WHEN 5 THEN CASE
    WHEN p_status IN (SELECT value_key FROM value_marks WHERE domain = 'status' AND mark = 'invented') THEN 25
    WHEN (p_mask & 4) <> 0 OR p_mask = 0 THEN 27
    ELSE 26 END
  WHEN 1 THEN CASE
    WHEN p_annotation IN (SELECT annotation_key FROM annotation_sets WHERE decision IS NOT NULL) THEN 2
    WHEN p_status IN (SELECT value_key FROM value_marks WHERE domain = 'status' AND mark = 'impersonation') THEN 3
    ELSE 4 END
  WHEN 2 THEN CASE WHEN p_annotation IN (SELECT annotation_key FROM annotation_sets WHERE decision = 'allow') THEN 6 ELSE 5 END
  WHEN 3 THEN CASE WHEN p_status IN (SELECT value_key FROM value_marks WHERE domain = 'status' AND mark = 'admission') THEN 7 ELSE 8 END
  ELSE CASE
    WHEN (p_mask & 8) <> 0 THEN CASE WHEN p_status IN (SELECT value_key FROM value_marks WHERE domain = 'status' AND mark = 'hung-up') THEN 24 ELSE 23 END
    WHEN p_status IN (SELECT value_key FROM value_marks WHERE domain = 'status' AND mark = 'admission') THEN 7
    WHEN p_code = 429 THEN CASE WHEN p_annotation NOT IN (SELECT annotation_key FROM annotation_sets WHERE decision IS NOT NULL) THEN 9 ELSE 10 END
    WHEN p_code IN (408, 504) THEN 11
    WHEN p_code = 400 THEN CASE WHEN p_mask = 2 AND p_events = 1 THEN 12 ELSE 13 END
    WHEN p_code = 422 THEN 13
    WHEN p_code = 404 THEN 14
    WHEN p_code = 405 THEN 15
    WHEN p_code = 409 THEN 16
    WHEN p_code = 410 THEN 17
    WHEN p_code >= 500 AND p_status IN (SELECT value_key FROM value_marks WHERE domain = 'status' AND mark = 'webhook-failed') THEN 18
    WHEN p_code = 500 AND p_annotation IN (SELECT annotation_key FROM annotation_sets WHERE decision_reason = 'internal error') THEN 19
    WHEN p_code = 503 THEN 20
    WHEN p_code >= 500 THEN 21
    ELSE 22 END
END;
