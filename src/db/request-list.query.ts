/** The requests a filter lets through, in order, and the rows of those that are on screen. */
import type { Filter } from '../model/filter';
import { bigint, boolean, defineQuery, number, orNull, text, textList, time } from './define-query';
import { filterSql } from './pivot-sql';
import { EMPTY_SQL, fixedSql, joinSql, sql, type Sql } from './sql';

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
  const rank = fixedSql(`(SELECT text_key, row_number() OVER (ORDER BY text) AS place FROM texts WHERE text_key IN (SELECT DISTINCT ${key.column} FROM request_rows)) k`);
  return { join: sql`LEFT JOIN ${rank} ON k.text_key = ${fixedSql(`r.${key.column}`)}`, order: sql`ORDER BY k.place ${direction}, ${tie}` };
}

/** What the order of the list is; `readRequestIds` reads the same faster. */
export const requestIdsQuery = defineQuery({
  name: 'request ids in order',
  ahead: true,
  example: { filter: { clauses: [], range: undefined }, sort: { column: 'username', descending: true } },
  sql: ({ filter, sort }: RequestOrder) => {
    const { join, order } = orderSql(sort);
    return sql`SELECT r.request_id::INTEGER AS request_id FROM request_rows r ${join} WHERE ${filterSql(filter)} ${order}`;
  },
  columns: { request_id: number },
});

export const requestCountQuery = defineQuery({
  name: 'number of requests',
  ahead: true,
  example: { filter: { clauses: [], range: undefined } },
  sql: ({ filter }: { readonly filter: Filter }) => sql`
    SELECT count(*) AS n, min(r.at_us) AS first_us, max(coalesce(r.completed_us, r.panicked_us, r.started_us, r.at_us)) AS last_us
    FROM request_rows r WHERE ${filterSql(filter)}`,
  columns: { n: number, first_us: orNull(time), last_us: orNull(time) },
});

export const requestRowsQuery = defineQuery({
  name: 'rows of the request grid',
  ahead: true,
  example: { requestIds: [1, 2] },
  sql: ({ requestIds }: { readonly requestIds: readonly number[] }) => sql`
    WITH chosen AS MATERIALIZED (SELECT * FROM request_rows WHERE request_id IN (${requestIds.length === 0 ? fixedSql('-1') : joinSql(requestIds.map((id) => sql`${id}`), ', ')})),
    words AS (SELECT map_from_entries(list((text_key, text))) AS words FROM texts WHERE text_key IN (
      SELECT unnest([verb_key, agent_key, uri_key, username_key, effective_key, pod_name_key, credential_key, resource_key, subresource_key, namespace_key, name_key, peer_key, level_key]) FROM chosen))
    SELECT r.request_id, r.best_event_id, r.at_us, r.received_us, r.duration_us, r.stage_mask, r.event_count, r.audit_id, r.audit_id_shared_by,
      ['allowed', 'denied', 'unauthenticated', 'refused', 'failed', 'unknown', 'open'][r.outcome + 1] AS outcome, outcome_reason_word(r.outcome_reason) AS outcome_reason, r.code,
      words[r.verb_key] AS verb, words[r.agent_key] AS user_agent, words[r.uri_key] AS request_uri, words[r.username_key] AS username, words[r.effective_key] AS effective_username,
      r.impersonated_key <> 0 AS impersonating, words[r.pod_name_key] AS pod_name, words[r.credential_key] AS credential_id, words[r.resource_key] AS resource,
      words[r.subresource_key] AS subresource, words[r.namespace_key] AS namespace, words[r.name_key] AS name, words[r.peer_key] AS peer_ip, words[r.level_key] AS level,
      ips.addresses AS source_ips, usr.groups, s.message, s.reason, a.decision, a.decision_reason, o.api_group, f.tests
    FROM chosen r CROSS JOIN words
    LEFT JOIN address_lists ips ON ips.address_key = r.address_key
    LEFT JOIN users usr ON usr.user_key = r.user_key LEFT JOIN statuses s ON s.status_key = r.status_key
    LEFT JOIN annotation_sets a ON a.annotation_key = r.annotation_key LEFT JOIN objects o ON o.object_key = r.object_key
    LEFT JOIN test_sets f ON f.test_set_key = r.test_set_key`,
  columns: {
    request_id: number, best_event_id: number, at_us: orNull(time), received_us: orNull(time), duration_us: orNull(bigint), stage_mask: number, event_count: number,
    audit_id: orNull(text), audit_id_shared_by: number, outcome: text, outcome_reason: text, code: orNull(number), verb: orNull(text), user_agent: orNull(text),
    request_uri: orNull(text), username: orNull(text), effective_username: orNull(text), impersonating: boolean, pod_name: orNull(text),
    credential_id: orNull(text), resource: orNull(text), subresource: orNull(text), namespace: orNull(text), name: orNull(text), peer_ip: orNull(text),
    level: orNull(text), source_ips: orNull(textList), groups: orNull(textList), message: orNull(text), reason: orNull(text), decision: orNull(text),
    decision_reason: orNull(text), api_group: orNull(text), tests: orNull(textList),
  },
});
