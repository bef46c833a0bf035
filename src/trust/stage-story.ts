/** The stages of one request with their times, and what is odd about them, in words. */
import { durationUs, type DurationUs, type TimestampUs } from '../base/time';
import { escapeHostileText, shorten } from '../base/hostile-text';
import { shiftedByHand } from '../model/time-offset';
import type { AuditEvent, AuditRequest } from '../model/audit-record';
import { STAGES, isLongRunning, isStage } from '../model/stage';
import { isInventedAnswer, isStageBeforeArrival, isWithoutAnswer } from './request-tests';

export interface StoryStage {
  readonly stage: string | null;
  readonly atUs: TimestampUs | null;
  /** Since the stage before it in this list; null for the first and where a time is missing. */
  readonly sincePreviousUs: DurationUs | null;
  /** Since requestReceivedTimestamp. */
  readonly sinceReceivedUs: DurationUs | null;
  readonly eventId: number;
}

export interface StageStory {
  readonly stages: readonly StoryStage[];
  readonly remarks: readonly string[];
}

const between = (from: TimestampUs | null | undefined, to: TimestampUs | null): DurationUs | null =>
  from === null || from === undefined || to === null ? null : durationUs(to - from);

/** `judged`: what the evidence around it says of missing stages is known, so that the request alone has not to guess. */
export function stageStory(request: AuditRequest, judged = false): StageStory {
  const stages = request.events.map((event, i) => ({
    stage: event.stage,
    atUs: event.stageAt,
    sincePreviousUs: between(request.events[i - 1]?.stageAt, event.stageAt),
    sinceReceivedUs: between(event.receivedAt ?? request.receivedAt, event.stageAt),
    eventId: event.eventId,
  }));
  return { stages, remarks: [...new Set([...offsetRemarks(request.events), ...doorRemarks(request), ...(judged ? [] : missingRemarks(request)), ...sequenceRemarks(request), ...timeRemarks(request.events), ...answerRemarks(request.events)])] };
}

/** A time that was corrected by hand is never shown as if it had been logged. */
const offsetRemarks = (events: readonly AuditEvent[]): string[] => events.flatMap(({ timeOffsetUs = 0n, place }) =>
  timeOffsetUs === 0n ? [] : [`Times of ${escapeHostileText(shorten(place.evidenceName, 120))} are ${shiftedByHand(timeOffsetUs)}; the record itself has the times as logged.`]);

/** Which stages are here and which are not; stages a policy omits look exactly like stages that were lost. */
function missingRemarks(request: AuditRequest): string[] {
  if (isRefusedAtTheDoor(request)) return [];
  const { events, best } = request;
  const names = events.map((event) => event.stage);
  const count = (stage: string) => names.filter((name) => name === stage).length;
  const ended = count('ResponseComplete') + count('Panic') > 0;
  const long = isLongRunning(best.verb, best.object?.subresource ?? null);
  const remarks: string[] = [];
  const unheard = count('RequestReceived') === 0;
  const endless = !ended && !long && !isWithoutAnswer(names);
  if (unheard && endless) remarks.push('Neither RequestReceived nor ResponseComplete in this evidence: the policy may omit these stages, or the records are missing.');
  else if (unheard) remarks.push('No RequestReceived in this evidence: the policy may omit that stage, or the record is missing.');
  if (!ended && long) remarks.push('Still open: no ResponseComplete in this evidence.');
  else if (isWithoutAnswer(names)) remarks.push('No answer in this evidence: the request was still running, the server was stopped, or the record is missing.');
  else if (!ended && !unheard) remarks.push('No ResponseComplete in this evidence: the policy may omit that stage, or the record is missing.');
  return remarks;
}

/** A lone ResponseStarted with an error is a whole request: the server refused it before it was handled. */
const isRefusedAtTheDoor = ({ events, best }: AuditRequest): boolean => events.length === 1 && best.stage === 'ResponseStarted' && best.code !== null && best.code >= 400;

function doorRemarks(request: AuditRequest): string[] {
  if (!isRefusedAtTheDoor(request)) return [];
  const { code } = request.best;
  if (code === 401) return ['Lone ResponseStarted with 401: the login failed.'];
  if (code === 400) return ['Lone ResponseStarted with 400: the timeout parameter was invalid, and the record names no user even if the credential was good.'];
  return [`Lone ResponseStarted with ${code}: refused before the request was handled, or the record of its end is missing.`];
}

/** Stages that no server writes like this. */
function sequenceRemarks({ events, best }: AuditRequest): string[] {
  const names = events.map((event) => event.stage);
  const count = (stage: string) => names.filter((name) => name === stage).length;
  const remarks: string[] = [];
  for (const stage of STAGES) {
    if (count(stage) < 2) continue;
    const explained = stage === 'ResponseStarted' && best.verb === 'watch' && count(stage) === 2;
    remarks.push(`${stage} occurs ${count(stage)} times: ${explained ? 'servers that run watches apart write it twice' : 'the record was copied, or another request reuses this audit ID'}.`);
  }
  if (count('Panic') > 0 && count('ResponseComplete') > 0) remarks.push('Panic and ResponseComplete are both here: a server writes only one of them.');
  for (const name of new Set(names)) {
    if (name === null) remarks.push('A record of this request has no stage.');
    else if (!isStage(name)) remarks.push('A record of this request has a stage that Kubernetes does not know.');
  }
  return remarks;
}

const NAMELESS = 'A record';

/** Times of one server can only go forward, unless its clock was set or the record was edited. */
function timeRemarks(events: readonly AuditEvent[]): string[] {
  const remarks: string[] = [];
  let latest: { readonly stage: string; readonly at: TimestampUs } | undefined;
  for (const { stage, stageAt, receivedAt } of events) {
    const name = isStage(stage) ? stage : NAMELESS;
    if (isStageBeforeArrival(receivedAt, stageAt)) remarks.push(`${name} is earlier than the arrival of the request: the clock was set back, or the record was edited.`);
    else if (stage === 'RequestReceived' && receivedAt !== null && stageAt !== null && stageAt !== receivedAt)
      remarks.push('RequestReceived has a stage time of its own: servers since 1.9 write the arrival time there.');
    if (stageAt === null) continue;
    if (latest !== undefined && stageAt < latest.at && latest.stage !== name) remarks.push(`${name} is earlier than ${latest.stage === NAMELESS ? 'another record' : latest.stage}: the clock was set back, or the record was edited.`);
    if (latest === undefined || stageAt > latest.at) latest = { stage: name, at: stageAt };
  }
  return remarks;
}

/** Answers that are not what they look like. */
function answerRemarks(events: readonly AuditEvent[]): string[] {
  const remarks: string[] = [];
  for (const { stage, message, code } of events) {
    if (isInventedAnswer(message, code)) remarks.push('“Connection closed early” was filled in by the audit filter: the server sent no response.');
    if (stage !== 'Panic') continue;
    remarks.push(
      message?.includes('net/http: abort Handler') === true
        ? 'Panic with “abort Handler”: the usual end of a proxied request when one side hangs up, neither a crash nor proof of failure.'
        : 'Panic without “abort Handler”: a fault in the server; the recorded 500 may not be what the caller saw.',
    );
  }
  return [...new Set(remarks)];
}
