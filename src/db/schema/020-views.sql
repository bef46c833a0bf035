-- The public views of the contract. Absent is NULL, '' is an empty string found in the evidence.

CREATE VIEW event_all AS
SELECT *, coalesce(audit_uuid::VARCHAR, audit_text) AS audit_id FROM (FROM event_rows UNION ALL FROM event_staging);
CREATE VIEW issue_all AS FROM issue_rows UNION ALL FROM issue_staging;

CREATE VIEW evidence AS
SELECT
  e.evidence_id, e.parent_id, e.name, e.path, e.bytes, e.sha256, e.format, e.container,
  coalesce(n.events, 0)::BIGINT AS events, coalesce(i.issues, 0)::BIGINT AS issues, (e.duplicates + coalesce(d.duplicates, 0))::BIGINT AS duplicates,
  make_timestamp(n.first_us) AS first_at, make_timestamp(n.last_us) AS last_at, e.source, e.offset_us,
  coalesce(f.n, 0)::BIGINT AS falco_alerts, coalesce(k.n, 0)::BIGINT AS kubelet_entries, coalesce(p.n, 0)::BIGINT AS audit_policies
FROM evidence_rows e
LEFT JOIN (
  SELECT evidence_id, count(*) AS events, min(coalesce(received_us, stage_us)) AS first_us, max(coalesce(stage_us, received_us)) AS last_us
  FROM event_all GROUP BY evidence_id
) n USING (evidence_id)
LEFT JOIN (SELECT evidence_id, count(*) AS issues FROM issue_all GROUP BY evidence_id) i USING (evidence_id)
LEFT JOIN (SELECT evidence_id, count(*) AS duplicates FROM duplicate_rows GROUP BY evidence_id) d USING (evidence_id)
LEFT JOIN (SELECT evidence_id, count(*) AS n FROM falco_rows GROUP BY evidence_id) f USING (evidence_id)
LEFT JOIN (SELECT evidence_id, count(*) AS n FROM kubelet_rows GROUP BY evidence_id) k USING (evidence_id)
LEFT JOIN (SELECT evidence_id, count(*) AS n FROM policy_rows GROUP BY evidence_id) p USING (evidence_id);

CREATE VIEW issues AS
SELECT evidence_id, line, byte_offset, byte_length, kind, reason, excerpt FROM issue_all;

CREATE VIEW events AS
SELECT
  e.event_id, e.request_id::BIGINT AS request_id, e.evidence_id, e.line, e.byte_offset, e.byte_length, lower(hex(e.record_hash)) AS record_hash,
  level.text AS level, stage.text AS stage, e.audit_id, verb.text AS verb, uri.text AS request_uri, u.path AS uri_path,
  template.text AS uri_template, username.text AS username, usr.uid, usr.groups, map(usr.extra_keys, usr.extra_values) AS extra,
  pod.text AS pod_name, usr.pod_uid, usr.node_name, credential.text AS credential_id,
  imp_name.text AS impersonated_username, imp.groups AS impersonated_groups,
  coalesce(imp_name.text, username.text) AS effective_username,
  ips.addresses AS source_ips, peer.text AS peer_ip, ips.claimed AS claimed_ips, agent.text AS user_agent,
  o.api_group, o.api_version, resource.text AS resource, subresource.text AS subresource, namespace.text AS namespace, name.text AS name,
  s.code, s.status, s.reason, s.message, a.decision, a.decision_reason, map(a.keys, a."values") AS annotations,
  make_timestamp(e.received_us) AS received_at, make_timestamp(e.stage_us) AS stage_at,
  (e.shape & 1) <> 0 AS has_request_object, (e.shape & 2) <> 0 AS has_response_object, dup.duplicate_of
FROM event_all e
LEFT JOIN duplicate_rows dup USING (event_id)
LEFT JOIN texts level ON level.text_key = e.level_key
LEFT JOIN texts stage ON stage.text_key = e.stage_key
LEFT JOIN texts verb ON verb.text_key = e.verb_key
LEFT JOIN texts agent ON agent.text_key = e.agent_key
LEFT JOIN texts uri ON uri.text_key = e.uri_key
LEFT JOIN uris u ON u.uri_key = e.uri_key
LEFT JOIN texts template ON template.text_key = u.template_key
LEFT JOIN users usr ON usr.user_key = e.user_key
LEFT JOIN texts username ON username.text_key = usr.username_key
LEFT JOIN texts pod ON pod.text_key = usr.pod_name_key
LEFT JOIN texts credential ON credential.text_key = usr.credential_key
LEFT JOIN users imp ON imp.user_key = e.impersonated_key
LEFT JOIN texts imp_name ON imp_name.text_key = imp.username_key
LEFT JOIN objects o ON o.object_key = e.object_key
LEFT JOIN texts resource ON resource.text_key = o.resource_key
LEFT JOIN texts subresource ON subresource.text_key = o.subresource_key
LEFT JOIN texts namespace ON namespace.text_key = o.namespace_key
LEFT JOIN texts name ON name.text_key = o.name_key
LEFT JOIN statuses s ON s.status_key = e.status_key
LEFT JOIN address_lists ips ON ips.address_key = e.address_key
LEFT JOIN texts peer ON peer.text_key = ips.peer_key
LEFT JOIN annotation_sets a ON a.annotation_key = e.annotation_key;

CREATE VIEW requests AS
SELECT
  r.request_id::BIGINT AS request_id, b.evidence_id, level.text AS level, coalesce(r.audit_uuid::VARCHAR, r.audit_text) AS audit_id, verb.text AS verb, uri.text AS request_uri, u.path AS uri_path,
  template.text AS uri_template, username.text AS username, usr.uid, usr.groups, map(usr.extra_keys, usr.extra_values) AS extra,
  pod.text AS pod_name, usr.pod_uid, usr.node_name, credential.text AS credential_id,
  imp_name.text AS impersonated_username, imp.groups AS impersonated_groups, effective.text AS effective_username,
  ips.addresses AS source_ips, peer.text AS peer_ip, ips.claimed AS claimed_ips, agent.text AS user_agent,
  o.api_group, o.api_version, resource.text AS resource, subresource.text AS subresource, namespace.text AS namespace, name.text AS name,
  r.code, s.status, s.reason, s.message, a.decision, a.decision_reason, map(a.keys, a."values") AS annotations,
  r.first_event_id,
  list_filter(['RequestReceived', 'ResponseStarted', 'ResponseComplete', 'Panic'], (s, i) -> (r.stage_mask & (1 << (i - 1)::INTEGER)) <> 0) AS stages,
  make_timestamp(r.received_us) AS received_at, make_timestamp(r.started_us) AS started_at,
  make_timestamp(r.completed_us) AS completed_at, make_timestamp(r.panicked_us) AS panicked_at, r.duration_us,
  ['allowed', 'denied', 'unauthenticated', 'refused', 'failed', 'unknown', 'open'][r.outcome + 1] AS outcome,
  outcome_reason_word(r.outcome_reason) AS outcome_reason,
  r.event_count, r.audit_id_shared_by
FROM paired_requests r
LEFT JOIN event_all b ON b.event_id = r.best_event_id
LEFT JOIN texts level ON level.text_key = r.level_key
LEFT JOIN texts verb ON verb.text_key = r.verb_key
LEFT JOIN texts agent ON agent.text_key = r.agent_key
LEFT JOIN texts uri ON uri.text_key = r.uri_key
LEFT JOIN uris u ON u.uri_key = r.uri_key
LEFT JOIN texts template ON template.text_key = r.template_key
LEFT JOIN users usr ON usr.user_key = r.user_key
LEFT JOIN texts username ON username.text_key = r.username_key
LEFT JOIN texts effective ON effective.text_key = r.effective_key
LEFT JOIN texts pod ON pod.text_key = r.pod_name_key
LEFT JOIN texts credential ON credential.text_key = r.credential_key
LEFT JOIN users imp ON imp.user_key = r.impersonated_key
LEFT JOIN texts imp_name ON imp_name.text_key = imp.username_key
LEFT JOIN objects o ON o.object_key = r.object_key
LEFT JOIN texts resource ON resource.text_key = r.resource_key
LEFT JOIN texts subresource ON subresource.text_key = r.subresource_key
LEFT JOIN texts namespace ON namespace.text_key = r.namespace_key
LEFT JOIN texts name ON name.text_key = r.name_key
LEFT JOIN statuses s ON s.status_key = r.status_key
LEFT JOIN address_lists ips ON ips.address_key = r.address_key
LEFT JOIN texts peer ON peer.text_key = r.peer_key
LEFT JOIN annotation_sets a ON a.annotation_key = r.annotation_key;

CREATE VIEW signals AS
SELECT s.event_id, s.request_id::BIGINT AS request_id, s.test_id, t.field, t.verdict, t.explanation
FROM signal_rows s JOIN test_texts t USING (test_id);

CREATE VIEW gaps AS
SELECT evidence_id, source, make_timestamp(from_us) AS from_at, make_timestamp(to_us) AS to_at, kind, reason FROM gap_rows;

CREATE VIEW evidence_formats AS SELECT evidence_id, form, records FROM format_rows;

CREATE VIEW server_instances AS
SELECT evidence_id, uid, events, make_timestamp(first_us) AS first_at, make_timestamp(last_us) AS last_at FROM instance_rows;

-- Requests that an API server handed on to another one with their audit ID: the second hop and the first.
CREATE VIEW hops AS SELECT request_id, front_request_id FROM hop_rows;

-- Every trust test: what it does, and what it cannot do without. not_tested: it did not run, which is not the same as having found nothing.
CREATE VIEW tests AS
SELECT t.test_id, t.field, t.verdict, t.effect, t.severity, t.explanation, t.needs,
  CASE WHEN list_has_any(t.needs, ['causes and effects', 'file times']) THEN t.test_id NOT IN (SELECT test_id FROM coverage_rows WHERE reason IS NULL)
    ELSE len(t.needs) > 0 AND NOT list_has_any(t.needs, coalesce((SELECT list(DISTINCT kind) FROM cluster_ranges), [])) END AS not_tested
FROM test_texts t;

-- Tests of causes and effects and of file times, by file: why one was not run on it, NULL where it was.
CREATE VIEW test_coverage AS SELECT evidence_id, test_id, reason AS not_tested_because FROM coverage_rows;
