/** Verdicts of the keyed fields, user.extra and annotations, in the light of the request they stand in. */
import type { LedgerField } from './field-ledger';
import type { RequestFacts } from './request-facts';
import { annotationVerdict, extraVerdict, verdictFor, type FieldVerdict } from './verdict';

const EXTRA_COLUMNS: ReadonlyMap<string, LedgerField> = new Map([
  ['authentication.kubernetes.io/pod-name', 'pod_name'],
  ['authentication.kubernetes.io/pod-uid', 'pod_uid'],
  ['authentication.kubernetes.io/node-name', 'node_name'],
  ['authentication.kubernetes.io/credential-id', 'credential_id'],
]);

/** A key of user.extra in this request: the keys with a column of their own are judged like the column. */
export function extraFieldVerdict(key: string, facts: RequestFacts): FieldVerdict {
  const column = EXTRA_COLUMNS.get(key);
  return column === undefined ? extraVerdict(key) : verdictFor(column, facts);
}

/** A key of annotations in this request. */
export function annotationFieldVerdict(key: string, facts: RequestFacts): FieldVerdict {
  if (key === 'authorization.k8s.io/decision') return verdictFor('decision', facts);
  if (key === 'authorization.k8s.io/reason') return verdictFor('decision_reason', facts);
  return annotationVerdict(key);
}
