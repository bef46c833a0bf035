-- Times of which the evidence does not speak. A cluster is never silent: every node renews a lease and reports its
-- status every few seconds, and every leader its lock. Where such heartbeats come regularly, a time without a single
-- record is a time whose records are missing, or the server was down; without heartbeats it may be quiet as well.
-- Seconds are compared, not records: there are far fewer of them, and a heartbeat's rhythm is seconds.

CREATE OR REPLACE TEMP TABLE spoken AS
SELECT v.source, second, min(p.first_us) AS first_us, max(p.last_us) AS last_us,
  arg_min(evidence_id, p.first_us) AS first_evidence, arg_max(evidence_id, p.last_us) AS last_evidence, bool_or(p.heartbeat) AS heartbeat
FROM (
  -- By file first: integers are grouped in a fraction of the time.
  SELECT evidence_id, us // 1000000 AS second, min(us) AS first_us, max(us) AS last_us, bool_or(heartbeat) AS heartbeat
  FROM (
    SELECT e.evidence_id, coalesce(e.stage_us, e.received_us) AS us,
      e.object_key IN (
        SELECT object_key FROM objects o JOIN texts r ON r.text_key = o.resource_key LEFT JOIN texts s ON s.text_key = o.subresource_key
        WHERE r.text = 'leases' OR (r.text = 'nodes' AND s.text = 'status')
      ) AND e.verb_key IN (SELECT text_key FROM texts WHERE text IN ('update', 'patch')) AS heartbeat
    FROM event_all e
  )
  WHERE us IS NOT NULL
  GROUP BY evidence_id, second
) p JOIN source_rows v USING (evidence_id)
GROUP BY v.source, second;

-- most_s: a longer silence is said.
CREATE OR REPLACE TEMP TABLE rhythms AS
SELECT source, usual_s, coalesce(n, 0) >= 30 AS has_beats,
  CASE WHEN coalesce(n, 0) >= 30 THEN greatest(30, 4 * usual_s) WHEN seconds >= 100 THEN 600 END AS most_s
FROM (SELECT source, count(*) AS seconds FROM spoken GROUP BY source) s
LEFT JOIN (
  SELECT source AS beat_source, count(*) AS n, quantile_disc(step, 0.95) AS usual_s
  FROM (SELECT source, second - lag(second) OVER (PARTITION BY source ORDER BY second) AS step FROM spoken WHERE heartbeat)
  GROUP BY source
) b ON b.beat_source IS NOT DISTINCT FROM s.source;

CREATE OR REPLACE TABLE next_gap_rows AS
WITH steps AS (
  SELECT s.source, last_us AS to_last_us, first_us AS to_us, first_evidence AS to_evidence,
    lag(last_us) OVER w AS from_us, lag(last_evidence) OVER w AS from_evidence, second - lag(second) OVER w AS step_s
  FROM spoken s WINDOW w AS (PARTITION BY s.source ORDER BY second)
), judged AS (
  SELECT s.*, b.usual_s, b.has_beats, b.most_s FROM steps s JOIN rhythms b ON b.source IS NOT DISTINCT FROM s.source
)
SELECT
  j.from_evidence AS evidence_id, j.source, j.from_us, j.to_us,
  CASE WHEN j.from_evidence <> j.to_evidence THEN 'seam' WHEN j.has_beats THEN 'missing' ELSE 'quiet' END AS kind,
  CASE WHEN j.from_evidence <> j.to_evidence THEN format('Between {} and {} ', f.name, t.name) ELSE format('In {} ', f.name) END
    || format('there is no record for {:,} seconds', j.step_s)
    || CASE WHEN j.has_beats
      THEN format(', though a heartbeat (a lease or node status) comes every {}: records are missing, or the server was down.', CASE WHEN j.usual_s = 1 THEN 'second' ELSE j.usual_s || ' seconds' END)
      ELSE '. Without heartbeats in this evidence nothing tells whether records are missing or nothing happened.' END AS reason
FROM judged j
JOIN evidence_rows f ON f.evidence_id = j.from_evidence
JOIN evidence_rows t ON t.evidence_id = j.to_evidence
LEFT JOIN source_rows fs ON fs.evidence_id = j.from_evidence
LEFT JOIN source_rows ts ON ts.evidence_id = j.to_evidence
-- Between neighbours of a rotated set, 055-seams.sql says it.
WHERE j.step_s > j.most_s AND coalesce(fs.set_name <> ts.set_name OR abs(fs.set_order - ts.set_order) <> 1, true)
ORDER BY j.from_us;
