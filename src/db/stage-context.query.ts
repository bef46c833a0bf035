/** What the evidence around a request says of stages like its own; see src/trust/stage-record.ts. */
import { readAuditPolicy } from '../model/audit-policy';
import type { AuditRequest } from '../model/audit-record';
import { must } from '../base/assert';
import { policyEvaluator } from '../trust/audit-policy';
import { questionOfRequest } from '../trust/policy-question';
import { ruleWords } from '../trust/policy-words';
import type { StageContext } from '../trust/stage-record';
import { auditPoliciesQuery } from './audit-policies.query';
import { boolean, defineQuery, number, orNull, readRows, text, time } from './define-query';
import type { Engine, ReadOptions } from './engine';
import { sql } from './sql';

export const stageContextQuery = defineQuery({
  name: 'stages around a request',
  example: { requestId: 1 },
  sql: ({ requestId }: { readonly requestId: number }) => sql`
    WITH r AS MATERIALIZED (SELECT * FROM paired_requests WHERE request_id = ${requestId}),
    likes AS (
      SELECT count(*) AS n, count(*) FILTER ((q.stage_mask & 12) <> 0) AS ended
      FROM paired_requests q JOIN r ON q.verb_key = r.verb_key AND q.resource_key = r.resource_key AND q.subresource_key = r.subresource_key
    )
    SELECT f.begins_us, l.ends_us, likes.n AS alike, likes.ended,
      (SELECT min(g.reason) FROM gap_rows g, r WHERE g.kind IN ('missing', 'seam', 'seam-hole') AND g.to_us > r.at_us - 1000000 AND g.from_us < r.at_us + 60000000) AS gap,
      EXISTS (SELECT 1 FROM instance_rows i, r WHERE i.evidence_id IN (r.first_evidence, r.last_evidence) AND i.first_us > r.at_us
        AND i.first_us > (SELECT min(o.first_us) FROM instance_rows o WHERE o.evidence_id = i.evidence_id)) AS restarted,
      EXISTS (SELECT 1 FROM source_rows s, r WHERE s.evidence_id = r.first_evidence AND s.set_name IS NOT NULL) AS rotated
    FROM r, likes LEFT JOIN evidence_bounds f ON f.evidence_id = (SELECT first_evidence FROM r) LEFT JOIN evidence_bounds l ON l.evidence_id = (SELECT last_evidence FROM r)`,
  columns: { begins_us: orNull(time), ends_us: orNull(time), alike: number, ended: number, gap: orNull(text), restarted: boolean, rotated: boolean },
});

export async function readStageContext(engine: Engine, request: AuditRequest, options?: ReadOptions): Promise<StageContext> {
  const [rows, policies] = await Promise.all([readRows(engine, stageContextQuery, { requestId: request.requestId }, options), readRows(engine, auditPoliciesQuery, undefined, options)]);
  const row = must(rows[0], 'the request that is asked about');
  const question = questionOfRequest(request);
  return {
    beginsUs: row.begins_us, endsUs: row.ends_us, like: row.alike, likeEnded: row.ended, gap: row.gap, restarted: row.restarted, rotated: row.rotated,
    policies: policies.flatMap(({ document, evidence_name, rule_lines }) => {
      const read = readAuditPolicy(document);
      if (!read.ok || question === undefined) return [];
      const answer = policyEvaluator(read.value).evaluate(question);
      const rule = answer.rule === undefined ? undefined : read.value.rules[answer.rule];
      const words = ruleWords(answer.rule, rule_lines);
      return [{ where: words === '' ? evidence_name : `${evidence_name}, ${words}`, omits: [...read.value.omitStages, ...(rule?.omitStages ?? [])] }];
    }),
  };
}
