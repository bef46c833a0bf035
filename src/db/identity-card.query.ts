/** Everything the evidence says of one user, pod, credential, peer or user agent. */
import { exactly, type Filter } from '../model/filter';
import type { IdentityTarget } from '../model/identity-target';
import { bigint, boolean, defineQuery, number, orNull, text, textList, textListList, time } from './define-query';
import { filterSql } from './pivot-sql';
import { sql, type Sql } from './sql';

const EXAMPLE: { readonly target: IdentityTarget } = { target: { field: 'username', text: 'alice' } };

const filterOf = ({ field, text: value }: IdentityTarget): Filter => ({ clauses: [{ kind: 'field', field, negated: false, values: [exactly(value)], enabled: true }], range: undefined });

const matching = (target: IdentityTarget): Sql => sql`q AS MATERIALIZED (SELECT r.* FROM paired_requests r WHERE ${filterSql(filterOf(target))})`;

export const identityHeadQuery = defineQuery({
  name: 'identity card: head',
  example: EXAMPLE,
  sql: ({ target }: { readonly target: IdentityTarget }) => sql`
    WITH ${matching(target)}
    SELECT count(*) AS requests, min(at_us) AS first_us, max(at_us) AS last_us,
      count(*) FILTER (outcome = 1) AS denied, count(*) FILTER (outcome = 2) AS unauthenticated, count(*) FILTER (outcome = 3) AS refused, count(*) FILTER (outcome = 4) AS failed,
      count(*) FILTER (outcome = 6) AS open
    FROM q`,
  columns: { requests: number, first_us: orNull(time), last_us: orNull(time), denied: number, unauthenticated: number, refused: number, failed: number, open: number },
});

/** The values it came with, eight of each field, the most frequent first; `values` says how many there are. */
export const identityValuesQuery = defineQuery({
  name: 'identity card: values',
  example: EXAMPLE,
  sql: ({ target }: { readonly target: IdentityTarget }) => sql`
    WITH ${matching(target)},
    pairs AS (
      SELECT 'username' AS field, username_key AS k, at_us FROM q UNION ALL SELECT 'credential_id', credential_key, at_us FROM q
      UNION ALL SELECT 'pod_name', pod_name_key, at_us FROM q UNION ALL SELECT 'peer_ip', peer_key, at_us FROM q UNION ALL SELECT 'user_agent', agent_key, at_us FROM q
      UNION ALL SELECT 'impersonated', effective_key, at_us FROM q WHERE impersonated_key <> 0 AND effective_key <> username_key
      UNION ALL SELECT 'impersonator', r.username_key, r.at_us FROM paired_requests r JOIN texts t ON t.text_key = r.effective_key
        WHERE ${target.field === 'username' || target.field === 'effective_username'} AND r.impersonated_key <> 0 AND r.effective_key <> r.username_key AND t.text = ${target.text}
    ), counted AS (
      SELECT field, k, count(*) AS n, min(at_us) AS first_us, max(at_us) AS last_us FROM pairs WHERE k <> 0 GROUP BY ALL
    )
    SELECT field, text AS value, n, first_us, last_us, count(*) OVER (PARTITION BY field) AS of_field
    FROM counted JOIN texts ON text_key = k QUALIFY row_number() OVER (PARTITION BY field ORDER BY n DESC, text) <= 8 ORDER BY field, n DESC, value`,
  columns: { field: text, value: text, n: number, first_us: orNull(time), last_us: orNull(time), of_field: number },
});

export const identityUseQuery = defineQuery({
  name: 'identity card: what it used',
  example: EXAMPLE,
  sql: ({ target }: { readonly target: IdentityTarget }) => sql`
    WITH ${matching(target)}
    SELECT v.text AS verb, o.text AS resource, s.text AS subresource, count(*) FILTER (q.outcome IN (0, 6)) AS used, count(*) FILTER (q.outcome IN (1, 3)) AS denied, count(DISTINCT q.namespace_key) AS namespaces
    FROM q LEFT JOIN texts v ON v.text_key = q.verb_key LEFT JOIN texts o ON o.text_key = q.resource_key LEFT JOIN texts s ON s.text_key = q.subresource_key
    GROUP BY ALL ORDER BY denied DESC, used DESC, resource, verb LIMIT 20`,
  columns: { verb: orNull(text), resource: orNull(text), subresource: orNull(text), used: number, denied: number, namespaces: number },
});

export const identitySignalsQuery = defineQuery({
  name: 'identity card: signals',
  example: EXAMPLE,
  sql: ({ target }: { readonly target: IdentityTarget }) => sql`
    WITH ${matching(target)} SELECT test_id, count(DISTINCT request_id) AS requests FROM signal_rows WHERE request_id IN (SELECT request_id FROM q) GROUP BY 1 ORDER BY 2 DESC`,
  columns: { test_id: text, requests: number },
});

/** The users as authenticators described them, from which the likely authenticator follows. */
export const identityUsersQuery = defineQuery({
  name: 'identity card: users',
  example: EXAMPLE,
  sql: ({ target }: { readonly target: IdentityTarget }) => sql`
    WITH ${matching(target)},
    legacy AS (SELECT value_key FROM value_marks WHERE domain = 'annotation' AND mark = 'legacy-token')
    SELECT t.text AS username, u.uid, u.groups, u.extra_keys, u.extra_values, max(q.code)::INTEGER AS code, bool_or(q.annotation_key IN (FROM legacy)) AS legacy_token, count(*) AS requests,
      EXISTS (FROM users WHERE credential_key <> 0) AS writes_ids
    FROM q LEFT JOIN users u USING (user_key) LEFT JOIN texts t ON t.text_key = u.username_key GROUP BY t.text, u.user_key, u.uid, u.groups, u.extra_keys, u.extra_values ORDER BY requests DESC LIMIT 50`,
  columns: { username: orNull(text), uid: orNull(text), groups: orNull(textList), extra_keys: orNull(textList), extra_values: orNull(textListList), code: orNull(number), legacy_token: boolean, requests: number, writes_ids: boolean },
});

/** Its tokens: the request that issued each, what each is bound to, and every address each was used from with what is known of it. */
export const identityCredentialsQuery = defineQuery({
  name: 'identity card: credentials',
  example: EXAMPLE,
  sql: ({ target }: { readonly target: IdentityTarget }) => sql`
    WITH ${matching(target)},
    own AS (SELECT DISTINCT credential_key FROM q WHERE credential_key <> 0),
    issues AS (
      SELECT c.text_key AS credential_key, arg_min(r.request_id, r.at_us) AS request_id FROM paired_requests r
      JOIN value_marks m ON m.domain = 'annotation' AND m.mark = 'issued' AND m.value_key = r.annotation_key JOIN texts c ON c.text = m.detail
      WHERE c.text_key IN (FROM own) GROUP BY 1
    ), uses AS (
      SELECT credential_key, peer_key, count(*) AS n, min(at_us) AS first_us, max(user_key) AS user_key FROM paired_requests WHERE credential_key IN (FROM own) GROUP BY ALL
    ), nodes AS (
      SELECT r.peer_key, substr(min(t.text), 13) AS node, count(DISTINCT r.username_key) AS names FROM paired_requests r JOIN texts t ON t.text_key = r.username_key
      WHERE r.peer_key IN (SELECT peer_key FROM uses) AND r.user_key IN (SELECT value_key FROM value_marks WHERE domain = 'user' AND mark = 'node') GROUP BY r.peer_key
    )
    SELECT c.text AS credential_id, i.request_id AS issue_id, i.at_us AS issued_us, issuer.text AS issuer, from_peer.text AS issuer_peer,
      peer.text AS peer, u.n, u.first_us, usr.account_namespace_key <> 0 AS of_account, pod.text AS pod_name, usr.node_name,
      (SELECT list(DISTINCT kind ORDER BY kind) FROM peer_marks m WHERE m.peer_key = u.peer_key) AS peer_kinds, CASE WHEN nodes.names = 1 THEN nodes.node END AS peer_node,
      EXISTS (FROM cluster_ranges WHERE kind = 'pods') AS pods_stated
    FROM uses u JOIN texts c ON c.text_key = u.credential_key LEFT JOIN texts peer ON peer.text_key = u.peer_key
    LEFT JOIN users usr ON usr.user_key = u.user_key LEFT JOIN texts pod ON pod.text_key = usr.pod_name_key AND usr.pod_name_key <> 0 LEFT JOIN nodes ON nodes.peer_key = u.peer_key
    LEFT JOIN issues ON issues.credential_key = u.credential_key LEFT JOIN paired_requests i ON i.request_id = issues.request_id
    LEFT JOIN texts issuer ON issuer.text_key = i.username_key LEFT JOIN texts from_peer ON from_peer.text_key = i.peer_key
    ORDER BY u.first_us, credential_id LIMIT 40`,
  columns: { credential_id: text, issue_id: orNull(number), issued_us: orNull(bigint), issuer: orNull(text), issuer_peer: orNull(text), peer: orNull(text), n: number, first_us: orNull(time), of_account: orNull(boolean), pod_name: orNull(text), node_name: orNull(text),
    peer_kinds: orNull(textList), peer_node: orNull(text), pods_stated: boolean },
});
