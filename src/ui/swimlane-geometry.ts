/** Lanes, bars and pixels: everything the swimlane chart computes and does not draw. */
import { spanOf, type TimeView } from './time-scale';

export type BarTone = 'allowed' | 'denied' | 'refused' | 'unauthenticated' | 'failed' | 'unknown' | 'open' | 'third-party';
/** What happens at a moment of a bar: it begins, goes on, ends, or breaks. */
export type BarMarkKind = 'start' | 'step' | 'end' | 'fault';

/**
 * Times are microseconds since 1970 as floats, exact from the year 1684 to 2255: thousands of them are read, sorted and
 * drawn between two frames, and a bigint for each would be more work than all the rest.
 */
export interface SwimlaneBar {
  readonly lane: string;
  readonly requestId: string;
  readonly from: number;
  /** Infinity: no end is known. */
  readonly to: number;
  readonly marks: readonly { readonly at: number; readonly kind: BarMarkKind }[];
  readonly tone: BarTone;
  /** The bar in words. */
  readonly label?: string | undefined;
}

/** Bars by lane, each lane in time order. */
export interface BarIndex {
  readonly lanes: ReadonlyMap<string, readonly SwimlaneBar[]>;
}

export function indexBars(bars: readonly SwimlaneBar[]): BarIndex {
  const lanes = new Map<string, SwimlaneBar[]>();
  for (const bar of bars) {
    const lane = lanes.get(bar.lane);
    if (lane === undefined) lanes.set(bar.lane, [bar]);
    else lane.push(bar);
  }
  for (const lane of lanes.values()) lane.sort((a, b) => a.from - b.from || a.to - b.to);
  return { lanes };
}

export interface Scale {
  /** Pixels per microsecond. */
  readonly k: number;
  /** The start of the view. */
  readonly from: number;
  readonly width: number;
}

export const scaleOf = (view: TimeView, width: number): Scale => ({ k: width / spanOf(view), from: Number(view.fromUs), width });

export const LEAST_BAR = 3;

/** Left edge and width of a bar, cut to the chart; `undefined` when it is out of sight. */
export function barSpan(scale: Scale, bar: SwimlaneBar): { readonly x: number; readonly width: number } | undefined {
  const left = (bar.from - scale.from) * scale.k;
  const right = Math.max(left + LEAST_BAR, bar.to === Infinity ? scale.width + 8 : (bar.to - scale.from) * scale.k);
  if (right < 0 || left > scale.width) return undefined;
  const x = Math.max(-8, left);
  return { x, width: Math.min(scale.width + 8, right) - x };
}

/** The bar under `x`: the shortest one there, since it is drawn on top; `slack` pixels around it count as it. */
export function barAt(lane: readonly SwimlaneBar[] | undefined, scale: Scale, x: number, slack = 3): SwimlaneBar | undefined {
  let best: SwimlaneBar | undefined;
  let bestDistance = Infinity;
  for (const bar of lane ?? []) {
    const span = barSpan(scale, bar);
    if (span === undefined || x < span.x - slack || x > span.x + span.width + slack) continue;
    const outside = Math.max(0, span.x - x, x - span.x - span.width);
    const distance = outside * 1e6 + span.width;
    if (distance <= bestDistance) {
      best = bar;
      bestDistance = distance;
    }
  }
  return best;
}

/** The bar after or before another one of its lane; without one, the first in sight or after. */
export function stepBar(lane: readonly SwimlaneBar[] | undefined, current: SwimlaneBar | undefined, by: 1 | -1, from: number): SwimlaneBar | undefined {
  if (lane === undefined || lane.length === 0) return undefined;
  const index = current === undefined ? -1 : lane.indexOf(current);
  if (index >= 0) return lane[Math.min(lane.length - 1, Math.max(0, index + by))];
  const next = lane.findIndex((bar) => bar.from >= from);
  return by === 1 ? lane[next === -1 ? lane.length - 1 : next] : lane[next === -1 ? lane.length - 1 : Math.max(0, next - 1)];
}

/** 0.18 to 1 by the logarithm of the share: one among ten thousand must still be seen. */
export const densityAlpha = (count: number, most: number): number => (count <= 0 ? 0 : most <= 1 ? 0.6 : 0.18 + 0.82 * (Math.log1p(count) / Math.log1p(most)));
