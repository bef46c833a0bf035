/**
 * Requests in the field's notation, for tests and for looking at the report:
 *
 *     received         stage at         user              verb  object               stage             code
 *     12:01:14.222991  12:01:14.246392  system:anonymous  list  secrets              ResponseComplete  200
 *     12:05:26.870112  12:05:26.870112  alice             get   pods/ci/runner/exec  RequestReceived   -
 *
 * Object is `resource[/namespace[/name[/subresource]]]`. Rows with the same received, user, verb and object are the
 * stages of one request. The raw records are made first and decoded, so that both always agree.
 */
import { createHash } from 'node:crypto';
import { must } from '../base/assert';
import { durationUs, parseTimestamp, type TimestampUs } from '../base/time';
import type { AuditEvent, AuditRequest, FiredSignal, Identity } from '../model/audit-record';
import type { Evidence, RecordPlace } from '../model/evidence';
import type { Outcome } from '../model/stage';
import type { RawRecord } from './report';

export interface RecordOverrides {
  readonly auditID?: string;
  readonly userAgent?: string;
  readonly sourceIPs?: readonly string[];
  readonly requestURI?: string;
  readonly message?: string;
  readonly uid?: string;
  readonly groups?: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
  readonly impersonatedUser?: { readonly username: string; readonly groups: readonly string[] };
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface FixtureRow extends RecordOverrides {
  readonly received: string;
  readonly stageAt: string;
  readonly user: string;
  readonly verb: string;
  readonly object: readonly (string | undefined)[];
  readonly stage: string;
  readonly code: number | undefined;
}

export interface FixtureRequest {
  readonly request: AuditRequest;
  readonly rawRecords: readonly RawRecord[];
}

const DAY = '2022-06-17';
const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

export function fixtureRows(table: string): readonly FixtureRow[] {
  return table.trim().split('\n').slice(1).map((line) => {
    const [received, stageAt, user, verb, object, stage, code] = line.trim().split(/\s+/);
    const day = (clock: string | undefined) => `${DAY}T${must(clock, 'time')}Z`;
    return {
      received: day(received), stageAt: day(stageAt), user: must(user, 'user'), verb: must(verb, 'verb'),
      object: must(object, 'object').split('/'), stage: must(stage, 'stage'),
      code: code === '-' || code === undefined ? undefined : Number(code),
    };
  });
}

function rawRecord(row: FixtureRow, index: number): string {
  const [resource, namespace, name, subresource] = row.object;
  const path = [namespace === undefined ? undefined : `namespaces/${namespace}`, resource, name, subresource];
  return JSON.stringify({
    kind: 'Event', apiVersion: 'audit.k8s.io/v1', level: 'Metadata',
    auditID: row.auditID ?? `5c2b1f0e-0000-4000-8000-${String(index).padStart(12, '0')}`, stage: row.stage,
    requestURI: row.requestURI ?? `/api/v1/${path.filter((segment) => segment !== undefined).join('/')}`, verb: row.verb,
    user: { username: row.user, ...(row.uid !== undefined && { uid: row.uid }), groups: row.groups ?? ['system:authenticated'], ...(row.extra && { extra: row.extra }) },
    ...(row.impersonatedUser && { impersonatedUser: row.impersonatedUser }),
    sourceIPs: row.sourceIPs ?? ['172.20.39.107'], userAgent: row.userAgent ?? 'curl/7.68.0',
    objectRef: { resource, namespace, name, apiVersion: 'v1', subresource },
    ...(row.code !== undefined && { responseStatus: { metadata: {}, ...(row.message !== undefined && { status: 'Failure', message: row.message }), code: row.code } }),
    requestReceivedTimestamp: row.received, stageTimestamp: row.stageAt,
    ...(row.annotations && { annotations: row.annotations }),
  });
}

const encoder = new TextEncoder();

/** The requests of the rows, as if they were the lines of one evidence file. */
export function fixtureRequests(rows: readonly FixtureRow[], evidence: Evidence): readonly FixtureRequest[] {
  const byRequest = new Map<string, { events: AuditEvent[]; rawRecords: RawRecord[] }>();
  let byteOffset = 0;
  rows.forEach((row, i) => {
    const key = JSON.stringify([row.received, row.user, row.verb, row.object]);
    const known = byRequest.get(key) ?? { events: [], rawRecords: [] };
    byRequest.set(key, known);
    const bytes = encoder.encode(rawRecord(row, byRequest.size));
    const place: RecordPlace = {
      evidenceSha256: evidence.sha256 ?? '', evidenceName: evidence.name, line: i + 1, byteOffset,
      byteLength: bytes.length, recordHash: sha256(bytes),
    };
    byteOffset += bytes.length + 1;
    known.rawRecords.push({ place, bytes });
    known.events.push(event(i + 1, row, place, JSON.parse(new TextDecoder().decode(bytes)).requestURI, byRequest.size));
  });
  return Array.from(byRequest.values(), ({ events, rawRecords }, i) => ({ request: request(i + 1, events), rawRecords }));
}

const orNull = <T>(value: T | undefined): T | null => value ?? null;
const identity = (username: string, row: Partial<Pick<FixtureRow, 'uid' | 'groups' | 'extra'>>): Identity => ({
  username, uid: orNull(row.uid), groups: row.groups ?? ['system:authenticated'], extra: row.extra ? Object.entries(row.extra) : null,
});

function event(eventId: number, row: FixtureRow, place: RecordPlace, requestUri: string, requestIndex: number): AuditEvent {
  const [resource, namespace, name, subresource] = row.object;
  const time = (text: string): TimestampUs => must(parseTimestamp(text), 'time');
  return {
    eventId, place, level: 'Metadata', stage: row.stage,
    auditId: row.auditID ?? `5c2b1f0e-0000-4000-8000-${String(requestIndex).padStart(12, '0')}`,
    verb: row.verb, requestUri, user: identity(row.user, row),
    impersonatedUser: row.impersonatedUser === undefined ? null : identity(row.impersonatedUser.username, { groups: row.impersonatedUser.groups }),
    sourceIps: row.sourceIPs ?? ['172.20.39.107'], userAgent: row.userAgent ?? 'curl/7.68.0',
    object: {
      resource: orNull(resource), subresource: orNull(subresource), namespace: orNull(namespace), name: orNull(name), uid: null,
      apiGroup: null, apiVersion: 'v1', resourceVersion: null,
    },
    code: orNull(row.code), status: row.message === undefined ? null : 'Failure', reason: null, message: orNull(row.message),
    annotations: row.annotations ? Object.entries(row.annotations) : null,
    receivedAt: time(row.received), stageAt: time(row.stageAt), hasRequestObject: false, hasResponseObject: false,
  };
}

function outcomeOf(best: AuditEvent): Outcome {
  if (best.code === null) return 'unknown';
  if (best.code === 401) return 'unauthenticated';
  if (best.code === 403) return 'denied';
  return best.code >= 400 ? 'failed' : 'allowed';
}

function request(requestId: number, events: readonly AuditEvent[]): AuditRequest {
  const best = must(events.at(-1), 'event');
  const first = must(events[0], 'event');
  return {
    requestId, events, best, outcome: outcomeOf(best), receivedAt: first.receivedAt,
    durationUs: best.stageAt === null || first.receivedAt === null ? null : durationUs(best.stageAt - first.receivedAt),
    auditIdSharedBy: 1, signals: [],
  };
}

export const withSignals = (fixture: FixtureRequest, auditIdSharedBy: number, signals: readonly FiredSignal[]): FixtureRequest => ({
  ...fixture,
  request: { ...fixture.request, auditIdSharedBy, signals },
});

export const fixtureEvidence = (name: string, over: Partial<Evidence> = {}): Evidence => ({
  evidenceId: 1, name, path: name, bytes: 61_402_118, sha256: sha256(name), format: 'Kubernetes audit log, JSON Lines', container: undefined,
  events: 602_165, issues: 4, duplicates: 12, source: 'prod-eu', ...over,
});
