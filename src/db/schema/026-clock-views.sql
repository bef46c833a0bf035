-- How far the clock of one file's server is from that of another's. An aggregated API server gets the audit ID of the request that
-- the API server passes on to it, so both log one request (k8s.io/apiserver pkg/endpoints/filters/with_auditid.go); what is passed on
-- lies within what passes it on, so the middles of the two agree but for the clocks. Callers can choose audit IDs: verb, URI and user
-- have to be the same, three requests are needed, and the median is taken (method 'audit-id').
--
-- Servers of one cluster log different requests, but they write to one store: an update is taken only with the resourceVersion that the
-- object has (optimistic locking, k8s.io/apiserver pkg/storage/etcd3/store.go), and every write makes a higher one. So a server that took an
-- update from version v was asked before any server was asked to take one from a later version of that object. Each such pair of updates
-- in two files bounds how far their clocks can be apart, from one side; where both sides are bounded the skew lies between them, and the
-- middle is given (method 'resource-version'). Neither a caller nor chance can move a bound: an update with another version is refused.
--
-- Never applied to any time.

-- Two updates of one object in two files, the second from a later version than the first: it was asked for later, too.
CREATE VIEW version_steps AS
WITH updates AS (
  SELECT e.evidence_id, o.resource_key, o.namespace_key, o.name_key, any_value(o.uid) AS uid, e.resource_version AS version,
    min(e.received_us) AS us, arg_min(e.event_id, e.received_us) AS event_id
  FROM event_all e JOIN objects o USING (object_key) JOIN statuses s USING (status_key) JOIN texts v ON v.text_key = e.verb_key
  WHERE e.resource_version IS NOT NULL AND e.received_us IS NOT NULL AND e.stage_key = 3 AND s.code BETWEEN 200 AND 299 AND v.text = 'update' AND o.subresource_key = 0
  GROUP BY ALL
), files AS (
  SELECT DISTINCT evidence_id FROM updates
), earlier AS (
  SELECT u.*, f.evidence_id AS other FROM updates u JOIN files f ON f.evidence_id <> u.evidence_id
)
SELECT e.evidence_id AS first, l.evidence_id AS second, l.us - e.us AS step_us, l.event_id AS second_event_id
FROM earlier e ASOF JOIN updates l
  ON l.evidence_id = e.other AND l.resource_key = e.resource_key AND l.namespace_key = e.namespace_key AND l.name_key = e.name_key AND e.version < l.version
WHERE e.uid IS NULL OR l.uid IS NULL OR e.uid = l.uid;

CREATE VIEW clock_skews AS
WITH pairs AS (
  SELECT a.first_evidence AS evidence_id, b.first_evidence AS other_evidence_id,
    (b.received_us - a.received_us + coalesce(b.completed_us, b.received_us) - coalesce(a.completed_us, a.received_us)) / 2 AS apart_us
  FROM paired_requests a JOIN paired_requests b ON coalesce(b.audit_uuid::VARCHAR, b.audit_text) = coalesce(a.audit_uuid::VARCHAR, a.audit_text) AND b.verb_key = a.verb_key AND b.uri_key = a.uri_key AND b.username_key = a.username_key
  WHERE a.audit_id_shared_by = 2 AND b.audit_id_shared_by = 2 AND a.first_evidence < b.first_evidence
    AND a.first_evidence = a.last_evidence AND b.first_evidence = b.last_evidence AND a.received_us IS NOT NULL AND b.received_us IS NOT NULL
), bounds AS (
  SELECT least(first, second) AS evidence_id, greatest(first, second) AS other_evidence_id, count(*) AS requests,
    max(-step_us) FILTER (first > second) AS low_us, min(step_us) FILTER (first < second) AS high_us
  FROM version_steps GROUP BY ALL
)
SELECT evidence_id, other_evidence_id, count(*) AS requests, median(apart_us)::BIGINT AS skew_us,
  quantile_cont(apart_us, 0.1)::BIGINT AS low_us, quantile_cont(apart_us, 0.9)::BIGINT AS high_us, 'audit-id' AS method
FROM pairs GROUP BY evidence_id, other_evidence_id HAVING count(*) >= 3
UNION ALL
-- Bounds far apart say little, and those that contradict each other are of two clusters.
SELECT evidence_id, other_evidence_id, requests, (low_us + high_us) // 2, low_us, high_us, 'resource-version'
FROM bounds WHERE low_us <= high_us AND high_us - low_us <= 600_000_000;
