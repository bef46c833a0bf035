/** What the evidence around requests says of stages like their own; see src/trust/stage-record.ts. */
import type { AuditRequest } from '../model/audit-record';
import { must } from '../base/assert';
import type { PolicyPeriod } from '../model/policy-period';
import { evaluatorOf } from '../trust/known-policies';
import { questionOfRequest } from '../trust/policy-question';
import { ruleWords } from '../trust/policy-words';
import { judgeStages, type JudgedStages, type StageContext } from '../trust/stage-record';
import { policiesAt, readPolicies, type PolicyRow } from './audit-policies.query';
import { boolean, defineQuery, number, orNull, readRows, text, time, type RowOf } from './define-query';
import type { Engine, ReadOptions } from './engine';
import { fixedSql, joinSql, sql } from './sql';

export const stageContextQuery = defineQuery({
  name: 'stages around requests',
  example: { requestIds: [1, 2] },
  sql: ({ requestIds }: { readonly requestIds: readonly number[] }) => sql`
    WITH r AS MATERIALIZED (SELECT * FROM paired_requests WHERE request_id IN (${requestIds.length === 0 ? fixedSql('-1') : joinSql(requestIds.map((id) => sql`${id}`), ', ')})),
    kinds AS MATERIALIZED (
      SELECT verb_key, resource_key, subresource_key, count(*) AS alike, count(*) FILTER ((stage_mask & 12) <> 0) AS ended
      FROM paired_requests SEMI JOIN r USING (verb_key, resource_key, subresource_key) GROUP BY ALL
    ),
    bounds AS MATERIALIZED (SELECT evidence_id, begins_us, ends_us FROM evidence_bounds WHERE evidence_id IN (SELECT first_evidence FROM r UNION SELECT last_evidence FROM r)),
    gaps AS (
      SELECT r.request_id, min(g.reason) AS gap FROM r JOIN gap_rows g ON g.to_us > r.at_us - 1000000 AND g.from_us < r.at_us + 60000000
      WHERE g.kind IN ('missing', 'seam', 'seam-hole') GROUP BY r.request_id
    ),
    restarts AS (
      SELECT DISTINCT r.request_id FROM r JOIN (SELECT evidence_id, first_us FROM instance_rows QUALIFY first_us > min(first_us) OVER (PARTITION BY evidence_id)) i
        ON i.evidence_id IN (r.first_evidence, r.last_evidence) AND i.first_us > r.at_us
    )
    SELECT r.request_id, f.begins_us, l.ends_us, k.alike, k.ended, g.gap,
      r.request_id IN (FROM restarts) AS restarted, r.first_evidence IN (SELECT evidence_id FROM source_rows WHERE set_name IS NOT NULL) AS rotated
    FROM r JOIN kinds k USING (verb_key, resource_key, subresource_key)
    LEFT JOIN bounds f ON f.evidence_id = r.first_evidence LEFT JOIN bounds l ON l.evidence_id = r.last_evidence LEFT JOIN gaps g ON g.request_id = r.request_id`,
  columns: { request_id: number, begins_us: orNull(time), ends_us: orNull(time), alike: number, ended: number, gap: orNull(text), restarted: boolean, rotated: boolean },
});

/** One long list of ids is one long statement. */
const PORTION = 500;

/** The audit policies that are loaded, and which of them the responder says was in force when. */
interface StatedPolicies {
  readonly rows: readonly PolicyRow[];
  readonly periods: readonly PolicyPeriod[];
}

/** `periods`: which audit policy was in force from when on; without them, all that are loaded are asked. */
export async function readStageContext(engine: Engine, request: AuditRequest, periods: readonly PolicyPeriod[] = [], options?: ReadOptions): Promise<StageContext> {
  return must((await readStageContexts(engine, [request], periods, options)).get(request.requestId), 'the request that is asked about');
}

/** By request: whether its stages are all there, and why not, as the inspector says it. */
export async function readStageRecords(engine: Engine, requests: readonly AuditRequest[], periods: readonly PolicyPeriod[] = [], options?: ReadOptions): Promise<ReadonlyMap<number, JudgedStages>> {
  const contexts = await readStageContexts(engine, requests, periods, options);
  return new Map(requests.flatMap((request): [number, JudgedStages][] => {
    const context = contexts.get(request.requestId);
    return context === undefined ? [] : [[request.requestId, judgeStages(request, context)]];
  }));
}

async function readStageContexts(engine: Engine, requests: readonly AuditRequest[], periods: readonly PolicyPeriod[], options?: ReadOptions): Promise<ReadonlyMap<number, StageContext>> {
  if (requests.length === 0) return new Map();
  const policies: StatedPolicies = { rows: await readPolicies(engine, options), periods };
  const known = new Map(requests.map((request) => [request.requestId, request]));
  const contexts = new Map<number, StageContext>();
  const ids = [...known.keys()];
  for (let from = 0; from < ids.length; from += PORTION) {
    for (const row of await readRows(engine, stageContextQuery, { requestIds: ids.slice(from, from + PORTION) }, options)) {
      const request = known.get(row.request_id);
      if (request !== undefined) contexts.set(row.request_id, contextOf(row, request, policies));
    }
  }
  return contexts;
}

function contextOf(row: RowOf<typeof stageContextQuery.columns>, request: AuditRequest, { rows, periods }: StatedPolicies): StageContext {
  const question = questionOfRequest(request);
  return {
    beginsUs: row.begins_us, endsUs: row.ends_us, like: row.alike, likeEnded: row.ended, gap: row.gap, restarted: row.restarted, rotated: row.rotated,
    policies: question === undefined ? [] : policiesAt(rows, periods, request.receivedAt).flatMap(({ row: { document, evidence_name, rule_lines } }) => {
      const read = evaluatorOf(document);
      if (!read.ok) return [];
      const { evaluate, policy } = read.value;
      const answer = evaluate(question);
      const rule = answer.rule === undefined ? undefined : policy.rules[answer.rule];
      const words = ruleWords(answer.rule, rule_lines);
      return [{ where: words === '' ? evidence_name : `${evidence_name}, ${words}`, omits: [...policy.omitStages, ...(rule?.omitStages ?? [])] }];
    }),
  };
}
