/** Lanes as SQL over `paired_requests r`. A lane is known by its key, written as text: `12` of a dictionary, or `=` and the audit ID. */
import { assert } from '../../base/assert';
import { AUDIT_ID, PIVOT_STORAGE } from '../../db/pivot-sql';
import { fixedSql, joinSql, sql, type Sql } from '../../db/sql';
import type { PivotField } from '../../model/pivot-field';

/** The lane of a request; NULL only where an audit ID is absent. */
export function laneKeySql(field: PivotField): Sql {
  const storage = PIVOT_STORAGE[field];
  if (storage.kind === 'text') return storage.column;
  if (storage.kind === 'code') return fixedSql('coalesce(r.code, -1)');
  if (storage.kind === 'word') return storage.column;
  assert(storage.kind === 'audit-id', `${field} has one value`);
  return AUDIT_ID;
}

/** The value of a lane `g.key`, NULL where it is absent, and the table it is read from. */
export function laneValueSql(field: PivotField): { readonly value: Sql; readonly join: Sql } {
  const none = fixedSql('');
  const storage = PIVOT_STORAGE[field];
  if (storage.kind === 'text') return { value: fixedSql('t.text'), join: fixedSql('LEFT JOIN texts t ON t.text_key = g.key') };
  if (storage.kind === 'code') return { value: fixedSql('nullif(g.key, -1)::VARCHAR'), join: none };
  if (storage.kind === 'word') return { value: sql`[${joinSql(storage.words.map((word) => sql`${word}`), ', ')}][g.key + 1]`, join: none };
  return { value: fixedSql('g.key'), join: none };
}

/** The key `g.key` as text. */
export const laneTextSql = (field: PivotField): Sql => fixedSql(PIVOT_STORAGE[field].kind === 'audit-id' ? `coalesce('=' || g.key, '')` : 'g.key::VARCHAR');

/** Joins the place of its lane to each request: `l.lane`, NULL for lanes that are not loaded. */
export function laneJoinSql(field: PivotField, keys: readonly string[]): Sql {
  const text = PIVOT_STORAGE[field].kind === 'audit-id';
  const rows = keys.map((key, lane) => (text ? sql`(${key === '' ? null : key.slice(1)}, ${lane})` : fixedSql(`(${Math.trunc(Number(key))}, ${lane})`)));
  const table = rows.length === 0 ? fixedSql('(SELECT NULL AS key, NULL AS lane LIMIT 0) l') : sql`(VALUES ${joinSql(rows, ', ')}) l(key, lane)`;
  return sql`LEFT JOIN ${table} ON l.key ${fixedSql(text ? 'IS NOT DISTINCT FROM' : '=')} ${laneKeySql(field)}`;
}
