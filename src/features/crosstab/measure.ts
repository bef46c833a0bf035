/** What a cell can say about its requests: in short, in full, and as heat. */
import { countOf, formatCount } from '../../base/number';
import { formatClockSeconds, formatDate, formatTimestamp, type TimestampUs } from '../../base/time';
import type { Measured } from './read-crosstab';

export const MEASURES = ['requests', 'actors', 'denied', 'seen'] as const;
export type Measure = (typeof MEASURES)[number];

export const MEASURE_LABELS: Readonly<Record<Measure, string>> = { requests: 'requests', actors: 'distinct users', denied: 'denied share', seen: 'first – last seen' };

/** 0.4% is not nothing, and 99.6% is not everything. */
export function shareText(part: number, whole: number): string {
  if (whole === 0 || part === 0) return '0%';
  if (part === whole) return '100%';
  const percent = Math.round((part / whole) * 100);
  return percent < 1 ? '<1%' : percent > 99 ? '>99%' : `${percent}%`;
}

const minutes = (us: TimestampUs): string => formatClockSeconds(us).slice(0, 5);

/** `08:01–08:44`, with the days where there are two, `08:01:07` for a single moment. */
export function seenText(first: TimestampUs | null, last: TimestampUs | null, withDay: boolean): string {
  if (first === null || last === null) return 'no time';
  const day = (us: TimestampUs): string => (withDay ? `${formatDate(us).slice(5)} ` : '');
  if (minutes(first) === minutes(last) && formatDate(first) === formatDate(last)) return `${day(first)}${formatClockSeconds(first)}`;
  return `${day(first)}${minutes(first)}–${formatDate(first) === formatDate(last) ? '' : day(last)}${minutes(last)}`;
}

export function cellText(measured: Measured, measure: Measure, withDay: boolean): string {
  switch (measure) {
    case 'requests':
      return formatCount(measured.n);
    case 'actors':
      return formatCount(measured.actors);
    case 'denied':
      return shareText(measured.denied, measured.n);
    case 'seen':
      return seenText(measured.first_us, measured.last_us, withDay);
  }
}

/** Everything about a cell in words; distinct users only where they were counted. */
export function cellWords(measured: Measured, measure: Measure): string {
  const times = measured.first_us === null || measured.last_us === null ? 'no time' : `from ${formatTimestamp(measured.first_us)} to ${formatTimestamp(measured.last_us)}`;
  const actors = measure === 'actors' ? `${countOf(measured.actors, 'distinct user')}, ` : '';
  return `${countOf(measured.n, 'request')}, ${actors}${formatCount(measured.denied)} denied, ${times}`;
}

/** 0 to 1. Counts by their logarithm, shares as they are; times have none. */
export function heat(measured: Measured | undefined, measure: Measure, most: number): number {
  if (measured === undefined || measure === 'seen') return 0;
  if (measure === 'denied') return measured.n === 0 ? 0 : measured.denied / measured.n;
  const value = measure === 'actors' ? measured.actors : measured.n;
  return most <= 0 || value <= 0 ? 0 : Math.log1p(value) / Math.log1p(most);
}

export function hottest(cells: readonly (readonly (Measured | undefined)[])[], measure: Measure): number {
  return cells.reduce((most, row) => row.reduce((high, cell) => Math.max(high, cell === undefined ? 0 : measure === 'actors' ? cell.actors : cell.n), most), 0);
}
