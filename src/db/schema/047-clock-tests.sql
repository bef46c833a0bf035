-- C4: asked for later than an update in another file and logged with an earlier time, where both files are of one store: their bounds
-- leave room for a skew between the two clocks. Run where there is more than one file.
INSERT INTO next_signal_rows
SELECT DISTINCT e.event_id, e.request_id, 'C4'
FROM version_steps s
JOIN (SELECT evidence_id, other_evidence_id FROM clock_skews WHERE method = 'resource-version') k
  ON k.evidence_id = least(s.first, s.second) AND k.other_evidence_id = greatest(s.first, s.second)
JOIN event_all e ON e.event_id = s.second_event_id
WHERE s.step_us < 0;
