/** A row of the evidence as the question it answers: what a policy would have been asked when it was written. */
import type { RowOf } from '../../db/define-query';
import type { RecordedKind } from '../../trust/policy-fit';
import type { heldAgainstPolicyQuery } from './coverage.query';

export function recordedKind(row: RowOf<typeof heldAgainstPolicyQuery.columns>): RecordedKind[] {
  if (row.verb === null) return [];
  // A failed login is evaluated without a user (k8s.io/apiserver pkg/endpoints/filters/authn_audit.go).
  const user = row.unauthenticated || row.username === null || row.username === '' ? undefined : { name: row.username, groups: row.groups ?? [] };
  const target = row.resource === null
    ? ({ kind: 'path', path: row.path ?? '' } as const)
    : ({ kind: 'resource', apiGroup: row.api_group ?? '', resource: row.resource, subresource: row.subresource ?? '', namespace: row.namespace ?? '', name: row.name ?? '' } as const);
  return [{ question: { user, verb: row.verb, target }, level: row.level, stage: row.stage, events: row.events, requestId: row.request_id, period: row.period }];
}
