/** What a cell of the grid filters by. */
import type { RequestRow } from '../../db/read-request-rows';

/** The text a cell filters by and copies. */
export function cellText(row: RequestRow, columnId: string): string | null {
  switch (columnId) {
    case 'username': return row.username;
    case 'effective_username': return row.effective_username;
    case 'pod_name': return row.pod_name;
    case 'verb': return row.verb;
    case 'resource': return row.resource;
    case 'request_uri': return row.request_uri;
    case 'namespace': return row.namespace;
    case 'name': return row.name;
    case 'code': return row.code === null ? null : String(row.code);
    case 'outcome': return row.outcome;
    case 'outcome_reason': return row.outcome_reason;
    case 'peer_ip': return row.peer_ip;
    case 'claimed_ip': return row.source_ips?.slice(0, -1)[0] ?? null;
    case 'user_agent': return row.user_agent;
    case 'level': return row.level;
    case 'audit_id': return row.audit_id;
    case 'test': return row.tests?.[0] ?? null;
    default: return null;
  }
}
