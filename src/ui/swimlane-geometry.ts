/** Lanes, bars and pixels: everything the swimlane chart computes and does not draw. */
import { spanOf, type TimeView } from './time-scale';

export type BarTone = 'allowed' | 'denied' | 'refused' | 'unauthenticated' | 'failed' | 'unknown' | 'open' | 'third-party';
/** What happens at a moment of a bar: it begins, goes on, ends, or breaks. */
export type BarMarkKind = 'start' | 'step' | 'end' | 'fault';

export interface SwimlaneBar {
  readonly lane: string;
  readonly requestId: string;
  readonly fromUs: bigint;
  /** `undefined`: no end is known. */
  readonly toUs: bigint | undefined;
  readonly marks: readonly { readonly us: bigint; readonly kind: BarMarkKind }[];
  readonly tone: BarTone;
  /** The bar in words. */
  readonly label?: string | undefined;
}

/** A bar in numbers relative to the epoch of its index. */
export interface PlacedBar {
  readonly bar: SwimlaneBar;
  readonly from: number;
  /** Infinity while open. */
  readonly to: number;
  readonly marks: readonly { readonly at: number; readonly kind: BarMarkKind }[];
}

export interface BarIndex {
  readonly epochUs: bigint;
  readonly lanes: ReadonlyMap<string, readonly PlacedBar[]>;
  readonly byRequest: ReadonlyMap<string, PlacedBar>;
}

/** Bars by lane and in time order, as floats relative to the first of them: exact for any log shorter than 285 years. */
export function indexBars(bars: readonly SwimlaneBar[]): BarIndex {
  const epochUs = bars.reduce((least, bar) => (bar.fromUs < least ? bar.fromUs : least), bars[0]?.fromUs ?? 0n);
  const lanes = new Map<string, PlacedBar[]>();
  const byRequest = new Map<string, PlacedBar>();
  for (const bar of bars) {
    const placed = {
      bar,
      from: Number(bar.fromUs - epochUs),
      to: bar.toUs === undefined ? Infinity : Number(bar.toUs - epochUs),
      marks: bar.marks.map((mark) => ({ at: Number(mark.us - epochUs), kind: mark.kind })),
    };
    const lane = lanes.get(bar.lane);
    if (lane === undefined) lanes.set(bar.lane, [placed]);
    else lane.push(placed);
    byRequest.set(bar.requestId, placed);
  }
  for (const lane of lanes.values()) lane.sort((a, b) => a.from - b.from || a.to - b.to);
  return { epochUs, lanes, byRequest };
}

export interface Scale {
  /** Pixels per microsecond. */
  readonly k: number;
  /** The start of the view, relative to the epoch. */
  readonly from: number;
  readonly width: number;
}

export const scaleOf = (view: TimeView, epochUs: bigint, width: number): Scale => ({ k: width / spanOf(view), from: Number(view.fromUs - epochUs), width });

export const LEAST_BAR = 3;

/** Left edge and width of a bar, cut to the chart; `undefined` when it is out of sight. */
export function barSpan(scale: Scale, placed: PlacedBar): { readonly x: number; readonly width: number } | undefined {
  const left = (placed.from - scale.from) * scale.k;
  const right = Math.max(left + LEAST_BAR, placed.to === Infinity ? scale.width + 8 : (placed.to - scale.from) * scale.k);
  if (right < 0 || left > scale.width) return undefined;
  const x = Math.max(-8, left);
  return { x, width: Math.min(scale.width + 8, right) - x };
}

/** The bar under `x`: the shortest one there, since it is drawn on top; `slack` pixels around it count as it. */
export function barAt(lane: readonly PlacedBar[] | undefined, scale: Scale, x: number, slack = 3): PlacedBar | undefined {
  let best: PlacedBar | undefined;
  let bestDistance = Infinity;
  for (const placed of lane ?? []) {
    const span = barSpan(scale, placed);
    if (span === undefined || x < span.x - slack || x > span.x + span.width + slack) continue;
    const outside = Math.max(0, span.x - x, x - span.x - span.width);
    const distance = outside * 1e6 + span.width;
    if (distance <= bestDistance) {
      best = placed;
      bestDistance = distance;
    }
  }
  return best;
}

/** The bar after or before another one of its lane; without one, the first in sight or after. */
export function stepBar(lane: readonly PlacedBar[] | undefined, current: PlacedBar | undefined, by: 1 | -1, from: number): PlacedBar | undefined {
  if (lane === undefined || lane.length === 0) return undefined;
  const index = current === undefined ? -1 : lane.indexOf(current);
  if (index >= 0) return lane[Math.min(lane.length - 1, Math.max(0, index + by))];
  const next = lane.findIndex((placed) => placed.from >= from);
  return by === 1 ? lane[next === -1 ? lane.length - 1 : next] : lane[next === -1 ? lane.length - 1 : Math.max(0, next - 1)];
}

/** 0.18 to 1 by the logarithm of the share: one among ten thousand must still be seen. */
export const densityAlpha = (count: number, most: number): number => (count <= 0 ? 0 : most <= 1 ? 0.6 : 0.18 + 0.82 * (Math.log1p(count) / Math.log1p(most)));
