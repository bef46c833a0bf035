-- Evidence beside the audit log (src/model/side-record.ts). Small next to it, so rows go in as they are, without staging; those of
-- a file that is cancelled are taken out again.

CREATE TABLE falco_rows (
  evidence_id INTEGER, line BIGINT, byte_offset BIGINT, byte_length BIGINT, at_us BIGINT,
  rule VARCHAR, priority VARCHAR, output VARCHAR, source VARCHAR, hostname VARCHAR, pod_name VARCHAR, namespace VARCHAR,
  container_id VARCHAR, user_name VARCHAR, process VARCHAR, cmdline VARCHAR, audit_id VARCHAR, tags VARCHAR[],
  field_keys VARCHAR[], field_values VARCHAR[]
);

-- at_us where the line states date and zone; else month, day and clock_us of the host, see klog_days of 025-side-views.sql.
CREATE TABLE kubelet_rows (
  evidence_id INTEGER, line BIGINT, byte_offset BIGINT, byte_length BIGINT, at_us BIGINT, month INTEGER, day INTEGER, clock_us BIGINT,
  severity VARCHAR, source_file VARCHAR, message VARCHAR, node VARCHAR, pods VARCHAR[], pod_uid VARCHAR, container VARCHAR, container_id VARCHAR
);

CREATE TABLE policy_rows (
  policy_id INTEGER, evidence_id INTEGER, line BIGINT, byte_offset BIGINT, byte_length BIGINT, name VARCHAR, api_version VARCHAR,
  rules INTEGER, document VARCHAR, rule_lines INTEGER[]
);
