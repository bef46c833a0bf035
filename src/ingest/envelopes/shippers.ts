/**
 * What log shippers wrap around a line: one key of the object holds the line as text, or what it was parsed to. Where the
 * event's keys were merged into the shipper's own, the record is an event already and never comes here.
 */
import { decodeText } from '../json-reader';
import { inside, type Envelope } from './envelope';
import type { PlacedJson } from './placed-json';

/** An envelope known by keys of its own, with the record under the first of `paths` that is there. */
function keyed(form: string, isOne: (node: PlacedJson) => boolean, ...paths: readonly (readonly string[])[]): Envelope {
  return {
    form,
    open: (node) => {
      if (!isOne(node)) return undefined;
      const found = paths.map((path) => node.at(...path)).find((value) => value !== undefined && (value.isObject || value.isString || value.isArray));
      return found === undefined ? undefined : [inside(found)];
    },
  };
}

export const docker = keyed('docker JSON lines', (node) => node.has('log', 'stream', 'time'), ['log']);
export const journal = keyed('journal records', (node) => node.has('MESSAGE') && (node.has('__REALTIME_TIMESTAMP') || node.has('_HOSTNAME')), ['MESSAGE']);

export const filebeat = keyed(
  'Filebeat documents',
  (node) => node.has('@timestamp') && (node.has('agent') || node.has('ecs') || node.has('beat') || node.has('input')),
  ['kubernetes', 'audit'], ['json'], ['event', 'original'], ['message'],
);

export const datadog = keyed('Datadog archive records', (node) => node.has('attributes') && (node.has('_id') || node.has('service') || node.has('tags')), ['attributes'], ['message']);
export const graylog = keyed('Graylog messages', (node) => node.has('gl2_message_id') || (node.has('gl2_source_input') && node.has('message')), ['full_message'], ['message']);
export const gelf = keyed('GELF messages', (node) => node.has('version', 'short_message'), ['full_message'], ['short_message']);

export const splunkResult: Envelope = {
  form: 'Splunk results',
  open: (node) => {
    const result = node.get('result');
    if (result?.isObject === true && (result.has('_raw') || node.has('preview') || node.has('offset'))) return [inside(result.get('_raw') ?? result)];
    const raw = node.get('_raw');
    return raw === undefined ? undefined : [inside(raw)];
  },
};
export const splunkEvent = keyed('Splunk collector events', (node) => node.has('event') && (node.has('sourcetype') || node.has('time') || node.has('source')), ['event']);

/** Keys under which shippers and pipelines not named above put a record, in the order they are tried. */
const ANY_KEY: readonly (readonly string[])[] = [
  ['kubernetes', 'audit'], ['audit'], ['json'], ['message'], ['msg'], ['MESSAGE'], ['log_processed'], ['log'], ['line'], ['body'], ['body', 'stringValue'], ['event'], ['event', 'original'], ['_raw'], ['_source'],
  ['result'], ['payload'], ['data'], ['value'], ['record'], ['properties'], ['attributes'], ['jsonPayload'], ['input'],
];
const LISTS = ['records', 'items', 'events', 'data', 'value'];

/** The general rule: an object that is none of the known ones, and one of the usual keys holds JSON that begins like an object. */
export const anyShipper: Envelope = {
  form: 'records in other envelopes',
  open: (node) => {
    for (const path of ANY_KEY) {
      const value = node.at(...path);
      if (value === undefined || (value.isObject ? value.members.size === 0 : !mayHoldRecord(value))) continue;
      // Of two keys, the one that names an event's own fields is the record.
      if (value.isObject && !/"(auditID|AuditID|log|message|protoPayload|audit)"/.test(decodeText(value.bytes, value.start, Math.min(value.end, value.start + 65_536)))) continue;
      return [inside(value)];
    }
    for (const key of LISTS) {
      const list = node.get(key);
      if (list?.isArray === true && list.first()?.isObject === true) return [...list.items()].map(inside);
    }
    return undefined;
  },
};

/** A string whose text begins with `{`, or with a time and then has one. Told by its first bytes, escapes and all: it may be long. */
function mayHoldRecord(value: PlacedJson): boolean {
  if (!value.isString) return false;
  const head = decodeText(value.bytes, value.start + 1, Math.min(value.end - 1, value.start + 400));
  return /^(?:\s|\\[nrt])*\{|^.{0,300}\{\\?"|AUDIT: id=\\?"/.test(head);
}
