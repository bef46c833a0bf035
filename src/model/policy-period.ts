/** Which audit policy was in force from when on, as the responder says: no record names the policy it was written under. */
import { timestampUs, type TimestampUs } from '../base/time';
import type { RecordRef } from './record-ref';

/** Where a policy stands: its file by hash, where in it, and which one of those that one document holds (a ConfigMap can hold several). */
export interface PolicyPlace extends RecordRef {
  /** From 0. */
  readonly nth: number;
}

export interface PolicyPeriod {
  readonly place: PolicyPlace;
  /** For people, while the file is not loaded; '' where a link brought the period. */
  readonly evidenceName: string;
  /** Null: from the beginning. */
  readonly fromUs: TimestampUs | null;
}

/** A policy may be in force more than once; more changes than this nobody states by hand. */
export const MOST_PERIODS = 50;

const before = (a: PolicyPeriod, b: PolicyPeriod): number => (a.fromUs === b.fromUs ? 0 : a.fromUs === null ? -1 : b.fromUs === null || a.fromUs > b.fromUs ? 1 : -1);

/** In the order of time. Of two that begin at one time the later stated one counts. */
export function inOrder(periods: readonly PolicyPeriod[]): readonly PolicyPeriod[] {
  const byBegin = new Map(periods.map((period) => [period.fromUs, period]));
  return [...byBegin.values()].sort(before).slice(0, MOST_PERIODS);
}

/** The period that a moment falls into; undefined where none has begun. */
export const periodAt = (periods: readonly PolicyPeriod[], atUs: TimestampUs): PolicyPeriod | undefined => inOrder(periods).findLast(({ fromUs }) => fromUs === null || fromUs <= atUs);

/** When a period ends: where the next one begins; null where none does. */
export function endOf(periods: readonly PolicyPeriod[], period: PolicyPeriod): TimestampUs | null {
  const next = inOrder(periods).find(({ fromUs }) => fromUs !== null && (period.fromUs === null || fromUs > period.fromUs));
  return next?.fromUs ?? null;
}

export const isSamePlace = (a: PolicyPlace, b: PolicyPlace): boolean => a.sha256Prefix === b.sha256Prefix && a.byteOffset === b.byteOffset && a.nth === b.nth;

export const samePeriods = (a: readonly PolicyPeriod[], b: readonly PolicyPeriod[]): boolean =>
  a.length === b.length && a.every((period, i) => b[i] !== undefined && isSamePlace(period.place, b[i].place) && period.fromUs === b[i].fromUs);

/** Times as whole microseconds in text, for JSON and links. */
export const beginText = ({ fromUs }: PolicyPeriod): string | null => (fromUs === null ? null : String(fromUs));
export const beginOf = (text: string | null): TimestampUs | null => (text === null ? null : timestampUs(BigInt(text)));

/** As JSON, which has no bigint; `policyPeriodSchema` of the case file reads it. */
export const storedPeriod = (period: PolicyPeriod) => ({ evidenceSha256Prefix: period.place.sha256Prefix, byteOffset: period.place.byteOffset, nth: period.place.nth, evidenceName: period.evidenceName, fromUs: beginText(period) });
