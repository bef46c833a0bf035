-- Tests on one request: what its values say by themselves (value_marks, agent_marks), and what they say together.
-- Every join is by key; the words that the tests look for are fetched once.

CREATE OR REPLACE TEMP TABLE words AS
SELECT text_key, text FROM texts WHERE text IN (
  '', 'get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection', 'proxy',
  'exec', 'attach', 'portforward', 'log', 'token', 'status', 'pods', 'nodes', 'services', 'secrets', 'tokenreviews', 'serviceaccounts',
  'certificatesigningrequests', 'Metadata', 'Request', 'RequestResponse', 'system:masters'
);

-- One log: a file, or a rotated set. What holds requests against like ones does so within one: another file may be of another
-- cluster, with another policy, other webhooks and the same names.
CREATE OR REPLACE TEMP TABLE logs AS
SELECT evidence_id, dense_rank() OVER (ORDER BY set_name, CASE WHEN set_name IS NULL THEN evidence_id END)::INTEGER AS log FROM source_rows;

CREATE OR REPLACE TEMP TABLE aggregated_objects AS
SELECT object_key FROM objects WHERE api_group IN ('metrics.k8s.io', 'custom.metrics.k8s.io', 'external.metrics.k8s.io');

CREATE OR REPLACE TEMP TABLE sessions AS SELECT text_key FROM words WHERE text IN ('exec', 'attach', 'portforward');
CREATE OR REPLACE TEMP TABLE kubectl_agents AS SELECT agent_key, try_cast(detail AS INTEGER) AS minor FROM agent_marks WHERE mark = 'kubectl';

-- Tests that fire on one value wherever it stands.
INSERT INTO next_signal_rows
SELECT r.best_event_id, r.request_id, m.mark FROM next_paired_requests r JOIN value_marks m ON m.domain = 'uri' AND m.value_key = r.uri_key WHERE m.mark IN ('F5', 'U1', 'U2', 'U3', 'U4', 'U5', 'U6')
UNION ALL
SELECT r.best_event_id, r.request_id, m.mark FROM next_paired_requests r JOIN value_marks m ON m.domain = 'user' AND m.value_key = r.user_key WHERE m.mark IN ('F5', 'I2', 'I4', 'I9', 'I10', 'I11', 'P8')
UNION ALL
SELECT r.best_event_id, r.request_id, m.mark FROM next_paired_requests r JOIN value_marks m ON m.domain = 'impersonated' AND m.value_key = r.impersonated_key WHERE m.mark IN ('M3', 'M5')
UNION ALL
SELECT r.best_event_id, r.request_id, m.mark FROM next_paired_requests r JOIN value_marks m ON m.domain = 'status' AND m.value_key = r.status_key WHERE m.mark = 'F5'
UNION ALL
SELECT r.best_event_id, r.request_id, m.mark FROM next_paired_requests r JOIN value_marks m ON m.domain = 'annotation' AND m.value_key = r.annotation_key WHERE m.mark IN ('N1', 'N2', 'P4', 'P5', 'R5', 'B2', 'B4')
UNION ALL
SELECT r.best_event_id, r.request_id, m.mark FROM next_paired_requests r JOIN agent_marks m USING (agent_key) WHERE m.mark IN ('F5', 'K4')
UNION ALL
-- No user agent, where others of the same evidence have one.
SELECT r.best_event_id, r.request_id, 'K4' FROM next_paired_requests r
  WHERE r.agent_key = 0 AND r.first_evidence IN (SELECT DISTINCT first_evidence FROM next_paired_requests WHERE agent_key <> 0);

-- U, V, O: what was asked for.
INSERT INTO next_signal_rows
SELECT best_event_id, request_id, 'U7' FROM next_paired_requests
  WHERE uri_key IN (SELECT value_key FROM value_marks WHERE domain = 'uri' AND mark = 'selector') AND verb_key <> 0
    AND verb_key NOT IN (SELECT text_key FROM words WHERE text IN ('list', 'watch', 'deletecollection'))
UNION ALL
SELECT best_event_id, request_id, 'V1' FROM next_paired_requests WHERE verb_key IN (SELECT text_key FROM words WHERE text = '')
UNION ALL
SELECT best_event_id, request_id, 'V2' FROM next_paired_requests
  WHERE verb_key IN (SELECT text_key FROM words WHERE text = 'watch') AND uri_key IN (SELECT value_key FROM value_marks WHERE domain = 'uri' AND mark = 'odd-watch')
UNION ALL
SELECT best_event_id, request_id, 'V3' FROM next_paired_requests WHERE verb_key IN (SELECT text_key FROM words WHERE text = 'get') AND subresource_key IN (FROM sessions)
UNION ALL
SELECT best_event_id, request_id, 'V4' FROM next_paired_requests
  WHERE verb_key IN (SELECT text_key FROM words WHERE text = 'deletecollection') AND user_key IN (SELECT value_key FROM value_marks WHERE domain = 'user' AND mark = 'person')
UNION ALL
SELECT best_event_id, request_id, 'V5' FROM next_paired_requests WHERE name_key <> 0 AND verb_key IN (SELECT text_key FROM words WHERE text IN ('list', 'watch'))
UNION ALL
SELECT best_event_id, request_id, 'O1' FROM next_paired_requests WHERE object_key <> 0 AND code IN (401, 403, 404, 405)
UNION ALL
SELECT r.best_event_id, r.request_id, 'O2' FROM next_paired_requests r JOIN event_all e ON e.event_id = r.best_event_id
  WHERE r.verb_key IN (SELECT text_key FROM words WHERE text = 'create') AND r.subresource_key = 0
    AND (e.resource_version IS NOT NULL OR r.object_key IN (SELECT object_key FROM objects WHERE uid IS NOT NULL OR resource_version IS NOT NULL))
UNION ALL
SELECT best_event_id, request_id, 'O3' FROM next_paired_requests
  WHERE verb_key IN (SELECT text_key FROM words WHERE text = 'create') AND subresource_key = 0 AND code = 201 AND name_key IN (SELECT 0 UNION ALL SELECT text_key FROM words WHERE text = '')
    -- Reviews are answered and never stored, so they have no name to be given.
    AND object_key IN (SELECT object_key FROM objects WHERE coalesce(api_group, '') NOT IN ('authentication.k8s.io', 'authorization.k8s.io'))
UNION ALL
SELECT r.best_event_id, r.request_id, 'O6' FROM next_paired_requests r JOIN users u USING (user_key)
  WHERE u.account_namespace_key <> 0 AND r.namespace_key <> 0 AND r.namespace_key <> u.account_namespace_key
    AND u.account_namespace_key NOT IN (SELECT text_key FROM texts WHERE text = 'kube-system')
UNION ALL
-- U8, O5: the object of the path against the object of the record. A list's name comes from its selector, a create's from its body.
SELECT r.best_event_id, r.request_id, CASE WHEN r.object_key = 0 THEN 'O5' ELSE 'U8' END
FROM next_paired_requests r JOIN uris u USING (uri_key)
WHERE u.resource_key <> 0 AND (
  (r.object_key = 0 AND r.first_evidence IN (SELECT DISTINCT first_evidence FROM next_paired_requests WHERE object_key <> 0))
  OR (r.object_key <> 0 AND (
    r.resource_key <> u.resource_key OR r.subresource_key <> u.subresource_key
    OR (u.namespace_key <> 0 AND r.namespace_key <> u.namespace_key)
    OR (u.name_key <> 0 AND r.name_key <> u.name_key)
  ))
);

-- R, B, L, N, C, G: the answer.
INSERT INTO next_signal_rows
SELECT best_event_id, request_id, 'R3' FROM next_paired_requests WHERE code = 403 AND annotation_key IN (SELECT annotation_key FROM annotation_sets WHERE decision = 'forbid')
UNION ALL
SELECT best_event_id, request_id, 'R4' FROM next_paired_requests WHERE code = 429 AND annotation_key NOT IN (SELECT annotation_key FROM annotation_sets WHERE decision IS NOT NULL)
UNION ALL
SELECT best_event_id, request_id, 'R6' FROM next_paired_requests WHERE code = 101 AND subresource_key IN (FROM sessions)
UNION ALL
SELECT best_event_id, request_id, 'R7' FROM next_paired_requests
  WHERE code IS NOT NULL AND (object_key IN (FROM aggregated_objects) OR verb_key IN (SELECT text_key FROM words WHERE text = 'proxy')
    OR (subresource_key IN (SELECT text_key FROM words WHERE text = 'proxy') AND resource_key IN (SELECT text_key FROM words WHERE text IN ('nodes', 'pods', 'services'))))
UNION ALL
SELECT best_event_id, request_id, CASE WHEN status_key IN (SELECT status_key FROM statuses WHERE contains(message, 'abort Handler')) THEN 'R8' ELSE 'G6' END
  FROM next_paired_requests WHERE (stage_mask & 8) <> 0
UNION ALL
SELECT best_event_id, request_id, 'N3' FROM next_paired_requests
  WHERE annotation_key IN (SELECT value_key FROM value_marks WHERE domain = 'annotation' AND mark = 'unexplained')
    AND user_key NOT IN (SELECT user_key FROM users WHERE masters UNION ALL SELECT value_key FROM value_marks WHERE domain = 'user' AND mark = 'node')
    AND impersonated_key NOT IN (SELECT user_key FROM users WHERE masters)
UNION ALL
SELECT r.best_event_id, r.request_id, 'C3' FROM next_paired_requests r
  WHERE r.duration_us > 60000000 AND r.verb_key NOT IN (SELECT text_key FROM words WHERE text IN ('watch', 'proxy'))
    AND r.subresource_key NOT IN (SELECT text_key FROM words WHERE text IN ('attach', 'exec', 'proxy', 'log', 'portforward'))
    AND r.uri_key NOT IN (SELECT value_key FROM value_marks WHERE domain = 'uri' AND mark = 'profiling')
UNION ALL
SELECT best_event_id, request_id, 'G3' FROM next_paired_requests WHERE (stage_mask & 2) <> 0 AND (stage_mask & 12) = 0 AND (code IS NULL OR code < 400)
UNION ALL
SELECT best_event_id, request_id, 'G4' FROM next_paired_requests WHERE stage_mask = 2 AND code >= 400
UNION ALL
SELECT best_event_id, request_id, 'G7' FROM next_paired_requests WHERE coalesce(completed_us, panicked_us) < started_us;

-- B1, B5 look at whether bodies are there, which only the event knows; most logs have no level that keeps any.
INSERT INTO next_signal_rows
WITH bodied AS MATERIALIZED (
  SELECT r.*, e.shape & 3 AS bodies FROM next_paired_requests r JOIN event_all e ON e.event_id = r.best_event_id
  WHERE r.level_key IN (SELECT text_key FROM words WHERE text IN ('Request', 'RequestResponse')) AND (r.stage_mask & 4) <> 0
)
SELECT best_event_id, request_id, 'B1' FROM bodied
  WHERE (bodies & 1) = 0 AND code BETWEEN 200 AND 299 AND verb_key IN (SELECT text_key FROM words WHERE text IN ('create', 'update', 'patch'))
    AND subresource_key NOT IN (SELECT text_key FROM words WHERE text IN ('exec', 'attach', 'portforward', 'proxy'))
    AND annotation_key NOT IN (SELECT value_key FROM value_marks WHERE domain = 'annotation' AND mark = 'B2')
    AND object_key IN (SELECT object_key FROM objects WHERE coalesce(api_group, '') IN ('', 'apps', 'batch', 'autoscaling', 'policy') OR api_group LIKE '%.k8s.io')
    AND object_key NOT IN (FROM aggregated_objects)
UNION ALL
SELECT best_event_id, request_id, 'B5' FROM bodied
  WHERE bodies <> 0 AND (resource_key IN (SELECT text_key FROM words WHERE text IN ('secrets', 'tokenreviews', 'certificatesigningrequests'))
    OR ((bodies & 2) <> 0 AND resource_key IN (SELECT text_key FROM words WHERE text = 'serviceaccounts') AND subresource_key IN (SELECT text_key FROM words WHERE text = 'token')));

-- L2 to L4: like requests at another level. Only kinds of request that are logged at more than one level are looked at.
INSERT INTO next_signal_rows
WITH ranked AS (
  SELECT r.request_id, r.best_event_id, log.log, r.verb_key, r.resource_key, r.subresource_key, r.namespace_key, r.username_key,
    CASE l.text WHEN 'Metadata' THEN 1 WHEN 'Request' THEN 2 WHEN 'RequestResponse' THEN 3 END AS rank
  FROM next_paired_requests r JOIN words l ON l.text_key = r.level_key JOIN logs log ON log.evidence_id = r.first_evidence
  WHERE (r.verb_key, r.resource_key, r.subresource_key) IN (
    SELECT (verb_key, resource_key, subresource_key) FROM next_paired_requests WHERE object_key <> 0 AND level_key <> 0 GROUP BY verb_key, resource_key, subresource_key HAVING min(level_key) <> max(level_key)
  )
), of_user AS (
  SELECT log, verb_key, resource_key, subresource_key, username_key, max(rank) AS most FROM ranked GROUP BY ALL
), of_place AS (
  SELECT log, verb_key, resource_key, subresource_key, username_key, namespace_key, max(rank) AS most FROM ranked GROUP BY ALL
), of_kind AS (
  SELECT log, verb_key, resource_key, subresource_key, max(rank) AS most FROM ranked GROUP BY ALL
)
SELECT r.best_event_id, r.request_id, CASE WHEN r.rank < p.most THEN 'L3' WHEN r.rank < u.most THEN 'L2' ELSE 'L4' END
FROM ranked r
JOIN of_place p USING (log, verb_key, resource_key, subresource_key, username_key, namespace_key)
JOIN of_user u USING (log, verb_key, resource_key, subresource_key, username_key)
JOIN of_kind k USING (log, verb_key, resource_key, subresource_key)
WHERE r.rank < k.most;

-- K: the client against what it did. N5: the webhooks of one request against those of the like request before it.
INSERT INTO next_signal_rows
SELECT r.best_event_id, r.request_id, 'K1' FROM next_paired_requests r
  WHERE r.agent_key IN (SELECT agent_key FROM kubectl_agents) AND (
    r.uri_key IN (SELECT value_key FROM value_marks WHERE domain = 'uri' AND mark IN ('U1', 'U2', 'U4'))
    OR r.verb_key IN (SELECT text_key FROM words WHERE text = 'deletecollection')
    OR (r.verb_key IN (SELECT text_key FROM words WHERE text = 'list') AND r.object_key NOT IN (FROM aggregated_objects)
      AND r.uri_key IN (SELECT value_key FROM value_marks WHERE domain = 'uri' AND mark = 'bare-list'))
  )
UNION ALL
SELECT r.best_event_id, r.request_id, 'K2' FROM next_paired_requests r JOIN kubectl_agents k USING (agent_key)
  WHERE (k.minor < 29 AND r.verb_key IN (SELECT text_key FROM words WHERE text = 'get') AND r.subresource_key IN (SELECT text_key FROM words WHERE text IN ('exec', 'attach')))
    OR (k.minor < 30 AND r.verb_key IN (SELECT text_key FROM words WHERE text = 'get') AND r.subresource_key IN (SELECT text_key FROM words WHERE text = 'portforward'))
    OR (k.minor < 24 AND r.uri_key IN (SELECT value_key FROM value_marks WHERE domain = 'uri' AND mark = 'field-validation'))
UNION ALL
SELECT r.best_event_id, r.request_id, 'K5' FROM next_paired_requests r
  WHERE r.agent_key IN (SELECT agent_key FROM agent_marks WHERE mark = 'component') AND (
    r.user_key IN (SELECT value_key FROM value_marks WHERE domain = 'user' AND mark = 'person')
    OR (EXISTS (FROM cluster_ranges WHERE kind = 'control-plane') AND r.peer_key <> 0
      AND r.peer_key NOT IN (SELECT peer_key FROM peer_marks WHERE kind IN ('control-plane', 'loopback')))
  )
UNION ALL
SELECT best_event_id, request_id, 'N5' FROM (
  SELECT r.best_event_id, r.request_id, m.detail, lag(m.detail) OVER (PARTITION BY l.log, r.verb_key, r.resource_key, r.subresource_key, r.namespace_key ORDER BY r.at_us, r.request_id) AS before
  FROM next_paired_requests r JOIN value_marks m ON m.domain = 'annotation' AND m.mark = 'hooks' AND m.value_key = r.annotation_key JOIN logs l ON l.evidence_id = r.first_evidence
) WHERE detail <> before;

DROP TABLE kubectl_agents;
DROP TABLE aggregated_objects;
DROP TABLE sessions;
