/** The stages of a request laid out along its time, with a row for each stage that ought to be there and is not. */
import { formatClock, isWholeSecond, shownBetween, shownClock, timestampUs, type TimestampUs } from '../../base/time';
import type { AuditRequest } from '../../model/audit-record';
import { isLongRunning } from '../../model/stage';
import type { StageStory, StoryStage } from '../../trust/stage-story';

export interface StageRow {
  readonly id: string;
  /** Undefined for a stage that is missing. */
  readonly eventId: number | undefined;
  readonly name: string;
  readonly from: number;
  readonly at: number;
  /** `12:01:14.222991`; in words what is there instead. */
  readonly clock: string;
  /** `+23.401 ms` since the stage before; empty for the first. */
  readonly delta: string;
}

const signed = (from: TimestampUs, to: TimestampUs): string => (to < from || (to === from && isWholeSecond(to)) ? shownBetween(from, to) : `+${shownBetween(from, to)}`);

export function stageRows(request: AuditRequest, story: StageStory): StageRow[] {
  const times = story.stages.flatMap(({ atUs }) => (atUs === null ? [] : [atUs]));
  // One fraction among the stages says that the server writes them.
  const exact = times.some((at) => !isWholeSecond(at));
  const start = earliest(request.receivedAt === null ? times : [request.receivedAt, ...times]);
  const length = times.reduce((most, at) => (start !== undefined && at - start > most ? at - start : most), 0n);
  const share = (at: TimestampUs | null | undefined): number => (at === null || at === undefined || start === undefined || length <= 0n ? 0 : Number(at - start) / Number(length));
  const rows = story.stages.map((stage, i): StageRow => {
    const before = story.stages[i - 1]?.atUs;
    const at = share(stage.atUs);
    return {
      id: String(stage.eventId), eventId: stage.eventId, name: stage.stage ?? '(no stage)',
      from: Math.min(share(before ?? (stage.stage === 'RequestReceived' ? stage.atUs : start)), at), at,
      clock: stage.atUs === null ? 'no time' : (exact ? formatClock(stage.atUs) : shownClock(stage.atUs)), delta: deltaOf(stage, i, before),
    };
  });
  return [...missingStart(request), ...rows, ...missingEnd(request)];
}

/** Without a stage before it, the time since the request arrived. */
function deltaOf({ stage, atUs, sinceReceivedUs }: StoryStage, i: number, before: TimestampUs | null | undefined): string {
  if (atUs === null) return '';
  if (i > 0) return before === null || before === undefined ? '' : signed(before, atUs);
  return stage === 'RequestReceived' || sinceReceivedUs === null ? '' : signed(timestampUs(atUs - sinceReceivedUs), atUs);
}

const earliest = (times: readonly TimestampUs[]): TimestampUs | undefined => times.reduce<TimestampUs | undefined>((least, at) => (least === undefined || at < least ? at : least), undefined);

const has = ({ events }: AuditRequest, stage: string): boolean => events.some((event) => event.stage === stage);

/** A lone ResponseStarted with an error is how a server records a request it refused at the door: nothing is missing then. */
const refusedAtTheDoor = ({ events, best }: AuditRequest): boolean => events.length === 1 && best.stage === 'ResponseStarted' && best.code !== null && best.code >= 400;

const absent = (name: string, at: number, words: string): StageRow => ({ id: `missing ${name}`, eventId: undefined, name, from: at, at, clock: words, delta: '' });

function missingStart(request: AuditRequest): StageRow[] {
  return has(request, 'RequestReceived') || refusedAtTheDoor(request) ? [] : [absent('RequestReceived', 0, 'not in this evidence')];
}

function missingEnd(request: AuditRequest): StageRow[] {
  if (has(request, 'ResponseComplete') || has(request, 'Panic') || refusedAtTheDoor(request)) return [];
  const open = isLongRunning(request.best.verb, request.best.object?.subresource ?? null);
  return [absent('ResponseComplete', 1, open ? 'still open' : 'not in this evidence')];
}

/** The event `step` places away from the selected one, within the request. */
export function stepEvent(request: AuditRequest, selected: number, step: number): number {
  const at = request.events.findIndex((event) => event.eventId === selected);
  return request.events[Math.min(request.events.length - 1, Math.max(0, at + step))]?.eventId ?? selected;
}

/** What an event is called among its siblings: its stage, numbered where the stage occurs more than once. */
export function eventName(request: AuditRequest, eventId: number): string {
  const stage = request.events.find((event) => event.eventId === eventId)?.stage ?? null;
  const alike = request.events.filter((event) => event.stage === stage);
  const name = stage ?? '(no stage)';
  return alike.length < 2 ? name : `${name} ${alike.findIndex((event) => event.eventId === eventId) + 1}`;
}
