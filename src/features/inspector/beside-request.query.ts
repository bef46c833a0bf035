/**
 * What Falco and the kubelet saw of the pod a request is about, or that made it, near the time of the request; and the alert that
 * names the request itself by its audit ID.
 */
import { bigint, boolean, defineQuery, number, orNull, text, time } from '../../db/define-query';
import { AUDIT_ID } from '../../db/pivot-sql';
import { sql } from '../../db/sql';

/** A container goes some time after its pod was deleted: 30 seconds of grace by default, and more by choice. */
export const BEFORE_US = 60_000_000n;
export const AFTER_US = 300_000_000n;
export const MOST_BESIDE = 200;

export const besideRequestQuery = defineQuery({
  name: 'side evidence beside a request',
  example: { requestId: 1 },
  sql: ({ requestId }: { readonly requestId: number }) => sql`
    WITH r AS MATERIALIZED (
      SELECT r.at_us AS from_us, coalesce(r.completed_us, r.panicked_us, r.started_us, r.at_us) AS to_us, ${AUDIT_ID} AS audit_id,
        CASE WHEN resource.text = 'pods' THEN namespace.text END AS namespace, CASE WHEN resource.text = 'pods' THEN name.text END AS pod,
        CASE WHEN resource.text = 'pods' THEN o.uid END AS pod_uid,
        actor.text AS actor_pod, nullif(regexp_extract(username.text, '^system:serviceaccount:([^:]+):', 1), '') AS actor_namespace
      FROM paired_requests r
      LEFT JOIN texts resource ON resource.text_key = r.resource_key LEFT JOIN texts namespace ON namespace.text_key = r.namespace_key
      LEFT JOIN texts name ON name.text_key = r.name_key LEFT JOIN objects o ON o.object_key = r.object_key
      LEFT JOIN texts actor ON actor.text_key = r.pod_name_key LEFT JOIN texts username ON username.text_key = r.username_key
      WHERE r.request_id = ${requestId}
    ), near AS (
      SELECT 'falco' AS seen_by, CASE WHEN f.audit_id = r.audit_id THEN 'request' WHEN f.pod_name = r.pod AND f.namespace = r.namespace THEN 'object' ELSE 'actor' END AS joined_by,
        f.at_us AS us, false AS is_assumed, f.priority AS level, f.rule AS head, f.output AS said, f.evidence_id, f.line, r.from_us, r.to_us
      FROM falco_rows f, r
      WHERE f.audit_id = r.audit_id
        OR (f.at_us BETWEEN r.from_us - ${BEFORE_US} AND r.to_us + ${AFTER_US}
          AND ((f.pod_name = r.pod AND f.namespace = r.namespace) OR (f.pod_name = r.actor_pod AND f.namespace = r.actor_namespace)))
      UNION ALL
      SELECT 'kubelet', 'object', k.us, k.time_basis = 'assumed', k.severity, k.source_file, k.message, k.evidence_id, k.line, r.from_us, r.to_us
      FROM kubelet_timed k, r
      WHERE k.us BETWEEN r.from_us - ${BEFORE_US} AND r.to_us + ${AFTER_US} AND (list_contains(k.pods, r.namespace || '/' || r.pod) OR k.pod_uid = r.pod_uid)
    )
    SELECT seen_by, joined_by, us, us - from_us AS after_us, is_assumed, level, head, said, v.name AS evidence_name, line, count(*) OVER () AS total
    FROM near JOIN evidence_rows v USING (evidence_id)
    ORDER BY greatest(from_us - us, us - to_us, 0) NULLS LAST, us, line LIMIT ${MOST_BESIDE}`,
  columns: {
    seen_by: text, joined_by: text, us: orNull(time), after_us: orNull(bigint), is_assumed: boolean, level: orNull(text), head: orNull(text), said: orNull(text),
    evidence_name: text, line: number, total: number,
  },
});
