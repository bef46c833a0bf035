/** What the evidence records: which kinds of requests at which level, in which stages, with which bodies, from when to when. */
import { boolean, defineQuery, number, orNull, text, textList, time } from '../../db/define-query';
import { fixedSql, joinSql, sql } from '../../db/sql';

export const coverageQuery = defineQuery({
  name: 'coverage of the evidence',
  example: undefined,
  sql: (_: undefined) => sql`
    WITH k AS (
      SELECT o.api_group, o.resource_key, o.subresource_key, e.verb_key, e.level_key, count(*) AS events,
        count(*) FILTER (e.stage_key = 1) AS received, count(*) FILTER (e.stage_key = 2) AS started, count(*) FILTER (e.stage_key = 3) AS completed, count(*) FILTER (e.stage_key = 4) AS panicked,
        count(*) FILTER ((e.shape & 1) <> 0) AS request_bodies, count(*) FILTER ((e.shape & 2) <> 0) AS response_bodies,
        min(coalesce(e.received_us, e.stage_us)) AS first_us, max(coalesce(e.received_us, e.stage_us)) AS last_us
      FROM event_all e LEFT JOIN objects o ON o.object_key = e.object_key GROUP BY ALL)
    SELECT coalesce(k.api_group, '') AS api_group, coalesce(resource.text, '') AS resource, coalesce(subresource.text, '') AS subresource, coalesce(verb.text, '') AS verb, level.text AS level,
      k.events, k.received, k.started, k.completed, k.panicked, k.request_bodies, k.response_bodies, k.first_us, k.last_us
    FROM k LEFT JOIN texts resource ON resource.text_key = k.resource_key LEFT JOIN texts subresource ON subresource.text_key = k.subresource_key
    LEFT JOIN texts verb ON verb.text_key = k.verb_key LEFT JOIN texts level ON level.text_key = k.level_key
    ORDER BY resource, subresource, verb, level`,
  columns: {
    api_group: text, resource: text, subresource: text, verb: text, level: orNull(text), events: number, received: number, started: number, completed: number, panicked: number,
    request_bodies: number, response_bodies: number, first_us: orNull(time), last_us: orNull(time),
  },
});

/** Kinds of requests with the user they came from, for holding a policy against the evidence; the most frequent first. */
export const MOST_HELD = 20_000;

const periodSql = (changes: readonly bigint[]) =>
  changes.length === 0 ? fixedSql('0') : sql`list_sum([${joinSql(changes.map((us) => sql`CASE WHEN coalesce(e.received_us, e.stage_us) >= ${us} THEN 1 ELSE 0 END`), ', ')}])::INTEGER`;

export const heldAgainstPolicyQuery = defineQuery({
  name: 'kinds of requests for a policy',
  example: { changes: [1_700_000_000_000_000n] },
  /** `changes`: times in order at which another policy came into force. */
  sql: ({ changes }: { readonly changes: readonly bigint[] }) => sql`
    WITH k AS (
      SELECT ${periodSql(changes)} AS period, e.user_key, e.verb_key, e.object_key, CASE WHEN e.object_key = 0 THEN e.uri_key ELSE 0 END AS uri_key, e.level_key, e.stage_key, coalesce(s.code = 401, false) AS unauthenticated,
        count(*) AS events, min(e.request_id) AS request_id
      FROM event_all e LEFT JOIN statuses s ON s.status_key = e.status_key GROUP BY ALL ORDER BY events DESC LIMIT ${MOST_HELD})
    SELECT k.period, k.events, coalesce(k.request_id, -1) AS request_id, k.unauthenticated, level.text AS level, stage.text AS stage, username.text AS username, u.groups, verb.text AS verb,
      uris.path, o.api_group, resource.text AS resource, subresource.text AS subresource, namespace.text AS namespace, name.text AS name
    FROM k LEFT JOIN users u ON u.user_key = k.user_key LEFT JOIN texts username ON username.text_key = u.username_key
    LEFT JOIN objects o ON o.object_key = k.object_key LEFT JOIN uris ON uris.uri_key = k.uri_key
    LEFT JOIN texts resource ON resource.text_key = o.resource_key LEFT JOIN texts subresource ON subresource.text_key = o.subresource_key
    LEFT JOIN texts namespace ON namespace.text_key = o.namespace_key LEFT JOIN texts name ON name.text_key = o.name_key
    LEFT JOIN texts verb ON verb.text_key = k.verb_key LEFT JOIN texts level ON level.text_key = k.level_key LEFT JOIN texts stage ON stage.text_key = k.stage_key
    ORDER BY k.events DESC`,
  columns: {
    period: number, events: number, request_id: number, unauthenticated: boolean, level: orNull(text), stage: orNull(text), username: orNull(text), groups: orNull(textList), verb: orNull(text),
    path: orNull(text), api_group: orNull(text), resource: orNull(text), subresource: orNull(text), namespace: orNull(text), name: orNull(text),
  },
});

/** Each start of a server but the first one of its file: its own identity is another from then on. */
export const serverStartsQuery = defineQuery({
  name: 'starts of servers',
  example: undefined,
  sql: (_: undefined) => fixedSql('SELECT DISTINCT first_us FROM (SELECT evidence_id, first_us FROM instance_rows QUALIFY first_us > min(first_us) OVER (PARTITION BY evidence_id)) ORDER BY first_us LIMIT 5'),
  columns: { first_us: time },
});

/** What the evidence itself says of when a policy can have come into force, beside the time that the events cover. */
export const policyTimesQuery = defineQuery({
  name: 'times of a policy document',
  example: { policyId: 1 },
  sql: ({ policyId }: { readonly policyId: number }) => sql`
    SELECT p.document, v.closed_us, (SELECT min(at_us) FROM paired_requests) AS from_us, (SELECT max(at_us) FROM paired_requests) AS to_us
    FROM audit_policies p JOIN evidence_rows v USING (evidence_id) WHERE p.policy_id = ${policyId}`,
  columns: { document: text, closed_us: orNull(time), from_us: orNull(time), to_us: orNull(time) },
});
