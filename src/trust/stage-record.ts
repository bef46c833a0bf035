/**
 * The stage grammar: which sequences a server writes (k8s.io/apiserver pkg/audit/context.go ProcessEventStage, pkg/endpoints/filters/audit.go,
 * authn_audit.go, request_deadline.go), and why a stage can be missing, the likeliest first. The database decides the same for
 * every request (028-stage-records.sql) and is tested against this.
 *
 *   short request     [RequestReceived] ResponseComplete
 *   long-running      [RequestReceived] ResponseStarted ResponseComplete
 *   panicked          [RequestReceived] [ResponseStarted] Panic
 *   401, bad timeout  ResponseStarted alone
 */
import type { TimestampUs } from '../base/time';
import type { AuditRequest } from '../model/audit-record';
import type { StageRecord } from '../model/stage-record';
import { isLongRunning, isStage, STAGES, type Stage } from '../model/stage';

/** What the evidence around a request says of stages like its own. */
export interface StageContext {
  /** First and last time of the files it stands in. */
  readonly beginsUs: TimestampUs | null;
  readonly endsUs: TimestampUs | null;
  /** Requests of the same verb, resource and subresource, and how many of them have an end. */
  readonly like: number;
  readonly likeEnded: number;
  /** A time without records, or a hole between two files, while its stages were to be written. */
  readonly gap: string | null;
  /** Another process of the server began after the request arrived. */
  readonly restarted: boolean;
  /** Its file is one of a rotated set. */
  readonly rotated: boolean;
  /** What the audit policies of the evidence omit for it: where that stands, and which stages. */
  readonly policies: readonly { readonly where: string; readonly omits: readonly Stage[] }[];
}

export interface JudgedStages {
  readonly record: StageRecord;
  /** Sentences, the likeliest reason first; none where nothing is missing. */
  readonly reasons: readonly string[];
}

/** The time after which a server gives up on a short request (k8s.io/apiserver RequestTimeout, 60 s by default). */
const REQUEST_TIMEOUT_US = 60_000_000n;

const IMPOSSIBLE = ['G7', 'G8', 'C1', 'C2', 'N4'];

export function judgeStages(request: AuditRequest, context: StageContext): JudgedStages {
  const { best, events, receivedAt } = request;
  const stages = events.map(({ stage }) => stage);
  const count = (stage: Stage): number => stages.filter((one) => one === stage).length;
  const fired = (id: string): boolean => request.signals.some(({ testId }) => testId === id);
  if (!stages.some(isStage)) return { record: 'no stages in this format', reasons: [] };

  const long = isLongRunning(best.verb, best.object?.subresource ?? null);
  const ended = count('ResponseComplete') + count('Panic') > 0;
  const contradiction = contradictionIn(fired, count, best.verb, events.length);
  if (contradiction !== undefined) return { record: 'impossible', reasons: [contradiction] };
  if (events.length === 1 && count('ResponseStarted') === 1 && (best.code ?? 0) >= 400) return { record: 'complete', reasons: [] };

  if (!ended) {
    const omitted = omission('ResponseComplete', context);
    if (omitted !== undefined || (context.like > 0 && context.likeEnded === 0 && !long))
      return { record: 'omitted by policy', reasons: [omitted ?? (context.like > 1 ? `No request like it (${context.like} in this evidence) has an end, so the policy seems to omit it.` : alone('ResponseComplete'))] };
    const running = isRunning(receivedAt, context.endsUs, long, count('ResponseStarted') > 0);
    return { record: running ? 'still open' : 'lost', reasons: endReasons(context, running, long) };
  }
  if (count('RequestReceived') === 0) {
    const omitted = omission('RequestReceived', context);
    if (omitted !== undefined) return { record: 'omitted by policy', reasons: [omitted] };
    if (receivedAt !== null && context.beginsUs !== null && receivedAt < context.beginsUs)
      return { record: 'lost', reasons: [`It arrived before ${context.rotated ? 'this file of the rotated set' : 'this evidence'} begins: its RequestReceived, if the policy asks for one, stands in an earlier file.`] };
    if (!fired('G1')) return { record: 'omitted by policy', reasons: [context.like > 1 ? 'Most requests like it have no RequestReceived either, so the policy seems to omit it.' : alone('RequestReceived')] };
    return { record: 'lost', reasons: ['Most requests like it have a RequestReceived, so the policy asks for it.', ...lossReasons(context)] };
  }
  if (long && count('ResponseStarted') === 0 && count('Panic') === 0)
    return { record: 'omitted by policy', reasons: [omission('ResponseStarted', context) ?? 'ResponseStarted is missing; a policy can omit it alone.'] };
  return { record: 'complete', reasons: [] };
}

function contradictionIn(fired: (id: string) => boolean, count: (stage: Stage) => number, verb: string | null, events: number): string | undefined {
  if (count('Panic') > 0 && count('ResponseComplete') > 0) return 'Panic and ResponseComplete are both here: a server writes only one of them.';
  // Watches of servers that run them apart start twice (kubernetes issue 126466).
  const startedTwice = verb === 'watch' && count('ResponseStarted') === 2 && STAGES.filter((stage) => count(stage) > 0).length === events - 1;
  if (fired('G5') && !startedTwice) return 'One stage is here twice and says different things: the record was edited, or one of the two was forged.';
  return IMPOSSIBLE.some(fired) ? 'Its stages contradict each other in time, caller or annotations: a clock step, or a record that was edited.' : undefined;
}

/** One request is no habit. */
const alone = (stage: Stage): string => `It has no ${stage}, and no other request of its kind is in this evidence to compare it with: a policy that omits the stage and a lost record look alike.`;

const omission = (stage: Stage, { policies }: StageContext): string | undefined => {
  const policy = policies.find(({ omits }) => omits.includes(stage));
  return policy === undefined ? undefined : `The audit policy (${policy.where}) omits ${stage} for such a request.`;
};

/** A short request can be running only while the server has not given up on it; a session as long as anybody likes. */
const isRunning = (receivedAt: TimestampUs | null, endsUs: TimestampUs | null, long: boolean, started: boolean): boolean =>
  (long && started) || (receivedAt !== null && endsUs !== null && endsUs - receivedAt < REQUEST_TIMEOUT_US);

function endReasons(context: StageContext, running: boolean, long: boolean): readonly string[] {
  const open = running ? [long ? 'It was still going on when the evidence ends.' : 'It arrived within a minute of the end of the evidence and was probably still running.'] : [];
  const restart = context.restarted ? ['A process of the server began after it arrived: the one that handled it was stopped or died.'] : [];
  const cut = context.rotated && running ? ['Its end stands in the next file of the rotated set.'] : [];
  return [...cut, ...open, ...restart, ...lossReasons(context)];
}

/** What loses single records, as the pipeline goes. */
const lossReasons = ({ gap }: StageContext): readonly string[] => [
  ...(gap === null ? [] : [gap]),
  'A webhook or batch backend drops records when its buffer is full, and loses its buffer when the server stops.',
  'A record that is too large, or a patch that is not JSON (up to 1.36, level Request and above), cannot be written.',
  'The line was taken out.',
];
