-- Tests that hold the requests of one identity, one credential or one address against each other. The groups are by
-- key and small: users, credentials and peers are few however many requests there are.

CREATE OR REPLACE TEMP TABLE used_users AS
SELECT l.log, u.user_key, u.username_key, u.credential_key, min(u.first_us) AS first_us, max(u.last_us) AS last_us, sum(u.n) AS n
FROM (
  SELECT first_evidence, user_key, username_key, credential_key, min(at_us) AS first_us, max(at_us) AS last_us, count(*) AS n
  FROM next_paired_requests WHERE user_key <> 0 GROUP BY ALL
) u JOIN logs l ON l.evidence_id = u.first_evidence
GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE accounts AS SELECT value_key AS user_key FROM value_marks WHERE domain = 'user' AND mark = 'service-account';
CREATE OR REPLACE TEMP TABLE trusted_hops AS SELECT DISTINCT peer_key FROM peer_marks WHERE kind IN ('loopback', 'load-balancers', 'proxies');

-- Which logs are of one cluster. An account keeps its UID as long as it lives, so two logs that name at least two accounts alike and agree on
-- no UID are of two clusters; all that is not told apart so counts as one.
CREATE OR REPLACE TEMP TABLE clusters AS
WITH RECURSIVE named AS MATERIALIZED (
  SELECT DISTINCT w.log, w.username_key, u.uid FROM used_users w JOIN users u USING (user_key) WHERE u.account_namespace_key <> 0 AND u.uid <> '' AND (SELECT max(log) FROM logs) > 1
), strangers AS MATERIALIZED (
  SELECT a.log AS one, b.log AS other FROM named a JOIN named b USING (username_key) WHERE a.log < b.log
  GROUP BY ALL HAVING count(DISTINCT username_key) > 1 AND count(*) FILTER (a.uid = b.uid) = 0
), all_logs AS MATERIALIZED (SELECT DISTINCT log FROM logs), near AS MATERIALIZED (
  SELECT a.log AS one, b.log AS other FROM all_logs a JOIN all_logs b ON a.log <> b.log
  WHERE (SELECT count(*) FROM strangers) > 0 AND (least(a.log, b.log), greatest(a.log, b.log)) NOT IN (SELECT (one, other) FROM strangers)
), reach(log, cluster) AS (
  SELECT log, CASE WHEN EXISTS (FROM strangers) THEN log ELSE 0 END FROM all_logs
  UNION SELECT n.other, r.cluster FROM reach r JOIN near n ON n.one = r.log
)
SELECT log, min(cluster)::INTEGER AS cluster FROM reach GROUP BY log;

-- I5, I6, I12: one name and more than one way to it.
CREATE OR REPLACE TEMP TABLE odd_users AS
SELECT DISTINCT u.log, u.user_key, 'I5' AS test_id FROM used_users u
  WHERE u.credential_key = 0 AND (u.username_key, u.log) IN (SELECT (username_key, log) FROM used_users WHERE credential_key <> 0)
    AND u.user_key NOT IN (FROM accounts) AND u.user_key NOT IN (SELECT user_key FROM users WHERE anonymous OR masters)
UNION ALL
SELECT DISTINCT later.log, later.user_key, 'I6' FROM used_users later JOIN used_users earlier USING (log, username_key)
  JOIN texts c ON c.text_key = later.credential_key JOIN texts d ON d.text_key = earlier.credential_key
  WHERE later.credential_key <> earlier.credential_key AND starts_with(c.text, 'X509SHA256=') AND starts_with(d.text, 'X509SHA256=')
    AND (later.first_us > earlier.first_us OR (later.first_us = earlier.first_us AND later.user_key > earlier.user_key))
    -- A renewed certificate and the old one overlap for a moment; a second one is used while the first one is.
    AND later.first_us + 60000000 < earlier.last_us
    AND later.user_key NOT IN (SELECT value_key FROM value_marks WHERE domain = 'user' AND mark = 'control-plane')
UNION ALL
SELECT DISTINCT v.log, v.user_key, 'I12' FROM used_users v JOIN users u USING (user_key) WHERE (v.log, u.uid) IN (
  SELECT (w.log, x.uid) FROM users x JOIN used_users w USING (user_key) WHERE x.uid <> '' GROUP BY w.log, x.uid HAVING count(DISTINCT x.username_key) > 1
)
UNION ALL
SELECT DISTINCT a.log, a.user_key, 'I12' FROM used_users a JOIN users au USING (user_key) JOIN used_users b ON b.username_key = a.username_key AND b.log = a.log JOIN users bu ON bu.user_key = b.user_key
  WHERE au.account_namespace_key <> 0 AND au.uid <> '' AND bu.uid <> '' AND au.uid <> bu.uid AND a.first_us < b.last_us AND b.first_us < a.last_us;

-- I4: the group of nodes under another name, in a log whose nodes have names of their own.
INSERT INTO odd_users
SELECT DISTINCT log, user_key, 'I4' FROM used_users
  WHERE user_key IN (SELECT value_key FROM value_marks WHERE domain = 'user' AND mark = 'node-group')
    AND log IN (SELECT n.log FROM used_users n JOIN users u USING (user_key) WHERE list_contains(u.groups, 'system:nodes') AND n.user_key IN (SELECT value_key FROM value_marks WHERE domain = 'user' AND mark = 'node'));

INSERT INTO next_signal_rows
SELECT r.best_event_id, r.request_id, o.test_id FROM next_paired_requests r JOIN logs l ON l.evidence_id = r.first_evidence
JOIN (SELECT DISTINCT log, user_key, test_id FROM odd_users) o ON o.log = l.log AND o.user_key = r.user_key;

-- P2: one token of an account from more than one address. Where nodes are known, a node's address stands for its pods.
CREATE OR REPLACE TEMP TABLE token_peers AS
SELECT r.credential_key, r.peer_key, min(r.at_us) AS first_us
FROM next_paired_requests r
WHERE r.credential_key IN (SELECT u.credential_key FROM users u JOIN texts c ON c.text_key = u.credential_key WHERE starts_with(c.text, 'JTI=') AND u.user_key IN (FROM accounts))
  AND r.peer_key <> 0 AND r.peer_key NOT IN (FROM trusted_hops) AND r.peer_key NOT IN (SELECT peer_key FROM peer_marks WHERE kind = 'nodes')
GROUP BY ALL;

INSERT INTO next_signal_rows
SELECT r.best_event_id, r.request_id, 'P2' FROM next_paired_requests r JOIN (
  SELECT t.credential_key, t.peer_key FROM token_peers t
  JOIN (SELECT credential_key, arg_min(peer_key, first_us) AS home FROM token_peers GROUP BY credential_key HAVING count(*) > 1) h USING (credential_key)
  WHERE t.peer_key <> h.home
) away USING (credential_key, peer_key);

-- P3: who had the token issued. Normal is the kubelet of the node in the token, or the controller manager for its own controllers.
CREATE OR REPLACE TEMP TABLE issues_of_tokens AS
SELECT c.text_key AS credential_key, arg_min(r.request_id, r.at_us) AS request_id, arg_min(r.username_key, r.at_us) AS issuer_key
FROM next_paired_requests r
JOIN value_marks m ON m.domain = 'annotation' AND m.mark = 'issued' AND m.value_key = r.annotation_key
JOIN texts c ON c.text = m.detail
GROUP BY 1;

INSERT INTO next_signal_rows
SELECT r.best_event_id, r.request_id, 'P3' FROM next_paired_requests r JOIN users u USING (user_key)
JOIN issues_of_tokens i ON i.credential_key = r.credential_key JOIN texts issuer ON issuer.text_key = i.issuer_key
WHERE r.credential_key <> 0 AND NOT (u.node_name IS NOT NULL AND issuer.text = 'system:node:' || u.node_name)
  AND NOT (u.node_name IS NULL AND issuer.text IN ('system:kube-controller-manager', 'system:apiserver'));

-- P6: only where the evidence shows that this server binds tokens to pods. The controller manager gets a token of the kind for each of
-- its controllers (--use-service-account-credentials); the server sees them come from the address of the manager itself.
INSERT INTO next_signal_rows
SELECT best_event_id, request_id, 'P6' FROM next_paired_requests
WHERE user_key IN (SELECT value_key FROM value_marks WHERE domain = 'user' AND mark = 'unbound-account')
  AND annotation_key NOT IN (SELECT value_key FROM value_marks WHERE domain = 'annotation' AND mark = 'legacy-token')
  AND first_evidence IN (SELECT evidence_id FROM logs WHERE log IN (SELECT log FROM logs JOIN next_paired_requests p ON p.first_evidence = evidence_id WHERE p.pod_name_key <> 0))
  AND NOT (
    user_key IN (SELECT user_key FROM users WHERE account_namespace_key IN (SELECT text_key FROM texts WHERE text = 'kube-system'))
    AND peer_key <> 0 AND peer_key IN (SELECT peer_key FROM next_paired_requests WHERE username_key IN (SELECT text_key FROM texts WHERE text = 'system:kube-controller-manager'))
  );

-- P7: the kubelet that reports on a pod of this name says where it runs.
INSERT INTO next_signal_rows
WITH homes AS (
  SELECT l.log, r.namespace_key, r.name_key, list(DISTINCT substr(n.text, 13)) AS nodes FROM next_paired_requests r JOIN texts n ON n.text_key = r.username_key JOIN logs l ON l.evidence_id = r.first_evidence
  WHERE r.resource_key IN (SELECT text_key FROM words WHERE text = 'pods') AND r.subresource_key IN (SELECT text_key FROM words WHERE text = 'status')
    AND r.user_key IN (SELECT value_key FROM value_marks WHERE domain = 'user' AND mark = 'node')
  GROUP BY ALL
)
SELECT r.best_event_id, r.request_id, 'P7' FROM next_paired_requests r JOIN users u USING (user_key) JOIN logs l ON l.evidence_id = r.first_evidence
JOIN homes h ON h.log = l.log AND h.namespace_key = u.account_namespace_key AND h.name_key = u.pod_name_key
WHERE u.node_name IS NOT NULL AND NOT list_contains(h.nodes, u.node_name);

-- P1, S5, S8: addresses against what the responder said of them. Loopback needs no saying.
INSERT INTO next_signal_rows
SELECT best_event_id, request_id, 'P1' FROM next_paired_requests
  WHERE pod_name_key <> 0 AND peer_key <> 0 AND EXISTS (FROM cluster_ranges WHERE kind = 'pods') AND user_key IN (FROM accounts)
    AND peer_key NOT IN (SELECT peer_key FROM peer_marks)
UNION ALL
SELECT best_event_id, request_id, 'S5' FROM next_paired_requests WHERE peer_key IN (SELECT peer_key FROM peer_marks WHERE kind IN ('load-balancers', 'proxies'))
UNION ALL
SELECT best_event_id, request_id, 'S8' FROM next_paired_requests
  WHERE peer_key <> 0 AND username_key IN (SELECT text_key FROM texts WHERE text = 'system:apiserver') AND peer_key NOT IN (SELECT peer_key FROM peer_marks WHERE kind IN ('loopback', 'control-plane'))
UNION ALL
SELECT best_event_id, request_id, 'S8' FROM next_paired_requests
  WHERE peer_key <> 0 AND EXISTS (FROM cluster_ranges WHERE kind = 'nodes') AND user_key IN (SELECT value_key FROM value_marks WHERE domain = 'user' AND mark = 'node')
    AND peer_key NOT IN (SELECT peer_key FROM peer_marks WHERE kind IN ('nodes', 'control-plane', 'loopback', 'load-balancers', 'proxies'))
UNION ALL
SELECT best_event_id, request_id, 'S8' FROM next_paired_requests
  WHERE peer_key <> 0 AND EXISTS (FROM cluster_ranges WHERE kind = 'control-plane') AND user_key IN (SELECT value_key FROM value_marks WHERE domain = 'user' AND mark = 'control-plane')
    AND peer_key NOT IN (SELECT peer_key FROM peer_marks WHERE kind IN ('control-plane', 'loopback', 'load-balancers', 'proxies'));

-- S6: a user who comes nearly always from one address, and here does not. Users without a name, and addresses that are hops, have no habits.
INSERT INTO next_signal_rows
WITH habits AS (
  SELECT l.log, r.username_key, r.peer_key, count(*) AS n FROM next_paired_requests r JOIN logs l ON l.evidence_id = r.first_evidence
  WHERE r.username_key <> 0 AND r.peer_key <> 0 AND r.user_key NOT IN (SELECT user_key FROM users WHERE anonymous) GROUP BY ALL
), usual AS (
  SELECT log, username_key, sum(n) AS all_n, max(n) AS most, count(*) AS peers FROM habits GROUP BY log, username_key HAVING sum(n) >= 100 AND count(*) > 1 AND max(n) >= 0.95 * sum(n)
)
SELECT r.best_event_id, r.request_id, 'S6' FROM next_paired_requests r JOIN (
  SELECT l.evidence_id, h.username_key, h.peer_key FROM habits h JOIN usual u USING (log, username_key) JOIN logs l USING (log)
  WHERE h.n < u.most AND h.peer_key NOT IN (FROM trusted_hops)
) odd ON odd.evidence_id = r.first_evidence AND odd.username_key = r.username_key AND odd.peer_key = r.peer_key;

-- S7: servers that wrote no peer when a header was sent; the version is the one the server gives itself.
INSERT INTO next_signal_rows
SELECT r.best_event_id, r.request_id, 'S7' FROM next_paired_requests r
WHERE r.address_key <> 0 AND r.first_evidence IN (
  SELECT first_evidence FROM (
    SELECT r.first_evidence, regexp_extract(t.text, '^(?:kube|hyperkube|openshift)[a-z-]*/v1\.(\d+)\.(\d+)', ['minor', 'patch']) AS v
    FROM (
      SELECT DISTINCT first_evidence, agent_key FROM next_paired_requests
      WHERE agent_key IN (SELECT text_key FROM texts WHERE starts_with(text, 'kube-apiserver/v1.')) AND user_key IN (SELECT user_key FROM users WHERE masters)
    ) r JOIN texts t ON t.text_key = r.agent_key
  )
  GROUP BY first_evidence HAVING max(try_cast(v.minor AS INTEGER)) < 17 OR (max(try_cast(v.minor AS INTEGER)) = 17 AND max(try_cast(v.patch AS INTEGER)) < 12)
);

-- K3: the platform a credential named first, and another one later.
INSERT INTO next_signal_rows
WITH platforms AS (
  SELECT r.credential_key, m.detail, min(r.at_us) AS first_us FROM next_paired_requests r JOIN agent_marks m ON m.agent_key = r.agent_key AND m.mark = 'platform'
  WHERE r.credential_key <> 0 GROUP BY ALL
), changed AS (
  SELECT credential_key, arg_min(detail, first_us) AS home FROM platforms GROUP BY credential_key HAVING count(*) > 1
)
SELECT r.best_event_id, r.request_id, 'K3' FROM next_paired_requests r JOIN changed c USING (credential_key) JOIN agent_marks m ON m.agent_key = r.agent_key AND m.mark = 'platform'
WHERE m.detail <> c.home;

DROP TABLE used_users;
DROP TABLE accounts;
DROP TABLE trusted_hops;
DROP TABLE odd_users;
DROP TABLE token_peers;
DROP TABLE words;
