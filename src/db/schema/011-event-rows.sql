-- request_id: the request the event is a stage of, see request-keys.ts. audit_uuid: the audit ID when it is what a server
-- makes, a UUID of version 4 in lower case; any other text stands in audit_text. shape: the bits of src/model/record-shape.ts.
CREATE TABLE event_rows (
  event_id BIGINT, request_id INTEGER, evidence_id INTEGER, line BIGINT, byte_offset BIGINT, byte_length INTEGER, record_hash BLOB,
  audit_uuid UUID, audit_text VARCHAR, received_us BIGINT, stage_us BIGINT, shape INTEGER,
  level_key INTEGER, stage_key INTEGER, verb_key INTEGER, agent_key INTEGER, uri_key INTEGER,
  user_key INTEGER, impersonated_key INTEGER, object_key INTEGER, resource_version BIGINT,
  status_key INTEGER, address_key INTEGER, annotation_key INTEGER
);
