/**
 * The report as a document: everything the renderers print, in the order they print it, and nothing they would
 * have to work out. Pure: the clock, the evidence and the raw records come in as parameters.
 */
import { formatTimestamp, parseTimestamp, type TimestampUs } from '../base/time';
import type { AuditRequest } from '../model/audit-record';
import { shiftedByHand } from '../model/time-offset';
import type { Evidence, RecordPlace } from '../model/evidence';
import type { Pin } from '../model/pin';
import type { PolicyPeriod } from '../model/policy-period';
import type { LikelyCommand } from '../trust/commands/likely-command';
import type { JudgedStages } from '../trust/stage-record';
import { describeRequest, markRecord, type MarkedText, type RequestDescription } from './describe-request';
import { gapWords } from './gap-words';
import { statedPolicies, type StatedPolicy } from './stated-policies';

/** The bytes of one audit record, with the place they stand at. */
export interface RawRecord {
  readonly place: RecordPlace;
  readonly bytes: Uint8Array;
}

export interface ReportEntryInput {
  readonly pin: Pin;
  /** Undefined while evidence with the pin's hash is not loaded. */
  readonly request: AuditRequest | undefined;
  /** The file of the pin is loaded, and another record stands at the place of the pin than the one it names, or none. */
  readonly differs?: boolean;
  /** As far as they could be read; matched to the pin by place, so that they survive a change of session. */
  readonly rawRecords: readonly RawRecord[];
  /** Worked out with the requests around it, which the report does not have. */
  readonly command?: LikelyCommand | undefined;
  /** Judged with the evidence around the request, which the report does not have either. */
  readonly stages?: JudgedStages | undefined;
}

export interface ReportInput {
  readonly caseName: string;
  readonly toolVersion: string;
  readonly madeAt: TimestampUs;
  /** What the requests were looked for with, as a sentence, when that belongs in the report. */
  readonly filter: string | undefined;
  /** Requests in all evidence, so that the number of entries has its total; undefined when not known. */
  readonly totalRequests: number | undefined;
  readonly evidence: readonly Evidence[];
  readonly issueCounts: readonly IssueCount[];
  readonly evidenceFacts?: EvidenceFacts;
  /** As the responder stated them. */
  readonly policyPeriods?: readonly PolicyPeriod[];
  /** The report lies in a case file, which holds the same records. */
  readonly inCaseFile?: boolean;
  readonly entries: readonly ReportEntryInput[];
}

/** Issues listed with their places; the count of all of them is in `issueCounts`. */
export const MOST_REPORT_ISSUES = 50;

export interface EvidenceFacts {
  readonly spans: readonly EvidenceSpan[];
  readonly gaps: readonly EvidenceGap[];
  readonly issues: readonly ReportIssue[];
}

/** From the first to the last time in one file. */
export interface EvidenceSpan {
  readonly sha256: string;
  readonly first: TimestampUs | undefined;
  readonly last: TimestampUs | undefined;
  /** Its times were shifted by hand by so much. */
  readonly offsetUs?: bigint;
}

/** A time of which the evidence does not speak. */
export interface EvidenceGap {
  readonly from: TimestampUs;
  readonly to: TimestampUs;
  /** One sentence: where, how long, and what tells it from quiet. */
  readonly reason: string;
}

export interface ReportIssue {
  readonly evidenceName: string;
  readonly line: number;
  readonly byteOffset: number;
  readonly kind: string;
  readonly reason: string;
}

export interface IssueCount {
  readonly kind: string;
  readonly count: number;
}

export interface ReportRecord {
  readonly place: RecordPlace;
  readonly stage: string | null;
  /** Container of its evidence file, undefined when there is none or the file is not loaded. */
  readonly container: string | undefined;
  /** The record as text; undefined when its bytes were not at hand. */
  readonly text: string | undefined;
  /** The same text cut where the verdict changes; not cut when the request is not known. */
  readonly marked: readonly MarkedText[];
  /** Said under the record: why the text is not exactly the bytes. */
  readonly caution: string | undefined;
}

export interface ReportEntry {
  /** 1-based, in time order. */
  readonly number: number;
  readonly pin: Pin;
  readonly at: TimestampUs | undefined;
  /** To the entry before; undefined for the first, and where either has no time. */
  readonly gap: string | undefined;
  readonly request: AuditRequest | undefined;
  /** Said before anything else of the entry: why it is not what was pinned. */
  readonly warning: string | undefined;
  readonly description: RequestDescription | undefined;
  readonly command: LikelyCommand | undefined;
  readonly stages: JudgedStages | undefined;
  readonly records: readonly ReportRecord[];
}

export interface Report {
  readonly caseName: string;
  readonly toolVersion: string;
  readonly madeAt: TimestampUs;
  readonly filter: string | undefined;
  readonly totalRequests: number | undefined;
  readonly first: TimestampUs | undefined;
  readonly last: TimestampUs | undefined;
  readonly evidence: readonly Evidence[];
  readonly issueCounts: readonly IssueCount[];
  readonly evidenceFacts: EvidenceFacts;
  readonly policies: readonly StatedPolicy[];
  readonly inCaseFile: boolean;
  readonly entries: readonly ReportEntry[];
}

export function buildReport(input: ReportInput): Report {
  const timed = input.entries.map((entry) => ({ entry, at: timeOf(entry) }));
  // Entries without a time come last, in the order they were pinned; sort is stable.
  timed.sort((a, b) => compareTimes(a.at, b.at));
  const containers = new Map(input.evidence.map((file) => [file.sha256, file.container]));
  const entries = timed.map(({ entry, at }, i): ReportEntry => {
    const before = timed[i - 1]?.at;
    return {
      number: i + 1,
      pin: entry.pin,
      at,
      gap: before === undefined || at === undefined ? undefined : gapWords(before, at),
      request: entry.request,
      warning: entry.differs === true ? differsWords(entry) : undefined,
      description: entry.request === undefined ? undefined : describeRequest(entry.request, entry.stages !== undefined),
      command: entry.request === undefined ? undefined : entry.command,
      stages: entry.request === undefined ? undefined : entry.stages,
      records: recordsOf(entry, containers),
    };
  });
  const times = entries.flatMap((entry) => (entry.at === undefined ? [] : [entry.at]));
  return {
    caseName: input.caseName.trim() === '' ? 'Untitled case' : input.caseName,
    toolVersion: input.toolVersion,
    madeAt: input.madeAt,
    filter: input.filter,
    totalRequests: input.totalRequests,
    first: times[0],
    last: times.at(-1),
    evidence: input.evidence,
    issueCounts: input.issueCounts.filter((issue) => issue.count > 0),
    evidenceFacts: input.evidenceFacts ?? { spans: [], gaps: [], issues: [] },
    policies: statedPolicies(input.policyPeriods ?? []),
    inCaseFile: input.inCaseFile ?? false,
    entries,
  };
}

/** The times in one file, as `2022-06-17T12:30:00.000000Z to …`; undefined where none is known. */
export function spanWords(report: Report, sha256: string | undefined): string | undefined {
  const span = report.evidenceFacts.spans.find((one) => one.sha256 === sha256);
  if (span?.first === undefined || span.last === undefined) return undefined;
  const shifted = span.offsetUs === undefined || span.offsetUs === 0n ? '' : `, ${shiftedByHand(span.offsetUs)}`;
  return `${span.first === span.last ? formatTimestamp(span.first) : `${formatTimestamp(span.first)} to ${formatTimestamp(span.last)}`}${shifted}`;
}

/** How many issues are counted and not listed. */
export const unlistedIssues = (report: Report): number =>
  Math.max(0, report.issueCounts.reduce((sum, issue) => sum + issue.count, 0) - report.evidenceFacts.issues.length);

function compareTimes(a: TimestampUs | undefined, b: TimestampUs | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return a < b ? -1 : Number(a > b);
}

/** When the request was received; for a pin whose evidence is not loaded, as its own raw record says it. */
function timeOf(entry: ReportEntryInput): TimestampUs | undefined {
  if (entry.request !== undefined) return entry.request.receivedAt ?? entry.request.best.stageAt ?? undefined;
  for (const record of entry.rawRecords) {
    const at = receivedAtIn(new TextDecoder().decode(record.bytes));
    if (at !== undefined) return at;
  }
  return undefined;
}

function receivedAtIn(record: string): TimestampUs | undefined {
  try {
    const value: unknown = JSON.parse(record);
    if (typeof value !== 'object' || value === null || !('requestReceivedTimestamp' in value)) return undefined;
    return typeof value.requestReceivedTimestamp === 'string' ? parseTimestamp(value.requestReceivedTimestamp) : undefined;
  } catch {
    return undefined;
  }
}

/** The hashes that were pinned are told, so that whoever has the record they belong to can find it. */
function differsWords({ pin, request }: ReportEntryInput): string {
  const pinned = pin.places.map((place) => place.recordHash).join(', ');
  const what = request === undefined ? 'no record begins at the place that was pinned' : 'another record stands at the place that was pinned, and is the one told of here';
  return `Not the record that was pinned: the file has the hash that the pin names, but ${what}. The pin was changed after it was made, or made by hand. Record SHA-256 as pinned: ${pinned}.`;
}

const placeKey = (place: RecordPlace): string => `${place.evidenceSha256}:${place.byteOffset}`;

function recordsOf(entry: ReportEntryInput, containers: ReadonlyMap<string | undefined, string | undefined>): readonly ReportRecord[] {
  const stages = new Map(entry.request?.events.map((event) => [placeKey(event.place), event.stage]));
  const raw = new Map(entry.rawRecords.map((record) => [placeKey(record.place), record.bytes]));
  const places = entry.request?.events.map((event) => event.place) ?? entry.pin.places;
  return places.map((place) => {
    const { text, caution } = textOf(raw.get(placeKey(place)), place);
    return {
      place,
      stage: stages.get(placeKey(place)) ?? null,
      container: containers.get(place.evidenceSha256),
      text,
      marked: text === undefined ? [] : markRecord(text, entry.request),
      caution,
    };
  });
}

function textOf(bytes: Uint8Array | undefined, place: RecordPlace): Pick<ReportRecord, 'text' | 'caution'> {
  if (bytes === undefined) return { text: undefined, caution: 'The bytes of this record were not at hand when the report was made; its place and hash are.' };
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const cautions: string[] = [];
  if (bytes.length !== place.byteLength) cautions.push(`${bytes.length} bytes were read where ${place.byteLength} belong.`);
  if (new TextEncoder().encode(text).length !== bytes.length || text.includes('\ufffd')) cautions.push('Bytes that are not UTF-8 are shown as U+FFFD.');
  return { text, caution: cautions.length === 0 ? undefined : cautions.join(' ') };
}
