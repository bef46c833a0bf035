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

export function densityOf(table: ResultTable, asked: LanesAsked, window: ReadingWindow): SwimlaneDensity {
  const laneOf = lanesOf(asked);
  const ints = (name: string): Int32Array => table.int32(columnOf(table, name));
  const [places, counts] = [ints('lane'), ints('n')];
  const lanes = new Map<string, [number, number]>();
  for (let from = 0, cell = 1; cell <= places.length; cell += 1) {
    if (places[cell] === places[from]) continue;
    lanes.set(laneOf(places[from]), [from, cell]);
    from = cell;
  }
  const most = counts.reduce((max, n) => Math.max(max, n), 0);
  return { fromUs: window.fromUs, bucketUs: window.bucketUs, lanes, buckets: ints('bucket'), counts, toneAt: ints('outcome'), tones: OUTCOMES, most };
}

const columnOf = (table: ResultTable, name: string): number => table.columns.findIndex((column) => column.name === name);

function barsOf(table: ResultTable, asked: LanesAsked): SwimlaneBar[] {
  const laneOf = lanesOf(asked);
  const [ids, lanes, outcomes] = ['request_id', 'lane', 'outcome'].map((name) => table.int32(columnOf(table, name)));
  const [from, to] = ['from_us', 'to_us'].map((name) => table.float64(columnOf(table, name)));
  return Array.from({ length: table.rowCount }, (_, row) => new RequestBar(table, row, ids?.[row] ?? 0, laneOf(lanes?.[row]), outcomeAt(outcomes?.[row]), from?.[row] ?? 0, to?.[row] ?? 0));
}

/** What every bar is asked for is a field; what only the few are asked for that are wide or pointed at is read then. */
class RequestBar implements SwimlaneBar {
  constructor(
    private readonly table: ResultTable,
    private readonly row: number,
    private readonly id: number,
    readonly lane: string,
    readonly tone: Outcome,
    readonly from: number,
    readonly to: number,
  ) {}

  get requestId(): string {
    return String(this.id);
  }

  get marks(): SwimlaneBar['marks'] {
    const [arrived, started, completed, panicked] = ['at_us', 'started_us', 'completed_us', 'panicked_us'].map((name) => this.number(name));
    return marksOf({ arrived: ((this.number('stage_mask') ?? 0) & 1) === 0 ? undefined : arrived, started, completed, panicked });
  }

  get label(): string {
    const parts = ['username', 'verb', 'what', 'object'].map((name) => this.value(name)).filter((word) => typeof word === 'string' && word !== '');
    const code = this.number('code') ?? -1;
    return escapeHostileText(shorten([...parts, ...(code < 0 ? [] : [code]), this.tone].join(' '), 160));
  }

  private value(name: string): unknown {
    return this.table.value(this.row, columnOf(this.table, name));
  }

  private number(name: string): number | undefined {
    const value = this.value(name);
    return typeof value === 'bigint' ? Number(value) : typeof value === 'number' ? value : undefined;
  }
}

export interface StageTimes {
  /** Only where RequestReceived itself is in the evidence; otherwise the arrival is known from a later stage. */
  readonly arrived: number | undefined;
  readonly started: number | undefined;
  readonly completed: number | undefined;
  readonly panicked: number | undefined;
}

/** A mark for each stage that is in the evidence, and for no other. */
export function marksOf({ arrived, started, completed, panicked }: StageTimes): SwimlaneBar['marks'] {
  const marks: SwimlaneBar['marks'][number][] = [];
  if (arrived !== undefined) marks.push({ at: arrived, kind: 'start' });
  if (started !== undefined) marks.push({ at: started, kind: 'step' });
  if (completed !== undefined) marks.push({ at: completed, kind: 'end' });
  if (panicked !== undefined) marks.push({ at: panicked, kind: 'fault' });
  return marks;
}
