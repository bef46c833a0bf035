/** Which place of a raw audit record holds which field. */
import type { Verdict } from '../model/verdict';
import { annotationFieldVerdict, extraFieldVerdict } from './keyed-verdict';
import type { LedgerField } from './ledger-field';
import type { RequestFacts } from './request-facts';
import type { TestId } from './test-id';
import { verdictFor, type FieldVerdict } from './verdict';

/** Keys and indexes from the record down to a value. */
export type RawPath = readonly (string | number)[];

export interface JudgedRawValue {
  readonly verdict: Verdict;
  readonly reason: string;
  readonly field?: LedgerField;
  readonly tests?: readonly TestId[];
}

/** Scalars by path, `[]` for any entry of a list. `timestamp` and `metadata.creationTimestamp` are the v1beta1 spellings. */
const SCALARS: ReadonlyMap<string, LedgerField> = new Map([
  ['level', 'level'],
  ['auditID', 'audit_id'],
  ['stage', 'stage'],
  ['requestURI', 'request_uri'],
  ['verb', 'verb'],
  ['user.username', 'username'],
  ['user.uid', 'uid'],
  ['user.groups.[]', 'groups'],
  ['impersonatedUser.username', 'impersonated_username'],
  ['impersonatedUser.uid', 'impersonated_uid'],
  ['impersonatedUser.groups.[]', 'impersonated_groups'],
  ['userAgent', 'user_agent'],
  ['objectRef.resource', 'resource'],
  ['objectRef.namespace', 'namespace'],
  ['objectRef.name', 'name'],
  ['objectRef.uid', 'object_uid'],
  ['objectRef.apiGroup', 'api_group'],
  ['objectRef.apiVersion', 'api_version'],
  ['objectRef.resourceVersion', 'object_resource_version'],
  ['objectRef.subresource', 'subresource'],
  ['responseStatus.code', 'code'],
  ['responseStatus.status', 'status'],
  ['responseStatus.reason', 'reason'],
  ['responseStatus.message', 'message'],
  ['requestReceivedTimestamp', 'received_at'],
  ['timestamp', 'received_at'],
  ['stageTimestamp', 'stage_at'],
  ['metadata.creationTimestamp', 'stage_at'],
]);

/** Bodies are marked as one; the details of an error carry the same words as its message. */
const SUBTREES: ReadonlyMap<string, LedgerField> = new Map([
  ['requestObject', 'request_object'],
  ['responseObject', 'response_object'],
  ['responseStatus.details', 'message'],
]);

/** Undefined for a value that has no verdict of its own. */
export function judgeRawValue(path: RawPath, kind: 'scalar' | 'subtree', facts: RequestFacts): JudgedRawValue | undefined {
  const [top, key, index] = path;
  if (kind === 'scalar') {
    if (top === 'annotations' && path.length === 2 && typeof key === 'string') return inField('annotations', annotationFieldVerdict(key, facts));
    if (top === 'user' && key === 'extra' && path.length === 4 && typeof index === 'string') return inField('extra', extraFieldVerdict(index, facts));
    if (top === 'impersonatedUser' && key === 'extra' && path.length === 4) return inField('impersonated_extra', verdictFor('impersonated_extra', facts));
    if (top === 'authenticationMetadata' && key === 'impersonationConstraint' && path.length === 2)
      return { verdict: 'observed', reason: 'The server recorded which kind of impersonation permission it applied.' };
  }
  // Keys that contain a dot cannot pose as a path: no key above has one.
  if (path.some((step) => typeof step === 'string' && (step.includes('.') || step === '[]'))) return undefined;
  const place = path.map((step) => (typeof step === 'number' ? '[]' : step)).join('.');
  const field = kind === 'subtree' ? SUBTREES.get(place) : (SCALARS.get(place) ?? SUBTREES.get(place));
  return field === undefined ? undefined : inField(field, verdictFor(field, facts));
}

const inField = (field: LedgerField, judged: FieldVerdict): JudgedRawValue => ({ field, verdict: judged.verdict, reason: judged.reason, tests: judged.tests });
