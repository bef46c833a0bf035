/** What the trust layer has to say about one request, in the shape the renderers print. */
import type { AuditRequest, FiredSignal } from '../model/audit-record';
import type { Verdict } from '../model/verdict';
import { fieldsByVerdict, type JudgedField, type VerdictGroup } from '../trust/fields-of-request';
import { markRawRecord } from '../trust/raw-marks';
import { requestSentence, sentenceText } from '../trust/sentence';
import { stageStory, type StageStory } from '../trust/stage-story';
import { isTestId, TRUST_TESTS } from '../trust/tests';
import { factsOfRequest, verdictFor } from '../trust/verdict';

export interface MarkedText {
  readonly text: string;
  /** Undefined for Kubewitness' own words. */
  readonly verdict: Verdict | undefined;
}

export interface RequestDescription {
  readonly sentence: readonly MarkedText[];
  /** The sentence as plain text, hostile characters escaped. */
  readonly plainSentence: string;
  readonly stages: StageStory;
  readonly fields: readonly VerdictGroup[];
  /** The few values a reader asks for first; each is also among `fields`. */
  readonly keyFields: readonly JudgedField[];
  /** Each test once, however many events it fired on. */
  readonly signals: readonly FiredSignal[];
}

/** How much the test weighs; undefined for one this version does not know. */
export const severityOf = ({ testId }: FiredSignal): string | undefined => (isTestId(testId) ? TRUST_TESTS[testId].severity : undefined);

/** `judged`: the report says by itself which stages are missing and why. */
export function describeRequest(request: AuditRequest, judged = false): RequestDescription {
  const facts = factsOfRequest(request);
  const parts = requestSentence(request);
  const fields = fieldsByVerdict(request);
  return {
    sentence: parts.map(({ text, field }) => ({ text, verdict: field === undefined ? undefined : verdictFor(field, facts).verdict })),
    plainSentence: sentenceText(parts),
    stages: stageStory(request, judged),
    fields,
    keyFields: keyFields(fields.flatMap((group) => group.fields)),
    signals: onceEach(request.signals),
  };
}

/** A raw record with the verdicts of its values; the parts put together are the text. */
export const markRecord = (text: string, request: AuditRequest | undefined): readonly MarkedText[] =>
  request === undefined ? [{ text, verdict: undefined }] : markRawRecord(text, factsOfRequest(request)).map((part) => ({ text: part.text, verdict: part.verdict }));

const KEY_FIELDS: readonly ((field: JudgedField) => boolean)[] = [
  ({ field }) => field === 'username',
  ({ field }) => field === 'impersonated_username',
  ({ field, label }) => field === 'extra' && label === 'authentication.kubernetes.io/pod-name',
  ({ field, label }) => field === 'extra' && label === 'authentication.kubernetes.io/credential-id',
  ({ field }) => field === 'peer_ip',
  ({ field }) => field === 'claimed_ip' || field === 'claimed_ips',
  ({ field }) => field === 'user_agent',
  ({ field }) => field === 'request_uri',
  ({ field }) => field === 'code',
  ({ field }) => field === 'message',
  ({ field }) => field === 'audit_id',
];

const keyFields = (fields: readonly JudgedField[]): readonly JudgedField[] => KEY_FIELDS.flatMap((isKey) => fields.filter(isKey));

function onceEach(signals: readonly FiredSignal[]): readonly FiredSignal[] {
  const seen = new Set<string>();
  return signals.filter((signal) => {
    const key = `${signal.testId} ${signal.field} ${signal.explanation}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
