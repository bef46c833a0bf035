/**
 * Time on an axis. Microseconds since 1970 do not fit a float exactly, so everything is taken relative to the start
 * of the view before it becomes a number.
 */
import { formatClock, formatClockSeconds, formatDate, timestampUs } from '../base/time';

export interface TimeView {
  readonly fromUs: bigint;
  readonly toUs: bigint;
}

export const spanOf = (view: TimeView): number => Math.max(1, Number(view.toUs - view.fromUs));
export const xOf = (view: TimeView, width: number, us: bigint): number => (Number(us - view.fromUs) / spanOf(view)) * width;
export const usAt = (view: TimeView, width: number, x: number): bigint => view.fromUs + BigInt(Math.round((x / Math.max(1, width)) * spanOf(view)));

const SECOND = 1_000_000;
const STEPS: readonly number[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].flatMap((n) => [n]),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((n) => n * 1_000),
  ...[1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400].map((n) => n * SECOND),
  ...[2, 7, 14, 28, 91, 182, 364, 728, 1_820, 3_640].map((n) => n * 86_400 * SECOND),
];

/** A round distance between ticks, at least `gap` pixels apart. */
export function tickStep(view: TimeView, width: number, gap: number): bigint {
  const least = (spanOf(view) / Math.max(1, width)) * gap;
  return BigInt(STEPS.find((step) => step >= least) ?? STEPS.at(-1) ?? SECOND);
}

export interface Tick {
  readonly us: bigint;
  readonly x: number;
  readonly text: string;
}

/** As many digits as the step needs: `12:00`, `12:00:05`, `12:00:05.250`, `12:00:05.000250`. */
export function tickText(us: bigint, step: bigint): string {
  const time = timestampUs(us);
  if (step >= 86_400_000_000n) return formatDate(time);
  if (step >= 60_000_000n) return formatClockSeconds(time).slice(0, 5);
  if (step >= 1_000_000n) return formatClockSeconds(time);
  return step >= 1_000n ? formatClock(time).slice(0, 12) : formatClock(time);
}

const MOST_TICKS = 200;

export function ticks(view: TimeView, width: number, gap: number): readonly Tick[] {
  if (width <= 0 || view.toUs <= view.fromUs) return [];
  let step = tickStep(view, width, gap);
  // Past the longest round step (records of year 0 beside ones of today) ticks only get further apart.
  while ((view.toUs - view.fromUs) / step > BigInt(MOST_TICKS)) step *= 2n;
  const rest = ((view.fromUs % step) + step) % step;
  const found: Tick[] = [];
  for (let us = rest === 0n ? view.fromUs : view.fromUs - rest + step; us <= view.toUs; us += step) {
    found.push({ us, x: xOf(view, width, us), text: tickText(us, step) });
  }
  return found;
}

/** The date of the view, both dates when it runs past midnight. */
export function dateText(view: TimeView): string {
  const first = formatDate(timestampUs(view.fromUs));
  const last = formatDate(timestampUs(view.toUs > view.fromUs ? view.toUs - 1n : view.toUs));
  return first === last ? `${first} UTC` : `${first} – ${last} UTC`;
}

const LEAST_SPAN = 50;

/** Zooms by `factor` (less than 1 is nearer) so that the time under the pointer stays under it. */
export function zoomAround(view: TimeView, at: bigint, factor: number, bounds?: TimeView): TimeView {
  const widest = bounds === undefined ? Number.MAX_SAFE_INTEGER : spanOf(bounds) * 1.2;
  const span = Math.min(widest, Math.max(LEAST_SPAN, spanOf(view) * factor));
  const share = Number(at - view.fromUs) / spanOf(view);
  const fromUs = at - BigInt(Math.round(span * share));
  return { fromUs, toUs: fromUs + BigInt(Math.round(span)) };
}

/** Moves by a share of what is seen; some of `bounds` stays in sight. */
export function panBy(view: TimeView, share: number, bounds?: TimeView): TimeView {
  const span = view.toUs - view.fromUs;
  let fromUs = view.fromUs + BigInt(Math.round(share * spanOf(view)));
  if (bounds !== undefined) {
    const most = bounds.toUs - span / 10n;
    const least = bounds.fromUs - span + span / 10n;
    fromUs = fromUs > most ? most : fromUs < least ? least : fromUs;
  }
  return { fromUs, toUs: fromUs + span };
}
