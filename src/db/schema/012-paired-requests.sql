-- What the pairing of stages produces; rebuilt from all events, see 030-pairing.sql.
CREATE TABLE paired_requests (
  request_id INTEGER, first_event_id BIGINT, best_event_id BIGINT, at_us BIGINT, received_us BIGINT, started_us BIGINT, completed_us BIGINT,
  panicked_us BIGINT, duration_us BIGINT, stage_mask INTEGER, event_count INTEGER, audit_uuid UUID, audit_text VARCHAR,
  audit_id_shared_by INTEGER, first_evidence INTEGER, last_evidence INTEGER, outcome INTEGER, outcome_reason INTEGER, code INTEGER,
  level_key INTEGER, verb_key INTEGER, agent_key INTEGER, uri_key INTEGER, template_key INTEGER, user_key INTEGER,
  username_key INTEGER, effective_key INTEGER, pod_name_key INTEGER, credential_key INTEGER, impersonated_key INTEGER,
  object_key INTEGER, resource_key INTEGER, subresource_key INTEGER, namespace_key INTEGER, name_key INTEGER,
  status_key INTEGER, address_key INTEGER, peer_key INTEGER, annotation_key INTEGER, test_set_key INTEGER
);
