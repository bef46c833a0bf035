/** Which window of time is read for what is seen: steps of its own, so that small moves need no new reading. */
import { tickStep, type TimeView } from '../../ui/time-scale';
import type { Window } from './timeline-picture.query';

export interface ReadingWindow extends Window {
  readonly bucketUs: bigint;
}

/** Room at both ends, so that the first and the last request do not stand on the edge. */
export function padded(fromUs: bigint, toUs: bigint): TimeView {
  const span = toUs - fromUs;
  const room = span / 50n > 1_000n ? span / 50n : 1_000n;
  return { fromUs: fromUs - room, toUs: toUs + room };
}

/** The power of √2 above a span: the window stays the same until the view is zoomed by more than that. */
function levelOf(span: bigint): bigint {
  const steps = Math.ceil(Math.log2(Math.max(64, Number(span))) * 2 - 1e-9);
  return BigInt(Math.ceil(2 ** (steps / 2)));
}

const floorTo = (value: bigint, unit: bigint): bigint => value - (((value % unit) + unit) % unit);

/** The view with a margin, on a grid of an eighth of its level, cut to the bounds; buckets of some three pixels and a round length. */
export function readingWindow(view: TimeView, bounds: TimeView, width: number): ReadingWindow {
  const level = levelOf(view.toUs - view.fromUs);
  const grid = level / 8n;
  const most = { fromUs: floorTo(bounds.fromUs, grid), toUs: floorTo(bounds.toUs, grid) + grid };
  const fromUs = floorTo(view.fromUs - grid, grid);
  const toUs = floorTo(view.toUs + grid, grid) + grid;
  // Some resizing must not read anew.
  const bucketUs = tickStep({ fromUs: 0n, toUs: level }, Math.ceil(Math.max(120, width) / 60) * 60, 2.5);
  return { fromUs: fromUs < most.fromUs ? most.fromUs : fromUs, toUs: toUs > most.toUs ? most.toUs : toUs, bucketUs };
}

/** Quiet between two files is short; a longer time that no file speaks about is a gap. */
const LEAST_GAP_US = 60_000_000n;

/** The times no evidence speaks about, before, between and after the files. */
export function gapsOf(spans: readonly Window[]): readonly TimeView[] {
  const [first, ...rest] = [...spans].sort((a, b) => (a.fromUs < b.fromUs ? -1 : a.fromUs > b.fromUs ? 1 : 0));
  if (first === undefined) return [];
  const gaps: TimeView[] = [{ fromUs: first.fromUs - FAR_US, toUs: first.fromUs }];
  let end = first.toUs;
  for (const span of rest) {
    if (span.fromUs - end > LEAST_GAP_US) gaps.push({ fromUs: end, toUs: span.fromUs });
    if (span.toUs > end) end = span.toUs;
  }
  return [...gaps, { fromUs: end, toUs: end + FAR_US }];
}

const FAR_US = 100n * 366n * 86_400_000_000n;
