/** What a row of the request list tells by itself: enough for the verdicts of its values and for the sentence about it. */
import { isOutcome, STAGES } from '../model/stage';
import type { RequestFacts } from '../trust/request-facts';
import type { SentenceFacts } from '../trust/sentence-facts';
import { isTestId } from '../trust/test-id';
import type { RequestRow } from './read-request-rows';

export function factsOfRow(row: RequestRow): RequestFacts {
  return {
    verb: row.verb, subresource: row.subresource, resource: row.resource, apiGroup: row.api_group, code: row.code, decision: row.decision,
    decisionReason: row.decision_reason, username: row.username, groups: row.groups, message: row.message, sourceIps: row.source_ips, auditId: row.audit_id,
    stages: STAGES.filter((_, i) => (row.stage_mask & (2 ** i)) !== 0), outcome: isOutcome(row.outcome) ? row.outcome : null,
    signals: (row.tests ?? []).filter(isTestId),
  };
}

/** The groups that were borrowed are not in a row, so what rests on them is left unsaid. */
export function sentenceFactsOfRow(row: RequestRow): SentenceFacts | undefined {
  if (!isOutcome(row.outcome)) return undefined;
  const hangsOnGroups = row.impersonating && (row.decision_reason ?? '') === '';
  return {
    username: row.username, groups: row.groups, impersonatedUsername: row.impersonating ? row.effective_username : null, impersonatedGroups: null, verb: row.verb, requestUri: row.request_uri,
    resource: row.resource, subresource: row.subresource, namespace: row.namespace, name: row.name, outcome: row.outcome, code: row.code, reason: row.reason, message: row.message,
    decision: hangsOnGroups ? null : row.decision, decisionReason: row.decision_reason, peerIp: row.source_ips?.at(-1) ?? null, durationUs: row.duration_us,
  };
}
