/** The requests a filter lets through: their order, and how many they are. */
import type { Filter } from '../model/filter';
import { defineQuery, number, orNull, time } from './define-query';
import { filterSql } from './pivot-sql';
import { EMPTY_SQL, fixedSql, sql, type Sql } from './sql';

/** Columns a list can be sorted by; texts are sorted by a rank of the distinct values, not row by row. */
export const SORT_KEYS = {
  received_at: { kind: 'number', column: 'at_us' },
  duration_us: { kind: 'number', column: 'duration_us' },
  code: { kind: 'number', column: 'code' },
  outcome: { kind: 'number', column: 'outcome' },
  username: { kind: 'text', column: 'username_key' },
  effective_username: { kind: 'text', column: 'effective_key' },
  pod_name: { kind: 'text', column: 'pod_name_key' },
  user_agent: { kind: 'text', column: 'agent_key' },
  verb: { kind: 'text', column: 'verb_key' },
  request_uri: { kind: 'text', column: 'uri_key' },
  resource: { kind: 'text', column: 'resource_key' },
  namespace: { kind: 'text', column: 'namespace_key' },
  name: { kind: 'text', column: 'name_key' },
  peer_ip: { kind: 'text', column: 'peer_key' },
  level: { kind: 'text', column: 'level_key' },
} as const;

export type RequestSortColumn = keyof typeof SORT_KEYS;

export interface RequestOrder {
  readonly filter: Filter;
  readonly sort: { readonly column: RequestSortColumn; readonly descending: boolean };
}

function orderSql({ column, descending }: RequestOrder['sort']): { readonly join: Sql; readonly order: Sql } {
  const key = SORT_KEYS[column];
  const direction = fixedSql(descending ? 'DESC NULLS LAST' : 'ASC NULLS LAST');
  const tie = fixedSql(descending ? 'r.at_us DESC NULLS LAST, r.request_id DESC' : 'r.at_us NULLS LAST, r.request_id');
  if (key.kind === 'number') return { join: EMPTY_SQL, order: sql`ORDER BY ${fixedSql(`r.${key.column}`)} ${direction}, ${tie}` };
  const rank = fixedSql(`(SELECT text_key, row_number() OVER (ORDER BY text) AS place FROM texts WHERE text_key IN (SELECT ${key.column} FROM (SELECT ${key.column}, count(*) FROM paired_requests GROUP BY 1))) k`);
  return { join: sql`LEFT JOIN ${rank} ON k.text_key = ${fixedSql(`r.${key.column}`)}`, order: sql`ORDER BY k.place ${direction}, ${tie}` };
}

/** What the order of the list is; `readRequestIds` reads the same faster. */
export const requestIdsQuery = defineQuery({
  name: 'request ids in order',
  ahead: true,
  example: { filter: { clauses: [], range: undefined }, sort: { column: 'username', descending: true } },
  sql: ({ filter, sort }: RequestOrder) => {
    const { join, order } = orderSql(sort);
    return sql`SELECT r.request_id::INTEGER AS request_id FROM paired_requests r ${join} WHERE ${filterSql(filter)} ${order}`;
  },
  columns: { request_id: number },
});

export const requestCountQuery = defineQuery({
  name: 'number of requests',
  ahead: true,
  example: { filter: { clauses: [], range: undefined } },
  sql: ({ filter }: { readonly filter: Filter }) => sql`SELECT count(*) AS n FROM paired_requests r WHERE ${filterSql(filter)}`,
  columns: { n: number },
});

/** When the first of the requests began and the last one ended: four columns have to be read for it, for the number of requests none. */
export const requestExtentQuery = defineQuery({
  name: 'first and last time of requests',
  ahead: true,
  example: { filter: { clauses: [], range: undefined } },
  sql: ({ filter }: { readonly filter: Filter }) => sql`
    SELECT min(r.at_us) AS first_us, max(coalesce(r.completed_us, r.panicked_us, r.started_us, r.at_us)) AS last_us
    FROM paired_requests r WHERE ${filterSql(filter)}`,
  columns: { first_us: orNull(time), last_us: orNull(time) },
});
