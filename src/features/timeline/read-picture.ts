/** Reads what the timeline draws. Columns are decoded as they lie; no object is made per request that is not drawn. */
import { escapeHostileText, shorten } from '../../base/hostile-text';
import { readRows, readTable } from '../../db/define-query';
import type { Engine } from '../../db/engine';
import type { ResultTable } from '../../db/result-table';
import { OUTCOMES, type Outcome } from '../../model/stage';
import type { SwimlaneDensity } from '../../ui/swimlane-draw';
import type { SwimlaneBar } from '../../ui/swimlane-geometry';
import { barsQuery, densityQuery, windowCountQuery, type BarPick, type LanesAsked } from './timeline-picture.query';
import type { ReadingWindow } from './timeline-window';

/** More single requests than this in one window are shown as density. */
export const MOST_BARS = 15_000;
/** Long requests of a lane drawn as bars over the density; more would only be a solid strip. */
export const LONG_PER_LANE = 12;
/** A request this much wider than a bucket of the density is drawn as a bar over it. */
const LONG_BUCKETS = 12n;

export const OTHERS = 'others';
/** A lane's name in the chart; the field is part of it, so that an old picture never fits new lanes. */
export const laneId = (asked: Pick<LanesAsked, 'field'>, key: string | undefined): string => (key === undefined ? OTHERS : `${asked.field} ${key}`);

export interface Picture {
  readonly bars: readonly SwimlaneBar[];
  readonly density: SwimlaneDensity | undefined;
  /** Requests under way in the window that was read. */
  readonly requests: number;
}

export async function readPicture(engine: Engine, asked: LanesAsked, window: ReadingWindow, signal: AbortSignal): Promise<Picture> {
  const [counted] = await readRows(engine, windowCountQuery, { filter: asked.filter, window }, { signal });
  const requests = counted?.n ?? 0;
  const bars = (pick: BarPick) => readTable(engine, barsQuery, { ...asked, window, pick }, { signal });
  if (requests <= MOST_BARS) return { bars: barsOf(await bars({ kind: 'window' }), asked), density: undefined, requests };
  const density = densityOf(await readTable(engine, densityQuery, { ...asked, window, bucketUs: window.bucketUs }, { signal }), asked, window);
  return { bars: barsOf(await bars({ kind: 'long', leastUs: window.bucketUs * LONG_BUCKETS, perLane: LONG_PER_LANE }), asked), density, requests };
}

/** The open request, drawn whatever else is. */
export async function readOneBar(engine: Engine, asked: LanesAsked, requestId: number, signal: AbortSignal): Promise<SwimlaneBar | null> {
  const table = await readTable(engine, barsQuery, { ...asked, window: { fromUs: 0n, toUs: 0n }, pick: { kind: 'one', requestId } }, { signal });
  return barsOf(table, asked)[0] ?? null;
}

const outcomeAt = (index: number | undefined): Outcome => OUTCOMES[index ?? -1] ?? 'unknown';

function lanesOf({ field, keys }: LanesAsked): (lane: number | undefined) => string {
  const ids = keys.map((key) => laneId({ field }, key));
  return (lane) => ids[lane ?? -1] ?? OTHERS;
}

function densityOf(table: ResultTable, asked: LanesAsked, window: ReadingWindow): SwimlaneDensity {
  const laneOf = lanesOf(asked);
  const [lanes, buckets, outcomes, counts] = ['lane', 'bucket', 'outcome', 'n'].map((name) => table.int32(table.columns.findIndex((column) => column.name === name)));
  const cells = Array.from({ length: table.rowCount }, (_, i) => ({ lane: laneOf(lanes?.[i]), bucket: buckets?.[i] ?? 0, count: counts?.[i] ?? 0, tone: outcomeAt(outcomes?.[i]) }));
  return { fromUs: window.fromUs, bucketUs: window.bucketUs, cells };
}

function barsOf(table: ResultTable, asked: LanesAsked): SwimlaneBar[] {
  const laneOf = lanesOf(asked);
  const at = (name: string): number => table.columns.findIndex((column) => column.name === name);
  const ints = (name: string): Int32Array => table.int32(at(name));
  const [ids, lanes, outcomes, masks, codes] = [ints('request_id'), ints('lane'), ints('outcome'), ints('stage_mask'), ints('code')];
  const times = { at: at('at_us'), started: at('started_us'), completed: at('completed_us'), panicked: at('panicked_us') };
  const words = [at('username'), at('verb'), at('what'), at('object')];
  const bars: SwimlaneBar[] = [];
  for (let row = 0; row < table.rowCount; row += 1) {
    const time = (column: number): bigint | undefined => {
      const value = table.value(row, column);
      return typeof value === 'bigint' ? value : undefined;
    };
    const arrived = time(times.at);
    if (arrived === undefined) continue;
    const stages = { arrived, seen: ((masks[row] ?? 0) & 1) !== 0, started: time(times.started), completed: time(times.completed), panicked: time(times.panicked) };
    const label = (): string => {
      const parts = words.map((column) => table.value(row, column)).filter((word) => typeof word === 'string' && word !== '');
      const code = codes[row] ?? -1;
      return escapeHostileText(shorten([...parts, ...(code < 0 ? [] : [code]), outcomeAt(outcomes[row])].join(' '), 160));
    };
    bars.push({ lane: laneOf(lanes[row]), requestId: String(ids[row] ?? 0), tone: outcomeAt(outcomes[row]), ...spanAndMarks(stages, outcomeAt(outcomes[row])), get label() { return label(); } });
  }
  return bars;
}

export interface StageTimes {
  readonly arrived: bigint;
  /** RequestReceived itself is in the evidence; otherwise its time is known from a later stage. */
  readonly seen: boolean;
  readonly started: bigint | undefined;
  readonly completed: bigint | undefined;
  readonly panicked: bigint | undefined;
}

/** From arrival to the last stage; a mark for each stage that is in the evidence, and for no other. */
export function spanAndMarks({ arrived, seen, started, completed, panicked }: StageTimes, outcome: Outcome): Pick<SwimlaneBar, 'fromUs' | 'toUs' | 'marks'> {
  const marks: SwimlaneBar['marks'][number][] = [];
  if (seen) marks.push({ us: arrived, kind: 'start' });
  if (started !== undefined) marks.push({ us: started, kind: 'step' });
  if (completed !== undefined) marks.push({ us: completed, kind: 'end' });
  if (panicked !== undefined) marks.push({ us: panicked, kind: 'fault' });
  const all = [arrived, ...marks.map((mark) => mark.us)];
  const fromUs = all.reduce((least, us) => (us < least ? us : least), arrived);
  const toUs = all.reduce((most, us) => (us > most ? us : most), arrived);
  return { fromUs, toUs: outcome === 'open' ? undefined : toUs, marks };
}
