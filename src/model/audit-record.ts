/**
 * One request with its events, decoded for people: what the inspector shows, the trust functions judge and
 * the report prints. Absent is `null`, an empty string is an empty string found in the evidence.
 */
import type { TimestampUs, DurationUs } from '../base/time';
import type { RecordPlace } from './evidence';
import type { Outcome } from './stage';

export interface Identity {
  readonly username: string | null;
  readonly uid: string | null;
  readonly groups: readonly string[] | null;
  readonly extra: readonly (readonly [key: string, values: readonly string[]])[] | null;
}

/** One audit record: one stage of one request. */
export interface AuditEvent {
  readonly eventId: number;
  readonly place: RecordPlace;
  readonly level: string | null;
  readonly stage: string | null;
  readonly auditId: string | null;
  readonly verb: string | null;
  readonly requestUri: string | null;
  readonly user: Identity;
  readonly impersonatedUser: Identity | null;
  /** In the order of the record: claimed entries first, the peer last. */
  readonly sourceIps: readonly string[] | null;
  readonly userAgent: string | null;
  readonly object: {
    readonly resource: string | null;
    readonly subresource: string | null;
    readonly namespace: string | null;
    readonly name: string | null;
    readonly uid: string | null;
    readonly apiGroup: string | null;
    readonly apiVersion: string | null;
    readonly resourceVersion: string | null;
  } | null;
  readonly code: number | null;
  readonly status: string | null;
  readonly reason: string | null;
  readonly message: string | null;
  readonly annotations: readonly (readonly [key: string, value: string])[] | null;
  /** By how much its times were shifted by hand; absent is not at all. */
  readonly timeOffsetUs?: bigint;
  readonly receivedAt: TimestampUs | null;
  readonly stageAt: TimestampUs | null;
  readonly hasRequestObject: boolean;
  readonly hasResponseObject: boolean;
}

export interface FiredSignal {
  readonly testId: string;
  /** Column name of the field it speaks about. */
  readonly field: string;
  readonly verdict: string;
  readonly explanation: string;
}

/** One API call: its events in stage order, and what they say together. */
export interface AuditRequest {
  readonly requestId: number;
  /** In stage order, then by place; never empty. */
  readonly events: readonly AuditEvent[];
  /** The event that says most: Panic, else ResponseComplete, else ResponseStarted, else RequestReceived. */
  readonly best: AuditEvent;
  readonly outcome: Outcome;
  readonly receivedAt: TimestampUs | null;
  readonly durationUs: DurationUs | null;
  /** How many requests carry this audit ID, this one included. */
  readonly auditIdSharedBy: number;
  readonly signals: readonly FiredSignal[];
}
