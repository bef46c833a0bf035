/** What the lens counts by in place of a field whose every value is the caller's word: what the server saw or checked. */
import { PIVOT_FIELDS, pivotFieldNames, type PivotField } from '../model/pivot-field';
import { FIELD_LEDGER, isLedgerField } from './field-ledger';

/** A borrowed name is the caller's word, and the values of this field do not say which are borrowed. */
const MAY_BE_CLAIMED: PivotField = 'effective_username';

export const CLAIMED_FIELDS: ReadonlySet<PivotField> = new Set(
  pivotFieldNames.filter((field) => field === MAY_BE_CLAIMED || (isLedgerField(field) && FIELD_LEDGER[field].verdict === 'claimed')),
);

/** The program that a user agent names is best told by the credential it presented, the name acted under by the one that was proven; everything else by where it came from. */
export function lensField(field: PivotField): PivotField {
  if (!CLAIMED_FIELDS.has(field)) return field;
  if (field === MAY_BE_CLAIMED) return 'username';
  return field === 'user_agent' ? 'credential_id' : 'peer_ip';
}

/** `user agent is the caller’s word, so … instead`, for the place where the replacement shows. */
export function lensNote(field: PivotField): string | undefined {
  const seen = lensField(field);
  if (seen === field) return undefined;
  const because = seen === 'peer_ip' ? 'which the server saw' : 'which the server checked';
  return `The lens is on: ${PIVOT_FIELDS[field].label} ${field === MAY_BE_CLAIMED ? 'can be' : PIVOT_FIELDS[field].many ? 'are' : 'is'} the caller’s word, so ${PIVOT_FIELDS[seen].label}, ${because}, is used instead.`;
}
