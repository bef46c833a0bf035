/** Everything known about one request, value by value, grouped by who vouches for it. Nothing is listed without a verdict and a reason. */
import { formatDuration, formatTimestamp, isWholeSecond, shownBetween, shownTimestamp, timestampUs, type TimestampUs } from '../base/time';
import { VERDICTS, type Verdict } from '../model/verdict';
import type { AuditRequest } from '../model/audit-record';
import { uriTemplate, uriPath } from '../model/uri-template';
import { addressVerdicts } from './address-verdicts';
import { FIELD_LEDGER, type LedgerField } from './field-ledger';
import { factsOfRequest, type RequestFacts } from './request-facts';
import { annotationFieldVerdict, extraFieldVerdict } from './keyed-verdict';
import { outcomeReasonOf } from './outcome-reason';
import { verdictFor, type FieldVerdict } from './verdict';

export interface JudgedValue extends FieldVerdict {
  readonly text: string;
}

export interface JudgedField {
  readonly field: LedgerField;
  /** Kubernetes' word; for one key of extra or annotations, the key. */
  readonly label: string;
  readonly values: readonly JudgedValue[];
}

export interface VerdictGroup {
  readonly verdict: Verdict;
  readonly fields: readonly JudgedField[];
}

interface Row {
  readonly field: LedgerField;
  readonly label: string;
  readonly value: JudgedValue;
}

export function fieldsByVerdict(request: AuditRequest): VerdictGroup[] {
  const rows = [...rowsOfRequest(request, factsOfRequest(request))];
  return VERDICTS.flatMap((verdict) => {
    const fields = gather(rows.filter((row) => row.value.verdict === verdict));
    return fields.length === 0 ? [] : [{ verdict, fields }];
  });
}

function gather(rows: readonly Row[]): JudgedField[] {
  const fields = new Map<string, { field: LedgerField; label: string; values: JudgedValue[] }>();
  for (const { field, label, value } of rows) {
    const key = `${field} ${label}`;
    const known = fields.get(key);
    if (known === undefined) fields.set(key, { field, label, values: [value] });
    else known.values.push(value);
  }
  return [...fields.values()];
}

function* rowsOfRequest(request: AuditRequest, facts: RequestFacts): Generator<Row> {
  const { best, events } = request;
  const row = (field: LedgerField, text: string, judged: FieldVerdict = verdictFor(field, facts), label = FIELD_LEDGER[field].label): Row => ({
    field, label, value: { text, verdict: judged.verdict, reason: judged.reason, tests: judged.tests },
  });
  const one = (field: LedgerField, text: string | number | null | undefined): Row[] => (text === null || text === undefined ? [] : [row(field, String(text))]);
  const each = (field: LedgerField, texts: readonly string[] | null | undefined): Row[] => {
    const judged = verdictFor(field, facts);
    return (texts ?? []).map((text) => row(field, text, judged));
  };
  // One fraction among the times of a request says that its server writes them.
  const exact = events.some(({ receivedAt, stageAt }) => [receivedAt, stageAt].some((at) => at !== null && !isWholeSecond(at)));
  const time = (field: LedgerField, at: TimestampUs | null | undefined): Row[] => (at === null || at === undefined ? [] : [row(field, exact ? formatTimestamp(at) : shownTimestamp(at))]);
  const stageTime = (stage: string) => events.find((event) => event.stage === stage)?.stageAt;

  yield* one('username', best.user.username);
  yield* one('uid', best.user.uid);
  yield* each('groups', best.user.groups);
  for (const [key, values] of best.user.extra ?? []) {
    const judged = extraFieldVerdict(key, facts);
    for (const text of values) yield row('extra', text, judged, key);
  }
  const other = best.impersonatedUser;
  if (other !== null) {
    yield* one('impersonated_username', other.username);
    yield* one('impersonated_uid', other.uid);
    yield* each('impersonated_groups', other.groups);
    for (const [key, values] of other.extra ?? []) for (const text of values) yield row('impersonated_extra', text, verdictFor('impersonated_extra', facts), `impersonatedUser.extra ${key}`);
    yield* one('effective_username', other.username);
  }

  for (const address of addressVerdicts(best.sourceIps ?? [], facts)) yield row(address.field, address.text, address);
  yield* one('user_agent', best.userAgent);

  yield* one('verb', best.verb);
  yield* one('request_uri', best.requestUri);
  if (best.requestUri !== null) yield row('uri_template', uriTemplate(uriPath(best.requestUri)));
  yield* one('api_group', best.object?.apiGroup);
  yield* one('api_version', best.object?.apiVersion);
  yield* one('resource', best.object?.resource);
  yield* one('subresource', best.object?.subresource);
  yield* one('namespace', best.object?.namespace);
  yield* one('name', best.object?.name);
  yield* one('object_uid', best.object?.uid);
  yield* one('object_resource_version', best.object?.resourceVersion);

  yield row('outcome', request.outcome);
  yield row('outcome_reason', outcomeReasonOf(request));
  yield* one('code', best.code);
  yield* one('status', best.status);
  yield* one('reason', best.reason);
  yield* one('message', best.message);
  for (const [key, text] of best.annotations ?? []) yield row('annotations', text, annotationFieldVerdict(key, facts), key);
  if (best.hasRequestObject) yield row('request_object', 'present');
  if (best.hasResponseObject) yield row('response_object', 'present');

  yield* one('level', best.level);
  yield* each('stages', events.flatMap((event) => (event.stage === null ? [] : [event.stage])));
  yield* one('audit_id', best.auditId);
  yield* time('received_at', request.receivedAt);
  yield* time('started_at', stageTime('ResponseStarted'));
  yield* time('completed_at', stageTime('ResponseComplete'));
  yield* time('stage_at', best.stageAt);
  if (request.durationUs !== null) yield row('duration_us', exact || request.receivedAt === null ? formatDuration(request.durationUs) : shownBetween(request.receivedAt, timestampUs(request.receivedAt + request.durationUs)));
  yield row('event_count', String(events.length));
  yield row('evidence', `${best.place.evidenceName}, line ${best.place.line}, byte ${best.place.byteOffset}`);
  yield row('record_hash', best.place.recordHash);
}
