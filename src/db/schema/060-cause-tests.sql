-- H6 to H17: an effect whose cause the log should show, and a cause whose effect it should show. What Kubernetes does by itself
-- follows from something that was asked for, and both stand in a log that covers them. Whether a log does is not assumed but
-- seen: it must show such pairs, and lone ones must be rare. One server's log of three has every third cause, and says nothing here.

-- Times of which the evidence does not speak: a cause may lie in them.
CREATE OR REPLACE TEMP TABLE hidden_times AS
SELECT l.log, g.from_us, g.to_us FROM next_gap_rows g JOIN logs l USING (evidence_id) WHERE g.kind IN ('missing', 'quiet', 'seam', 'seam-hole', 'seam-unknown');

CREATE OR REPLACE TEMP TABLE step_kinds AS
WITH listed(step, api_group, resource, subresource, verbs) AS (VALUES
  ('pod made', '', 'pods', '', ['create']), ('pod placed', '', 'pods', 'binding', ['create']), ('pod deleted', '', 'pods', '', ['delete']),
  ('pods deleted', '', 'pods', '', ['deletecollection']), ('pod evicted', '', 'pods', 'eviction', ['create']),
  ('session', '', 'pods', 'exec', ['create', 'get']), ('session', '', 'pods', 'attach', ['create', 'get']), ('session', '', 'pods', 'portforward', ['create', 'get']),
  ('namespace made', '', 'namespaces', '', ['create']), ('namespace deleted', '', 'namespaces', '', ['delete']),
  ('furniture made', '', 'serviceaccounts', '', ['create']), ('furniture made', '', 'configmaps', '', ['create']),
  ('furniture deleted', '', 'serviceaccounts', '', ['delete', 'deletecollection']), ('furniture deleted', '', 'configmaps', '', ['delete', 'deletecollection']),
  ('replicas made', 'apps', 'replicasets', '', ['create']), ('deployment written', 'apps', 'deployments', '', ['create', 'update', 'patch']),
  ('request approved', 'certificates.k8s.io', 'certificatesigningrequests', 'approval', ['update', 'patch']),
  ('request signed', 'certificates.k8s.io', 'certificatesigningrequests', 'status', ['update', 'patch']),
  ('rights written', 'rbac.authorization.k8s.io', 'roles', '', ['create', 'update', 'patch', 'delete', 'deletecollection']),
  ('rights written', 'rbac.authorization.k8s.io', 'clusterroles', '', ['create', 'update', 'patch', 'delete', 'deletecollection']),
  ('rights written', 'rbac.authorization.k8s.io', 'rolebindings', '', ['create', 'update', 'patch', 'delete', 'deletecollection']),
  ('rights written', 'rbac.authorization.k8s.io', 'clusterrolebindings', '', ['create', 'update', 'patch', 'delete', 'deletecollection'])
), singly AS (SELECT step, api_group, resource, subresource, unnest(verbs) AS verb FROM listed),
-- Once through the texts, however many words are looked up.
known AS MATERIALIZED (SELECT text_key, text FROM texts WHERE text IN (SELECT resource FROM listed UNION SELECT subresource FROM listed UNION SELECT unnest(verbs) FROM listed))
SELECT k.step, k.api_group, r.text_key AS resource_key, coalesce(s.text_key, 0) AS subresource_key, v.text_key AS verb_key
FROM singly k JOIN known r ON r.text = k.resource JOIN known v ON v.text = k.verb LEFT JOIN known s ON s.text = k.subresource AND k.subresource <> ''
WHERE k.subresource = '' OR s.text_key IS NOT NULL;

-- A step whose end is not in the log (code NULL) counts as a cause, never as an effect. Dry runs do nothing.
CREATE OR REPLACE TEMP TABLE steps AS
SELECT k.step, l.log, c.cluster, r.request_id, r.best_event_id AS event_id, r.at_us, r.namespace_key, r.name_key, r.username_key, r.user_key, r.agent_key, r.code,
  r.name_key IN (SELECT 0 UNION ALL SELECT text_key FROM texts WHERE text = '') AS unnamed
FROM next_paired_requests r JOIN step_kinds k USING (resource_key, subresource_key, verb_key) JOIN objects o USING (object_key) JOIN logs l ON l.evidence_id = r.first_evidence JOIN clusters c USING (log)
WHERE coalesce(o.api_group, '') = k.api_group AND r.at_us IS NOT NULL AND (r.code IS NULL OR r.code = 101 OR r.code BETWEEN 200 AND 299)
  AND r.uri_key NOT IN (SELECT value_key FROM value_marks WHERE domain = 'uri' AND mark = 'U6');

CREATE OR REPLACE TEMP TABLE kubelets AS SELECT value_key AS user_key FROM value_marks WHERE domain = 'user' AND mark = 'node';
CREATE OR REPLACE TEMP TABLE controllers AS
SELECT text_key, substr(text, 35) AS controller FROM texts WHERE starts_with(text, 'system:serviceaccount:kube-system:') OR text = 'system:kube-controller-manager';

-- One row for each effect (or, in H16 and H17, cause): between from_us and to_us its counterpart has to be, and paired says that it is.
-- Counterparts are looked for in all evidence, so that logs of several servers complete each other; 5 s are left for their clocks. Where
-- names that every cluster has could stand for each other (rights, pods, deployments), logs that are known to be of another cluster are left out.
-- Part: what is judged apart from the rest of the test, because a policy or a controller may treat it in its own way.
CREATE OR REPLACE TEMP TABLE traces (test_id VARCHAR, part INTEGER, log INTEGER, request_id INTEGER, event_id BIGINT, from_us BIGINT, to_us BIGINT, paired BOOLEAN);

-- H6: a pod's token is used, and nobody issued it. The kubelet renews tokens within the hour, so one that shows for the first time later was issued here.
INSERT INTO traces
SELECT 'H6', 0, log, request_id, event_id, first_us - 4200000000, first_us, credential_key IN (SELECT credential_key FROM issues_of_tokens)
FROM (
  SELECT l.log, r.credential_key, min(r.at_us) AS first_us, arg_min(r.request_id, r.at_us) AS request_id, arg_min(r.best_event_id, r.at_us) AS event_id
  FROM next_paired_requests r JOIN logs l ON l.evidence_id = r.first_evidence WHERE r.credential_key <> 0 AND r.pod_name_key <> 0 GROUP BY ALL
) JOIN texts c ON c.text_key = credential_key WHERE starts_with(c.text, 'JTI=');

-- H7, H17: the namespace controller empties a namespace as soon as somebody deletes it.
CREATE OR REPLACE TEMP TABLE emptied AS
SELECT l.log, r.namespace_key, min(r.at_us) AS first_us, max(r.at_us) AS last_us, arg_min(r.request_id, r.at_us) AS request_id, arg_min(r.best_event_id, r.at_us) AS event_id
FROM next_paired_requests r JOIN logs l ON l.evidence_id = r.first_evidence
WHERE r.verb_key IN (SELECT text_key FROM texts WHERE text = 'deletecollection') AND r.namespace_key <> 0 AND r.at_us IS NOT NULL
  AND r.username_key IN (SELECT text_key FROM controllers WHERE controller = 'namespace-controller' OR controller = '') GROUP BY ALL;

INSERT INTO traces
SELECT 'H7', 0, e.log, e.request_id, e.event_id, e.first_us - 300000000, e.first_us, e.namespace_key IN (SELECT name_key FROM steps WHERE step = 'namespace deleted' AND at_us <= e.first_us + 5000000)
FROM emptied e;

INSERT INTO traces
SELECT 'H17', 0, d.log, d.request_id, d.event_id, d.at_us, d.at_us + 600000000, EXISTS (FROM emptied e WHERE e.namespace_key = d.name_key AND e.last_us >= d.at_us - 5000000)
FROM (SELECT log, name_key, min(at_us) AS at_us, arg_min(request_id, at_us) AS request_id, arg_min(event_id, at_us) AS event_id FROM steps WHERE step = 'namespace deleted' AND code IS NOT NULL GROUP BY ALL) d;

-- H8: a pod is given a node, and nobody made it. A pod whose name the server chose is made without a name, so any such creation in the
-- namespace may be its; the names the server chooses end in five letters of its own alphabet.
CREATE OR REPLACE TEMP TABLE pods_made AS SELECT cluster, namespace_key, name_key, min(at_us) AS made_us FROM steps WHERE step = 'pod made' AND NOT unnamed GROUP BY ALL;

INSERT INTO traces
WITH placed AS (
  SELECT log, cluster, namespace_key, name_key, min(at_us) AS at_us, min(at_us) + 5000000 AS until_us, arg_min(request_id, at_us) AS request_id, arg_min(event_id, at_us) AS event_id
  FROM steps WHERE step = 'pod placed' AND code IS NOT NULL GROUP BY ALL
), nameless AS (
  SELECT cluster, namespace_key, at_us AS nameless_us FROM steps WHERE step = 'pod made' AND unnamed
)
SELECT 'H8', 0, p.log, p.request_id, p.event_id, p.at_us - 600000000, p.at_us,
  coalesce(m.made_us <= p.until_us, false) OR (regexp_matches(t.text, '[bcdfghjklmnpqrstvwxz2456789]{5}$') AND coalesce(n.nameless_us >= p.at_us - 600000000, false))
FROM placed p ASOF LEFT JOIN nameless n ON n.cluster = p.cluster AND n.namespace_key = p.namespace_key AND p.until_us >= n.nameless_us
LEFT JOIN pods_made m ON m.cluster = p.cluster AND m.namespace_key = p.namespace_key AND m.name_key = p.name_key JOIN texts t ON t.text_key = p.name_key;

-- H9: a kubelet takes a pod away for good only after somebody deleted it; the mirror of a static pod is its own to take.
INSERT INTO traces
WITH removed AS (
  SELECT s.log, s.cluster, s.namespace_key, s.name_key, min(s.at_us) AS at_us, arg_min(s.request_id, s.at_us) AS request_id, arg_min(s.event_id, s.at_us) AS event_id
  FROM steps s JOIN texts pod ON pod.text_key = s.name_key JOIN texts node ON node.text_key = s.username_key
  WHERE s.step = 'pod deleted' AND s.code IS NOT NULL AND s.user_key IN (FROM kubelets) AND NOT ends_with(pod.text, '-' || substr(node.text, 13)) GROUP BY ALL
), asked AS (
  SELECT cluster, namespace_key, name_key, min(at_us) AS asked_us FROM steps WHERE step IN ('pod deleted', 'pod evicted') AND user_key NOT IN (FROM kubelets) GROUP BY ALL
), swept AS (
  SELECT cluster, namespace_key, min(at_us) AS swept_us FROM steps WHERE step = 'pods deleted' GROUP BY ALL
)
SELECT 'H9', 0, r.log, r.request_id, r.event_id, r.at_us - 600000000, r.at_us,
  coalesce(a.asked_us <= r.at_us + 5000000, false) OR coalesce(w.swept_us <= r.at_us + 5000000, false) OR EXISTS (FROM swept e WHERE e.cluster = r.cluster AND e.namespace_key = 0 AND e.swept_us <= r.at_us + 5000000)
FROM removed r LEFT JOIN asked a USING (cluster, namespace_key, name_key) LEFT JOIN swept w ON w.cluster = r.cluster AND w.namespace_key = r.namespace_key;

-- H10: RBAC refused this caller this very request and later allowed it, or the other way round, and no role or binding was written in
-- between. The caller is the same in every part (groups too), and the node authorizer, which follows pods, is left out.
INSERT INTO traces
WITH decided AS (
  SELECT annotation_key, decision = 'allow' AS allowed FROM annotation_sets WHERE decision = 'forbid' OR (decision = 'allow' AND starts_with(decision_reason, 'RBAC: allowed by'))
), refused AS (
  SELECT user_key, impersonated_key, verb_key, object_key FROM next_paired_requests
  WHERE annotation_key IN (SELECT annotation_key FROM decided WHERE NOT allowed) AND object_key <> 0 AND at_us IS NOT NULL AND user_key NOT IN (FROM kubelets) GROUP BY ALL
), turns AS (
  SELECT l.log, c.cluster, r.request_id, r.best_event_id AS event_id, r.at_us, d.allowed, lag(d.allowed) OVER w AS before, lag(r.at_us) OVER w AS before_us
  FROM next_paired_requests r SEMI JOIN refused USING (user_key, impersonated_key, verb_key, object_key) JOIN decided d USING (annotation_key) JOIN logs l ON l.evidence_id = r.first_evidence JOIN clusters c USING (log)
  WHERE r.at_us IS NOT NULL WINDOW w AS (PARTITION BY l.log, r.user_key, r.impersonated_key, r.verb_key, r.object_key ORDER BY r.at_us)
), written AS (
  SELECT cluster, at_us AS written_us FROM steps WHERE step = 'rights written'
)
SELECT 'H10', 0, t.log, t.request_id, t.event_id, t.before_us, t.at_us, coalesce(w.written_us >= t.before_us - 10000000, false)
FROM (SELECT *, at_us + 5000000 AS until_us FROM turns WHERE allowed <> before) t ASOF LEFT JOIN written w ON w.cluster = t.cluster AND t.until_us >= w.written_us;

-- H11: controllers furnish each new namespace with an account and a certificate, and again when somebody deletes those.
INSERT INTO traces
WITH furnished AS (
  SELECT s.log, s.namespace_key, min(s.at_us) AS at_us, arg_min(s.request_id, s.at_us) AS request_id, arg_min(s.event_id, s.at_us) AS event_id
  FROM steps s JOIN controllers c ON c.text_key = s.username_key
  WHERE s.step = 'furniture made' AND s.code IS NOT NULL AND c.controller IN ('service-account-controller', 'root-ca-cert-publisher', '')
    AND s.name_key IN (SELECT text_key FROM texts WHERE text IN ('default', 'kube-root-ca.crt')) GROUP BY ALL
)
SELECT 'H11', 0, f.log, f.request_id, f.event_id, f.at_us - 600000000, f.at_us,
  f.namespace_key IN (SELECT name_key FROM steps WHERE step = 'namespace made') OR f.namespace_key IN (SELECT namespace_key FROM steps WHERE step = 'furniture deleted')
  OR EXISTS (FROM steps s WHERE s.step = 'namespace made' AND s.unnamed AND s.at_us BETWEEN f.at_us - 600000000 AND f.at_us + 5000000)
FROM furnished f;

-- H12: the deployment controller makes a new ReplicaSet, named after the deployment and a hash, when somebody writes the deployment.
INSERT INTO traces
WITH rolled AS (
  SELECT s.log, s.cluster, s.namespace_key, s.at_us, s.at_us + 5000000 AS until_us, s.request_id, s.event_id, regexp_replace(n.text, '-[^-]+$', '') AS deployment
  FROM steps s JOIN controllers c ON c.text_key = s.username_key JOIN texts n ON n.text_key = s.name_key
  WHERE s.step = 'replicas made' AND s.code IS NOT NULL AND c.controller IN ('deployment-controller', '') AND contains(n.text, '-')
), written AS (
  SELECT s.cluster, s.namespace_key, n.text AS deployment, s.at_us AS written_us FROM steps s JOIN texts n ON n.text_key = s.name_key WHERE s.step = 'deployment written' AND NOT s.username_key IN (SELECT text_key FROM controllers WHERE controller IN ('deployment-controller', ''))
)
SELECT 'H12', 0, r.log, r.request_id, r.event_id, r.at_us - 600000000, r.at_us, coalesce(w.written_us >= r.at_us - 600000000, false)
FROM rolled r ASOF LEFT JOIN written w ON w.cluster = r.cluster AND w.namespace_key = r.namespace_key AND w.deployment = r.deployment AND r.until_us >= w.written_us;

-- H13: the controllers of the control plane sign what was approved, and nothing else.
INSERT INTO traces
WITH signed AS (
  SELECT s.log, s.name_key, min(s.at_us) AS at_us, arg_min(s.request_id, s.at_us) AS request_id, arg_min(s.event_id, s.at_us) AS event_id
  FROM steps s JOIN controllers c ON c.text_key = s.username_key WHERE s.step = 'request signed' AND s.code IS NOT NULL AND c.controller IN ('certificate-controller', '') GROUP BY ALL
), approved AS (
  SELECT name_key, min(at_us) AS approved_us FROM steps WHERE step = 'request approved' GROUP BY ALL
)
SELECT 'H13', 0, s.log, s.request_id, s.event_id, s.at_us - 600000000, s.at_us, coalesce(a.approved_us <= s.at_us + 5000000, false) FROM signed s LEFT JOIN approved a USING (name_key);

-- H14: before kubectl opens a session it reads the pod, lists pods to find one, or has just made it.
INSERT INTO traces
WITH opened AS (
  SELECT s.*, s.at_us + 5000000 AS until_us, 0 AS nowhere FROM steps s
  WHERE s.step = 'session' AND s.code IS NOT NULL AND s.username_key <> 0 AND s.agent_key IN (SELECT agent_key FROM agent_marks WHERE mark = 'kubectl')
), looked AS (
  SELECT username_key, namespace_key, at_us AS looked_us FROM next_paired_requests
  WHERE username_key IN (SELECT username_key FROM opened) AND resource_key IN (SELECT text_key FROM texts WHERE text = 'pods') AND at_us IS NOT NULL
    AND subresource_key NOT IN (SELECT text_key FROM texts WHERE text IN ('exec', 'attach', 'portforward', 'log'))
)
SELECT 'H14', 0, o.log, o.request_id, o.event_id, o.at_us - 60000000, o.at_us, coalesce(greatest(near.looked_us, wide.looked_us) >= o.at_us - 60000000, false)
FROM opened o ASOF LEFT JOIN looked near ON near.username_key = o.username_key AND near.namespace_key = o.namespace_key AND o.until_us >= near.looked_us
ASOF LEFT JOIN looked wide ON wide.username_key = o.username_key AND wide.namespace_key = o.nowhere AND o.until_us >= wide.looked_us;

-- H15: of one name there is one object at a time: made twice, it was deleted in between. Objects of custom resources go with their definition.
INSERT INTO traces
WITH kept_groups AS (
  SELECT object_key FROM objects WHERE coalesce(api_group, '') IN ('', 'apps', 'batch', 'autoscaling', 'policy', 'rbac.authorization.k8s.io', 'networking.k8s.io', 'storage.k8s.io', 'certificates.k8s.io',
    'admissionregistration.k8s.io', 'scheduling.k8s.io')
    AND resource_key NOT IN (SELECT text_key FROM texts WHERE text IN ('events', 'bindings', 'leases', 'componentstatuses'))
), made AS (
  SELECT l.log, r.resource_key, r.namespace_key, r.name_key, r.at_us, r.request_id, r.best_event_id AS event_id,
    lag(r.at_us) OVER (PARTITION BY l.log, r.resource_key, r.namespace_key, r.name_key ORDER BY r.at_us) AS before_us
  FROM next_paired_requests r JOIN logs l ON l.evidence_id = r.first_evidence
  WHERE r.verb_key IN (SELECT text_key FROM texts WHERE text = 'create') AND r.code = 201 AND r.subresource_key = 0 AND r.at_us IS NOT NULL
    AND r.name_key NOT IN (SELECT 0 UNION ALL SELECT text_key FROM texts WHERE text = '') AND r.object_key IN (FROM kept_groups)
    AND r.uri_key NOT IN (SELECT value_key FROM value_marks WHERE domain = 'uri' AND mark = 'U6')
), again AS (
  SELECT *, at_us + 5000000 AS until_us, 0 AS nowhere FROM made WHERE before_us IS NOT NULL
), deleted AS (
  SELECT resource_key, namespace_key, name_key, at_us AS deleted_us FROM next_paired_requests
  WHERE verb_key IN (SELECT text_key FROM texts WHERE text = 'delete') AND subresource_key = 0 AND at_us IS NOT NULL AND (code IS NULL OR code BETWEEN 200 AND 299)
    AND resource_key IN (SELECT resource_key FROM again)
), swept AS (
  SELECT resource_key, namespace_key, at_us AS swept_us FROM next_paired_requests
  WHERE verb_key IN (SELECT text_key FROM texts WHERE text = 'deletecollection') AND at_us IS NOT NULL AND (code IS NULL OR code BETWEEN 200 AND 299) AND resource_key IN (SELECT resource_key FROM again)
)
SELECT 'H15', a.resource_key, a.log, a.request_id, a.event_id, a.before_us, a.at_us, coalesce(greatest(d.deleted_us, s.swept_us, e.swept_us) >= a.before_us - 5000000, false)
FROM again a ASOF LEFT JOIN deleted d ON d.resource_key = a.resource_key AND d.namespace_key = a.namespace_key AND d.name_key = a.name_key AND a.until_us >= d.deleted_us
ASOF LEFT JOIN swept s ON s.resource_key = a.resource_key AND s.namespace_key = a.namespace_key AND a.until_us >= s.swept_us
ASOF LEFT JOIN swept e ON e.resource_key = a.resource_key AND e.namespace_key = a.nowhere AND a.until_us >= e.swept_us;

-- H16: a pod was made by name, and within ten minutes nobody gave it a node, no kubelet reported on it and nobody deleted it.
INSERT INTO traces
WITH made AS (
  SELECT log, namespace_key, name_key, min(at_us) AS at_us, arg_min(request_id, at_us) AS request_id, arg_min(event_id, at_us) AS event_id
  FROM steps WHERE step = 'pod made' AND NOT unnamed AND code IS NOT NULL AND user_key NOT IN (FROM kubelets) GROUP BY ALL
), went_on AS (
  SELECT namespace_key, name_key, max(at_us) AS last_us FROM next_paired_requests
  WHERE (namespace_key, name_key) IN (SELECT (namespace_key, name_key) FROM made) AND resource_key IN (SELECT text_key FROM texts WHERE text = 'pods')
    AND (subresource_key IN (SELECT text_key FROM texts WHERE text IN ('binding', 'status')) OR verb_key IN (SELECT text_key FROM texts WHERE text = 'delete')) GROUP BY ALL
)
SELECT 'H16', 0, m.log, m.request_id, m.event_id, m.at_us, m.at_us + 600000000, coalesce(w.last_us >= m.at_us - 5000000, false) FROM made m LEFT JOIN went_on w USING (namespace_key, name_key);

-- Only what the log covers from end to end is judged.
CREATE OR REPLACE TEMP TABLE judged_traces AS
SELECT t.* FROM traces t JOIN log_spans s USING (log)
WHERE t.from_us >= s.from_us AND t.to_us <= s.to_us AND NOT EXISTS (FROM hidden_times h WHERE h.log = t.log AND h.from_us < t.to_us AND h.to_us > t.from_us);

CREATE OR REPLACE TEMP TABLE judged_parts AS
WITH tests(test_id, least) AS (VALUES ('H6', 3), ('H7', 1), ('H8', 3), ('H9', 3), ('H10', 0), ('H11', 1), ('H12', 3), ('H13', 1), ('H14', 3), ('H15', 3), ('H16', 3), ('H17', 1)),
whole AS (
  -- Decisions and names given twice say nothing about whether the log has causes: they are rare however full it is.
  SELECT log, count(*) FILTER (paired) AS pairs, count(*) FILTER (NOT paired) AS lone FROM judged_traces WHERE test_id NOT IN ('H10', 'H15') GROUP BY log
), parts AS (
  SELECT log, test_id, part, count(*) FILTER (paired) AS pairs, count(*) FILTER (NOT paired) AS lone FROM judged_traces GROUP BY ALL
)
SELECT l.log, t.test_id, p.part, CASE
  WHEN p.test_id IS NULL THEN 'none in this log'
  WHEN coalesce(w.pairs, 0) < 10 THEN 'too few to compare'
  WHEN w.lone * 3 > w.pairs THEN 'causes missing all over'
  WHEN t.test_id = 'H10' AND l.log NOT IN (SELECT log FROM steps WHERE step = 'rights written') THEN 'changes of rights not logged'
  WHEN p.pairs < t.least THEN 'too few of the kind'
  WHEN t.test_id <> 'H10' AND p.lone > p.pairs THEN 'most without the other'
END AS reason
FROM log_spans l CROSS JOIN tests t LEFT JOIN whole w ON w.log = l.log LEFT JOIN parts p ON p.log = l.log AND p.test_id = t.test_id;

INSERT INTO next_coverage_rows
SELECT e.evidence_id, p.test_id, CASE WHEN count(*) = count(p.reason) THEN min(p.reason) END FROM judged_parts p JOIN (SELECT evidence_id, log FROM logs) e USING (log) GROUP BY e.evidence_id, p.test_id;

INSERT INTO next_signal_rows
SELECT j.event_id, j.request_id, j.test_id FROM judged_traces j SEMI JOIN (FROM judged_parts WHERE reason IS NULL) p ON p.log = j.log AND p.test_id = j.test_id AND p.part = j.part WHERE NOT j.paired;

DROP TABLE hidden_times;
DROP TABLE step_kinds;
DROP TABLE steps;
DROP TABLE kubelets;
DROP TABLE controllers;
DROP TABLE traces;
DROP TABLE emptied;
DROP TABLE pods_made;
DROP TABLE judged_traces;
DROP TABLE judged_parts;
DROP TABLE issues_of_tokens;
DROP TABLE log_spans;
DROP TABLE clusters;
DROP TABLE logs;
