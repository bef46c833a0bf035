-- Tests on what the log as a whole tells: its rhythm and its order.

-- H1: one heartbeat pauses while the log goes on. The rhythm of each heartbeat is its own; a time in which nothing is
-- recorded is no pause of one heartbeat but a gap (050-gaps.sql), so the pause is measured in other heartbeats' records.
INSERT INTO next_signal_rows
WITH beats AS (
  SELECT r.request_id, r.best_event_id, r.namespace_key, r.name_key, r.username_key, r.at_us,
    r.at_us - lag(r.at_us) OVER w AS pause_us, lag(r.at_us) OVER w AS before_us
  FROM next_paired_requests r
  WHERE r.verb_key IN (SELECT text_key FROM texts WHERE text IN ('update', 'patch')) AND r.at_us IS NOT NULL
    AND r.resource_key IN (SELECT text_key FROM texts WHERE text = 'leases')
  WINDOW w AS (PARTITION BY r.resource_key, r.namespace_key, r.name_key, r.username_key ORDER BY r.at_us)
), rhythm AS (
  SELECT username_key, namespace_key, name_key, quantile_disc(pause_us, 0.5) AS usual_us, quantile_disc(pause_us, 0.95) AS slow_us, count(*) AS n FROM beats WHERE pause_us IS NOT NULL GROUP BY ALL
), pauses AS (
  SELECT b.*, r.usual_us FROM beats b JOIN rhythm r USING (username_key, namespace_key, name_key)
  WHERE r.n >= 20 AND b.pause_us > greatest(3 * r.slow_us, 4 * r.usual_us, 5000000)
), seconds AS (
  SELECT at_us // 1000000 AS second FROM beats GROUP BY 1
)
SELECT p.best_event_id, p.request_id, 'H1' FROM pauses p
-- Other heartbeats are there for most of the pause, at least as often as the one that is missing would be.
WHERE (SELECT count(*) FROM seconds s WHERE s.second > p.before_us // 1000000 AND s.second < p.at_us // 1000000) * greatest(p.usual_us, 1000000) * 2 >= p.pause_us;

-- H2: the first record of each start of a server but the first one.
INSERT INTO next_signal_rows
WITH starts AS (
  SELECT r.user_key, arg_min(r.request_id, r.at_us) AS request_id, arg_min(r.best_event_id, r.at_us) AS event_id, min(r.at_us) AS first_us
  FROM next_paired_requests r WHERE r.username_key IN (SELECT text_key FROM texts WHERE text = 'system:apiserver') GROUP BY r.user_key
)
SELECT event_id, request_id, 'H2' FROM starts JOIN users u USING (user_key)
WHERE u.uid IS NOT NULL AND first_us > (SELECT min(first_us) FROM starts);

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

-- H5: a minute with far more refusals than the others have.
INSERT INTO next_signal_rows
WITH minutes AS (
  SELECT at_us // 60000000 AS minute, count(*) AS n, arg_min(request_id, at_us) AS request_id, arg_min(best_event_id, at_us) AS event_id
  FROM next_paired_requests WHERE code IN (401, 403, 404) GROUP BY 1
), span AS (
  SELECT greatest(1, (max(at_us) - min(at_us)) // 60000000 + 1) AS minutes FROM next_paired_requests
)
SELECT event_id, request_id, 'H5' FROM minutes, span
WHERE span.minutes >= 3 AND n >= 300 AND n > 10 * ((SELECT sum(n) FROM minutes) - n) / greatest(span.minutes - 1, 1);
