/** From a value in the inspector to the pivot its menu offers: which field, and the whole value as the evidence has it. */
import type { RequestRow } from '../../db/read-request-rows';
import type { AuditRequest } from '../../model/audit-record';
import { isPivotField, type PivotField } from '../../model/pivot-field';
import type { JudgedField } from '../../trust/fields-of-request';
import type { LedgerField } from '../../trust/field-ledger';
import { outcomeReasonOf } from '../../trust/outcome-reason';

/** Keys of user.extra that are pivots of their own. */
const EXTRA_PIVOTS: ReadonlyMap<string, PivotField> = new Map([
  ['authentication.kubernetes.io/pod-name', 'pod_name'],
  ['authentication.kubernetes.io/credential-id', 'credential_id'],
]);

/** Ledger fields whose values are values of a pivot with another name. */
const OTHER_NAMES: Partial<Record<LedgerField, PivotField>> = { impersonated_username: 'effective_username', stages: 'stage' };

export function pivotOf({ field, label }: Pick<JudgedField, 'field' | 'label'>): PivotField | undefined {
  if (field === 'extra') return EXTRA_PIVOTS.get(label);
  // The text shown for the evidence is a place, not the name of a file.
  if (field === 'evidence') return undefined;
  return OTHER_NAMES[field] ?? (isPivotField(field) ? field : undefined);
}

/** The whole value behind a word of the sentence, which may be shortened, decoded or only a part of it. */
export function wholeValue(request: AuditRequest, field: LedgerField): string | null {
  const { best } = request;
  switch (field) {
    case 'username': return best.user.username;
    case 'impersonated_username': return best.impersonatedUser?.username ?? null;
    case 'effective_username': return best.impersonatedUser?.username ?? best.user.username;
    case 'verb': return best.verb;
    case 'request_uri': return best.requestUri;
    case 'resource': return best.object?.resource ?? null;
    case 'subresource': return best.object?.subresource ?? null;
    case 'namespace': return best.object?.namespace ?? null;
    case 'name': return best.object?.name ?? null;
    case 'peer_ip': return best.sourceIps?.at(-1) ?? null;
    case 'user_agent': return best.userAgent;
    case 'audit_id': return best.auditId;
    case 'code': return best.code === null ? null : String(best.code);
    case 'reason': return best.reason;
    case 'message': return best.message;
    case 'outcome': return request.outcome;
    case 'outcome_reason': return outcomeReasonOf(request);
    default: return null;
  }
}

/** The same from a row of the list. */
export function wholeValueOfRow(row: RequestRow, field: LedgerField): string | null {
  switch (field) {
    case 'username': return row.username;
    case 'impersonated_username': return row.impersonating ? row.effective_username : null;
    case 'verb': return row.verb;
    case 'request_uri': return row.request_uri;
    case 'resource': return row.resource;
    case 'subresource': return row.subresource;
    case 'namespace': return row.namespace;
    case 'name': return row.name;
    case 'peer_ip': return row.source_ips?.at(-1) ?? null;
    case 'code': return row.code === null ? null : String(row.code);
    case 'reason': return row.reason;
    default: return null;
  }
}
