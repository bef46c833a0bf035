/** Every value people see, by the name of its column in the SQL views (docs: `contract` SQL section). */
export const LEDGER_FIELDS = [
  'username', 'uid', 'groups', 'extra', 'pod_name', 'pod_uid', 'node_name', 'credential_id',
  'impersonated_username', 'impersonated_uid', 'impersonated_groups', 'impersonated_extra', 'effective_username',
  'verb', 'request_uri', 'uri_path', 'uri_template', 'api_group', 'api_version', 'resource', 'subresource', 'namespace', 'name',
  'object_uid', 'object_resource_version', 'request_object',
  'source_ips', 'peer_ip', 'claimed_ips', 'claimed_ip', 'user_agent',
  'code', 'status', 'reason', 'message', 'response_object', 'decision', 'decision_reason', 'annotations', 'outcome', 'outcome_reason',
  'level', 'stage', 'stages', 'stage_record', 'audit_id', 'received_at', 'started_at', 'completed_at', 'stage_at', 'duration_us',
  'evidence', 'record_hash', 'test', 'event_count',
] as const;
export type LedgerField = (typeof LEDGER_FIELDS)[number];

export const isLedgerField = (text: string): text is LedgerField => LEDGER_FIELDS.some((field) => field === text);
