/** Whole requests with their events, for the inspector, the report and pins. */
import { must } from '../base/assert';
import { durationUs } from '../base/time';
import type { AuditEvent, AuditRequest, FiredSignal, Identity } from '../model/audit-record';
import { isOutcome, STAGES } from '../model/stage';
import { bigint, boolean, defineQuery, number, orNull, readRows, text, textList, textListList, time, type RowOf } from './define-query';
import type { Engine, ReadOptions } from './engine';
import { joinSql, sql, type Sql } from './sql';

const idList = (ids: readonly number[]): Sql => sql`(${joinSql(ids.map((id) => sql`${id}`), ', ')})`;

/** Events of given requests. Ids may be empty. */
export const eventsOfRequestsQuery = defineQuery({
  name: 'events of requests',
  example: { requestIds: [1] },
  sql: ({ requestIds }: { readonly requestIds: readonly number[] }) => sql`
    WITH chosen AS MATERIALIZED (
      SELECT * FROM event_all e WHERE e.request_id IN ${idList(requestIds.length === 0 ? [-1] : requestIds)}),
    people AS MATERIALIZED (SELECT * FROM users WHERE user_key IN (SELECT unnest([user_key, impersonated_key]) FROM chosen)),
    things AS MATERIALIZED (SELECT * FROM objects WHERE object_key IN (SELECT object_key FROM chosen)),
    -- The texts are looked through once, not once for each column, and a map needs no join to be planned.
    words AS (SELECT map_from_entries(list((text_key, text))) AS words FROM texts WHERE text_key IN (
      SELECT unnest([level_key, stage_key, verb_key, uri_key, agent_key]) FROM chosen
      UNION ALL SELECT username_key FROM people
      UNION ALL SELECT unnest([resource_key, subresource_key, namespace_key, name_key]) FROM things))
    SELECT
      e.request_id, e.event_id, ev.sha256 AS evidence_sha256, ev.name AS evidence_name, ev.offset_us, e.line, e.byte_offset, e.byte_length,
      lower(hex(e.record_hash)) AS record_hash,
      words[e.level_key] AS level, words[e.stage_key] AS stage,
      e.audit_id, words[e.verb_key] AS verb, words[e.uri_key] AS request_uri,
      words[usr.username_key] AS username, usr.uid, usr.groups, usr.extra_keys, usr.extra_values,
      imp.user_key IS NOT NULL AS impersonating, words[imp.username_key] AS imp_username, imp.uid AS imp_uid,
      imp.groups AS imp_groups, imp.extra_keys AS imp_extra_keys, imp.extra_values AS imp_extra_values,
      ips.addresses AS source_ips, words[e.agent_key] AS user_agent,
      o.object_key IS NOT NULL AS has_object, words[o.resource_key] AS resource,
      words[o.subresource_key] AS subresource, words[o.namespace_key] AS namespace,
      words[o.name_key] AS name, o.uid AS object_uid, o.api_group, o.api_version, coalesce(o.resource_version, e.resource_version::VARCHAR) AS resource_version,
      s.code, s.status, s.reason, s.message, a.keys AS annotation_keys, a."values" AS annotation_values,
      e.received_us, e.stage_us, (e.shape & 1) <> 0 AS has_request_object, (e.shape & 2) <> 0 AS has_response_object
    FROM chosen e CROSS JOIN words
    JOIN evidence_rows ev USING (evidence_id)
    LEFT JOIN people usr ON usr.user_key = e.user_key
    LEFT JOIN people imp ON imp.user_key = e.impersonated_key AND e.impersonated_key <> 0
    LEFT JOIN things o ON o.object_key = e.object_key
    LEFT JOIN statuses s ON s.status_key = e.status_key
    LEFT JOIN address_lists ips ON ips.address_key = e.address_key
    LEFT JOIN annotation_sets a ON a.annotation_key = e.annotation_key
    ORDER BY e.request_id, e.stage_key, e.event_id`,
  columns: {
    request_id: number, event_id: number, evidence_sha256: orNull(text), evidence_name: text, offset_us: bigint, line: number, byte_offset: number, byte_length: number,
    record_hash: text, level: orNull(text), stage: orNull(text), audit_id: orNull(text), verb: orNull(text), request_uri: orNull(text),
    username: orNull(text), uid: orNull(text), groups: orNull(textList), extra_keys: orNull(textList), extra_values: orNull(textListList),
    impersonating: boolean, imp_username: orNull(text), imp_uid: orNull(text), imp_groups: orNull(textList), imp_extra_keys: orNull(textList),
    imp_extra_values: orNull(textListList), source_ips: orNull(textList), user_agent: orNull(text), has_object: boolean, resource: orNull(text),
    subresource: orNull(text), namespace: orNull(text), name: orNull(text), object_uid: orNull(text), api_group: orNull(text),
    api_version: orNull(text), resource_version: orNull(text), code: orNull(number), status: orNull(text), reason: orNull(text), message: orNull(text),
    annotation_keys: orNull(textList), annotation_values: orNull(textList), received_us: orNull(time), stage_us: orNull(time),
    has_request_object: boolean, has_response_object: boolean,
  },
});

export const requestHeadsQuery = defineQuery({
  name: 'requests by id',
  example: { requestIds: [1] },
  sql: ({ requestIds }: { readonly requestIds: readonly number[] }) => sql`
    SELECT r.request_id, r.best_event_id, r.received_us, r.duration_us, r.audit_id_shared_by,
      ['allowed', 'denied', 'unauthenticated', 'refused', 'failed', 'unknown', 'open'][r.outcome + 1] AS outcome
    FROM paired_requests r WHERE r.request_id IN ${idList(requestIds.length === 0 ? [-1] : requestIds)}`,
  columns: { request_id: number, best_event_id: number, received_us: orNull(time), duration_us: orNull(bigint), audit_id_shared_by: number, outcome: text },
});

export const signalsOfRequestsQuery = defineQuery({
  name: 'signals of requests',
  example: { requestIds: [1] },
  sql: ({ requestIds }: { readonly requestIds: readonly number[] }) => sql`
    SELECT DISTINCT s.request_id, s.test_id, t.field, t.verdict, t.explanation
    FROM signal_rows s JOIN test_texts t USING (test_id)
    WHERE s.request_id IN ${idList(requestIds.length === 0 ? [-1] : requestIds)} ORDER BY s.request_id, s.test_id`,
  columns: { request_id: number, test_id: text, field: text, verdict: text, explanation: text },
});

type EventRow = RowOf<(typeof eventsOfRequestsQuery)['columns']>;

const pairs = <V>(keys: readonly string[] | null, values: readonly V[] | null): readonly (readonly [string, V])[] | null =>
  keys === null || values === null ? null : keys.map((key, i) => [key, must(values[i], 'a value for every key')] as const);

const identity = (username: string | null, uid: string | null, groups: readonly string[] | null, keys: readonly string[] | null, values: readonly (readonly string[])[] | null): Identity => ({
  username, uid, groups, extra: pairs(keys, values),
});

function eventOf(row: EventRow): AuditEvent {
  return {
    eventId: row.event_id,
    place: {
      evidenceSha256: row.evidence_sha256 ?? '', evidenceName: row.evidence_name, line: row.line, byteOffset: row.byte_offset,
      byteLength: row.byte_length, recordHash: row.record_hash,
    },
    level: row.level, stage: row.stage, auditId: row.audit_id, verb: row.verb, requestUri: row.request_uri,
    user: identity(row.username, row.uid, row.groups, row.extra_keys, row.extra_values),
    impersonatedUser: row.impersonating ? identity(row.imp_username, row.imp_uid, row.imp_groups, row.imp_extra_keys, row.imp_extra_values) : null,
    sourceIps: row.source_ips, userAgent: row.user_agent,
    object: row.has_object
      ? {
          resource: row.resource, subresource: row.subresource, namespace: row.namespace, name: row.name, uid: row.object_uid,
          apiGroup: row.api_group, apiVersion: row.api_version, resourceVersion: row.resource_version,
        }
      : null,
    code: row.code, status: row.status, reason: row.reason, message: row.message,
    annotations: pairs(row.annotation_keys, row.annotation_values),
    timeOffsetUs: row.offset_us, receivedAt: row.received_us, stageAt: row.stage_us, hasRequestObject: row.has_request_object, hasResponseObject: row.has_response_object,
  };
}

const stageRank = (event: AuditEvent): number => STAGES.findIndex((stage) => stage === event.stage);

/** The requests that exist among the ids, in the order of the ids. */
export async function readRequests(engine: Engine, requestIds: readonly number[], options?: ReadOptions): Promise<AuditRequest[]> {
  const params = { requestIds };
  const [heads, events, signals] = await Promise.all([
    readRows(engine, requestHeadsQuery, params, options),
    readRows(engine, eventsOfRequestsQuery, params, options),
    readRows(engine, signalsOfRequestsQuery, params, options),
  ]);
  return requestIds.flatMap((requestId) => {
    const head = heads.find((row) => row.request_id === requestId);
    if (head === undefined) return [];
    const own = events.filter((row) => row.request_id === requestId).map(eventOf).sort((a, b) => stageRank(a) - stageRank(b) || a.eventId - b.eventId);
    const fired: FiredSignal[] = signals
      .filter((row) => row.request_id === requestId)
      .map((row) => ({ testId: row.test_id, field: row.field, verdict: row.verdict, explanation: row.explanation }));
    const best = own.find((event) => event.eventId === head.best_event_id);
    if (best === undefined) return [];
    return [{
      requestId, events: own, best, outcome: isOutcome(head.outcome) ? head.outcome : 'unknown', receivedAt: head.received_us,
      durationUs: head.duration_us === null ? null : durationUs(head.duration_us), auditIdSharedBy: head.audit_id_shared_by, signals: fired,
    } satisfies AuditRequest];
  });
}
