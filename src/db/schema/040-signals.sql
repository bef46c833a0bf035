-- The trust tests that fire, over all events. What one value says of itself (a user, an address list, a path) was
-- decided when the value came in, by the functions of src/trust; here the facts of one event come together.
-- The rules are those of src/trust; a test holds both against each other.
-- Each test looks through the one or two key columns it needs and takes nothing else along: most find a few events.

-- How records are written, per file, over those whose text stands in it as it is. Servers before 1.23 wrote bodies as they had come, so
-- nothing is said of what is escaped in a record that has one (json-iterator leaves what a MarshalJSON returns alone; kubernetes/kubernetes pull request 105030 took it out).
CREATE OR REPLACE TEMP TABLE writing AS
SELECT evidence_id, count(*) AS records, count(*) FILTER ((shape & 8) <> 0) AS out_of_order,
  count(*) FILTER ((shape & 19) = 16) AS bare, count(*) FILTER ((shape & 35) = 32) AS escaped,
  count(*) FILTER (status_key <> 0) AS statuses, count(*) FILTER ((shape & 64) <> 0) AS bare_statuses
FROM event_all WHERE (shape & 4) <> 0 GROUP BY evidence_id;
CREATE OR REPLACE TEMP TABLE kept_order AS SELECT evidence_id FROM writing WHERE out_of_order * 10 BETWEEN 1 AND records;
CREATE OR REPLACE TEMP TABLE kept_escapes AS SELECT evidence_id FROM writing WHERE bare > 0 AND bare * 9 <= escaped;
CREATE OR REPLACE TEMP TABLE kept_metadata AS SELECT evidence_id FROM writing WHERE bare_statuses * 10 BETWEEN 1 AND statuses;

-- How many events a file has, when its first one was written, and where both times are never or hardly ever whole seconds.
CREATE OR REPLACE TEMP TABLE file_events AS
SELECT evidence_id, min(coalesce(stage_us, received_us)) AS from_us,
  count(*) FILTER (received_us % 1000000 = 0 AND stage_us % 1000000 = 0) * 100 < count(*) AS is_fine
FROM event_all GROUP BY evidence_id;

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
  UNION ALL SELECT user_key, 'I3' FROM users WHERE outside_groups
) t USING (user_key)
UNION ALL
-- No UID, where others of the same file have one: a form of log that has no place for it says nothing.
SELECT event_id, 'I3' FROM event_all
  WHERE user_key IN (SELECT user_key FROM users WHERE account_without_uid AND NOT outside_groups)
    AND evidence_id IN (SELECT DISTINCT evidence_id FROM event_all WHERE user_key IN (SELECT user_key FROM users WHERE uid <> ''))
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
SELECT event_id, 'C1' FROM event_all WHERE stage_us < received_us
UNION ALL
SELECT event_id, 'C2' FROM event_all WHERE stage_key = 1 AND stage_us <> received_us
UNION ALL
-- The clock of the machine that reads bounds every clock that wrote; ten minutes are left for both.
SELECT event_id, 'C5' FROM event_all WHERE coalesce(stage_us, received_us) > epoch_us(now()) + 600000000
UNION ALL
-- Later than the file it stands in; ten minutes are left for the two clocks. Times that were shifted by hand are taken back.
SELECT e.event_id, 'F6' FROM event_all e JOIN (SELECT evidence_id, closed_us + offset_us + 600000000 AS until_us FROM evidence_rows WHERE closed_us IS NOT NULL) f USING (evidence_id)
  WHERE coalesce(e.stage_us, e.received_us) > f.until_us
UNION ALL
-- Both times whole seconds: by chance one record in a million million where the others have microseconds.
SELECT event_id, 'F3' FROM event_all WHERE received_us % 1000000 = 0 AND stage_us % 1000000 = 0 AND evidence_id IN (SELECT evidence_id FROM file_events WHERE is_fine)
UNION ALL
-- How the record was written, against the others of its file that were not put together by the reader: bits of
-- src/model/record-shape.ts. A tool that writes anew writes all of them so; what one in ten or fewer shows was put in or changed.
SELECT e.event_id, 'F1' FROM event_all e WHERE (e.shape & 12) = 12 AND e.evidence_id IN (FROM kept_order)
UNION ALL
SELECT e.event_id, 'F2' FROM event_all e WHERE (e.shape & 23) = 20 AND e.evidence_id IN (FROM kept_escapes)
UNION ALL
SELECT e.event_id, 'F4' FROM event_all e WHERE (e.shape & 68) = 68 AND e.evidence_id IN (FROM kept_metadata)
UNION ALL
-- Servers name the constraint of an impersonation from 1.36 on, unless the feature is switched off (KEP-5284).
SELECT event_id, 'M4' FROM event_all WHERE (shape & 128) <> 0 AND evidence_id IN (FROM naming_constraints)
UNION ALL
SELECT event_id, 'O4' FROM event_all WHERE (shape & 256) <> 0
UNION ALL
SELECT event_id, 'B3' FROM event_all WHERE (shape & 512) <> 0
UNION ALL
SELECT event_id, 'N4' FROM event_all WHERE stage_key = 1 AND annotation_key IN (SELECT annotation_key FROM annotation_sets WHERE decision IS NOT NULL)
UNION ALL
SELECT event_id, 'L1' FROM event_all WHERE level_key IN (SELECT text_key FROM texts WHERE text = 'None');

-- What only an ID the server did not make can be: too long, or hostile.
INSERT INTO hits
SELECT h.event_id, 'A4' FROM hits h JOIN event_all e USING (event_id) WHERE h.test_id = 'A1' AND length(e.audit_text) > 36
UNION ALL
SELECT h.event_id, 'F5' FROM hits h JOIN event_all e USING (event_id)
  WHERE h.test_id = 'A1' AND regexp_matches(e.audit_text, '[\x00-\x1f\x7f\x{80}-\x{9f}\x{200b}-\x{200f}\x{2028}-\x{202e}\x{2060}-\x{206f}\x{061c}\x{feff}]|<[a-zA-Z!/]');

-- Second hops: an API server hands a request on to an aggregated API or a peer with its audit ID, the path, the user it
-- was made for, and the address it had it from. In the same file only a known control-plane address makes it a hop, since
-- a caller can forge all the rest. IDs that many requests carry are no hops: each server writes one.
CREATE OR REPLACE TABLE next_hop_rows AS
WITH shared AS MATERIALIZED (
  SELECT r.request_id, coalesce(r.audit_uuid::VARCHAR, r.audit_text) AS audit_id, r.received_us, r.verb_key, r.username_key, r.effective_key, r.first_evidence, r.peer_key, u.path, peer.text AS peer, l.addresses[-2] AS before_peer
  FROM next_paired_requests r JOIN uris u USING (uri_key) JOIN address_lists l USING (address_key) JOIN texts peer ON peer.text_key = r.peer_key
  WHERE r.audit_id_shared_by BETWEEN 2 AND 8
)
SELECT back.request_id, min(front.request_id) AS front_request_id
FROM shared back
JOIN shared front ON front.audit_id = back.audit_id AND front.verb_key = back.verb_key AND front.path = back.path
  AND front.effective_key = back.username_key AND front.peer = back.before_peer
WHERE front.request_id <> back.request_id AND abs(back.received_us - front.received_us) < 60000000
  AND (front.first_evidence <> back.first_evidence OR back.peer_key IN (SELECT peer_key FROM peer_marks WHERE kind = 'control-plane'))
GROUP BY back.request_id;

CREATE OR REPLACE TABLE next_signal_rows AS
SELECT event_id, e.request_id, test_id FROM hits JOIN event_all e USING (event_id)
UNION ALL
SELECT e.event_id, e.request_id, 'A2' FROM next_paired_requests r JOIN event_all e USING (request_id)
  WHERE r.audit_id_shared_by > 1 AND r.request_id NOT IN (SELECT request_id FROM next_hop_rows UNION ALL SELECT front_request_id FROM next_hop_rows)
UNION ALL
SELECT r.best_event_id, r.request_id, 'A3' FROM next_paired_requests r JOIN next_hop_rows USING (request_id)
UNION ALL
-- G1: an end without a beginning, where most like requests (same file, user, verb and resource) have one and the
-- request did not arrive before its evidence begins.
SELECT r.best_event_id, r.request_id, 'G1'
FROM next_paired_requests r
JOIN (
  SELECT first_evidence, username_key, verb_key, resource_key, subresource_key
  FROM next_paired_requests WHERE (stage_mask & 12) <> 0
  GROUP BY ALL HAVING 2 * count(*) FILTER ((stage_mask & 1) <> 0) > count(*)
) kind USING (first_evidence, username_key, verb_key, resource_key, subresource_key)
JOIN file_events begin_of ON begin_of.evidence_id = r.first_evidence
WHERE (r.stage_mask & 12) <> 0 AND (r.stage_mask & 1) = 0 AND r.received_us >= begin_of.from_us
UNION ALL
-- G2: it arrived, and no stage of an answer is here.
SELECT best_event_id, request_id, 'G2' FROM next_paired_requests WHERE stage_mask = 1
UNION ALL
-- G5: one stage twice, and not the same record twice.
SELECT max(same_as), request_id, 'G5' FROM repeats GROUP BY request_id, stage_key HAVING count(DISTINCT same_as) > 1
UNION ALL
-- G8: what is the same in every stage of a request differs between its records.
SELECT r.best_event_id, r.request_id, 'G8' FROM next_paired_requests r WHERE r.request_id IN (FROM changed_requests);

-- Filled further by 060-cause-tests.sql, when a file is complete.
CREATE OR REPLACE TABLE next_coverage_rows AS
SELECT evidence_id, 'F6' AS test_id, CASE WHEN closed_us IS NULL THEN 'nothing says when the file was closed' END AS reason
FROM evidence_rows WHERE evidence_id IN (SELECT evidence_id FROM file_events);

DROP TABLE hits;
DROP TABLE writing;
DROP TABLE file_events;
DROP TABLE kept_order;
DROP TABLE kept_escapes;
DROP TABLE kept_metadata;
DROP TABLE naming_constraints;
DROP TABLE repeats;
DROP TABLE changed_requests;
DROP TABLE shared_ids;
