-- The trust tests that fire, over all events. What one value says of itself (a user, an address list, a path) was
-- decided when the value came in, by the functions of src/trust; here the facts of one event come together.
-- The rules are those of src/trust; a test holds both against each other.
-- Each test looks through the one or two key columns it needs and takes nothing else along: most find a few events.

CREATE OR REPLACE TEMP TABLE hits AS
SELECT event_id, 'A1' AS test_id FROM event_all WHERE audit_text IS NOT NULL
UNION ALL
SELECT e.event_id, t.test_id FROM event_all e JOIN (
  SELECT address_key, 'S1' AS test_id FROM address_lists WHERE len(addresses) > 1
  UNION ALL SELECT address_key, 'S3' FROM address_lists WHERE not_stock
  UNION ALL SELECT address_key, 'S4' FROM address_lists WHERE bogon_claim
) t USING (address_key)
UNION ALL
SELECT e.event_id, 'S2' FROM event_all e JOIN kubectl_proxy_pairs USING (address_key, agent_key)
UNION ALL
SELECT e.event_id, t.test_id FROM event_all e JOIN (
  SELECT user_key, 'I1' AS test_id FROM users WHERE masters
  UNION ALL SELECT user_key, 'I3' FROM users WHERE account_mismatch
) t USING (user_key)
UNION ALL
SELECT event_id, 'I7' FROM event_all
  WHERE user_key IN (SELECT user_key FROM users WHERE anonymous)
    AND status_key IN (SELECT status_key FROM statuses WHERE code = 101 OR code BETWEEN 200 AND 299)
    AND uri_key IN (SELECT uri_key FROM uris WHERE NOT open_path)
UNION ALL
SELECT event_id, 'I8' FROM event_all
  WHERE status_key IN (SELECT status_key FROM statuses WHERE code = 401)
    AND user_key IN (SELECT 0 UNION ALL SELECT user_key FROM users WHERE username_key IN (SELECT 0 UNION ALL SELECT text_key FROM texts WHERE text = ''))
UNION ALL
SELECT event_id, 'M1' FROM event_all WHERE impersonated_key IN (SELECT user_key FROM users WHERE username_key <> 0 OR groups IS NOT NULL)
UNION ALL
SELECT event_id, 'M2' FROM event_all
  WHERE impersonated_key = 0
    AND status_key IN (SELECT status_key FROM statuses WHERE code = 403 AND (message IS NULL OR contains(message, 'cannot impersonate')))
    AND annotation_key NOT IN (SELECT annotation_key FROM annotation_sets WHERE decision IS NOT NULL)
UNION ALL
SELECT event_id, 'R1' FROM event_all WHERE status_key IN (SELECT status_key FROM statuses WHERE message = 'Connection closed early' AND code = 200)
UNION ALL
SELECT event_id, 'R2' FROM event_all
  WHERE status_key IN (SELECT status_key FROM statuses WHERE code = 403)
    AND annotation_key IN (SELECT annotation_key FROM annotation_sets WHERE decision = 'allow')
UNION ALL
SELECT event_id, 'C1' FROM event_all WHERE stage_us < received_us;

CREATE OR REPLACE TABLE next_signal_rows AS
SELECT event_id, e.request_id, test_id FROM hits JOIN event_all e USING (event_id)
UNION ALL
SELECT e.event_id, e.request_id, 'A2' FROM next_paired_requests r JOIN event_all e USING (request_id) WHERE r.audit_id_shared_by > 1
UNION ALL
-- G1: an end without a beginning, where most like requests (same user, verb and resource) have one and the
-- request did not arrive before its evidence begins.
SELECT r.best_event_id, r.request_id, 'G1'
FROM next_paired_requests r
JOIN (
  SELECT username_key, verb_key, resource_key, subresource_key
  FROM next_paired_requests WHERE (stage_mask & 12) <> 0
  GROUP BY ALL HAVING 2 * count(*) FILTER ((stage_mask & 1) <> 0) > count(*)
) kind USING (username_key, verb_key, resource_key, subresource_key)
JOIN (SELECT evidence_id, min(coalesce(stage_us, received_us)) AS from_us FROM event_all GROUP BY evidence_id) begin_of ON begin_of.evidence_id = r.first_evidence
WHERE (r.stage_mask & 12) <> 0 AND (r.stage_mask & 1) = 0 AND r.received_us >= begin_of.from_us
UNION ALL
-- G2: it arrived, and no stage of an answer is here.
SELECT best_event_id, request_id, 'G2' FROM next_paired_requests WHERE stage_mask = 1
UNION ALL
-- G5: one stage twice, and not the same record twice.
SELECT max(same_as), request_id, 'G5' FROM repeats GROUP BY request_id, stage_key HAVING count(DISTINCT same_as) > 1
UNION ALL
-- G8: what is the same in every stage of a request differs between its records.
SELECT r.best_event_id, r.request_id, 'G8' FROM next_paired_requests r WHERE r.request_id IN (SELECT request_id FROM paired WHERE changed);

DROP TABLE hits;
DROP TABLE repeats;
DROP TABLE paired;
