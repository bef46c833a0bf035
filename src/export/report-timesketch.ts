/**
 * JSON Lines for Timesketch: one line per audit record of a pinned request, at the time of its stage. The values are
 * exact (in ASCII, see `ascii-json.ts`); only `message` is written for people and has hostile characters escaped.
 */
import { escapeHostileText } from '../base/hostile-text';
import { formatTimestamp, type TimestampUs } from '../base/time';
import type { AuditEvent } from '../model/audit-record';
import type { RecordPlace } from '../model/evidence';
import { VERDICTS } from '../model/verdict';
import { outcomeReasonOf } from '../trust/outcome-reason';
import { jsonLines, type JsonValue } from './ascii-json';
import type { Report, ReportEntry } from './report';
import { verdictColumn, verdictSummary } from './verdict-summary';

type Attributes = Readonly<Record<string, JsonValue | undefined>>;

export const renderReportTimesketch = (report: Report): string =>
  jsonLines(report.entries.flatMap((entry) => (entry.request === undefined ? pinnedPlaces(report, entry) : entry.request.events.flatMap((event) => eventLine(report, entry, event)))));

function eventLine(report: Report, entry: ReportEntry, event: AuditEvent): readonly Attributes[] {
  const at = event.stageAt ?? event.receivedAt ?? entry.at;
  if (at === undefined) return [];
  const stage = event.stage ?? 'no stage';
  const message = `${entry.description?.plainSentence ?? ''} [${escapeHostileText(stage)}]`;
  return [withoutNull({ ...head(message, at, stage), ...entryAttributes(report, entry), ...eventAttributes(event), ...placeAttributes(event.place) })];
}

/** A pin whose evidence is not loaded still has its places, and its time when its raw record was kept. */
function pinnedPlaces(report: Report, entry: ReportEntry): readonly Attributes[] {
  const { at } = entry;
  if (at === undefined) return [];
  return entry.records.map(({ place }) => withoutNull({
    ...head('Pinned request; its evidence was not loaded when this file was made', at, 'request received'), ...entryAttributes(report, entry), ...placeAttributes(place),
  }));
}

const head = (message: string, at: TimestampUs, description: string): Attributes => ({
  message,
  datetime: formatTimestamp(at).replace(/Z$/, '+00:00'),
  timestamp_desc: description,
  // Microseconds fit a JSON number exactly until the year 2255.
  timestamp: Number(at),
});

const entryAttributes = (report: Report, { number, pin, request, warning, description, command, stages }: ReportEntry): Attributes => ({
  data_type: 'kubernetes:audit',
  case: report.caseName,
  entry: number,
  pin_check: warning,
  note: pin.note === '' ? undefined : pin.note,
  tag: pin.tags,
  phase: pin.phase,
  likely_command: command?.text,
  likely_command_confidence: command?.confidence,
  outcome: request?.outcome,
  outcome_reason: request === undefined ? undefined : outcomeReasonOf(request),
  stage_record: stages?.record,
  stage_record_reasons: stages?.reasons,
  duration_us: request?.durationUs === null || request === undefined ? undefined : Number(request.durationUs),
  audit_id_shared_by: request?.auditIdSharedBy,
  tests: description?.signals.map((signal) => signal.testId),
  ...(description && Object.fromEntries(VERDICTS.map((verdict) => [verdictColumn(verdict), verdictSummary(description)[verdict]]))),
});

const eventAttributes = (event: AuditEvent): Attributes => ({
  // Only where times were shifted by hand, which is then said with each of them.
  time_offset_us: event.timeOffsetUs === undefined || event.timeOffsetUs === 0n ? undefined : Number(event.timeOffsetUs),
  level: event.level,
  stage: event.stage,
  audit_id: event.auditId,
  verb: event.verb,
  request_uri: event.requestUri,
  username: event.user.username,
  uid: event.user.uid,
  groups: event.user.groups,
  extra: event.user.extra?.map(([key, values]) => `${key}=${values.join(',')}`),
  impersonated_username: event.impersonatedUser?.username,
  peer_ip: event.sourceIps?.at(-1),
  claimed_ips: event.sourceIps?.slice(0, -1),
  user_agent: event.userAgent,
  api_group: event.object?.apiGroup,
  resource: event.object?.resource,
  subresource: event.object?.subresource,
  namespace: event.object?.namespace,
  name: event.object?.name,
  code: event.code,
  status: event.status,
  reason: event.reason,
  response_message: event.message,
  annotations: event.annotations?.map(([key, value]) => `${key}=${value}`),
});

const placeAttributes = (place: RecordPlace): Attributes => ({
  evidence: place.evidenceName,
  evidence_sha256: place.evidenceSha256,
  line: place.line,
  byte_offset: place.byteOffset,
  byte_length: place.byteLength,
  record_sha256: place.recordHash,
});

/** Absent stays absent; an empty string stays an empty string. */
const withoutNull = (attributes: Attributes): Attributes => Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined && value !== null));
