/** The audit policies among the evidence, and what their evaluation needs to know of the cluster's users. */
import type { TimestampUs } from '../base/time';
import type { TimeRange } from '../model/filter';
import { endOf, inOrder, isSamePlace, periodAt, type PolicyPeriod, type PolicyPlace } from '../model/policy-period';
import { defineQuery, number, orNull, readRows, text, textList, type RowOf } from './define-query';
import type { Engine, ReadOptions } from './engine';
import { fixedSql, sql } from './sql';

export const auditPoliciesQuery = defineQuery({
  name: 'audit policies of the evidence',
  example: undefined,
  sql: () => fixedSql('SELECT p.policy_id, p.line, coalesce(left(v.sha256, 16), \'\') AS sha256_prefix, p.byte_offset, row_number() OVER (PARTITION BY p.evidence_id, p.byte_offset ORDER BY p.policy_id) - 1 AS nth, count(*) OVER (PARTITION BY p.evidence_id, p.byte_offset) AS of_document, p.name, v.name AS evidence_name, p.document, list_transform(p.rule_lines, n -> n::VARCHAR) AS rule_lines FROM audit_policies p JOIN evidence_rows v USING (evidence_id) ORDER BY p.policy_id'),
  columns: { policy_id: number, line: number, sha256_prefix: text, byte_offset: number, nth: number, of_document: number, name: orNull(text), evidence_name: text, document: text, rule_lines: textList },
});

export type PolicyRow = RowOf<typeof auditPoliciesQuery.columns>;

export const placeOfPolicy = ({ sha256_prefix, byte_offset, nth }: PolicyRow): PolicyPlace => ({ sha256Prefix: sha256_prefix, byteOffset: byte_offset, nth });

export const isAtPlace = (row: PolicyRow, place: PolicyPlace): boolean => isSamePlace(placeOfPolicy(row), place);

export interface HeldPolicy {
  readonly row: PolicyRow;
  /** When the responder says it was in force; undefined where nothing is said. */
  readonly period: PolicyPeriod | undefined;
}

const rowOf = (rows: readonly PolicyRow[], { place }: PolicyPeriod): PolicyRow | undefined => rows.find((row) => isAtPlace(row, place));

/** Where none of the policies that were stated is loaded, nothing is known of when the others were in force. */
export const isStated = (rows: readonly PolicyRow[], periods: readonly PolicyPeriod[]): boolean => periods.some((period) => rowOf(rows, period) !== undefined);

const unstated = (rows: readonly PolicyRow[]): readonly HeldPolicy[] => rows.map((row) => ({ row, period: undefined }));

/**
 * The policies a request of that moment can have been written under: the one stated for it, none where that one is not loaded, and
 * all where nothing is stated for the moment. A request without a time is held against each that was stated.
 */
export function policiesAt(rows: readonly PolicyRow[], periods: readonly PolicyPeriod[], atUs: TimestampUs | null): readonly HeldPolicy[] {
  if (!isStated(rows, periods)) return unstated(rows);
  if (atUs === null) return policiesDuring(rows, periods, undefined);
  const period = periodAt(periods, atUs);
  if (period === undefined) return unstated(rows);
  const row = rowOf(rows, period);
  return row === undefined ? [] : [{ row, period }];
}

/** The policies that were in force at some time of the range, each with its period. */
export function policiesDuring(rows: readonly PolicyRow[], periods: readonly PolicyPeriod[], range: TimeRange | undefined): readonly HeldPolicy[] {
  if (!isStated(rows, periods)) return unstated(rows);
  const during = inOrder(periods).filter((period) => {
    const end = endOf(periods, period);
    return range === undefined || ((period.fromUs === null || period.fromUs < range.toUs) && (end === null || end > range.fromUs));
  });
  const held = during.flatMap((period): HeldPolicy[] => {
    const row = rowOf(rows, period);
    return row === undefined ? [] : [{ row, period }];
  });
  // Before the first stated period nothing is stated, and each that is loaded may have been in force.
  const [first] = inOrder(periods);
  const reachesBefore = first !== undefined && first.fromUs !== null && (range === undefined || range.fromUs < first.fromUs);
  return reachesBefore ? [...unstated(rows.filter((row) => !held.some((one) => one.row === row))), ...held] : held;
}

export const readPolicies = (engine: Engine, options?: ReadOptions): Promise<readonly PolicyRow[]> => readRows(engine, auditPoliciesQuery, undefined, options);

/** The groups a name was last seen with. */
export const groupsOfUserQuery = defineQuery({
  name: 'groups of a user',
  example: { username: 'alice' },
  sql: ({ username }: { readonly username: string }) => sql`
    SELECT coalesce(u.groups, []) AS groups FROM users u JOIN texts t ON t.text_key = u.username_key WHERE t.text = ${username} ORDER BY len(coalesce(u.groups, [])) DESC LIMIT 1`,
  columns: { groups: textList },
});
