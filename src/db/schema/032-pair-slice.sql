-- Brings the stages of one request together; which events are its stages was found when they were encoded, see
-- request-keys.ts. The stages are texts 1 to 4 in the order of how much they say, so the highest one is the best event;
-- among equals the one read first, packed into one number because max() is faster than arg_max().
-- Run once for each slice of time, see request-pairing.ts: `slice_events` is the view of the slice's events.

CREATE OR REPLACE TEMP TABLE paired AS
SELECT
  request_id, min(event_id) AS first_event_id, any_value(audit_uuid) AS audit_uuid, any_value(audit_text) AS audit_text,
  max((CASE WHEN stage_key <= 4 THEN stage_key ELSE 0 END)::BIGINT * 1000000000000000 - event_id) AS best,
  min(stage_us) AS first_stage_us,
  min(stage_us) FILTER (stage_key = 2) AS started_us,
  min(stage_us) FILTER (stage_key = 3) AS completed_us,
  min(stage_us) FILTER (stage_key = 4) AS panicked_us,
  bit_or(CASE WHEN stage_key BETWEEN 1 AND 4 THEN 1 << (stage_key - 1) ELSE 0 END)::INTEGER AS stage_mask,
  count(*)::INTEGER AS event_count,
  max(impersonated_key) AS impersonated_key,
  min(evidence_id) AS first_evidence, max(evidence_id) AS last_evidence,
  min(address_key) <> max(address_key) OR min(agent_key) <> max(agent_key) AS changed
FROM slice_events
GROUP BY request_id;

-- The address or the agent differs between the stages.
INSERT INTO changed_requests SELECT request_id FROM paired WHERE changed;

INSERT INTO next_paired_requests
WITH decided AS (
  SELECT
    p.* EXCLUDE (changed), b.event_id AS best_event_id,
    s.code, s.message, s.refused_by, a.decision, a.decision_reason,
    b.received_us, b.verb_key, b.uri_key, b.user_key, b.level_key, b.agent_key, b.object_key, b.status_key, b.address_key, b.annotation_key,
    o.resource_key, o.subresource_key, o.namespace_key, o.name_key,
    b.verb_key IN (SELECT text_key FROM texts WHERE text IN ('watch', 'proxy'))
      OR coalesce(o.subresource_key, 0) IN (SELECT text_key FROM texts WHERE text IN ('attach', 'exec', 'proxy', 'log', 'portforward')) AS long_running
  FROM paired p
  JOIN slice_events b ON b.event_id = (CASE WHEN p.best > 0 THEN 1000000000000000 - p.best % 1000000000000000 ELSE -p.best END) % 1000000000000000
  LEFT JOIN objects o ON o.object_key = b.object_key
  LEFT JOIN statuses s ON s.status_key = b.status_key
  LEFT JOIN annotation_sets a ON a.annotation_key = b.annotation_key
),
judged AS (
  SELECT *,
  -- Indexes into OUTCOMES of src/model/stage.ts; the rule is decideOutcome of src/trust/request-tests.ts.
  CASE
    WHEN message = 'Connection closed early' AND code = 200 THEN 5
    WHEN code = 401 THEN 2
    WHEN code = 403 AND decision = 'allow' THEN 3
    WHEN code = 403 THEN 1
    WHEN (stage_mask & 8) <> 0 OR code >= 400 THEN 4
    WHEN (stage_mask & 4) <> 0 OR stage_mask = 0 THEN CASE WHEN code IS NULL THEN 5 ELSE 0 END
    WHEN long_running THEN 6
    ELSE 5
  END::INTEGER AS outcome
  FROM decided
)
SELECT
  d.request_id, d.first_event_id, d.best_event_id, coalesce(d.received_us, d.first_stage_us) AS at_us,
  d.received_us, d.started_us, d.completed_us, d.panicked_us,
  coalesce(d.completed_us, d.panicked_us) - d.received_us AS duration_us,
  d.stage_mask, d.event_count, d.audit_uuid, d.audit_text, coalesce(shared.n, 1) AS audit_id_shared_by,
  d.first_evidence, d.last_evidence,
  d.outcome, outcome_reason_of(d.outcome, d.code, d.stage_mask, d.event_count, d.refused_by, d.decision, d.decision_reason)::INTEGER AS outcome_reason,
  d.code, d.level_key, d.verb_key, d.agent_key, d.uri_key, coalesce(uris.template_key, 0) AS template_key, d.user_key,
  coalesce(u.username_key, 0) AS username_key,
  coalesce(nullif(imp.username_key, 0), u.username_key, 0) AS effective_key,
  coalesce(u.pod_name_key, 0) AS pod_name_key, coalesce(u.credential_key, 0) AS credential_key, d.impersonated_key,
  d.object_key, coalesce(d.resource_key, 0) AS resource_key, coalesce(d.subresource_key, 0) AS subresource_key,
  coalesce(d.namespace_key, 0) AS namespace_key, coalesce(d.name_key, 0) AS name_key,
  d.status_key, d.address_key, coalesce(ips.peer_key, 0) AS peer_key, d.annotation_key, 0 AS test_set_key
FROM judged d
LEFT JOIN shared_ids shared ON shared.request_id = d.request_id
LEFT JOIN uris ON uris.uri_key = d.uri_key
LEFT JOIN users u ON u.user_key = d.user_key
LEFT JOIN users imp ON imp.user_key = d.impersonated_key
LEFT JOIN address_lists ips ON ips.address_key = d.address_key
-- Stored in time order, as the slices come: the default order of the grid is then the order of the table.
ORDER BY at_us NULLS LAST, d.request_id;

DROP TABLE paired;
