/**
 * The runs that given requests belong to: requests of one user, credential, claimed agent and peer, each less than two
 * seconds after the one before. Computed over all requests of those callers, so that where a list is cut for the screen
 * never decides what belongs together; nothing is stored and nothing is done at load (docs/decisions/0013).
 */
import { HAND_AGENT } from '../trust/commands/claimed-client';
import { bigint, defineQuery, number, orNull, text, textList } from './define-query';
import { fixedSql, joinSql, sql, type Sql } from './sql';

/** A script that polls all day is one run; it is cut here, at the same places whoever looks. */
export const MOST_IN_RUN = 256;

const CALLER = 'username_key, credential_key, agent_key, peer_key';
const idList = (ids: readonly number[]): Sql => (ids.length === 0 ? fixedSql('-1') : joinSql(ids.map((id) => sql`${id}`), ', '));

export const commandRunsQuery = defineQuery({
  name: 'runs of requests around requests',
  example: { requestIds: [1, 2] },
  sql: ({ requestIds }: { readonly requestIds: readonly number[] }) => sql`
    WITH picked AS MATERIALIZED (SELECT request_id, agent_key, resource_key, code, ${fixedSql('username_key, credential_key, peer_key')} FROM paired_requests WHERE request_id IN (${idList(requestIds)})),
    hands AS MATERIALIZED (SELECT text_key FROM texts WHERE text_key IN (SELECT agent_key FROM picked) AND regexp_matches(text, ${HAND_AGENT})),
    -- Failed logins and questions about own rights come in bursts from programs of any name.
    together AS MATERIALIZED (SELECT * FROM picked WHERE agent_key = 0 OR agent_key IN (FROM hands) OR coalesce(code = 401, false) OR resource_key IN (SELECT text_key FROM texts WHERE text = 'selfsubjectaccessreviews')),
    callers AS MATERIALIZED (SELECT DISTINCT ${fixedSql(CALLER)} FROM together),
    mine AS MATERIALIZED (SELECT request_id, at_us, ${fixedSql(CALLER)} FROM paired_requests SEMI JOIN callers USING (${fixedSql(CALLER)})),
    steps AS (SELECT *, NOT coalesce(at_us - lag(at_us) OVER w < 2000000, false) AS starts FROM mine WINDOW w AS (PARTITION BY ${fixedSql(CALLER)} ORDER BY at_us NULLS LAST, request_id)),
    runs AS (SELECT *, sum(starts::INTEGER) OVER (PARTITION BY ${fixedSql(CALLER)} ORDER BY at_us NULLS LAST, request_id ROWS UNBOUNDED PRECEDING) AS run FROM steps),
    parts AS MATERIALIZED (SELECT request_id, first_value(request_id) OVER p AS first_id, (row_number() OVER p - 1) // ${MOST_IN_RUN} AS part FROM runs WINDOW p AS (PARTITION BY ${fixedSql(CALLER)}, run ORDER BY at_us NULLS LAST, request_id ROWS UNBOUNDED PRECEDING)),
    members AS MATERIALIZED (
      SELECT request_id, first_id, part FROM parts SEMI JOIN (SELECT DISTINCT first_id, part FROM parts WHERE request_id IN (SELECT request_id FROM together)) USING (first_id, part)
      UNION ALL SELECT request_id, request_id, 0 FROM picked WHERE request_id NOT IN (SELECT request_id FROM together)),
    rows AS MATERIALIZED (SELECT r.*, m.first_id, m.part FROM paired_requests r JOIN members m USING (request_id)),
    peers AS (SELECT credential_key, count(DISTINCT peer_key) AS n FROM paired_requests WHERE credential_key IN (SELECT credential_key FROM rows WHERE pod_name_key <> 0 AND credential_key <> 0) GROUP BY 1),
    words AS MATERIALIZED (SELECT text_key, text FROM texts WHERE text_key IN (
      SELECT unnest([verb_key, agent_key, uri_key, username_key, pod_name_key, credential_key, resource_key, subresource_key, namespace_key, name_key]) FROM rows))
    SELECT r.first_id, r.part, r.request_id, r.at_us, r.duration_us, r.code,
      ['allowed', 'denied', 'unauthenticated', 'refused', 'failed', 'unknown', 'open'][r.outcome + 1] AS outcome,
      verb.text AS verb, agent.text AS user_agent, uri.text AS request_uri, username.text AS username, pod.text AS pod_name, credential.text AS credential_id,
      o.api_group, resource.text AS resource, subresource.text AS subresource, namespace.text AS namespace, name.text AS name,
      ips.addresses AS source_ips, v.format, coalesce(p.n, 0) AS credential_peers
    FROM rows r
    LEFT JOIN words verb ON verb.text_key = r.verb_key LEFT JOIN words agent ON agent.text_key = r.agent_key LEFT JOIN words uri ON uri.text_key = r.uri_key
    LEFT JOIN words username ON username.text_key = r.username_key LEFT JOIN words pod ON pod.text_key = r.pod_name_key
    LEFT JOIN words credential ON credential.text_key = r.credential_key LEFT JOIN words resource ON resource.text_key = r.resource_key
    LEFT JOIN words subresource ON subresource.text_key = r.subresource_key LEFT JOIN words namespace ON namespace.text_key = r.namespace_key
    LEFT JOIN words name ON name.text_key = r.name_key LEFT JOIN objects o ON o.object_key = r.object_key
    LEFT JOIN address_lists ips ON ips.address_key = r.address_key LEFT JOIN evidence_rows v ON v.evidence_id = r.first_evidence LEFT JOIN peers p ON p.credential_key = r.credential_key
    ORDER BY r.first_id, r.part, r.at_us NULLS LAST, r.request_id`,
  columns: {
    first_id: number, part: number, request_id: number, at_us: orNull(bigint), duration_us: orNull(bigint), code: orNull(number), outcome: text,
    verb: orNull(text), user_agent: orNull(text), request_uri: orNull(text), username: orNull(text), pod_name: orNull(text), credential_id: orNull(text),
    api_group: orNull(text), resource: orNull(text), subresource: orNull(text), namespace: orNull(text), name: orNull(text),
    source_ips: orNull(textList), format: orNull(text), credential_peers: number,
  },
});
