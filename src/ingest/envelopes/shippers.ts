/**
 * What log shippers wrap around a line: one key of the object holds the line as text, or what it was parsed to. Where the
 * event's keys were merged into the shipper's own, the record is an event already and never comes here.
 */
import { decodeText } from '../json-reader';
import { flatDraft } from './flat-event';
import { looksPacked, packedText } from './packed-text';
import { looksLikeKlog } from '../side/klog-header';
import { FALCO_TEXT } from '../side/falco-alert';
import { inside, other, type Envelope } from './envelope';
import { messageBytes } from './journal-message';
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
/** `journalctl -o json`: a message with bytes that are no text is a list of their numbers (systemd.journal JSON format). */
export const journal: Envelope = {
  form: 'journal records',
  open: (node) => {
    const message = node.get('MESSAGE');
    if (message === undefined || !(node.has('__REALTIME_TIMESTAMP') || node.has('_HOSTNAME'))) return undefined;
    if (!message.isArray) return message.isString || message.isObject ? [inside(message)] : undefined;
    const bytes = messageBytes(message);
    return bytes === undefined ? undefined : [{ kind: 'bytes', at: message, bytes }];
  },
};

export const filebeat = keyed(
  'Filebeat documents',
  (node) => node.has('@timestamp') && (node.has('agent') || node.has('ecs') || node.has('beat') || node.has('input')),
  ['kubernetes', 'audit'], ['json'], ['event', 'original'], ['message'],
);

export const graylog = keyed('Graylog messages', (node) => node.has('gl2_message_id') || (node.has('gl2_source_input') && node.has('message')), ['full_message'], ['message']);
/** With the record as text, or with its fields one by one, each behind an underscore (go2docs.graylog.org, GELF payload specification). */
export const gelf: Envelope = {
  form: 'GELF messages',
  open: (node) => {
    if (!node.has('version', 'short_message')) return undefined;
    const text = [node.get('full_message'), node.get('short_message')].find((value) => value !== undefined && (value.isObject || mayHoldRecord(value)));
    if (text !== undefined) return [inside(text)];
    const draft = flatDraft([...node.members].map(([key, value]): [string, string] => [key.replace(/^_/, ''), value.scalar ?? value.json]));
    return [draft === undefined ? other(node, 'a GELF message with too little of an event') : { kind: 'draft', at: node, draft, form: 'GELF messages' }];
  },
};

export const splunkResult: Envelope = {
  form: 'Splunk results',
  open: (node) => {
    const result = node.get('result');
    if (result?.isObject === true && (result.has('_raw') || node.has('preview') || node.has('offset'))) return [inside(result.get('_raw') ?? result)];
    const raw = node.get('_raw');
    return raw === undefined ? undefined : [inside(raw)];
  },
};
/** Elastic's common schema has an `event` and a `source` too, which are objects there. */
export const splunkEvent = keyed('Splunk collector events', (node) => node.has('event') && ['sourcetype', 'time', 'source'].some((key) => node.get(key)?.scalar !== undefined), ['event']);

/** Keys under which shippers and pipelines not named above put a record, in the order they are tried. */
const ANY_KEY: readonly (readonly string[])[] = [
  ['kubernetes', 'audit'], ['audit'], ['json'], ['message'], ['msg'], ['MESSAGE'], ['log_processed'], ['log'], ['line'], ['body'], ['body', 'stringValue'], ['event'], ['event', 'original'], ['_raw'], ['_source'],
  ['result'], ['payload'], ['data'], ['value'], ['record'], ['properties'], ['attributes'], ['jsonPayload'], ['textPayload'], ['input'],
  // SNS and SQS, Huawei and Alibaba, VictoriaLogs, Mezmo, Tencent, Humio, Sumo Logic, what a task of Ansible printed.
  ['Message'], ['Body'], ['content'], ['contents'], ['_msg'], ['_line'], ['LogJson'], ['@rawstring'], ['raw'], ['raw_log'], ['rawLog'], ['text'], ['map'], ['logContent'], ['stdout'],
];
// CloudTrail's files have `Records`: named for what they are.
const LISTS = ['records', 'Records', 'entries', 'items', 'events', 'data', 'value', 'results', 'messages', 'Messages', 'logs', 'rows', 'hits'];
/** Keys under which queues carry a message as base64. */
const PACKED_KEYS = ['data', 'Data', 'value', 'payload', 'body', 'Body', 'message', 'Message', 'record', 'raw_log', 'rawLog'];

/** The general rule: an object that is none of the known ones, and one of the usual keys holds JSON that begins like an object. */
export const anyShipper: Envelope = {
  form: 'records in other envelopes',
  open: (node) => {
    for (const path of ANY_KEY) {
      const value = node.at(...path);
      if (value === undefined || (value.isObject ? value.members.size === 0 : !mayHoldRecord(value))) continue;
      // Of two keys, the one that names an event's own fields is the record.
      if (value.isObject && !/"(auditID|AuditID|log|message|protoPayload|audit|_raw|data)"/.test(decodeText(value.bytes, value.start, Math.min(value.end, value.start + 65_536)))) continue;
      return [inside(value)];
    }
    for (const key of PACKED_KEYS) {
      const value = node.get(key);
      if (value?.isString === true && looksPacked(value.text ?? '')) return [packedText(value)];
    }
    for (const key of LISTS) {
      const list = node.get(key);
      const first = list?.isArray === true ? list.first() : undefined;
      if (list !== undefined && first !== undefined && (first.isObject || mayHoldRecord(first))) return [...list.items()].map(inside);
    }
    return undefined;
  },
};

/** A string whose text begins with `{`, or with a time and then has one. Told by its first bytes, escapes and all: it may be long. */
function mayHoldRecord(value: PlacedJson): boolean {
  if (!value.isString) return false;
  const head = decodeText(value.bytes, value.start + 1, Math.min(value.end - 1, value.start + 400));
  return /^(?:\s|\\[nrt])*\{|^.{0,300}\{\\?"|AUDIT: id=\\?"/.test(head) || looksLikeKlog(head) || FALCO_TEXT.test(head);
}
