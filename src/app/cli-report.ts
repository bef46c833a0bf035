/** The requests a condition holds for, as the same report the page makes. */
import { createHash } from 'node:crypto';
import { readEvidenceList } from '../actions/evidence-list';
import { readEvidenceFacts } from '../actions/report-facts.query';
import { countOf, formatCount } from '../base/number';
import { err, ok, type Result } from '../base/result';
import { timestampUs } from '../base/time';
import { readRows } from '../db/define-query';
import { readCommands } from '../db/read-commands';
import { readRequests } from '../db/read-request';
import { readStageRecords } from '../db/stage-context.query';
import { issueCountsQuery } from '../db/report-facts';
import { requestCountQuery } from '../db/request-list.query';
import { readUserSql } from '../db/user-sql';
import { buildReport, type RawRecord } from '../export/report';
import { renderReportHtml } from '../export/report-html';
import { readRecords } from '../ingest/read-record';
import type { AuditEvent, AuditRequest } from '../model/audit-record';
import { EMPTY_FILTER } from '../model/filter';
import { requestObjectAmong } from '../model/record-body';
import { MAX_REPORT_REQUESTS } from './cli-arguments';
import type { CliSession } from './cli-session';
import { TOOL_VERSION } from './version';

export interface ReportWish {
  readonly where: string;
  readonly caseName: string;
  readonly nowMs: number;
}

/** Rejects when the condition is no SQL, or the evidence is not what it was when it was loaded. */
export async function htmlReport(session: CliSession, { where, caseName, nowMs }: ReportWish): Promise<Result<{ readonly html: string; readonly requests: number }>> {
  const { engine } = session;
  // On lines of its own, so that a comment at its end takes nothing with it.
  const matching = await readUserSql(engine, `SELECT request_id::INTEGER AS request_id FROM requests WHERE (\n${where}\n) ORDER BY received_at NULLS LAST, request_id`, []);
  const total = matching.rowCount;
  if (total === 0) return err('No request matches the condition, so no report was made.');
  if (total > MAX_REPORT_REQUESTS) {
    return err(`${formatCount(total)} requests match the condition, and a report holds ${formatCount(MAX_REPORT_REQUESTS)} at most. Narrow the condition, or use sql for a table of them.`);
  }
  const requests = await readRequests(engine, Array.from(matching.int32(0)));
  const records = await rawRecords(session, requests.flatMap((request) => request.events));
  const recordsOf = ({ events }: AuditRequest): RawRecord[] => events.flatMap((event) => records.get(event.eventId) ?? []);
  const bodies = new Map(requests.flatMap((request): [number, unknown][] => {
    const body = requestObjectAmong(recordsOf(request).map(({ bytes }) => bytes));
    return body === undefined ? [] : [[request.requestId, body]];
  }));
  const { commands } = await readCommands(engine, Array.from(matching.int32(0)), {}, bodies);
  const stages = await readStageRecords(engine, requests);
  const [count] = await readRows(engine, requestCountQuery, { filter: EMPTY_FILTER });
  const report = buildReport({
    caseName, toolVersion: TOOL_VERSION, madeAt: timestampUs(BigInt(nowMs) * 1000n), filter: `SQL: ${where.trim()}`, totalRequests: count?.n,
    evidence: await readEvidenceList(session),
    issueCounts: (await readRows(engine, issueCountsQuery, undefined)).map(({ kind, n }) => ({ kind, count: n })),
    evidenceFacts: await readEvidenceFacts(engine),
    entries: requests.map((request, i) => ({
      pin: { pinId: `request-${i + 1}`, places: request.events.map((event) => event.place), note: '', tags: [], phase: undefined, pinnedAtMs: nowMs },
      request,
      command: commands.get(request.requestId),
      stages: stages.get(request.requestId),
      rawRecords: recordsOf(request),
    })),
  });
  return ok({ html: renderReportHtml(report), requests: requests.length });
}

/** Read back from the files in one pass each, and held against the hashes they had when they were loaded. */
async function rawRecords({ sources }: CliSession, events: readonly AuditEvent[]): Promise<ReadonlyMap<number, RawRecord>> {
  const records = new Map<number, RawRecord>();
  for (const [sha256, source] of sources) {
    const own = events.filter((event) => event.place.evidenceSha256 === sha256);
    const bytes = await readRecords(source, own.map((event) => event.place));
    own.forEach(({ eventId, place }, i) => {
      const record = bytes[i];
      if (record === undefined || createHash('sha256').update(record).digest('hex') !== place.recordHash) {
        throw new Error(`${place.evidenceName} changed after it was loaded: ${countOf(place.byteLength, 'byte')} at byte ${formatCount(place.byteOffset)} are no longer the record that was read. No report was made.`);
      }
      records.set(eventId, { place, bytes: record });
    });
  }
  return records;
}
