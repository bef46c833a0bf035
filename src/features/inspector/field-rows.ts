/** The fields of a request as rows: what stands elsewhere in the inspector is left out, equal reasons are said once. */
import type { AuditRequest } from '../../model/audit-record';
import type { Verdict } from '../../model/verdict';
import { fieldsByVerdict, type JudgedField, type JudgedValue } from '../../trust/fields-of-request';
import { FIELD_LEDGER } from '../../trust/field-ledger';
import type { TestId } from '../../trust/tests';

/** Values of one field that have the same reason. */
export interface ReasonedValues {
  readonly texts: readonly string[];
  readonly reason: string;
  readonly tests: readonly TestId[];
}

export interface FieldRow extends Pick<JudgedField, 'field' | 'label'> {
  readonly runs: readonly ReasonedValues[];
  /** This request made the verdict or the reason other than the field's usual one. */
  readonly special: boolean;
}

export interface RowGroup {
  readonly verdict: Verdict;
  readonly rows: readonly FieldRow[];
}

export function fieldRows(request: AuditRequest): RowGroup[] {
  return fieldsByVerdict(request).flatMap(({ verdict, fields }) => {
    const rows = fields.filter((field) => !saidElsewhere(field, fields)).map(rowOf);
    return rows.length === 0 ? [] : [{ verdict, rows }];
  });
}

/** Place and hash have a section of their own; the time of the last stage mostly has the name of that stage too. */
function saidElsewhere({ field, values }: JudgedField, group: readonly JudgedField[]): boolean {
  if (field === 'evidence' || field === 'record_hash') return true;
  if (field !== 'stage_at') return false;
  return group.some((other) => (other.field === 'completed_at' || other.field === 'started_at') && other.values[0]?.text === values[0]?.text);
}

function rowOf({ field, label, values }: JudgedField): FieldRow {
  const usual = FIELD_LEDGER[field];
  const keyed = field === 'annotations' || field === 'extra';
  return {
    field, label, runs: runsOf(values),
    special: values.some((value) => value.tests.length > 0 || (!keyed && (value.verdict !== usual.verdict || value.reason !== usual.reason))),
  };
}

function runsOf(values: readonly JudgedValue[]): ReasonedValues[] {
  const runs: { texts: string[]; reason: string; tests: readonly TestId[] }[] = [];
  for (const { text, reason, tests } of values) {
    const last = runs.at(-1);
    if (last !== undefined && last.reason === reason && last.tests.join() === tests.join()) last.texts.push(text);
    else runs.push({ texts: [text], reason, tests });
  }
  return runs;
}
