/** Which fields are crossed, and what the lens puts in place of those that are only claimed. */
import { PIVOT_FIELDS, type PivotField } from '../../model/pivot-field';
import { lensField, lensNote } from '../../trust/lens-field';

export interface CrossFields {
  readonly rows: PivotField;
  readonly columns: PivotField;
  /** What is not as asked for or not as expected, in words. */
  readonly notes: readonly string[];
}

export function crossFields(wantedRows: PivotField, wantedColumns: PivotField, lens: boolean): CrossFields {
  const seen = (field: PivotField): PivotField => (lens ? lensField(field) : field);
  const rows = seen(wantedRows);
  const columns = seen(wantedColumns);
  const many = [...new Set([rows, columns].filter((field) => PIVOT_FIELDS[field].many))].map((field) => PIVOT_FIELDS[field].label);
  return {
    rows,
    columns,
    notes: [
      ...(lens ? [...new Set([wantedRows, wantedColumns])].flatMap((field) => lensNote(field) ?? []) : []),
      ...(many.length === 0 ? [] : [`A request can have several values of ${many.join(' and of ')}: it counts once for each, and once in the totals.`]),
    ],
  };
}
