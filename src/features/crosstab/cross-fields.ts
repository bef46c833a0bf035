/** Which fields are crossed, and what the lens puts in place of those that are only claimed. */
import { PIVOT_FIELDS, type PivotField } from '../../model/pivot-field';
import { FIELD_LEDGER, isLedgerField } from '../../trust/field-ledger';

export interface CrossFields {
  readonly rows: PivotField;
  readonly columns: PivotField;
  /** What is not as asked for or not as expected, in words. */
  readonly notes: readonly string[];
}

const isClaimed = (field: PivotField): boolean => isLedgerField(field) && FIELD_LEDGER[field].verdict === 'claimed';

export function crossFields(wantedRows: PivotField, wantedColumns: PivotField, lens: boolean): CrossFields {
  const seen = (field: PivotField): PivotField => (lens && isClaimed(field) ? 'peer_ip' : field);
  const rows = seen(wantedRows);
  const columns = seen(wantedColumns);
  const replaced = [...new Set([wantedRows, wantedColumns].filter((field) => seen(field) !== field))].map((field) => PIVOT_FIELDS[field].label);
  const many = [...new Set([rows, columns].filter((field) => PIVOT_FIELDS[field].many))].map((field) => PIVOT_FIELDS[field].label);
  return {
    rows,
    columns,
    notes: [
      ...(replaced.length === 0 ? [] : [`The lens is on: ${replaced.join(' and ')} ${replaced.length === 1 ? 'is' : 'are'} the caller’s word, so peer IP, which the server saw, is counted instead.`]),
      ...(many.length === 0 ? [] : [`A request can have several values of ${many.join(' and of ')}: it counts once for each, and once in the totals.`]),
    ],
  };
}
