/**
 * Time is microseconds since 1970-01-01T00:00:00Z as a bigint of its own type: audit timestamps
 * (`metav1.MicroTime`) have six digits and `Date` keeps only three.
 */
declare const brand: unique symbol;
export type TimestampUs = bigint & { readonly [brand]: 'TimestampUs' };
/** A length of time in microseconds. */
export type DurationUs = bigint & { readonly [brand]: 'DurationUs' };

export const timestampUs = (us: bigint): TimestampUs => us as TimestampUs;
export const durationUs = (us: bigint): DurationUs => us as DurationUs;

const US_PER_SECOND = 1_000_000n;
const US_PER_DAY = 86_400n * US_PER_SECOND;

const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?\s?([Zz]|UTC|[+-]\d{2}:?\d{2})?$/;

/**
 * RFC 3339 text, with the spellings re-serialisers use (space for T, 0 to 9 fraction digits, `UTC`),
 * as UTC microseconds; digits past the sixth are cut. No zone means UTC. `undefined` when it is no time.
 */
export function parseTimestamp(text: string): TimestampUs | undefined {
  const m = RFC3339.exec(text.trim());
  if (m === null) return undefined;
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((i) => Number(m[i]));
  if (year === undefined || month === undefined || day === undefined) return undefined;
  if (hour === undefined || minute === undefined || second === undefined) return undefined;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month) || hour > 23 || minute > 59 || second > 60) return undefined;
  const zone = zoneOffsetSeconds(m[8]);
  if (zone === undefined) return undefined;
  const fraction = BigInt((m[7] ?? '').padEnd(6, '0').slice(0, 6));
  const seconds = daysFromCivil(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second;
  return timestampUs(BigInt(seconds - zone) * US_PER_SECOND + fraction);
}

/** `undefined` for an offset that RFC 3339 has no place for, as +99:99. */
function zoneOffsetSeconds(zone: string | undefined): number | undefined {
  if (zone === undefined || /^(z|utc)$/i.test(zone)) return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  return hours > 23 || minutes > 59 ? undefined : sign * (hours * 3_600 + minutes * 60);
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant's `days_from_civil`). */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yoe = y - era * 400;
  const doy = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const doe = yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy;
  return era * 146_097 + doe - 719_468;
}

/**
 * The other direction (`civil_from_days`), as ISO 8601 writes it. Not by `Date`, which throws past the year 275760:
 * a link can name any time, and a time that cannot be written must not take the page with it.
 */
function civilDate(days: number): string {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const doe = z - era * 146_097;
  const yoe = Math.floor((doe - Math.floor(doe / 1_460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365);
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  const year = yoe + era * 400 + (month <= 2 ? 1 : 0);
  const digits = (n: number, count: number): string => String(n).padStart(count, '0');
  const yearText = year >= 0 && year <= 9_999 ? digits(year, 4) : `${year < 0 ? '-' : '+'}${digits(Math.abs(year), 6)}`;
  return `${yearText}-${digits(month, 2)}-${digits(doy - Math.floor((153 * mp + 2) / 5) + 1, 2)}`;
}

interface Civil {
  readonly date: string;
  readonly clock: string;
  readonly micros: string;
}

function civil(us: TimestampUs): Civil {
  const days = us >= 0n ? us / US_PER_DAY : -((-us + US_PER_DAY - 1n) / US_PER_DAY);
  const rest = us - days * US_PER_DAY;
  const date = civilDate(Number(days));
  const seconds = Number(rest / US_PER_SECOND);
  const two = (n: number) => String(n).padStart(2, '0');
  return {
    date,
    clock: `${two(Math.floor(seconds / 3_600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`,
    micros: String(rest % US_PER_SECOND).padStart(6, '0'),
  };
}

/** `2022-06-17T12:01:14.222991Z` */
export function formatTimestamp(us: TimestampUs): string {
  const c = civil(us);
  return `${c.date}T${c.clock}.${c.micros}Z`;
}

/** `12:01:14.222991`, for places whose date is said elsewhere. */
export function formatClock(us: TimestampUs): string {
  const c = civil(us);
  return `${c.clock}.${c.micros}`;
}

/**
 * With as many digits as the evidence has: `12:01:14` where there is no fraction. An API server writes six digits, so a
 * time without any comes from a log that has only seconds, and zeros would pass for a measurement.
 */
export const shownClock = (us: TimestampUs): string => (isWholeSecond(us) ? formatClockSeconds(us) : formatClock(us));

/** The same with its date: `2022-06-17T12:01:14Z`. */
export const shownTimestamp = (us: TimestampUs): string => (isWholeSecond(us) ? `${formatDate(us)}T${formatClockSeconds(us)}Z` : formatTimestamp(us));

export const isWholeSecond = (us: bigint): boolean => us % US_PER_SECOND === 0n;

/** The time between two, as exact as they are: whole seconds tell neither milliseconds nor that nothing passed. */
export function shownBetween(from: TimestampUs, to: TimestampUs): string {
  const length = to - from;
  if (!isWholeSecond(from) || !isWholeSecond(to)) return formatDuration(length);
  if (length === 0n) return 'under 1 s';
  return (length < 0n ? -length : length) < 60n * US_PER_SECOND ? `${length < 0n ? '−' : ''}${(length < 0n ? -length : length) / US_PER_SECOND} s` : formatDuration(length);
}

/** `12:01:14`, for axes. */
export const formatClockSeconds = (us: TimestampUs): string => civil(us).clock;

/** `2022-06-17` */
export const formatDate = (us: TimestampUs): string => civil(us).date;

/** `23.401 ms`, `18 min 12 s`, `3 h 4 min`: at most two units, exact below a second. */
export function formatDuration(us: DurationUs | bigint): string {
  const sign = us < 0n ? '−' : '';
  const n = us < 0n ? -us : us;
  if (n < 1_000n) return `${sign}${n} µs`;
  if (n < US_PER_SECOND) return `${sign}${n / 1_000n}.${String(n % 1_000n).padStart(3, '0')} ms`;
  if (n < 60n * US_PER_SECOND) return `${sign}${n / US_PER_SECOND}.${String((n % US_PER_SECOND) / 1_000n).padStart(3, '0')} s`;
  const seconds = n / US_PER_SECOND;
  if (seconds < 3_600n) return `${sign}${seconds / 60n} min ${seconds % 60n} s`;
  if (seconds < 86_400n) return `${sign}${seconds / 3_600n} h ${(seconds / 60n) % 60n} min`;
  return `${sign}${seconds / 86_400n} d ${(seconds / 3_600n) % 24n} h`;
}
