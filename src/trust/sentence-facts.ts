/** What the sentence about a request is made of: plain values, so that a row of SQL can supply them as well as a whole request. */
import type { AuditRequest } from '../model/audit-record';
import type { Outcome } from '../model/stage';
import { annotationOf } from './request-facts';

export interface SentenceFacts {
  readonly username: string | null;
  readonly groups: readonly string[] | null;
  readonly impersonatedUsername: string | null;
  readonly impersonatedGroups: readonly string[] | null;
  readonly verb: string | null;
  readonly requestUri: string | null;
  readonly resource: string | null;
  readonly subresource: string | null;
  readonly namespace: string | null;
  readonly name: string | null;
  readonly outcome: Outcome;
  readonly code: number | null;
  readonly reason: string | null;
  readonly message: string | null;
  readonly decision: string | null;
  readonly decisionReason: string | null;
  readonly peerIp: string | null;
  readonly durationUs: bigint | null;
}

export function sentenceFactsOfRequest(request: AuditRequest): SentenceFacts {
  const { best } = request;
  return {
    username: best.user.username,
    groups: best.user.groups,
    impersonatedUsername: best.impersonatedUser?.username ?? null,
    impersonatedGroups: best.impersonatedUser?.groups ?? null,
    verb: best.verb,
    requestUri: best.requestUri,
    resource: best.object?.resource ?? null,
    subresource: best.object?.subresource ?? null,
    namespace: best.object?.namespace ?? null,
    name: best.object?.name ?? null,
    outcome: request.outcome,
    code: best.code,
    reason: best.reason,
    message: best.message,
    decision: annotationOf(best.annotations, 'authorization.k8s.io/decision'),
    decisionReason: annotationOf(best.annotations, 'authorization.k8s.io/reason'),
    peerIp: best.sourceIps?.at(-1) ?? null,
    durationUs: request.durationUs,
  };
}
