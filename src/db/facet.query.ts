/** The values of one pivot field with their number of requests, over everything the filter lets through. */
import { assertNever } from '../base/assert';
import type { Filter, FilterValue } from '../model/filter';
import type { PivotField } from '../model/pivot-field';
import { STAGES } from '../model/stage';
import { defineQuery, number, orNull, text } from './define-query';
import { filterSql, PIVOT_STORAGE } from './pivot-sql';
import { EMPTY_SQL, fixedSql, joinSql, sql, type Sql } from './sql';

export interface FacetParams {
  readonly field: PivotField;
  readonly filter: Filter;
  /** Only values that contain this text, ignoring case. */
  readonly search: string;
  readonly limit: number;
}

/** Rows (value, n): one for every value of the field among the rows of `from` (aliased r), NULL where it is absent. */
function counts(field: PivotField, from: Sql): Sql {
  const storage = PIVOT_STORAGE[field];
  switch (storage.kind) {
    case 'text':
      return sql`SELECT t.text AS value, g.n FROM (SELECT ${storage.column} AS key, count(*) AS n FROM ${from} r GROUP BY 1) g
        LEFT JOIN texts t ON t.text_key = g.key`;
    case 'code':
      return sql`SELECT r.code::VARCHAR AS value, count(*) AS n FROM ${from} r GROUP BY 1`;
    case 'word':
      return sql`SELECT ${wordAt('g.key', storage.words)} AS value, g.n FROM (SELECT ${storage.column} AS key, count(*) AS n FROM ${from} r GROUP BY 1) g`;
    case 'stage': {
      const masks = sql`(SELECT r.stage_mask AS mask, count(*) AS n FROM ${from} r GROUP BY 1)`;
      const one = (stage: string, bit: number): Sql => sql`SELECT ${stage} AS value, sum(n)::BIGINT AS n FROM ${masks} WHERE (mask & ${bit}) <> 0`;
      return joinSql([...STAGES.map((stage, i) => one(stage, 2 ** i)), sql`SELECT NULL AS value, sum(n)::BIGINT AS n FROM ${masks} WHERE mask = 0`], ' UNION ALL ');
    }
    case 'claimed-ip':
      return sql`SELECT c.ip AS value, sum(g.n)::BIGINT AS n FROM (SELECT r.address_key AS key, count(*) AS n FROM ${from} r GROUP BY 1) g
        LEFT JOIN (SELECT DISTINCT address_key, unnest(claimed) AS ip FROM address_lists) c ON c.address_key = g.key GROUP BY 1`;
    case 'test':
      return sql`SELECT s.test_id AS value, count(*) AS n FROM (SELECT r.request_id FROM ${from} r) q
        LEFT JOIN (SELECT DISTINCT request_id, test_id FROM signal_rows) s USING (request_id) GROUP BY 1`;
    case 'evidence':
      return sql`SELECT v.name AS value, sum(g.n)::BIGINT AS n FROM (
          SELECT r.first_evidence AS evidence_id, count(*) AS n FROM ${from} r WHERE r.first_evidence = r.last_evidence GROUP BY 1
          UNION ALL
          SELECT e.evidence_id, count(DISTINCT e.request_id) FROM event_all e
          WHERE e.request_id IN (SELECT r.request_id FROM ${from} r WHERE r.first_evidence <> r.last_evidence) GROUP BY 1
        ) g JOIN evidence_rows v USING (evidence_id) GROUP BY 1`;
    case 'audit-id':
      return sql`SELECT r.audit_id AS value, count(*) AS n FROM ${from} r GROUP BY 1`;
    default:
      return assertNever(storage);
  }
}

/** A word of a fixed list by its index. */
function wordAt(column: string, words: readonly string[]): Sql {
  return sql`[${joinSql(words.map((word) => sql`${word}`), ', ')}][${fixedSql(column)} + 1]`;
}

/** Chosen values come first whatever their count, so that they can be seen and taken back. */
function chosenFirst(field: PivotField, filter: Filter): Sql {
  const chosen = filter.clauses.flatMap((clause): readonly FilterValue[] => (clause.kind === 'field' && clause.field === field && clause.enabled ? clause.values : []));
  const texts = chosen.flatMap((value) => (value.kind === 'exact' ? [sql`${value.text}`] : []));
  return texts.length === 0 ? EMPTY_SQL : sql`coalesce(value IN (${joinSql(texts, ', ')}), false) DESC, `;
}

export const facetQuery = defineQuery({
  name: 'facet',
  example: { field: 'username', filter: { clauses: [{ kind: 'search', text: 'x', negated: false, enabled: true }], range: undefined }, search: 'a', limit: 5 },
  sql: ({ field, filter, search, limit }: FacetParams) => {
    const matching = search === '' ? fixedSql('n > 0') : sql`n > 0 AND contains(lower(value), ${search.toLowerCase()})`;
    // Materialised, because DuckDB 1.4.3 loses the rows of a materialised CTE inside one that it expands twice.
    return sql`WITH passing AS MATERIALIZED (SELECT * FROM request_rows r WHERE ${filterSql(filter, field)}), counted AS (${counts(field, fixedSql('passing'))}), matching AS (SELECT value, n FROM counted WHERE ${matching})
      SELECT value, n, count(*) OVER () AS total FROM matching ORDER BY ${chosenFirst(field, filter)}n DESC, value LIMIT ${limit}`;
  },
  columns: { value: orNull(text), n: number, total: number },
});

export interface FacetSetParams {
  /** Fields the filter chooses nothing of; the values of the others are counted without that choice, each on its own. */
  readonly fields: readonly PivotField[];
  readonly filter: Filter;
  readonly limit: number;
}

/** The first values of many fields at once: the filter is applied to the requests once for all of them. */
export const facetSetQuery = defineQuery({
  name: 'facets',
  example: { fields: ['username', 'stage', 'claimed_ip', 'test', 'evidence', 'code', 'outcome', 'outcome_reason', 'audit_id'], filter: { clauses: [], range: undefined }, limit: 5 },
  sql: ({ fields, filter, limit }: FacetSetParams) => {
    const one = (field: PivotField): Sql => sql`
      SELECT ${field} AS field, * FROM (SELECT value, n, count(*) OVER () AS total FROM (${counts(field, fixedSql('passing'))}) WHERE n > 0 ORDER BY n DESC, value LIMIT ${limit})`;
    return sql`WITH passing AS MATERIALIZED (SELECT * FROM request_rows r WHERE ${filterSql(filter)}) ${joinSql(fields.map(one), ' UNION ALL ')}`;
  },
  columns: { field: text, value: orNull(text), n: number, total: number },
});
