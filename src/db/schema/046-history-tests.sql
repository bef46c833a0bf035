-- Tests on what the log as a whole tells: its rhythm and its order.

-- H1: one heartbeat pauses while the log goes on. The rhythm of each heartbeat is its own; a time in which nothing is
-- recorded is no pause of one heartbeat but a gap (050-gaps.sql), so the pause is measured in other heartbeats' records.
INSERT INTO next_signal_rows
WITH beats AS (
  SELECT r.request_id, r.best_event_id, l.log, r.namespace_key, r.name_key, r.username_key, r.at_us,
    r.at_us - lag(r.at_us) OVER w AS pause_us, lag(r.at_us) OVER w AS before_us
  FROM next_paired_requests r JOIN logs l ON l.evidence_id = r.first_evidence
  WHERE r.verb_key IN (SELECT text_key FROM texts WHERE text IN ('update', 'patch')) AND r.at_us IS NOT NULL
    AND r.resource_key IN (SELECT text_key FROM texts WHERE text = 'leases')
  WINDOW w AS (PARTITION BY l.log, r.resource_key, r.namespace_key, r.name_key, r.username_key ORDER BY r.at_us)
), rhythm AS (
  SELECT log, username_key, namespace_key, name_key, quantile_disc(pause_us, 0.5) AS usual_us, quantile_disc(pause_us, 0.95) AS slow_us, count(*) AS n FROM beats WHERE pause_us IS NOT NULL GROUP BY ALL
), pauses AS (
  SELECT b.*, r.usual_us FROM beats b JOIN rhythm r USING (log, username_key, namespace_key, name_key)
  WHERE r.n >= 20 AND b.pause_us > greatest(3 * r.slow_us, 4 * r.usual_us, 5000000)
), seconds AS (
  SELECT log, at_us // 1000000 AS second FROM beats GROUP BY ALL
)
SELECT p.best_event_id, p.request_id, 'H1' FROM pauses p
-- Other heartbeats are there for most of the pause, at least as often as the one that is missing would be.
WHERE (SELECT count(*) FROM seconds s WHERE s.log = p.log AND s.second > p.before_us // 1000000 AND s.second < p.at_us // 1000000) * greatest(p.usual_us, 1000000) * 2 >= p.pause_us;

-- H2: the first record of each start of a server but the first one.
INSERT INTO next_signal_rows
WITH starts AS (
  SELECT l.log, r.user_key, arg_min(r.request_id, r.at_us) AS request_id, arg_min(r.best_event_id, r.at_us) AS event_id, min(r.at_us) AS first_us
  FROM next_paired_requests r JOIN logs l ON l.evidence_id = r.first_evidence WHERE r.username_key IN (SELECT text_key FROM texts WHERE text = 'system:apiserver') GROUP BY l.log, r.user_key
), first_starts AS (
  -- A user with and without a group of its own is the same process: the UID tells.
  SELECT s.log, u.uid, arg_min(s.request_id, s.first_us) AS request_id, arg_min(s.event_id, s.first_us) AS event_id, min(s.first_us) AS first_us FROM starts s JOIN users u USING (user_key) WHERE u.uid IS NOT NULL GROUP BY s.log, u.uid
)
SELECT event_id, request_id, 'H2' FROM first_starts s WHERE first_us > (SELECT min(o.first_us) FROM first_starts o WHERE o.log = s.log);

-- H3, H4: records in the order of the file. A file in which times go back all the time was put together or delivered in batches, and its order says nothing.
CREATE OR REPLACE TEMP TABLE in_order AS
SELECT event_id, request_id, evidence_id, stage_us, lag(stage_us) OVER () AS before_us, lead(stage_us) OVER () AS after_us, lag(evidence_id) OVER () AS before_evidence, lead(evidence_id) OVER () AS after_evidence
FROM event_all;

INSERT INTO next_signal_rows
WITH jumps AS (
  SELECT *, before_us - stage_us AS back_us, after_us - stage_us AS ahead_us FROM in_order
  WHERE before_evidence = evidence_id AND after_evidence = evidence_id AND stage_us IS NOT NULL AND abs(before_us - stage_us) > 2000000
), unordered AS (
  SELECT evidence_id FROM in_order WHERE before_evidence = evidence_id GROUP BY evidence_id
  HAVING count(*) FILTER (before_us - stage_us > 2000000) > greatest(5, count(*) / 200)
)
SELECT j.event_id, j.request_id,
  CASE WHEN abs(j.ahead_us) > 60000000 THEN 'H3' ELSE 'H4' END
FROM jumps j
WHERE j.evidence_id NOT IN (FROM unordered) AND (
  -- Alone in another time: both neighbours lie on the same side of it.
  (abs(j.back_us) > 60000000 AND abs(j.ahead_us) > 60000000 AND abs(j.before_us - j.after_us) < 30000000)
  -- The time goes back and stays there.
  OR (j.back_us > 2000000 AND abs(j.ahead_us) < 1000000)
);

DROP TABLE in_order;

-- When each log begins and ends; 060-cause-tests.sql asks too, and drops it.
CREATE OR REPLACE TEMP TABLE log_spans AS
SELECT l.log, min(f.from_us) AS from_us, max(f.to_us) AS to_us
FROM (SELECT first_evidence, min(at_us) AS from_us, max(at_us) AS to_us FROM next_paired_requests GROUP BY 1) f JOIN logs l ON l.evidence_id = f.first_evidence GROUP BY l.log;

-- H5: a minute with far more refusals than the others of its log have.
INSERT INTO next_signal_rows
WITH minutes AS (
  SELECT l.log, at_us // 60000000 AS minute, count(*) AS n, arg_min(request_id, at_us) AS request_id, arg_min(best_event_id, at_us) AS event_id
  FROM next_paired_requests JOIN logs l ON l.evidence_id = first_evidence WHERE code IN (401, 403, 404) GROUP BY ALL
), span AS (
  SELECT log, greatest(1, (to_us - from_us) // 60000000 + 1) AS minutes FROM log_spans
)
SELECT event_id, request_id, 'H5' FROM minutes m JOIN span USING (log)
WHERE span.minutes >= 3 AND n >= 300 AND n > 10 * ((SELECT sum(o.n) FROM minutes o WHERE o.log = m.log) - n) / greatest(span.minutes - 1, 1);
