/** The incident timeline as a file: resolves the pins, reads their records, and has `export` print them. */
import { timestampUs } from '../base/time';
import { readRows } from '../db/define-query';
import { readCommands } from '../db/read-commands';
import { readStageRecords } from '../db/stage-context.query';
import { issueCountsQuery } from '../db/report-facts';
import { requestCountQuery } from '../db/request-list.query';
import { caseParts } from '../export/case-file';
import { buildReport, type RawRecord, type Report, type ReportEntryInput } from '../export/report';
import { renderReportCsv } from '../export/report-csv';
import { renderReportHtml } from '../export/report-html';
import { renderReportMarkdown } from '../export/report-markdown';
import { renderReportTimesketch } from '../export/report-timesketch';
import type { Evidence, RecordPlace } from '../model/evidence';
import { EMPTY_FILTER, filterSentence } from '../model/filter';
import { requestObjectAmong } from '../model/record-body';
import { keptOf, type CaseState } from '../state/case-store';
import { recordKey } from '../state/merge-cases';
import { packCase } from './case-archive';
import { readEvidenceList, rememberedEvidence } from './evidence-list';
import { resolvePins, type PinnedRequest } from './pins';
import { readRawRecords } from './read-raw';
import { readEvidenceFacts } from './report-facts.query';
import { REPORT_KINDS, reportFileName, type ReportKind } from './report-kinds';
import { reasonText, tell } from './tell';
import type { Workbench } from './workbench';

export interface ReportOptions {
  /** Says in the report what is being looked for at the moment, as a sentence. */
  readonly filter?: boolean;
}

export async function exportReport(workbench: Workbench, kind: ReportKind, options: ReportOptions = {}): Promise<Blob> {
  const state = workbench.cases.getState();
  const madeAt = timestampUs(BigInt(workbench.nowMs()) * 1000n);
  const evidence = await evidenceOf(workbench, state);
  const entries = await entriesOf(workbench, state);
  const [issueCounts, total] = await Promise.all([readRows(workbench.engine, issueCountsQuery, undefined), readRows(workbench.engine, requestCountQuery, { filter: EMPTY_FILTER })]);
  const report = buildReport({
    caseName: state.name, toolVersion: workbench.toolVersion, madeAt,
    filter: options.filter === true ? filterSentence(workbench.view.getState().view.filter) : undefined,
    totalRequests: total[0]?.n, evidence, issueCounts: issueCounts.map((row) => ({ kind: row.kind, count: row.n })),
    evidenceFacts: await readEvidenceFacts(workbench.engine), policyPeriods: state.policyPeriods, inCaseFile: kind === 'case', entries,
  });
  const type = REPORT_KINDS[kind].mediaType;
  if (kind !== 'case') return new Blob([RENDERERS[kind](report)], { type });
  const { name: caseName, pins, savedPivots, clusterRanges, clockShifts, policyPeriods } = keptOf(state);
  const records = entries.flatMap((entry) => entry.rawRecords);
  const parts = caseParts({ caseName, toolVersion: workbench.toolVersion, savedAt: madeAt, evidence, pins, savedPivots, clusterRanges, clockShifts, policyPeriods }, records, renderReportHtml(report));
  return new Blob([packCase(parts, workbench.nowMs())], { type });
}

const RENDERERS: Readonly<Record<Exclude<ReportKind, 'case'>, (report: Report) => string>> = {
  html: renderReportHtml, markdown: renderReportMarkdown, csv: renderReportCsv, timesketch: renderReportTimesketch,
};

/** Makes the file and hands it to the responder. */
export async function saveReport(workbench: Workbench, kind: ReportKind, options: ReportOptions = {}): Promise<void> {
  try {
    saveBlob(workbench, kind, await exportReport(workbench, kind, options));
  } catch (error) {
    tell(workbench, { tone: 'error', title: 'The file could not be made', detail: `${reasonText(error)} Nothing was saved, and every pin and note is unchanged. Try again, or save a case file instead.` });
  }
}

export function saveBlob(workbench: Workbench, kind: ReportKind, content: Blob): void {
  workbench.save(reportFileName(workbench.cases.getState().name, kind, workbench.nowMs()), content);
}

/** What is loaded, and behind it what the case remembers of the day it was. */
async function evidenceOf(workbench: Workbench, { evidence }: CaseState): Promise<readonly Evidence[]> {
  const loaded = await readEvidenceList(workbench);
  return [...loaded, ...evidence.filter((file) => !loaded.some((known) => known.sha256 === file.sha256)).map(rememberedEvidence)];
}

async function entriesOf(workbench: Workbench, { pins, records }: CaseState): Promise<readonly ReportEntryInput[]> {
  const pinned = await resolvePins(workbench, pins);
  const fromEvidence = await recordsFromEvidence(workbench, pinned);
  const carried = new Map(records.map((record) => [recordKey(record), record]));
  const recordsOf = (places: readonly RecordPlace[]): RawRecord[] => places.flatMap((place) => fromEvidence.get(recordKey({ place })) ?? carried.get(recordKey({ place })) ?? []);
  // Some commands stand in the body alone, which the database does not keep.
  const bodies = new Map(pinned.flatMap(({ request }): [number, unknown][] => {
    const body = request === undefined ? undefined : requestObjectAmong(recordsOf(request.events.map((event) => event.place)).map(({ bytes }) => bytes));
    return request === undefined || body === undefined ? [] : [[request.requestId, body]];
  }));
  const { commands } = await readCommands(workbench.engine, pinned.flatMap(({ request }) => (request === undefined ? [] : [request.requestId])), {}, bodies);
  const stages = await readStageRecords(workbench.engine, pinned.flatMap(({ request }) => request ?? []), workbench.cases.getState().policyPeriods);
  return pinned.map(({ pin, request, differs }) => {
    const rawRecords = recordsOf(request?.events.map((event) => event.place) ?? pin.places);
    return { pin, request, differs, rawRecords, command: request === undefined ? undefined : commands.get(request.requestId), stages: request === undefined ? undefined : stages.get(request.requestId) };
  });
}

/** All at once, because a packed file is unpacked once for all of them; one by one where that fails, so that one lost file costs only its own. */
async function recordsFromEvidence(workbench: Workbench, pinned: readonly PinnedRequest[]): Promise<ReadonlyMap<string, RawRecord>> {
  const events = pinned.flatMap(({ request }) => request?.events ?? []);
  const read = async (wanted: typeof events): Promise<RawRecord[]> => {
    const bytes = await readRawRecords(workbench, wanted.map((event) => event.eventId));
    return wanted.flatMap((event, i) => (bytes[i] === undefined ? [] : [{ place: event.place, bytes: bytes[i] }]));
  };
  let records: RawRecord[];
  try {
    records = await read(events);
  } catch {
    const files = [...new Set(events.map((event) => event.place.evidenceSha256))];
    const ofFile = (file: string) => events.filter((event) => event.place.evidenceSha256 === file);
    records = (await Promise.all(files.map((file) => read(ofFile(file)).catch(() => [])))).flat();
  }
  return new Map(records.map((record) => [recordKey(record), record]));
}
