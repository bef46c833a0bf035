-- What the slices of 032-pair-slice.sql need and fill. The new tables are made beside the old ones and take their place at
-- the end, see request-pairing.ts.

CREATE OR REPLACE TEMP TABLE changed_requests (request_id INTEGER);

-- Requests whose audit ID others have too, with the number of those that have it: few, and joined by number.
CREATE OR REPLACE TEMP TABLE shared_ids AS
WITH uuids AS (
  SELECT audit_uuid FROM event_all WHERE audit_uuid IS NOT NULL GROUP BY audit_uuid HAVING min(request_id) <> max(request_id)
), others AS (
  SELECT audit_text FROM event_all WHERE audit_text IS NOT NULL GROUP BY audit_text HAVING min(request_id) <> max(request_id)
), owners AS (
  SELECT DISTINCT request_id, audit_uuid, NULL AS audit_text FROM event_all WHERE audit_uuid IN (FROM uuids)
  UNION ALL
  SELECT DISTINCT request_id, NULL, audit_text FROM event_all WHERE audit_text IN (FROM others)
)
SELECT request_id, (count(*) OVER (PARTITION BY audit_uuid, audit_text))::INTEGER AS n FROM owners;
