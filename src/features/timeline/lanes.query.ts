/** The lanes: every value of a field among the requests that pass, the first of them in the order asked for. */
import { defineQuery, number, orNull, text, time } from '../../db/define-query';
import { filterSql } from '../../db/pivot-sql';
import { fixedSql, sql } from '../../db/sql';
import type { Filter } from '../../model/filter';
import type { PivotField } from '../../model/pivot-field';
import { laneKeySql, laneTextSql, laneValueSql } from './lane-sql';

export const LANE_ORDERS = {
  first: { label: 'first activity', sql: 'g.first_us NULLS LAST, g.n DESC, g.key' },
  most: { label: 'most requests', sql: 'g.n DESC, g.first_us NULLS LAST, g.key' },
  fewest: { label: 'fewest requests', sql: 'g.n, g.first_us NULLS LAST, g.key' },
} as const;
export type LaneOrder = keyof typeof LANE_ORDERS;

export interface LanesParams {
  readonly filter: Filter;
  readonly field: PivotField;
  readonly order: LaneOrder;
  readonly limit: number;
}

export const lanesQuery = defineQuery({
  name: 'timeline lanes',
  example: { filter: { clauses: [], range: undefined }, field: 'username', order: 'first', limit: 3 },
  sql: ({ filter, field, order, limit }: LanesParams) => {
    const { value, join } = laneValueSql(field);
    return sql`
      WITH g AS MATERIALIZED (
        SELECT ${laneKeySql(field)} AS key, count(*) AS n, min(r.at_us) AS first_us, count(*) FILTER (r.at_us IS NULL) AS untimed
        FROM paired_requests r WHERE ${filterSql(filter)} GROUP BY 1
      ), top AS MATERIALIZED (SELECT g.* FROM g ORDER BY ${fixedSql(LANE_ORDERS[order].sql)} LIMIT ${limit})
      SELECT ${laneTextSql(field)} AS key, ${value} AS value, g.n, g.first_us,
        (SELECT count(*) FROM g) AS lanes, (SELECT sum(n)::BIGINT FROM g) AS requests, (SELECT sum(untimed)::BIGINT FROM g) AS untimed
      FROM top g ${join} ORDER BY ${fixedSql(LANE_ORDERS[order].sql)}`;
  },
  columns: { key: text, value: orNull(text), n: number, first_us: orNull(time), lanes: number, requests: number, untimed: number },
});
