/** Requests for tests, said by what is special about them. */
import { durationUs, parseTimestamp, timestampUs, type TimestampUs } from '../base/time';
import { must } from '../base/assert';
import type { AuditEvent, AuditRequest, FiredSignal, Identity } from '../model/audit-record';
import { decideOutcome } from './request-tests';
import type { TestId } from './test-id';
import { NO_FACTS, type RequestFacts } from './request-facts';

export const NOBODY: Identity = { username: null, uid: null, groups: null, extra: null };

export const user = (username: string, ...groups: string[]): Identity => ({ ...NOBODY, username, groups: [...groups, 'system:authenticated'] });

export const T0 = must(parseTimestamp('2024-05-01T10:00:00.000000Z'), 'T0');
export const after = (us: number): TimestampUs => timestampUs(T0 + BigInt(us));

export const SERVER_MADE_ID = '0d3c6b0e-8f4a-4f55-9c39-1d2a4a5b6c7d';

const GET_POD: AuditEvent = {
  eventId: 1,
  place: { evidenceSha256: 'ab'.repeat(32), evidenceName: 'audit.log', line: 7, byteOffset: 4096, byteLength: 900, recordHash: 'cd'.repeat(32) },
  level: 'Metadata', stage: 'ResponseComplete', auditId: SERVER_MADE_ID, verb: 'get', requestUri: '/api/v1/namespaces/dev/pods/web',
  user: user('alice', 'dev'), impersonatedUser: null, sourceIps: ['8.8.4.4'], userAgent: 'kubectl/v1.30.0',
  object: { resource: 'pods', subresource: null, namespace: 'dev', name: 'web', uid: null, apiGroup: null, apiVersion: 'v1', resourceVersion: null },
  code: 200, status: null, reason: null, message: null,
  annotations: [['authorization.k8s.io/decision', 'allow'], ['authorization.k8s.io/reason', 'RBAC: allowed by RoleBinding "dev/dev" of Role "dev" to Group "dev"']],
  receivedAt: T0, stageAt: after(3_000), hasRequestObject: false, hasResponseObject: false,
};

type ObjectOverride = Partial<NonNullable<AuditEvent['object']>> | null;
export type EventOverride = Partial<Omit<AuditEvent, 'object'>> & { readonly object?: ObjectOverride };

export function event(override: EventOverride = {}): AuditEvent {
  const { object, ...rest } = override;
  return { ...GET_POD, ...rest, object: object === null || GET_POD.object === null ? null : { ...GET_POD.object, ...object } };
}

/** A request of one or more events; the last one says most. */
export function request(events: readonly EventOverride[] = [{}], also: { sharedBy?: number; signals?: readonly TestId[]; durationUs?: number } = {}): AuditRequest {
  const all = events.map((override, i) => event({ eventId: i + 1, ...override }));
  const best = must(all.at(-1), 'an event');
  const fired = (testId: TestId): FiredSignal => ({ testId, field: '', verdict: '', explanation: '' });
  return {
    requestId: 1, events: all, best,
    outcome: decideOutcome({
      stages: all.map((each) => each.stage), code: best.code, message: best.message, verb: best.verb, subresource: best.object?.subresource ?? null,
      decision: best.annotations?.find(([key]) => key === 'authorization.k8s.io/decision')?.[1] ?? null,
    }),
    receivedAt: best.receivedAt, durationUs: also.durationUs === undefined ? null : durationUs(BigInt(also.durationUs)),
    auditIdSharedBy: also.sharedBy ?? 1, signals: (also.signals ?? []).map(fired),
  };
}

export const facts = (override: Partial<RequestFacts> = {}): RequestFacts => ({ ...NO_FACTS, ...override });
