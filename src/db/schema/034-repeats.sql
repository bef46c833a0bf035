-- The same stage of one request more than once. Records that say the same in every column are one record that was
-- delivered twice; where they carry bodies, which the tables do not hold, every byte has to be the same.
CREATE OR REPLACE TEMP TABLE repeats AS
SELECT e.event_id, e.evidence_id, e.request_id, e.stage_key,
  min(e.event_id) OVER (
    PARTITION BY e.request_id, e.stage_key, e.stage_us, e.level_key, e.agent_key, e.impersonated_key, e.object_key, e.resource_version, e.status_key, e.address_key,
      e.annotation_key, e.shape & 3, CASE WHEN (e.shape & 3) <> 0 THEN e.record_hash END
  ) AS same_as
FROM event_all e
WHERE e.request_id IN (SELECT request_id FROM next_paired_requests WHERE event_count > greatest(bit_count(stage_mask), 1));

CREATE OR REPLACE TABLE next_duplicate_rows AS
SELECT event_id, evidence_id, same_as AS duplicate_of FROM repeats WHERE same_as <> event_id;
