/** The values of one pivot field with their number of requests, over everything the filter lets through. */
import { assertNever } from '../base/assert';
import { exactly, type Filter, type FilterValue } from '../model/filter';
import type { PivotField } from '../model/pivot-field';
import { STAGES } from '../model/stage';
import { defineQuery, number, orNull, readRows, text } from './define-query';
import type { Engine, ReadOptions } from './engine';
import { keysOf, learnKey } from './known-keys';
import { AUDIT_ID, columnsOf, filterSql, isCheap, PIVOT_STORAGE, textKeysSql } from './pivot-sql';
import { EMPTY_SQL, fixedSql, joinSql, ownWord, sql, type Sql } from './sql';

export interface FacetParams {
  readonly field: PivotField;
  readonly filter: Filter;
  /** Only values that contain this text, ignoring case. */
  readonly search: string;
  readonly limit: number;
}

/** Rows (value, n): one for every value of the field among the rows of `from`, which ends in a condition on `r`; NULL where it is absent. */
function counts(field: PivotField, from: Sql): Sql {
  const storage = PIVOT_STORAGE[field];
  switch (storage.kind) {
    case 'text':
      return sql`SELECT t.text AS value, g.n FROM (SELECT ${storage.column} AS key, count(*) AS n FROM ${from} GROUP BY 1) g
        LEFT JOIN texts t ON t.text_key = g.key`;
    case 'code':
      return sql`SELECT g.code::VARCHAR AS value, g.n FROM (SELECT r.code, count(*) AS n FROM ${from} GROUP BY 1) g`;
    case 'word':
      // The word is worked out once for each combination of what tells it, not for every row.
      return sql`SELECT ${wordAt('g.key', storage.words)} AS value, g.n FROM (
          SELECT ${storage.column} AS key, sum(r.n)::BIGINT AS n FROM (SELECT ${fixedSql(storage.reads.join(', '))}, count(*) AS n FROM ${from} GROUP BY ALL) r GROUP BY 1
        ) g`;
    case 'stage': {
      const stages = joinSql(STAGES.map((stage, i) => sql`(${ownWord(stage)}, ${2 ** i})`), ', ');
      return sql`SELECT s.value, sum(g.n)::BIGINT AS n FROM (SELECT r.stage_mask AS mask, count(*) AS n FROM ${from} GROUP BY 1) g
        JOIN (VALUES ${stages}, (NULL, 0)) s (value, bit) ON CASE WHEN s.bit = 0 THEN g.mask = 0 ELSE (g.mask & s.bit) <> 0 END GROUP BY 1`;
    }
    case 'claimed-ip':
      return sql`SELECT c.ip AS value, sum(g.n)::BIGINT AS n FROM (SELECT r.address_key AS key, count(*) AS n FROM ${from} GROUP BY 1) g
        LEFT JOIN (SELECT DISTINCT address_key, unnest(claimed) AS ip FROM address_lists) c ON c.address_key = g.key GROUP BY 1`;
    case 'test':
      return sql`SELECT s.test_id AS value, sum(g.n)::BIGINT AS n FROM (SELECT r.test_set_key AS key, count(*) AS n FROM ${from} GROUP BY 1) g
        LEFT JOIN (SELECT test_set_key, unnest(tests) AS test_id FROM test_sets) s ON s.test_set_key = g.key GROUP BY 1`;
    case 'evidence':
      return sql`SELECT v.name AS value, sum(g.n)::BIGINT AS n FROM (
          SELECT r.first_evidence AS evidence_id, count(*) AS n FROM ${from} AND r.first_evidence = r.last_evidence GROUP BY 1
          UNION ALL
          SELECT e.evidence_id, count(DISTINCT e.request_id) FROM event_all e
          WHERE e.request_id IN (SELECT r.request_id FROM ${from} AND r.first_evidence <> r.last_evidence) GROUP BY 1
        ) g JOIN evidence_rows v USING (evidence_id) GROUP BY 1`;
    case 'audit-id':
      return sql`SELECT ${AUDIT_ID} AS value, count(*) AS n FROM ${from} GROUP BY 1`;
    default:
      return assertNever(storage);
  }
}

/** A word of a fixed list by its index. */
function wordAt(column: string, words: readonly string[]): Sql {
  return sql`[${joinSql(words.map(ownWord), ', ')}][${fixedSql(column)} + 1]`;
}

/** Values that were chosen come first whatever their count, so that they can be seen and taken back. */
const chosenTexts = (field: PivotField, filter: Filter): readonly string[] =>
  filter.clauses
    .flatMap((clause): readonly FilterValue[] => (clause.kind === 'field' && clause.field === field && clause.enabled ? clause.values : []))
    .flatMap((value) => (value.kind === 'exact' ? [value.text] : []));

/**
 * The most frequent values of a field that is stored by key, as (field, key, n, total): the keys are counted and cut down to
 * `limit` before any text is looked up. Equal counts are cut by key, which is the order in which the texts were met.
 */
function topKeys(field: PivotField, column: Sql, from: Sql, chosen: readonly string[], limit: number): Sql {
  return sql`SELECT * FROM (SELECT ${ownWord(field)} AS field, key, n, count(*) OVER () AS total FROM (SELECT ${column} AS key, count(*) AS n FROM ${from} GROUP BY 1) ORDER BY ${chosenKeysFirst(chosen)}n DESC, key LIMIT ${limit})`;
}

/** The same as (field, value, n, total), for fields of another kind or a search among the texts. */
function topValues(field: PivotField, from: Sql, search: string, chosen: readonly string[], limit: number): Sql {
  const matching = search === '' ? fixedSql('n > 0') : sql`n > 0 AND contains(lower(value), ${search.toLowerCase()})`;
  return sql`SELECT * FROM (SELECT ${ownWord(field)} AS field, value, n, count(*) OVER () AS total FROM (${counts(field, from)}) WHERE ${matching} ORDER BY ${chosenFirst(field, chosen)}n DESC, value LIMIT ${limit})`;
}

/** Words of our own are written into the statement: with bound texts it would be planned twice. */
function chosenFirst(field: PivotField, chosen: readonly string[]): Sql {
  const storage = PIVOT_STORAGE[field];
  const own = storage.kind === 'word' ? storage.words : storage.kind === 'stage' ? STAGES : undefined;
  const values = own === undefined ? chosen.map((value) => sql`${value}`) : own.filter((word) => chosen.includes(word)).map(ownWord);
  return values.length === 0 ? EMPTY_SQL : sql`coalesce(value IN (${joinSql(values, ', ')}), false) DESC, `;
}

const chosenKeysFirst = (chosen: readonly string[]): Sql => (chosen.length === 0 ? EMPTY_SQL : sql`key IN ${keysOf(textKeysSql(chosen.map(exactly)))} DESC, `);

/**
 * Where the rows that pass are read from. A cheap filter is applied anew for every field while its column is read; any other
 * once, to a copy of what the fields need. The copy is materialised, because DuckDB 1.4.3 loses its rows when it is expanded twice.
 */
function passingRows(fields: readonly PivotField[], where: Sql, cheap: boolean): { readonly passing: Sql; readonly from: Sql } {
  if (cheap) return { passing: EMPTY_SQL, from: sql`paired_requests r WHERE ${where}` };
  const columns = [...new Set(fields.flatMap((field) => columnsOf(PIVOT_STORAGE[field])))];
  return { passing: sql`WITH passing AS MATERIALIZED (SELECT ${fixedSql(columns.join(', '))} FROM paired_requests r WHERE ${where})`, from: fixedSql('passing r WHERE true') };
}

const withTexts = (top: Sql): Sql => sql`SELECT g.field, t.text AS value, g.n, g.total, g.key FROM (${top}) g LEFT JOIN texts t ON t.text_key = g.key`;

export const facetQuery = defineQuery({
  name: 'facet',
  example: { field: 'username', filter: { clauses: [{ kind: 'search', text: 'x', negated: false, enabled: true }], range: undefined }, search: 'a', limit: 5 },
  sql: ({ field, filter, search, limit }: FacetParams) => {
    const chosen = chosenTexts(field, filter);
    const storage = PIVOT_STORAGE[field];
    const { passing, from } = passingRows([field], filterSql(filter, field), isCheap(filter, field));
    const byKey = storage.kind === 'text' && search === '';
    const top = byKey ? withTexts(topKeys(field, storage.column, from, chosen, limit)) : topValues(field, from, search, chosen, limit);
    return sql`${passing} SELECT value, n, total FROM (${top}) ORDER BY ${byKey ? chosenKeysFirst(chosen) : chosenFirst(field, chosen)}n DESC, value`;
  },
  columns: { value: orNull(text), n: number, total: number },
});

export interface FacetSetParams {
  /** Fields the filter chooses nothing of; the values of the others are counted without that choice, each on its own. */
  readonly fields: readonly PivotField[];
  readonly filter: Filter;
  readonly limit: number;
}

/** The first values of many fields at once. */
export const facetSetQuery = defineQuery({
  name: 'facets',
  example: { fields: ['username', 'stage', 'claimed_ip', 'test', 'evidence', 'code', 'outcome', 'outcome_reason', 'audit_id'], filter: { clauses: [], range: undefined }, limit: 5 },
  sql: ({ fields, filter, limit }: FacetSetParams) => {
    const { passing, from } = passingRows(fields, filterSql(filter), isCheap(filter));
    const byKey = fields.flatMap((field) => {
      const storage = PIVOT_STORAGE[field];
      return storage.kind === 'text' ? [topKeys(field, storage.column, from, [], limit)] : [];
    });
    const others = fields.filter((field) => PIVOT_STORAGE[field].kind !== 'text').map((field) => sql`SELECT *, NULL AS key FROM (${topValues(field, from, '', [], limit)})`);
    const parts = [...(byKey.length === 0 ? [] : [withTexts(joinSql(byKey, ' UNION ALL '))]), ...others];
    return sql`${passing} SELECT * FROM (${joinSql(parts, ' UNION ALL ')}) ORDER BY n DESC, value`;
  },
  columns: { field: text, value: orNull(text), n: number, total: number, key: orNull(number) },
});

/** The same, and what a filter by one of the values will ask for is known then. */
export async function readFacetSet(engine: Engine, params: FacetSetParams, options?: ReadOptions) {
  const changes = engine.changes();
  const rows = await readRows(engine, facetSetQuery, params, options);
  for (const { value, key } of rows) if (value !== null && key !== null) learnKey(engine, changes, textKeysSql([exactly(value)]), key);
  return rows;
}
