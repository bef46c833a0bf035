/** What the command rules look at: one request as it was asked, with the little of its answer that tells a command apart. */
import type { AuditRequest } from '../../model/audit-record';
import type { Outcome } from '../../model/stage';

export interface AskedRequest {
  readonly requestId: number;
  readonly atUs: bigint | null;
  readonly verb: string | null;
  readonly requestUri: string | null;
  readonly apiGroup: string | null;
  readonly resource: string | null;
  readonly subresource: string | null;
  readonly namespace: string | null;
  readonly name: string | null;
  readonly code: number | null;
  readonly outcome: Outcome;
  readonly durationUs: bigint | null;
  readonly username: string | null;
  readonly podName: string | null;
  readonly credentialId: string | null;
  readonly userAgent: string | null;
  readonly sourceIps: readonly string[] | null;
  /** False where the form of evidence has no query: nothing can then be read from a missing parameter. */
  readonly queryLogged: boolean;
  /** From how many TCP peers the credential was used in all evidence; 0 where it is not known. */
  readonly credentialPeers: number;
  /** The body that was sent, where it is at hand. */
  readonly body?: unknown;
}

const extraOf = ({ best }: AuditRequest, key: string): string | null => best.user.extra?.find(([name]) => name === key)?.[1][0] ?? null;

/** A request of the inspector or the report as the rules take it. */
export function askedOfRequest(request: AuditRequest, also: { readonly queryLogged: boolean; readonly credentialPeers: number; readonly body?: unknown }): AskedRequest {
  const { best } = request;
  return {
    requestId: request.requestId, atUs: request.receivedAt, verb: best.verb, requestUri: best.requestUri,
    apiGroup: best.object?.apiGroup ?? null, resource: best.object?.resource ?? null, subresource: best.object?.subresource ?? null,
    namespace: best.object?.namespace ?? null, name: best.object?.name ?? null, code: best.code, outcome: request.outcome,
    durationUs: request.durationUs, username: best.user.username,
    podName: extraOf(request, 'authentication.kubernetes.io/pod-name'), credentialId: extraOf(request, 'authentication.kubernetes.io/credential-id'),
    userAgent: best.userAgent, sourceIps: best.sourceIps, ...also,
  };
}
