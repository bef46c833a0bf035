-- The version of the server that wrote each piece of evidence, as far as the evidence reveals it. Worked out when it is asked
-- for, over distinct values: nothing of it is paid for when a file is loaded. The hints are those of src/trust/version-hints.ts.

CREATE TABLE version_hints (domain VARCHAR, prefix VARCHAR, at_least INTEGER, at_most INTEGER, says VARCHAR);

CREATE VIEW server_versions AS
WITH own AS (
  -- The server calls itself by its version when it talks to itself: system:apiserver, a member of system:masters.
  SELECT evidence_id, list(DISTINCT version ORDER BY version) AS versions, min(minor) AS low, max(minor) AS high FROM (
    SELECT e.evidence_id, regexp_extract(t.text, '^kube-apiserver/v(1\.\d+\.\d+[^ ]{0,40})', 1) AS version, try_cast(regexp_extract(t.text, '^kube-apiserver/v1\.(\d{1,3})\.', 1) AS INTEGER) AS minor
    FROM (SELECT DISTINCT evidence_id, agent_key, user_key FROM event_all) e JOIN texts t ON t.text_key = e.agent_key
    WHERE starts_with(t.text, 'kube-apiserver/v1.')
      AND e.user_key IN (SELECT user_key FROM users WHERE masters AND username_key IN (SELECT text_key FROM texts WHERE text = 'system:apiserver'))
  ) WHERE minor IS NOT NULL GROUP BY evidence_id
), annotated AS (
  SELECT DISTINCT a.annotation_key, h.at_least, h.at_most, h.says
  FROM (SELECT annotation_key, unnest(keys) AS key FROM annotation_sets) a
  JOIN (SELECT k.key, h.* FROM (SELECT DISTINCT unnest(keys) AS key FROM annotation_sets) k JOIN version_hints h ON h.domain = 'annotation' AND starts_with(k.key, h.prefix)) h USING (key)
), told_users AS (
  SELECT u.user_key, h.at_least, h.at_most, h.says FROM users u JOIN version_hints h ON h.domain = 'extra' AND list_contains(u.extra_keys, h.prefix)
  UNION ALL
  SELECT u.user_key, h.at_least, h.at_most, h.says FROM users u JOIN texts c ON c.text_key = u.credential_key AND u.credential_key <> 0
    JOIN version_hints h ON h.domain = 'credential' AND starts_with(c.text, h.prefix)
), hinted AS (
  SELECT DISTINCT e.evidence_id, a.at_least, a.at_most, a.says FROM (SELECT DISTINCT evidence_id, annotation_key FROM event_all WHERE annotation_key <> 0) e JOIN annotated a USING (annotation_key)
  UNION
  SELECT DISTINCT e.evidence_id, u.at_least, u.at_most, u.says FROM (SELECT DISTINCT evidence_id, user_key FROM event_all WHERE user_key <> 0) e JOIN told_users u USING (user_key)
  UNION
  SELECT f.evidence_id, h.at_least, h.at_most, h.says FROM format_rows f JOIN version_hints h ON h.domain = 'format' AND starts_with(f.form, h.prefix)
), bounds AS (
  SELECT evidence_id, max(at_least) AS low, min(at_most) AS high,
    list({'says': says, 'at_least': at_least, 'at_most': at_most}) AS hints
  FROM hinted GROUP BY evidence_id
)
SELECT evidence_id,
  CASE WHEN len(own.versions) = 1 THEN own.versions[1] END AS version,
  coalesce(own.low, bounds.low) AS minor_at_least,
  -- The server's own word is used alone: a log can span an upgrade, and then a key of the new version is in it too.
  CASE WHEN own.low IS NOT NULL THEN own.high ELSE bounds.high END AS minor_at_most,
  CASE WHEN own.low IS NOT NULL THEN list_transform(own.versions, v -> 'user agent kube-apiserver/v' || v || ' of system:apiserver')
    -- What sets the bounds, not everything that would allow them.
    ELSE list_sort(list_distinct(list_transform(list_filter(bounds.hints, h -> h.at_least = bounds.low OR h.at_most = bounds.high), h -> h.says))) END AS learnt_from
FROM own FULL JOIN bounds USING (evidence_id);
