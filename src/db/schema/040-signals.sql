-- The trust tests that fire, over all events. What one value says of itself (a user, an address list, a path) was
-- decided when the value came in, by the functions of src/trust; here the facts of one event come together.
-- The rules are those of src/trust; a test holds both against each other.

CREATE OR REPLACE TEMP TABLE test_facts AS
SELECT
  e.event_id, er.request_id, e.audit_id, e.received_us, e.stage_us, e.impersonated_key, e.address_key, e.agent_key,
  u.masters, u.account_mismatch, u.anonymous, u.username_key, uris.open_path,
  s.code, s.message, a.decision
FROM event_all e
JOIN next_event_requests er USING (event_id)
LEFT JOIN users u ON u.user_key = e.user_key
LEFT JOIN uris ON uris.uri_key = e.uri_key
LEFT JOIN statuses s ON s.status_key = e.status_key
LEFT JOIN annotation_sets a ON a.annotation_key = e.annotation_key;

CREATE OR REPLACE TABLE next_signal_rows AS
SELECT event_id, request_id, 'A1' AS test_id FROM test_facts
  WHERE audit_id IS NOT NULL AND NOT regexp_full_match(audit_id, '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}')
UNION ALL
SELECT er.event_id, r.request_id, 'A2' FROM next_request_rows r JOIN next_event_requests er USING (request_id) WHERE r.audit_id_shared_by > 1
UNION ALL
SELECT f.event_id, f.request_id, t.test_id FROM test_facts f JOIN (
  SELECT address_key, 'S1' AS test_id FROM address_lists WHERE len(addresses) > 1
  UNION ALL SELECT address_key, 'S3' FROM address_lists WHERE not_stock
  UNION ALL SELECT address_key, 'S4' FROM address_lists WHERE bogon_claim
) t USING (address_key)
UNION ALL
SELECT f.event_id, f.request_id, 'S2' FROM test_facts f JOIN kubectl_proxy_pairs USING (address_key, agent_key)
UNION ALL
SELECT event_id, request_id, 'I1' FROM test_facts WHERE masters
UNION ALL
SELECT event_id, request_id, 'I3' FROM test_facts WHERE account_mismatch
UNION ALL
SELECT event_id, request_id, 'I7' FROM test_facts WHERE anonymous AND (code = 101 OR code BETWEEN 200 AND 299) AND NOT open_path
UNION ALL
SELECT event_id, request_id, 'I8' FROM test_facts WHERE code = 401 AND coalesce(username_key, 0) IN (SELECT 0 UNION ALL SELECT text_key FROM texts WHERE text = '')
UNION ALL
SELECT event_id, request_id, 'M1' FROM test_facts WHERE impersonated_key IN (SELECT user_key FROM users WHERE username_key <> 0 OR groups IS NOT NULL)
UNION ALL
SELECT event_id, request_id, 'M2' FROM test_facts
  WHERE code = 403 AND decision IS NULL AND impersonated_key = 0 AND (message IS NULL OR contains(message, 'cannot impersonate'))
UNION ALL
SELECT event_id, request_id, 'R1' FROM test_facts WHERE message = 'Connection closed early' AND code = 200
UNION ALL
SELECT event_id, request_id, 'R2' FROM test_facts WHERE code = 403 AND decision = 'allow'
UNION ALL
SELECT event_id, request_id, 'C1' FROM test_facts WHERE stage_us < received_us
UNION ALL
-- G1: an end without a beginning, where most like requests (same user, verb and resource) have one and the
-- request did not arrive before its evidence begins.
SELECT r.best_event_id, r.request_id, 'G1'
FROM next_request_rows r
JOIN (
  SELECT username_key, verb_key, resource_key, subresource_key
  FROM next_request_rows WHERE (stage_mask & 12) <> 0
  GROUP BY ALL HAVING 2 * count(*) FILTER ((stage_mask & 1) <> 0) > count(*)
) kind USING (username_key, verb_key, resource_key, subresource_key)
JOIN (SELECT evidence_id, min(coalesce(stage_us, received_us)) AS from_us FROM event_all GROUP BY evidence_id) begin_of ON begin_of.evidence_id = r.first_evidence
WHERE (r.stage_mask & 12) <> 0 AND (r.stage_mask & 1) = 0 AND r.received_us >= begin_of.from_us
UNION ALL
-- G2: it arrived, and no stage of an answer is here.
SELECT best_event_id, request_id, 'G2' FROM next_request_rows WHERE stage_mask = 1;

DROP TABLE test_facts;
