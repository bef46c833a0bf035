/** What the verdict functions need, from a row of the grid. */
import { isOutcome, STAGES } from '../../model/stage';
import type { RequestFacts } from '../../trust/request-facts';
import { isTestId } from '../../trust/test-id';
import type { RequestRow } from '../../db/read-request-rows';

export function factsOfRow(row: RequestRow): RequestFacts {
  return {
    verb: row.verb, subresource: row.subresource, resource: row.resource, apiGroup: row.api_group, code: row.code, decision: row.decision,
    decisionReason: row.decision_reason, username: row.username, groups: row.groups, message: row.message, sourceIps: row.source_ips, auditId: row.audit_id,
    stages: STAGES.filter((_, i) => (row.stage_mask & (2 ** i)) !== 0), outcome: isOutcome(row.outcome) ? row.outcome : null,
    signals: (row.tests ?? []).filter(isTestId),
  };
}

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
