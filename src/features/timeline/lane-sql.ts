/** Lanes as SQL over `request_rows r`. A lane is known by its key, written as text: `12` of a dictionary, or `=` and the audit ID. */
import { assert } from '../../base/assert';
import { PIVOT_STORAGE } from '../../db/pivot-sql';
import { fixedSql, joinSql, sql, type Sql } from '../../db/sql';
import type { PivotField } from '../../model/pivot-field';
import { OUTCOMES } from '../../model/stage';

/** The lane of a request; never NULL. */
export function laneKeySql(field: PivotField): Sql {
  const storage = PIVOT_STORAGE[field];
  if (storage.kind === 'text') return storage.column;
  if (storage.kind === 'code') return fixedSql('coalesce(r.code, -1)');
  if (storage.kind === 'outcome') return fixedSql('r.outcome');
  assert(storage.kind === 'audit-id', `${field} has one value`);
  return fixedSql(`coalesce('=' || r.audit_id, '')`);
}

/** The value of a lane `g.key`, NULL where it is absent, and the table it is read from. */
export function laneValueSql(field: PivotField): { readonly value: Sql; readonly join: Sql } {
  const none = fixedSql('');
  const storage = PIVOT_STORAGE[field];
  if (storage.kind === 'text') return { value: fixedSql('t.text'), join: fixedSql('LEFT JOIN texts t ON t.text_key = g.key') };
  if (storage.kind === 'code') return { value: fixedSql('nullif(g.key, -1)::VARCHAR'), join: none };
  if (storage.kind === 'outcome') return { value: sql`[${joinSql(OUTCOMES.map((word) => sql`${word}`), ', ')}][g.key + 1]`, join: none };
  return { value: fixedSql(`CASE WHEN g.key = '' THEN NULL ELSE substr(g.key, 2) END`), join: none };
}

/** Rows (key, lane): the place of each loaded lane. */
export function laneTableSql(field: PivotField, keys: readonly string[]): Sql {
  const text = PIVOT_STORAGE[field].kind === 'audit-id';
  const rows = keys.map((key, lane) => (text ? sql`(${key}, ${lane})` : fixedSql(`(${Math.trunc(Number(key))}, ${lane})`)));
  return sql`(VALUES ${joinSql(rows.length === 0 ? [fixedSql('(NULL, NULL)')] : rows, ', ')}) l(key, lane)`;
}
