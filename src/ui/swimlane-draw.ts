/** The swimlane chart on its canvas: a pure function of the scene. */
import type { CanvasColors } from './use-canvas-colors';
import { barSpan, densityAlpha, LEAST_BAR, scaleOf, type BarIndex, type BarTone, type Scale, type SwimlaneBar } from './swimlane-geometry';
import { ticks, xOf, type TimeView } from './time-scale';

export const LANE = 24;
export const AXIS = 22;
export const TOKENS = ['surface', 'line', 'line-strong', 'hatch', 'text', 'text-3', 'accent', 'accent-soft', 'allowed', 'denied', 'refused', 'unauthenticated', 'failed', 'unknown', 'open', 'third-party'] as const;

/** Cells in columns, those of a lane together: a window can have tens of thousands, and all are gone through for each frame. */
export interface SwimlaneDensity {
  readonly fromUs: bigint;
  readonly bucketUs: bigint;
  /** The cells of a lane: from the first number to before the second. */
  readonly lanes: ReadonlyMap<string, readonly [from: number, to: number]>;
  readonly buckets: Int32Array;
  readonly counts: Int32Array;
  /** Places in `tones`. Of the cells of one bucket the commonplace stands first, so that the others are drawn over it. */
  readonly toneAt: Int32Array;
  readonly tones: readonly BarTone[];
  /** The fullest cell. */
  readonly most: number;
}

export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly scrollTop: number;
  readonly view: TimeView;
  readonly lanes: readonly { readonly id: string }[];
  readonly index: BarIndex;
  readonly density: SwimlaneDensity | undefined;
  readonly gaps: readonly TimeView[];
  readonly selected: SwimlaneBar | undefined;
  readonly currentLane: number | undefined;
  readonly font: string;
}

type Pen = CanvasRenderingContext2D;

export function drawSwimlanes(pen: Pen, scene: Scene, colors: CanvasColors): void {
  const color = (token: string): string => colors[token] ?? 'gray';
  const { width, height, scrollTop, view, lanes, index } = scene;
  const floor = height - AXIS;
  const scale = scaleOf(view, width);
  const first = Math.floor(scrollTop / LANE);
  const last = Math.min(lanes.length - 1, Math.ceil((scrollTop + floor) / LANE));
  pen.clearRect(0, 0, width, height);
  pen.save();
  pen.beginPath();
  pen.rect(0, 0, width, floor);
  pen.clip();

  const marks = ticks(view, width, 110);
  drawGaps(pen, scene, color, floor);
  pen.fillStyle = color('line');
  for (const tick of marks) pen.fillRect(Math.round(tick.x), 0, 1, floor);
  for (let lane = first; lane <= last; lane += 1) {
    const y = lane * LANE - scrollTop;
    if (lane === scene.currentLane) {
      pen.globalAlpha = 0.5;
      pen.fillStyle = color('accent-soft');
      pen.fillRect(0, y, width, LANE);
      pen.globalAlpha = 1;
    }
    pen.fillStyle = color('line');
    pen.fillRect(0, y + LANE - 1, width, 1);
  }
  if (scene.density !== undefined) drawDensity(pen, scene, scene.density, color, first, last);
  for (let lane = first; lane <= last; lane += 1) {
    const id = lanes[lane]?.id;
    const bars = id === undefined ? undefined : index.lanes.get(id);
    if (bars !== undefined) drawLane(pen, bars, scale, lane * LANE - scrollTop, color);
  }
  drawSelected(pen, scene, scale, color);
  pen.restore();
  drawAxis(pen, scene, marks, color, floor);
}

function drawGaps(pen: Pen, { gaps, view, width }: Scene, color: (token: string) => string, floor: number): void {
  pen.strokeStyle = color('hatch');
  pen.lineWidth = 1;
  for (const gap of gaps) {
    const from = Math.max(0, xOf(view, width, gap.fromUs));
    const to = Math.min(width, xOf(view, width, gap.toUs));
    if (to <= from) continue;
    pen.save();
    pen.beginPath();
    pen.rect(from, 0, Math.max(2, to - from), floor);
    pen.clip();
    pen.beginPath();
    for (let x = Math.floor(from / 8) * 8 - floor; x < to; x += 8) {
      pen.moveTo(x, floor);
      pen.lineTo(x + floor, 0);
    }
    pen.stroke();
    pen.restore();
  }
}

function drawDensity(pen: Pen, { lanes, view, width, scrollTop }: Scene, density: SwimlaneDensity, color: (token: string) => string, first: number, last: number): void {
  const { buckets, counts, toneAt, tones, most } = density;
  const unit = xOf(view, width, view.fromUs + density.bucketUs);
  const origin = xOf(view, width, density.fromUs);
  const fills = tones.map(color);
  const tall = tones.map((tone) => tone === 'allowed' || tone === 'unknown');
  const wide = Math.max(1, unit - (unit > 4 ? 1 : 0));
  for (let row = first; row <= last; row += 1) {
    const [from, to] = density.lanes.get(lanes[row]?.id ?? '') ?? [0, 0];
    const y = row * LANE - scrollTop + (LANE - 1 - 14) / 2;
    let bucket = -1;
    let level = 0;
    for (let cell = from; cell < to; cell += 1) {
      const x = origin + (buckets[cell] ?? 0) * unit;
      if (x > width) break;
      if (x + unit < 0) continue;
      // Several tones of one cell stand on each other: the usual one below, tall, the others above it.
      level = buckets[cell] === bucket ? level + 1 : 0;
      bucket = buckets[cell] ?? -1;
      const tone = toneAt[cell] ?? 0;
      pen.globalAlpha = densityAlpha(counts[cell] ?? 0, most);
      pen.fillStyle = fills[tone] ?? 'gray';
      if (tall[tone] === true) pen.fillRect(x, y, wide, 14);
      else pen.fillRect(x, y + Math.max(0, level - 1) * 4, wide, 6);
    }
  }
  pen.globalAlpha = 1;
}

const THICK = 10;

/** Narrower bars are drawn on top of wider ones, and one by one only where they fall on different pixels. */
const WIDE = 48;

function drawLane(pen: Pen, bars: readonly SwimlaneBar[], scale: Scale, y: number, color: (token: string) => string): void {
  const mid = y + (LANE - 1) / 2;
  const narrow = new Map<BarTone, number[]>();
  const marked: SwimlaneBar[] = [];
  for (const bar of bars) {
    const left = (bar.from - scale.from) * scale.k;
    if (left > scale.width) break;
    const width = Math.max(LEAST_BAR, (bar.to - bar.from) * scale.k);
    if (left + width < 0) continue;
    if (width >= WIDE) {
      drawWide(pen, bar, scale, mid, color);
      continue;
    }
    const spans = narrow.get(bar.tone);
    const x = Math.round(left);
    if (spans === undefined) narrow.set(bar.tone, [x, width]);
    else if (spans.at(-2) !== x || (spans.at(-1) ?? 0) < width) spans.push(x, width);
    if (width > 8) marked.push(bar);
  }
  for (const [tone, spans] of narrow) {
    pen.fillStyle = color(tone);
    for (let index = 0; index < spans.length; index += 2) pen.fillRect(spans[index] ?? 0, mid - THICK / 2, spans[index + 1] ?? 0, THICK);
  }
  for (const bar of marked) drawMarks(pen, bar, scale, mid, color);
}

function drawWide(pen: Pen, bar: SwimlaneBar, scale: Scale, mid: number, color: (token: string) => string): void {
  const span = barSpan(scale, bar);
  if (span === undefined) return;
  pen.fillStyle = color(bar.tone);
  pen.globalAlpha = 0.45;
  pen.fillRect(span.x, mid - 3, span.width, 6);
  pen.globalAlpha = 1;
  if (bar.to === Infinity) drawOpenEnd(pen, span.x + span.width - 8, mid);
  drawMarks(pen, bar, scale, mid, color);
}

function drawOpenEnd(pen: Pen, x: number, mid: number): void {
  pen.clearRect(x - 4, mid - 3, 2, 6);
  pen.clearRect(x - 10, mid - 3, 2, 6);
}

function drawMarks(pen: Pen, bar: SwimlaneBar, scale: Scale, mid: number, color: (token: string) => string): void {
  pen.fillStyle = color('text');
  for (const mark of bar.marks) {
    const x = (mark.at - scale.from) * scale.k;
    if (x < -4 || x > scale.width + 4) continue;
    if (mark.kind === 'fault') {
      pen.fillStyle = color('failed');
      pen.fillRect(x - 1.5, mid - 9, 3, 13);
      pen.fillRect(x - 1.5, mid + 6, 3, 3);
      pen.fillStyle = color('text');
    } else if (mark.kind === 'step') {
      pen.fillRect(x - 0.5, mid - 5, 1, 10);
    } else {
      pen.fillRect(mark.kind === 'end' ? x - 2 : x, mid - 8, 2, 16);
    }
  }
}

function drawSelected(pen: Pen, { selected, lanes, scrollTop }: Scene, scale: Scale, color: (token: string) => string): void {
  const span = selected === undefined ? undefined : barSpan(scale, selected);
  if (selected === undefined || span === undefined) return;
  const lane = lanes.findIndex((one) => one.id === selected.lane);
  if (lane < 0) return;
  const mid = lane * LANE - scrollTop + (LANE - 1) / 2;
  pen.strokeStyle = color('accent');
  pen.lineWidth = 2;
  pen.fillStyle = color(selected.tone);
  pen.fillRect(span.x, mid - THICK / 2, span.width, THICK);
  drawMarks(pen, selected, scale, mid, color);
  pen.beginPath();
  pen.roundRect(span.x - 3, mid - 9, span.width + 6, 18, 4);
  pen.stroke();
}

function drawAxis(pen: Pen, { width, height, font }: Scene, marks: readonly { readonly x: number; readonly text: string }[], color: (token: string) => string, floor: number): void {
  pen.fillStyle = color('surface');
  pen.fillRect(0, floor, width, AXIS);
  pen.fillStyle = color('line-strong');
  pen.fillRect(0, floor, width, 1);
  pen.font = font;
  pen.textBaseline = 'middle';
  pen.textAlign = 'center';
  for (const tick of marks) {
    const half = pen.measureText(tick.text).width / 2;
    if (tick.x - half < 0 || tick.x + half > width) continue;
    pen.fillStyle = color('line-strong');
    pen.fillRect(Math.round(tick.x), floor, 1, 4);
    pen.fillStyle = color('text-3');
    pen.fillText(tick.text, tick.x, height - AXIS / 2 + 2);
  }
}
