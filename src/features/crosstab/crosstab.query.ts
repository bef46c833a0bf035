/** Two pivots crossed: the values of each with their totals, and the cells where the most frequent ones meet. */
import { defineQuery, number, orNull, text, time } from '../../db/define-query';
import { filterSql } from '../../db/pivot-sql';
import { fixedSql, sql, type Sql } from '../../db/sql';
import type { Filter } from '../../model/filter';
import type { PivotField } from '../../model/pivot-field';
import { OUTCOMES } from '../../model/stage';
import { axisSql, joinsSql, keyTextSql, placesJoinSql } from './cross-sql';

/** What is known of a set of requests. Distinct actors cost most and are counted only when asked for. */
const measures = (actors: boolean): Sql => fixedSql(`count(*) AS n, count(*) FILTER (r.outcome = ${OUTCOMES.indexOf('denied')}) AS denied,
  ${actors ? 'count(DISTINCT nullif(r.username_key, 0))' : '0::BIGINT'} AS actors, min(r.at_us) AS first_us, max(r.at_us) AS last_us`);

const MEASURED = { n: number, denied: number, actors: number, first_us: orNull(time), last_us: orNull(time) };

export const crossTotalQuery = defineQuery({
  name: 'cross-tab total',
  example: { filter: { clauses: [], range: undefined }, actors: true },
  sql: ({ filter, actors }: { readonly filter: Filter; readonly actors: boolean }) => sql`SELECT ${measures(actors)} FROM paired_requests r WHERE ${filterSql(filter)}`,
  columns: MEASURED,
});

export interface AxisParams {
  readonly filter: Filter;
  readonly field: PivotField;
  readonly actors: boolean;
  readonly limit: number;
}

export const crossAxisQuery = defineQuery({
  name: 'cross-tab axis',
  example: { filter: { clauses: [], range: undefined }, field: 'evidence', actors: true, limit: 3 },
  sql: ({ filter, field, actors, limit }: AxisParams) => {
    const axis = axisSql(field, 'a');
    return sql`
      WITH g AS MATERIALIZED (SELECT ${axis.key} AS key, ${measures(actors)} FROM paired_requests r ${axis.join} WHERE ${filterSql(filter)} GROUP BY 1),
      top AS MATERIALIZED (SELECT * FROM g ORDER BY n DESC, key LIMIT ${limit})
      SELECT ${keyTextSql(axis)} AS key, ${axis.value} AS value, g.n, g.denied, g.actors, g.first_us, g.last_us, (SELECT count(*) FROM g) AS total_values
      FROM top g ${axis.valueJoin} ORDER BY g.n DESC, g.key`;
  },
  columns: { key: text, value: orNull(text), ...MEASURED, total_values: number },
});

export interface CellsParams {
  readonly filter: Filter;
  readonly rows: PivotField;
  readonly columns: PivotField;
  readonly rowKeys: readonly string[];
  readonly columnKeys: readonly string[];
  readonly actors: boolean;
}

export const crossCellsQuery = defineQuery({
  name: 'cross-tab cells',
  example: { filter: { clauses: [], range: undefined }, rows: 'stage', columns: 'claimed_ip', rowKeys: ['-1', '2'], columnKeys: ['', '=10.0.0.1'], actors: false },
  sql: ({ filter, rows, columns, rowKeys, columnKeys, actors }: CellsParams) => {
    const [a, b] = [axisSql(rows, 'a'), axisSql(columns, 'b')];
    return sql`SELECT x.place::INTEGER AS row_place, y.place::INTEGER AS column_place, ${measures(actors)}
      FROM paired_requests r ${joinsSql(a, b)} ${placesJoinSql(a, rowKeys, 'x')} ${placesJoinSql(b, columnKeys, 'y')}
      WHERE ${filterSql(filter)} GROUP BY 1, 2`;
  },
  columns: { row_place: number, column_place: number, ...MEASURED },
});
