-- How far the clock of one file's server is from that of another's. An aggregated API server gets the audit ID of the request that
-- the API server passes on to it, so both log one request (k8s.io/apiserver pkg/endpoints/filters/with_auditid.go); what is passed on
-- lies within what passes it on, so the middles of the two agree but for the clocks. Callers can choose audit IDs: verb, URI and user
-- have to be the same, three requests are needed, and the median is taken. Never applied to any time.

CREATE VIEW clock_skews AS
WITH pairs AS (
  SELECT a.first_evidence AS evidence_id, b.first_evidence AS other_evidence_id,
    (b.received_us - a.received_us + coalesce(b.completed_us, b.received_us) - coalesce(a.completed_us, a.received_us)) / 2 AS apart_us
  FROM request_rows a JOIN request_rows b ON b.audit_id = a.audit_id AND b.verb_key = a.verb_key AND b.uri_key = a.uri_key AND b.username_key = a.username_key
  WHERE a.audit_id_shared_by = 2 AND b.audit_id_shared_by = 2 AND a.first_evidence < b.first_evidence
    AND a.first_evidence = a.last_evidence AND b.first_evidence = b.last_evidence AND a.received_us IS NOT NULL AND b.received_us IS NOT NULL
)
SELECT evidence_id, other_evidence_id, count(*) AS requests, median(apart_us)::BIGINT AS skew_us,
  quantile_cont(apart_us, 0.1)::BIGINT AS low_us, quantile_cont(apart_us, 0.9)::BIGINT AS high_us
FROM pairs GROUP BY ALL HAVING count(*) >= 3;
