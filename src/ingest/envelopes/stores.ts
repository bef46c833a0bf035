/** Exports of log stores: Elasticsearch and OpenSearch documents, Loki streams, OTLP batches. */
import { inside, other, type Envelope, type Inner } from './envelope';
import { flatDraft } from './flat-event';
import { packedText } from './packed-text';
import type { PlacedJson } from './placed-json';

export const ELASTIC_FORM = 'Elasticsearch documents';

/** One document with its index and id, as elasticdump and the search API write it. */
export const elasticDocument: Envelope = {
  form: ELASTIC_FORM,
  open(node) {
    const source = node.get('_source');
    if (source?.isObject === true) return [inside(source)];
    const fields = node.get('fields');
    if (fields?.isObject === true && (node.has('_index') || node.has('_id'))) return [fieldsDraft(node, fields)];
    return node.members.size === 1 && (node.has('index') || node.has('create')) ? [other(node, 'a bulk action line')] : undefined;
  },
};

export const elasticSearch: Envelope = {
  form: ELASTIC_FORM,
  open: (node) => {
    const hits = node.at('hits', 'hits');
    return hits?.isArray === true ? [...hits.items()].map(inside) : undefined;
  },
};

/** The `fields` form: dotted names, and every value in a list. */
function fieldsDraft(at: PlacedJson, fields: PlacedJson): Inner {
  const original = fields.get('event.original')?.first() ?? fields.get('message')?.first();
  const draft = flatDraft([...fields.members].map(([name, value]): [string, string] => {
    const values = [...value.items()];
    return [name, values.length === 1 ? (values[0]?.scalar ?? '') : value.json];
  }));
  if (draft !== undefined) return { kind: 'draft', at, draft, form: ELASTIC_FORM };
  return original === undefined ? other(at, 'a document with too little of an event') : inside(original);
}

export const LOKI_FORM = 'Loki streams';

/** Answer of the query API: `data.result[].values[][time, line]`. */
export const lokiAnswer: Envelope = {
  form: LOKI_FORM,
  open: (node) => {
    const result = node.at('data', 'result') ?? node.get('streams');
    return result?.isArray === true && result.first()?.get('values')?.isArray === true ? lokiLines(result) : undefined;
  },
};

function* lokiLines(result: PlacedJson): Generator<Inner> {
  for (const stream of result.items()) yield* streamLines(stream);
}

function* streamLines(stream: PlacedJson): Generator<Inner> {
  for (const value of stream.get('values')?.items() ?? []) {
    const [, line] = [...value.items()];
    yield line === undefined ? other(value, 'a Loki value without a line') : inside(line);
  }
}

/** One stream by itself, as jq cuts it out of the answer. */
export const lokiStream: Envelope = {
  form: LOKI_FORM,
  open: (node) => (node.get('stream')?.isObject === true && node.get('values')?.first()?.isArray === true ? streamLines(node) : undefined),
};

/** logcli's and Grafana's downloads: one object per line. */
export const lokiLine: Envelope = {
  form: LOKI_FORM,
  open: (node) => {
    const line = node.get('line');
    return line?.isString === true && (node.has('labels') || node.has('timestamp') || node.has('fields')) ? [inside(line)] : undefined;
  },
};

/**
 * One element of an OTLP batch's `resourceLogs`, or a batch (opentelemetry.io/docs/specs/otlp, JSON encoding). What the resource says
 * of the source decides whether the bodies can be the API server's.
 */
export const otlp: Envelope = {
  form: 'OTLP log records',
  open: (node) => {
    const resources = node.get('resourceLogs');
    if (resources?.isArray === true) return [...resources.items()].map(inside);
    const scopes = node.get('scopeLogs');
    if (scopes?.isArray === true) return otlpRecords(node, scopes);
    const body = node.get('body');
    return body !== undefined && (node.has('timeUnixNano') || node.has('observedTimeUnixNano')) ? [bodyOf(node, body)] : undefined;
  },
};

function* otlpRecords(node: PlacedJson, scopes: PlacedJson): Generator<Inner> {
  const said = attributesOf(node.at('resource', 'attributes'));
  const what = otherSource(said);
  for (const scope of scopes.items()) {
    for (const record of scope.get('logRecords')?.items() ?? []) {
      const body = record.get('body');
      if (body === undefined) yield other(record, what ?? 'a log record without a body');
      else if (what === undefined) yield bodyOf(record, body);
      else yield besideOf(record, body, said) ?? other(record, what);
    }
  }
}

/** What may be evidence beside the audit log, in a batch that no API server wrote: Falco's own output, or a line of a node's journal. */
function besideOf(record: PlacedJson, body: PlacedJson, resource: ReadonlyMap<string, string>): Inner | undefined {
  const text = body.get('stringValue') ?? (body.isString ? body : undefined);
  if (text === undefined) return undefined;
  if (/falco/i.test(`${resource.get('k8s.container.name') ?? ''} ${resource.get('k8s.pod.name') ?? ''}`)) return { kind: 'side-only', at: text };
  if (resource.get('k8s.container.name') !== undefined) return undefined;
  const own = attributesOf(record.get('attributes'));
  const one = (...keys: readonly string[]): string | undefined => keys.map((key) => own.get(key) ?? resource.get(key)).find((value) => value !== undefined);
  const program = one('systemd.u.SYSLOG_IDENTIFIER', 'SYSLOG_IDENTIFIER', 'syslog.identifier', 'systemd.t.SYSTEMD_UNIT', '_SYSTEMD_UNIT');
  if (program !== 'kubelet' && program !== 'kubelet.service' && program !== 'kubenswrapper') return undefined;
  const ns = record.scalarAt('timeUnixNano') ?? record.scalarAt('observedTimeUnixNano') ?? '';
  const line = {
    SYSLOG_IDENTIFIER: program, _HOSTNAME: one('systemd.t.HOSTNAME', '_HOSTNAME', 'host.name', 'k8s.node.name'), MESSAGE: text.text,
    __REALTIME_TIMESTAMP: /^\d{16,19}$/.test(ns) ? String(BigInt(ns) / 1000n) : undefined,
  };
  return { kind: 'side-only', at: record, bytes: new TextEncoder().encode(`${JSON.stringify(line)}\0`) };
}

function bodyOf(record: PlacedJson, body: PlacedJson): Inner {
  const text = body.get('stringValue') ?? (body.isString ? body : undefined);
  if (text !== undefined) return inside(text);
  const packed = body.get('bytesValue');
  if (packed?.isString === true) return packedText(packed);
  if (body.at('kvlistValue', 'values') === undefined) return other(record, 'a log record whose body is no text');
  // A collector took the line apart: the values are put together again, in their order.
  return { kind: 'bytes', at: record, bytes: new TextEncoder().encode(`${anyValue(body, 0)}\0`) };
}

const MAX_ANY_VALUE_DEPTH = 64;

/** OTLP's AnyValue as plain JSON (opentelemetry/proto/common/v1/common.proto). */
function anyValue(value: PlacedJson | undefined, depth: number): string {
  if (value === undefined || depth > MAX_ANY_VALUE_DEPTH) return 'null';
  const plain = value.get('stringValue') ?? value.get('boolValue') ?? value.get('doubleValue');
  if (plain !== undefined) return plain.json;
  // 64-bit integers come as decimal text.
  const whole = value.scalarAt('intValue');
  if (whole !== undefined) return /^-?\d{1,19}$/.test(whole) ? String(BigInt(whole)) : 'null';
  const list = value.at('arrayValue', 'values');
  if (list !== undefined) return `[${[...list.items()].map((item) => anyValue(item, depth + 1)).join(',')}]`;
  const pairs = value.at('kvlistValue', 'values');
  if (pairs === undefined) return 'null';
  return `{${[...pairs.items()].map((pair) => `${JSON.stringify(pair.textAt('key') ?? '')}:${anyValue(pair.get('value'), depth + 1)}`).join(',')}}`;
}

function attributesOf(attributes: PlacedJson | undefined): ReadonlyMap<string, string> {
  const said = new Map<string, string>();
  for (const attribute of attributes?.items() ?? []) {
    const key = attribute.textAt('key');
    const value = attribute.textAt('value', 'stringValue');
    if (key !== undefined && value !== undefined) said.set(key, value);
  }
  return said;
}

/** What the resource's attributes say it is, when it is no audit log of an API server. */
function otherSource(said: ReadonlyMap<string, string>): string | undefined {
  const source = said.get('openshift.log.source') ?? said.get('log_source');
  if (source === 'auditd') return 'a Linux auditd record';
  if (source === 'ovn') return 'an OVN ACL log record';
  const type = said.get('openshift.log.type') ?? said.get('log_type');
  if (type === 'application' || type === 'infrastructure') return `a record of ${type} logs`;
  const container = said.get('k8s.container.name');
  const pod = said.get('k8s.pod.name');
  if (container === undefined || /apiserver|audit/i.test(`${container} ${pod ?? ''}`)) return undefined;
  return `what the container ${container} printed, which is no API server`;
}
