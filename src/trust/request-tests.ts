/** Tests on the answer and the times of a request, and the one rule that decides its outcome. */
import type { TimestampUs } from '../base/time';
import type { AuditEvent } from '../model/audit-record';
import { isLongRunning, isStage, type Outcome } from '../model/stage';

const INVENTED = 'Connection closed early';

/** R1. The audit filter writes this text, with code 200, when the handler sent nothing. */
export const isInventedAnswer = (message: string | null): boolean => message === INVENTED;

/** R2. */
export const isRefusedAfterAllow = (code: number | null, decision: string | null): boolean => code === 403 && decision === 'allow';

/** C1. */
export const isStageBeforeArrival = (receivedAt: TimestampUs | null, stageAt: TimestampUs | null): boolean =>
  receivedAt !== null && stageAt !== null && stageAt < receivedAt;

/** G2 of one request: it arrived, and no stage of an answer is here. */
export const isWithoutAnswer = (stages: readonly (string | null)[]): boolean =>
  stages.includes('RequestReceived') && !stages.some((stage) => stage === 'ResponseStarted' || stage === 'ResponseComplete' || stage === 'Panic');

/** Equal texts for records that say the same. Bodies are not read, so where there are any every byte counts. */
const saying = (event: AuditEvent): string =>
  JSON.stringify([
    event.stage, String(event.stageAt), event.level, event.userAgent, event.sourceIps, event.impersonatedUser, event.object,
    event.code, event.status, event.reason, event.message, event.annotations, event.hasRequestObject, event.hasResponseObject,
    event.hasRequestObject || event.hasResponseObject ? event.place.recordHash : '',
  ]);

/** G5. The same record delivered twice does not count. */
export function isStageTwice(events: readonly AuditEvent[]): boolean {
  const seen = new Map<string | null, string>();
  return events.some((event) => {
    const known = seen.get(event.stage);
    seen.set(event.stage, saying(event));
    return known !== undefined && known !== saying(event);
  });
}

/** G8. Every stage of a request carries what arrived with it. */
export function isCallerChanging(events: readonly AuditEvent[]): boolean {
  const caller = (event: AuditEvent | undefined): string => JSON.stringify([event?.sourceIps, event?.userAgent]);
  return events.some((event) => caller(event) !== caller(events[0]));
}

/** What follows these is the workload's or the kubelet's answer, passed on by the API server. */
export function isProxied(verb: string | null, resource: string | null, subresource: string | null): boolean {
  return verb === 'proxy' || (subresource === 'proxy' && (resource === 'nodes' || resource === 'pods' || resource === 'services'));
}

/** 401, 403, 404, 405: the names were never matched with anything that exists. */
export const namesAreUnchecked = (code: number | null): boolean => code === 401 || code === 403 || code === 404 || code === 405;

export interface OutcomeFacts {
  readonly stages: readonly (string | null)[];
  readonly code: number | null;
  readonly decision: string | null;
  readonly message: string | null;
  readonly verb: string | null;
  readonly subresource: string | null;
}

/** What became of a request; the words are defined in model/stage.ts. The database computes the same in SQL and is tested against this. */
export function decideOutcome({ stages, code, decision, message, verb, subresource }: OutcomeFacts): Outcome {
  if (isInventedAnswer(message)) return 'unknown';
  if (code === 401) return 'unauthenticated';
  if (code === 403) return decision === 'allow' ? 'refused' : 'denied';
  if (stages.includes('Panic') || (code !== null && code >= 400)) return 'failed';
  // Formats that have no stages write one record for the finished request.
  if (stages.includes('ResponseComplete') || !stages.some(isStage)) return code === null ? 'unknown' : 'allowed';
  return isLongRunning(verb, subresource) ? 'open' : 'unknown';
}
