/** Fields whose every value is the caller's word; the lens does not count by them. */
import { pivotFieldNames, type PivotField } from '../../model/pivot-field';
import { FIELD_LEDGER, isLedgerField } from '../../trust/field-ledger';

export const claimedFields: ReadonlySet<PivotField> = new Set(
  pivotFieldNames.filter((field) => isLedgerField(field) && FIELD_LEDGER[field].verdict === 'claimed'),
);
