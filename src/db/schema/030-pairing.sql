-- Brings the stages of one request together; which events are its stages was found when they were encoded, see
-- request-keys.ts. The stages are texts 1 to 4 in the order of how much they say, so the highest one is the best event;
-- among equals the one read first, packed into one number because max() is faster than arg_max().
-- The new tables are made beside the old ones and take their place at the end, see request-pairing.ts.

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
FROM event_all
GROUP BY request_id;

CREATE OR REPLACE TABLE next_paired_requests AS
WITH shared AS (
  -- Few, and joined by number: next to no request shares its audit ID.
  SELECT request_id, n FROM paired JOIN (SELECT audit_uuid, count(*)::INTEGER AS n FROM paired GROUP BY audit_uuid HAVING count(*) > 1) USING (audit_uuid)
  UNION ALL
  SELECT request_id, n FROM paired JOIN (SELECT audit_text, count(*)::INTEGER AS n FROM paired GROUP BY audit_text HAVING count(*) > 1) USING (audit_text)
), decided AS (
  SELECT
    p.* EXCLUDE (changed), b.event_id AS best_event_id,
    s.code, s.message, a.decision,
    b.received_us, b.verb_key, b.uri_key, b.user_key, b.level_key, b.agent_key, b.object_key, b.status_key, b.address_key, b.annotation_key,
    o.resource_key, o.subresource_key, o.namespace_key, o.name_key,
    b.verb_key IN (SELECT text_key FROM texts WHERE text IN ('watch', 'proxy'))
      OR coalesce(o.subresource_key, 0) IN (SELECT text_key FROM texts WHERE text IN ('attach', 'exec', 'proxy', 'log', 'portforward')) AS long_running
  FROM paired p
  JOIN event_all b ON b.event_id = (CASE WHEN p.best > 0 THEN 1000000000000000 - p.best % 1000000000000000 ELSE -p.best END) % 1000000000000000
  LEFT JOIN objects o ON o.object_key = b.object_key
  LEFT JOIN statuses s ON s.status_key = b.status_key
  LEFT JOIN annotation_sets a ON a.annotation_key = b.annotation_key
)
SELECT
  d.request_id, d.first_event_id, d.best_event_id, coalesce(d.received_us, d.first_stage_us) AS at_us,
  d.received_us, d.started_us, d.completed_us, d.panicked_us,
  coalesce(d.completed_us, d.panicked_us) - d.received_us AS duration_us,
  d.stage_mask, d.event_count, d.audit_uuid, d.audit_text, coalesce(shared.n, 1) AS audit_id_shared_by,
  d.first_evidence, d.last_evidence,
  -- Indexes into OUTCOMES of src/model/stage.ts; the rule is decideOutcome of src/trust/request-tests.ts.
  CASE
    WHEN d.message = 'Connection closed early' AND d.code = 200 THEN 5
    WHEN d.code = 401 THEN 2
    WHEN d.code = 403 AND d.decision = 'allow' THEN 3
    WHEN d.code = 403 THEN 1
    WHEN (d.stage_mask & 8) <> 0 OR d.code >= 400 THEN 4
    WHEN (d.stage_mask & 4) <> 0 OR d.stage_mask = 0 THEN CASE WHEN d.code IS NULL THEN 5 ELSE 0 END
    WHEN d.long_running THEN 6
    ELSE 5
  END::INTEGER AS outcome,
  d.code, d.level_key, d.verb_key, d.agent_key, d.uri_key, coalesce(uris.template_key, 0) AS template_key, d.user_key,
  coalesce(u.username_key, 0) AS username_key,
  coalesce(nullif(imp.username_key, 0), u.username_key, 0) AS effective_key,
  coalesce(u.pod_name_key, 0) AS pod_name_key, coalesce(u.credential_key, 0) AS credential_key, d.impersonated_key,
  d.object_key, coalesce(d.resource_key, 0) AS resource_key, coalesce(d.subresource_key, 0) AS subresource_key,
  coalesce(d.namespace_key, 0) AS namespace_key, coalesce(d.name_key, 0) AS name_key,
  d.status_key, d.address_key, coalesce(ips.peer_key, 0) AS peer_key, d.annotation_key
FROM decided d
LEFT JOIN shared ON shared.request_id = d.request_id
LEFT JOIN uris ON uris.uri_key = d.uri_key
LEFT JOIN users u ON u.user_key = d.user_key
LEFT JOIN users imp ON imp.user_key = d.impersonated_key
LEFT JOIN address_lists ips ON ips.address_key = d.address_key
-- Stored in time order: the default order of the grid is then the order of the table.
ORDER BY at_us NULLS LAST, d.request_id;

-- The same stage of one request more than once. Records that say the same in every column are one record that was
-- delivered twice; where they carry bodies, which the tables do not hold, every byte has to be the same.
CREATE OR REPLACE TEMP TABLE repeats AS
SELECT e.event_id, e.evidence_id, e.request_id, e.stage_key,
  min(e.event_id) OVER (
    PARTITION BY e.request_id, e.stage_key, e.stage_us, e.level_key, e.agent_key, e.impersonated_key, e.object_key, e.resource_version, e.status_key, e.address_key,
      e.annotation_key, e.bodies, CASE WHEN e.bodies <> 0 THEN e.record_hash END
  ) AS same_as
FROM event_all e
WHERE e.request_id IN (SELECT request_id FROM paired WHERE event_count > greatest(bit_count(stage_mask), 1));

CREATE OR REPLACE TABLE next_duplicate_rows AS
SELECT event_id, evidence_id, same_as AS duplicate_of FROM repeats WHERE same_as <> event_id;
