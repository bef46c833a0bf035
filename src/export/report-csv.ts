/**
 * The report as one row per pinned request, for a spreadsheet. Characters that act on the reader are escaped and
 * formulas defused (`csv.ts`); exact values are in the Timesketch export and the case file. Lists are joined by `; `.
 */
import { escapeHostileText } from '../base/hostile-text';
import { formatTimestamp } from '../base/time';
import type { AuditEvent } from '../model/audit-record';
import { VERDICTS } from '../model/verdict';
import { outcomeReasonOf } from '../trust/outcome-reason';
import { csvText, type CsvCell } from '../base/csv';
import { severityOf } from './describe-request';
import type { Report, ReportEntry, ReportRecord } from './report';
import { VERDICT_COLUMNS, verdictSummary } from './verdict-summary';

type Cell = CsvCell | null | undefined;
/** `lines` where line ends are the author's own and stay; anywhere else they are escaped like any other control character. */
type Column = readonly [name: string, cell: (entry: ReportEntry) => Cell, shape?: 'lines'];

const best = (read: (event: AuditEvent) => Cell) => ({ request }: ReportEntry) => (request === undefined ? undefined : read(request.best));
const extra = (key: string) => best(({ user }) => list(user.extra?.find(([name]) => name === key)?.[1]));
const list = (values: readonly string[] | null | undefined): string | undefined => values?.join('; ');

/** The record the row is about first: the one that says most, else the first of the pin. */
function mainRecord({ request, records }: ReportEntry): ReportRecord | undefined {
  return records.find(({ place }) => place.recordHash === request?.best.place.recordHash) ?? records[0];
}
const place = (read: (record: ReportRecord) => Cell) => (entry: ReportEntry) => {
  const record = mainRecord(entry);
  return record === undefined ? undefined : read(record);
};

const COLUMNS: readonly Column[] = [
  ['entry', ({ number }) => number],
  ['received_at', ({ at }) => at && formatTimestamp(at)],
  ['time_offset_us', best(({ timeOffsetUs }) => timeOffsetUs ?? 0n)],
  ['gap', ({ gap }) => gap],
  ['phase', ({ pin }) => pin.phase],
  ['tags', ({ pin }) => list(pin.tags)],
  ['note', ({ pin }) => pin.note, 'lines'],
  ['summary', ({ description }) => description?.plainSentence],
  ['likely_command', ({ command }) => command?.text],
  ['likely_command_confidence', ({ command }) => command?.confidence],
  ['outcome', ({ request }) => request?.outcome],
  ['outcome_reason', ({ request }) => (request === undefined ? undefined : outcomeReasonOf(request))],
  ['stage_record', ({ stages }) => stages?.record],
  ['stage_record_reasons', ({ stages }) => list(stages?.reasons)],
  ['username', best(({ user }) => user.username)],
  ['impersonated_username', best(({ impersonatedUser }) => impersonatedUser?.username)],
  ['pod_name', extra('authentication.kubernetes.io/pod-name')],
  ['credential_id', extra('authentication.kubernetes.io/credential-id')],
  ['verb', best(({ verb }) => verb)],
  ['request_uri', best(({ requestUri }) => requestUri)],
  ['resource', best(({ object }) => object?.resource)],
  ['subresource', best(({ object }) => object?.subresource)],
  ['namespace', best(({ object }) => object?.namespace)],
  ['name', best(({ object }) => object?.name)],
  ['code', best(({ code }) => code)],
  ['peer_ip', best(({ sourceIps }) => sourceIps?.at(-1))],
  ['claimed_ips', best(({ sourceIps }) => list(sourceIps?.slice(0, -1)))],
  ['user_agent', best(({ userAgent }) => userAgent)],
  ['audit_id', best(({ auditId }) => auditId)],
  ['audit_id_shared_by', ({ request }) => request?.auditIdSharedBy],
  ['stages', ({ request }) => list(request?.events.map((event) => event.stage ?? 'no stage'))],
  ['duration_us', ({ request }) => request?.durationUs],
  ['tests', ({ description }) => list(description?.signals.map((signal) => `${signal.testId} ${severityOf(signal) ?? ''}: ${signal.explanation}`))],
  ...VERDICTS.map((verdict, i): Column => [VERDICT_COLUMNS[i] ?? verdict, ({ description }) => description && list(verdictSummary(description)[verdict])]),
  ['evidence', place((record) => record.place.evidenceName)],
  ['evidence_sha256', place((record) => record.place.evidenceSha256)],
  ['line', place((record) => record.place.line)],
  ['byte_offset', place((record) => record.place.byteOffset)],
  ['byte_length', place((record) => record.place.byteLength)],
  ['record_sha256', place((record) => record.place.recordHash)],
  ['pin_check', ({ warning }) => warning],
  ['other_records', (entry) => list(entry.records.filter((record) => record !== mainRecord(entry)).map(otherRecord))],
];

const otherRecord = ({ place: at, stage }: ReportRecord): string =>
  `${stage ?? 'record'} in ${at.evidenceName} line ${at.line} byte ${at.byteOffset} length ${at.byteLength} sha256 ${at.recordHash}`;

export function renderReportCsv(report: Report): string {
  const rows = report.entries.map((entry) => COLUMNS.map(([, cell, shape]) => printed(cell(entry), shape)));
  return csvText([COLUMNS.map(([name]) => name), ...rows]);
}

function printed(cell: Cell, shape: 'lines' | undefined): CsvCell {
  if (cell === undefined || cell === null) return '';
  if (typeof cell !== 'string') return cell;
  return shape === 'lines' ? cell.split(/\r\n|\n/).map(escapeHostileText).join('\n') : escapeHostileText(cell);
}
