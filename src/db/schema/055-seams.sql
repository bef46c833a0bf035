-- How neighbours of a rotated set meet, by their content: names only say which files to compare. Times are those of the stages,
-- the order in which a log is written; writers in batches swap records by up to a second or so.

INSERT INTO next_gap_rows
WITH bounds AS (
  SELECT evidence_id, min(us) AS first_us, max(us) AS last_us
  FROM (SELECT evidence_id, coalesce(stage_us, received_us) AS us FROM event_all) WHERE us IS NOT NULL GROUP BY evidence_id
), twice AS (
  SELECT least(d.evidence_id, e.evidence_id) AS one, greatest(d.evidence_id, e.evidence_id) AS other, count(*) AS n
  FROM next_duplicate_rows d JOIN event_all e ON e.event_id = d.duplicate_of WHERE d.evidence_id <> e.evidence_id GROUP BY ALL
), split AS (
  SELECT first_evidence AS one, last_evidence AS other, count(*) AS n FROM next_paired_requests WHERE first_evidence <> last_evidence GROUP BY ALL
), pairs AS (
  SELECT a.evidence_id, a.source, f.name AS from_name, t.name AS to_name, x.last_us AS ends_us, y.first_us AS begins_us, y.first_us - x.last_us AS step_us,
    coalesce(twice.n, 0) AS twice, coalesce(split.n, 0) AS split, r.usual_s, r.has_beats, r.most_s
  FROM source_rows a
  JOIN source_rows b ON b.set_name = a.set_name AND b.set_order = a.set_order + 1
  JOIN evidence_rows f ON f.evidence_id = a.evidence_id JOIN evidence_rows t ON t.evidence_id = b.evidence_id
  JOIN bounds x ON x.evidence_id = a.evidence_id JOIN bounds y ON y.evidence_id = b.evidence_id
  LEFT JOIN rhythms r ON r.source IS NOT DISTINCT FROM a.source
  LEFT JOIN twice ON twice.one = least(a.evidence_id, b.evidence_id) AND twice.other = greatest(a.evidence_id, b.evidence_id)
  LEFT JOIN split ON split.one = least(a.evidence_id, b.evidence_id) AND split.other = greatest(a.evidence_id, b.evidence_id)
), judged AS (
  SELECT *, CASE
    WHEN twice > 0 OR step_us < -2000000 THEN 'seam-overlap'
    WHEN step_us > most_s * 1000000 THEN 'seam-hole'
    WHEN split > 0 OR has_beats OR step_us <= 1000000 THEN 'seam-touching'
    ELSE 'seam-unknown'
  END AS kind, CASE WHEN split = 1 THEN '1 request begins in one and ends in the other' ELSE format('{} requests begin in one and end in the other', split) END AS shared FROM pairs
)
SELECT evidence_id, source, least(ends_us, begins_us), greatest(ends_us, begins_us), kind,
  format('{} ends, and {} begins {:.3f} seconds {}', from_name, to_name, abs(step_us) / 1000000, CASE WHEN step_us < 0 THEN 'before that' ELSE 'later' END)
    || CASE kind
      WHEN 'seam-overlap' THEN CASE WHEN twice > 0 THEN CASE WHEN twice = 1 THEN '; 1 record is in both.' ELSE format('; {} records are in both.', twice) END ELSE '; no record is in both, so they may be of two servers, or one of them was put together from other logs.' END
      WHEN 'seam-hole' THEN CASE
        WHEN has_beats THEN format(', though a heartbeat comes every {} s: records between them are missing, or the server was down.', usual_s)
        ELSE '. Without heartbeats nothing tells whether records are missing or nothing happened.' END
        || CASE WHEN split > 0 THEN ' ' || shared || '.' ELSE '' END
      WHEN 'seam-touching' THEN CASE WHEN split > 0 THEN '; ' || shared || '. Nothing is missing between them that could be seen.' ELSE '. Nothing is missing between them that could be seen.' END
      ELSE '. Nothing tells whether records are missing between them.'
    END
FROM judged;
