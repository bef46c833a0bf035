/** What the evidence says of each TCP peer, from which the responder is told what the cluster's addresses may be. */
import { defineQuery, number, text } from './define-query';
import { fixedSql } from './sql';

export const rangeFactsQuery = defineQuery({
  name: 'facts about peers',
  example: undefined,
  sql: () => fixedSql(`
    WITH marks AS (
      SELECT u.user_key, bool_or(m.mark = 'node') AS node, bool_or(m.mark = 'control-plane') AS component, bool_or(m.mark = 'person') AS person
      FROM users u LEFT JOIN value_marks m ON m.domain = 'user' AND m.value_key = u.user_key AND m.mark IN ('node', 'control-plane', 'person') GROUP BY 1
    )
    SELECT t.text AS peer, count(*) AS requests,
      count(DISTINCT r.username_key) FILTER (k.node) AS nodes, count(DISTINCT r.pod_name_key) FILTER (r.pod_name_key <> 0) AS pods,
      count(DISTINCT r.username_key) FILTER (k.component) AS components, count(DISTINCT r.username_key) FILTER (k.person) AS people,
      count(*) FILTER (len(l.claimed) > 0) AS forwarded
    FROM paired_requests r JOIN texts t ON t.text_key = r.peer_key LEFT JOIN marks k USING (user_key) LEFT JOIN address_lists l USING (address_key)
    WHERE r.peer_key <> 0 GROUP BY 1 ORDER BY requests DESC, peer LIMIT 5000`),
  columns: { peer: text, requests: number, nodes: number, pods: number, components: number, people: number, forwarded: number },
});
