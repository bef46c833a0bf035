/** The rows of the grid: their numbers and keys by one statement, the words behind the keys by another where they are not known yet. */
import type { TimestampUs } from '../base/time';
import { AUDIT_ID } from './pivot-sql';
import { bigint, boolean, defineQuery, number, orNull, readRows, text, time } from './define-query';
import type { Engine, ReadOptions } from './engine';
import { readEntries } from './known-entries';
import { fixedSql, sql } from './sql';

/** What the reads of rows are called; `useKnownRow` finds them by it. */
export const REQUEST_ROWS = 'rows of the request grid';

export interface RequestRow {
  readonly request_id: number;
  readonly best_event_id: number;
  readonly at_us: TimestampUs | null;
  readonly received_us: TimestampUs | null;
  readonly duration_us: bigint | null;
  readonly stage_mask: number;
  readonly event_count: number;
  readonly audit_id: string | null;
  readonly audit_id_shared_by: number;
  readonly outcome: string;
  readonly outcome_reason: string;
  readonly code: number | null;
  readonly impersonating: boolean;
  readonly verb: string | null;
  readonly user_agent: string | null;
  readonly request_uri: string | null;
  readonly username: string | null;
  readonly effective_username: string | null;
  readonly pod_name: string | null;
  readonly credential_id: string | null;
  readonly resource: string | null;
  readonly subresource: string | null;
  readonly namespace: string | null;
  readonly name: string | null;
  readonly peer_ip: string | null;
  readonly level: string | null;
  readonly source_ips: readonly string[] | null;
  readonly groups: readonly string[] | null;
  readonly message: string | null;
  readonly reason: string | null;
  readonly decision: string | null;
  readonly decision_reason: string | null;
  readonly api_group: string | null;
  readonly tests: readonly string[] | null;
}

/**
 * By their place in the table: a list of numbers is a join, for which all columns of all rows would be read; so the places are
 * found in one column first.
 */
const requestKeysQuery = defineQuery({
  name: REQUEST_ROWS,
  ahead: true,
  example: { requestIds: [1, 2] },
  sql: ({ requestIds }: { readonly requestIds: readonly number[] }) => sql`
    SELECT r.request_id, r.best_event_id, r.at_us, r.received_us, r.duration_us, r.stage_mask, r.event_count, ${AUDIT_ID} AS audit_id, r.audit_id_shared_by,
      ['allowed', 'denied', 'unauthenticated', 'refused', 'failed', 'unknown', 'open'][r.outcome + 1] AS outcome, outcome_reason_word(r.outcome_reason) AS outcome_reason, r.code,
      r.impersonated_key <> 0 AS impersonating, r.verb_key, r.agent_key, r.uri_key, r.username_key, r.effective_key, r.pod_name_key, r.credential_key, r.resource_key,
      r.subresource_key, r.namespace_key, r.name_key, r.peer_key, r.level_key, r.address_key, r.user_key, r.status_key, r.annotation_key, r.object_key, r.test_set_key
    FROM paired_requests r WHERE rowid IN (
      SELECT rowid FROM paired_requests SEMI JOIN (SELECT unnest([${fixedSql(requestIds.map(Math.trunc).join(', '))}]::INTEGER[]) AS request_id) USING (request_id))`,
  columns: {
    request_id: number, best_event_id: number, at_us: orNull(time), received_us: orNull(time), duration_us: orNull(bigint), stage_mask: number, event_count: number,
    audit_id: orNull(text), audit_id_shared_by: number, outcome: text, outcome_reason: text, code: orNull(number), impersonating: boolean,
    verb_key: number, agent_key: number, uri_key: number, username_key: number, effective_key: number, pod_name_key: number, credential_key: number, resource_key: number,
    subresource_key: number, namespace_key: number, name_key: number, peer_key: number, level_key: number, address_key: number, user_key: number, status_key: number,
    annotation_key: number, object_key: number, test_set_key: number,
  },
});

/** The requests that exist among the ids, in any order. */
export async function readRequestRows(engine: Engine, requestIds: readonly number[], options?: ReadOptions): Promise<RequestRow[]> {
  const rows = await readRows(engine, requestKeysQuery, { requestIds }, options);
  const entryOf = await readEntries(engine, {
    text: rows.flatMap((row) => [
      row.verb_key, row.agent_key, row.uri_key, row.username_key, row.effective_key, row.pod_name_key, row.credential_key, row.resource_key, row.subresource_key,
      row.namespace_key, row.name_key, row.peer_key, row.level_key,
    ]),
    groups: rows.map((row) => row.user_key),
    addresses: rows.map((row) => row.address_key),
    status: rows.map((row) => row.status_key),
    decision: rows.map((row) => row.annotation_key),
    apiGroup: rows.map((row) => row.object_key),
    tests: rows.map((row) => row.test_set_key),
  }, options);
  const word = (key: number): string | null => entryOf('text', key)?.[0] ?? null;
  const words = (kind: 'groups' | 'addresses' | 'tests', key: number): readonly string[] | null => entryOf(kind, key)?.map((one) => one ?? '') ?? null;
  return rows.map((row): RequestRow => {
    const status = entryOf('status', row.status_key);
    const decision = entryOf('decision', row.annotation_key);
    return {
      request_id: row.request_id, best_event_id: row.best_event_id, at_us: row.at_us, received_us: row.received_us, duration_us: row.duration_us,
      stage_mask: row.stage_mask, event_count: row.event_count, audit_id: row.audit_id, audit_id_shared_by: row.audit_id_shared_by, outcome: row.outcome,
      outcome_reason: row.outcome_reason, code: row.code, impersonating: row.impersonating,
      verb: word(row.verb_key), user_agent: word(row.agent_key), request_uri: word(row.uri_key), username: word(row.username_key), effective_username: word(row.effective_key),
      pod_name: word(row.pod_name_key), credential_id: word(row.credential_key), resource: word(row.resource_key), subresource: word(row.subresource_key),
      namespace: word(row.namespace_key), name: word(row.name_key), peer_ip: word(row.peer_key), level: word(row.level_key),
      source_ips: words('addresses', row.address_key), groups: words('groups', row.user_key), message: status?.[0] ?? null, reason: status?.[1] ?? null,
      decision: decision?.[0] ?? null, decision_reason: decision?.[1] ?? null, api_group: entryOf('apiGroup', row.object_key)?.[0] ?? null,
      tests: words('tests', row.test_set_key),
    };
  });
}
