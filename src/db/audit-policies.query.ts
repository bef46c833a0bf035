/** The audit policies among the evidence, and what their evaluation needs to know of the cluster's users. */
import type { RecordRef } from '../model/record-ref';
import { defineQuery, number, orNull, readRows, text, textList, type RowOf } from './define-query';
import type { Engine, ReadOptions } from './engine';
import { fixedSql, sql } from './sql';

export const auditPoliciesQuery = defineQuery({
  name: 'audit policies of the evidence',
  example: undefined,
  sql: () => fixedSql('SELECT p.policy_id, p.line, coalesce(left(v.sha256, 16), \'\') AS sha256_prefix, p.byte_offset, p.name, v.name AS evidence_name, p.document, list_transform(p.rule_lines, n -> n::VARCHAR) AS rule_lines FROM audit_policies p JOIN evidence_rows v USING (evidence_id) ORDER BY p.policy_id'),
  columns: { policy_id: number, line: number, sha256_prefix: text, byte_offset: number, name: orNull(text), evidence_name: text, document: text, rule_lines: textList },
});

export type PolicyRow = RowOf<typeof auditPoliciesQuery.columns>;

export const placeOfPolicy = ({ sha256_prefix, byte_offset }: PolicyRow): RecordRef => ({ sha256Prefix: sha256_prefix, byteOffset: byte_offset });

export const isAtPlace = (row: PolicyRow, place: RecordRef): boolean => row.sha256_prefix === place.sha256Prefix && row.byte_offset === place.byteOffset;

/** The one that was chosen, or all: a choice whose file is not loaded is none. */
export function heldPolicies(rows: readonly PolicyRow[], chosen: RecordRef | undefined): readonly PolicyRow[] {
  const held = chosen === undefined ? [] : rows.filter((row) => isAtPlace(row, chosen)).slice(0, 1);
  return held.length > 0 ? held : rows;
}

export const readHeldPolicies = async (engine: Engine, chosen: RecordRef | undefined, options?: ReadOptions): Promise<readonly PolicyRow[]> =>
  heldPolicies(await readRows(engine, auditPoliciesQuery, undefined, options), chosen);

/** The groups a name was last seen with. */
export const groupsOfUserQuery = defineQuery({
  name: 'groups of a user',
  example: { username: 'alice' },
  sql: ({ username }: { readonly username: string }) => sql`
    SELECT coalesce(u.groups, []) AS groups FROM users u JOIN texts t ON t.text_key = u.username_key WHERE t.text = ${username} ORDER BY len(coalesce(u.groups, [])) DESC LIMIT 1`,
  columns: { groups: textList },
});
