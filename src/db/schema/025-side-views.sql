-- The public views of side evidence. None of it is the API server's word. Their time is seen_at, as AT is a word of SQL.

CREATE VIEW falco_alerts AS
SELECT evidence_id, line, byte_offset, byte_length, make_timestamp(at_us) AS seen_at, rule, priority, output, source, hostname, pod_name,
  namespace, container_id, user_name, process, cmdline, audit_id, tags, map(field_keys, field_values) AS fields
FROM falco_rows;

-- klog writes neither year nor zone. The year is the one that brings a day to the times of the evidence with dates, or nearest to
-- them within a month; where two years would do, or there is no such evidence, there is no time. The zone is taken for UTC.
CREATE VIEW klog_days AS
WITH span AS (
  SELECT min(us) AS first_us, max(us) AS last_us
  FROM (SELECT at_us AS us FROM paired_requests UNION ALL SELECT at_us FROM falco_rows UNION ALL SELECT at_us FROM kubelet_rows)
), days AS (
  SELECT DISTINCT month, day FROM kubelet_rows WHERE at_us IS NULL
), candidates AS (
  SELECT month, day, first_us, last_us,
    unnest(list_transform(range(year(make_timestamp(first_us)) - 1, year(make_timestamp(last_us)) + 2), y -> epoch_us(make_date(y, month, 1)) + (day - 1) * 86400000000)) AS day_us
  FROM days, span WHERE first_us IS NOT NULL
), measured AS (
  SELECT month, day, day_us, greatest(first_us - day_us - 86400000000, day_us - last_us, 0) AS distance FROM candidates
  -- A 29 February exists in leap years only.
  WHERE month(make_timestamp(day_us)) = month
)
SELECT month, day, day_us FROM measured
QUALIFY row_number() OVER (PARTITION BY month, day ORDER BY distance) = 1 AND distance <= 31 * 86400000000 AND count(*) FILTER (distance = 0) OVER (PARTITION BY month, day) <= 1;

CREATE VIEW kubelet_timed AS
SELECT k.*, coalesce(k.at_us, d.day_us + k.clock_us + v.offset_us) AS us,
  CASE WHEN k.at_us IS NOT NULL THEN 'stated' WHEN d.day_us IS NOT NULL THEN 'assumed' END AS time_basis
FROM kubelet_rows k JOIN evidence_rows v USING (evidence_id) LEFT JOIN klog_days d ON d.month = k.month AND d.day = k.day AND k.at_us IS NULL;

CREATE VIEW kubelet_entries AS
SELECT evidence_id, line, byte_offset, byte_length, make_timestamp(us) AS seen_at, time_basis, severity, source_file, message,
  nullif(regexp_extract(pods[1], '/(.*)$', 1), '') AS pod_name, nullif(regexp_extract(pods[1], '^(.*)/', 1), '') AS namespace, pods,
  pod_uid, container, container_id, node
FROM kubelet_timed;

CREATE VIEW audit_policies AS
SELECT policy_id, evidence_id, line, byte_offset, byte_length, name, api_version, rules, document, rule_lines FROM policy_rows;
