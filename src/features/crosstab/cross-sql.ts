/** One axis of the cross-tab as SQL over `paired_requests r`: a key for each value. A textual key is NULL where the value is absent. */
import { assertNever } from '../../base/assert';
import { AUDIT_ID, PIVOT_STORAGE } from '../../db/pivot-sql';
import { EMPTY_SQL, fixedSql, joinSql, sql, type Sql } from '../../db/sql';
import type { PivotField } from '../../model/pivot-field';
import { STAGES } from '../../model/stage';

export interface Axis {
  /** What has to be joined to `r` for the key; several rows a request where a field has several values. */
  readonly join: Sql;
  readonly key: Sql;
  /** Keys are text, or integers. */
  readonly textual: boolean;
  /** The value of `g.key`, NULL where it is absent, and what has to be joined for it. */
  readonly value: Sql;
  readonly valueJoin: Sql;
}

const textual = (join: Sql, key: string): Axis => ({ join, key: fixedSql(key), textual: true, value: fixedSql('g.key'), valueJoin: EMPTY_SQL });

/** The key `g.key` as text: `=` and the value, nothing where it is absent; or a number. */
export const keyTextSql = (axis: Axis): Sql => fixedSql(axis.textual ? `coalesce('=' || g.key, '')` : 'g.key::VARCHAR');

const wordAt = (words: readonly string[]): Sql => sql`[${joinSql(words.map((word) => sql`${word}`), ', ')}][g.key + 1]`;

/** All stages of every mask. */
const STAGE_BITS = fixedSql(Array.from({ length: 2 ** STAGES.length }, (_, mask) => STAGES.flatMap((_name, i) => ((mask & (2 ** i)) === 0 ? [] : [`(${mask}, ${i})`]))).flat().join(', '));

/** `name` keeps two axes of one query apart. */
export function axisSql(field: PivotField, name: 'a' | 'b'): Axis {
  const storage = PIVOT_STORAGE[field];
  const joined = (table: Sql, on: string): Sql => sql`LEFT JOIN ${table} ${fixedSql(name)} ON ${fixedSql(`${name}.${on} = r.${on}`)}`;
  switch (storage.kind) {
    case 'text':
      return { join: EMPTY_SQL, key: storage.column, textual: false, value: fixedSql('t.text'), valueJoin: fixedSql('LEFT JOIN texts t ON t.text_key = g.key') };
    case 'code':
      return { join: EMPTY_SQL, key: fixedSql('coalesce(r.code, -1)'), textual: false, value: fixedSql('nullif(g.key, -1)::VARCHAR'), valueJoin: EMPTY_SQL };
    case 'word':
      return { join: EMPTY_SQL, key: storage.column, textual: false, value: wordAt(storage.words), valueJoin: EMPTY_SQL };
    case 'stage':
      return { join: joined(sql`(SELECT * FROM (VALUES ${STAGE_BITS}) v(stage_mask, stage))`, 'stage_mask'), key: fixedSql(`coalesce(${name}.stage, -1)`), textual: false, value: sql`CASE WHEN g.key >= 0 THEN ${wordAt(STAGES)} END`, valueJoin: EMPTY_SQL };
    case 'claimed-ip':
      return textual(joined(fixedSql('(SELECT DISTINCT address_key, unnest(claimed) AS ip FROM address_lists)'), 'address_key'), `${name}.ip`);
    case 'test':
      return textual(joined(fixedSql('(SELECT test_set_key, unnest(tests) AS test_id FROM test_sets)'), 'test_set_key'), `${name}.test_id`);
    case 'evidence':
      return textual(evidenceJoin(name), `coalesce(${name}.name, ${name}_several.name)`);
    case 'audit-id':
      return textual(EMPTY_SQL, AUDIT_ID.text);
    default:
      return assertNever(storage);
  }
}

/** Nearly all requests lie in one file; those whose stages are spread over several are looked up. */
const evidenceJoin = (name: string): Sql => fixedSql(`
  LEFT JOIN evidence_rows ${name} ON ${name}.evidence_id = CASE WHEN r.first_evidence = r.last_evidence THEN r.first_evidence END
  LEFT JOIN (
    SELECT DISTINCT e.request_id, v.name FROM event_all e JOIN evidence_rows v ON v.evidence_id = e.evidence_id
    WHERE e.request_id IN (SELECT q.request_id FROM paired_requests q WHERE q.first_evidence <> q.last_evidence)
  ) ${name}_several ON ${name}_several.request_id = r.request_id`);

/** What both axes need; the same field on either side needs it once. */
export const joinsSql = (a: Axis, b: Axis): Sql => (a.join.text === b.join.text ? a.join : sql`${a.join} ${b.join}`);

/** Keeps the requests whose value is shown, with its place: `x.place`. */
export function placesJoinSql(axis: Axis, keys: readonly string[], name: 'x' | 'y'): Sql {
  const rows = keys.map((key, place) => (axis.textual ? sql`(${key === '' ? null : key.slice(1)}, ${place})` : fixedSql(`(${Math.trunc(Number(key))}, ${place})`)));
  const table = rows.length === 0 ? fixedSql(`(SELECT NULL AS key, NULL AS place LIMIT 0) ${name}`) : sql`(VALUES ${joinSql(rows, ', ')}) ${fixedSql(`${name}(key, place)`)}`;
  return sql`JOIN ${table} ON ${fixedSql(`${name}.key ${axis.textual ? 'IS NOT DISTINCT FROM' : '='}`)} ${axis.key}`;
}
