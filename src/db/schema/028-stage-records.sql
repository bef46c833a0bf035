-- Whether the stages of a request are all there: an index into STAGE_RECORDS of src/model/stage-record.ts. The rule is judgeStages of
-- src/trust/stage-record.ts, which also knows the audit policies; a test holds this against it. Worked out where it is asked for.

CREATE VIEW evidence_bounds AS
SELECT evidence_id, min(coalesce(stage_us, received_us)) AS begins_us, max(coalesce(stage_us, received_us)) AS ends_us FROM event_all GROUP BY evidence_id;

-- Kinds of request of which some have an end: the policy does not omit it for them.
CREATE VIEW ended_kinds AS
SELECT DISTINCT verb_key, resource_key, subresource_key FROM paired_requests WHERE (stage_mask & 12) <> 0;

CREATE MACRO stage_record_of(p_request, p_mask, p_events, p_code, p_received, p_verb, p_resource, p_subresource, p_first, p_last) AS
CASE
  WHEN p_mask = 0 THEN 5
  WHEN (p_mask & 12) = 12 THEN 4
  WHEN p_request IN (SELECT request_id FROM signal_rows WHERE test_id = 'G5')
    AND NOT (p_verb IN (SELECT text_key FROM texts WHERE text = 'watch') AND p_events = bit_count(p_mask) + 1
      AND p_request IN (SELECT request_id FROM event_all WHERE stage_key = 2 GROUP BY request_id HAVING count(*) = 2)) THEN 4
  WHEN p_request IN (SELECT request_id FROM signal_rows WHERE test_id IN ('G7', 'G8', 'C1', 'C2', 'N4')) THEN 4
  WHEN p_mask = 2 AND p_events = 1 AND coalesce(p_code, 0) >= 400 THEN 0
  WHEN (p_mask & 12) = 0 THEN CASE
    WHEN p_verb IN (SELECT text_key FROM texts WHERE text IN ('watch', 'proxy')) OR p_subresource IN (SELECT text_key FROM texts WHERE text IN ('attach', 'exec', 'proxy', 'log', 'portforward')) THEN
      CASE WHEN (p_mask & 2) <> 0 OR p_received > (SELECT ends_us FROM evidence_bounds b WHERE b.evidence_id = p_last) - 60000000 THEN 2 ELSE 3 END
    WHEN (p_verb, p_resource, p_subresource) NOT IN (SELECT (verb_key, resource_key, subresource_key) FROM ended_kinds) THEN 1
    WHEN p_received > (SELECT ends_us FROM evidence_bounds b WHERE b.evidence_id = p_last) - 60000000 THEN 2
    ELSE 3 END
  WHEN (p_mask & 1) = 0 THEN CASE
    WHEN p_received < (SELECT begins_us FROM evidence_bounds b WHERE b.evidence_id = p_first) THEN 3
    WHEN p_request IN (SELECT request_id FROM signal_rows WHERE test_id = 'G1') THEN 3
    ELSE 1 END
  WHEN (p_mask & 10) = 0 AND (p_verb IN (SELECT text_key FROM texts WHERE text IN ('watch', 'proxy'))
    OR p_subresource IN (SELECT text_key FROM texts WHERE text IN ('attach', 'exec', 'proxy', 'log', 'portforward'))) THEN 1
  ELSE 0
END;

CREATE VIEW request_stages AS
SELECT r.request_id::BIGINT AS request_id, ['complete', 'omitted by policy', 'still open', 'lost', 'impossible', 'no stages in this format'][stage_record_of(
  r.request_id, r.stage_mask, r.event_count, r.code, r.received_us, r.verb_key, r.resource_key, r.subresource_key, r.first_evidence, r.last_evidence) + 1] AS record
FROM paired_requests r;
