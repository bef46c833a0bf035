/** Batches of OpenTelemetry's log records, as collectors write them to files (opentelemetry.io/docs/specs/otlp, JSON encoding). */
import { inside, other, type Envelope, type Inner } from './envelope';
import { areEventColumns, flatDraft } from './flat-event';
import { packedText } from './packed-text';
import type { PlacedJson } from './placed-json';

const OTLP_FORM = 'OTLP log records';

/**
 * One element of an OTLP batch's `resourceLogs`, or a batch (opentelemetry.io/docs/specs/otlp, JSON encoding). What the resource says
 * of the source decides whether the bodies can be the API server's.
 */
export const otlp: Envelope = {
  form: OTLP_FORM,
  open: (node) => {
    const resources = node.get('resourceLogs');
    if (resources?.isArray === true) return [...resources.items()].map(inside);
    // The second is what it was called up to opentelemetry-proto 0.14.
    const scopes = node.get('scopeLogs') ?? node.get('instrumentationLibraryLogs');
    if (scopes?.isArray === true) return otlpRecords(node, scopes);
    return (node.has('body') || node.has('attributes')) && (node.has('timeUnixNano') || node.has('observedTimeUnixNano')) ? [recordOf(node)] : undefined;
  },
};

function* otlpRecords(node: PlacedJson, scopes: PlacedJson): Generator<Inner> {
  const said = attributesOf(node.at('resource', 'attributes'));
  const what = otherSource(said);
  for (const scope of scopes.items()) {
    for (const record of scope.get('logRecords')?.items() ?? []) {
      const body = record.get('body');
      if (what === undefined) yield recordOf(record);
      else yield (body === undefined ? undefined : besideOf(record, body, said)) ?? other(record, what);
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

/** The body says the event, or the attributes into which a collector parsed it; the body is asked first, since it is what was logged. */
function recordOf(record: PlacedJson): Inner {
  const body = record.get('body');
  const text = body?.get('stringValue') ?? (body?.isString === true ? body : undefined);
  const saysNothing = text === undefined ? body === undefined || body.members.size === 0 : !text.textStarts(/^\s*(?:\\"|\{)|AUDIT: /);
  const parsed = saysNothing ? eventOfAttributes(record) : undefined;
  if (parsed !== undefined) return parsed;
  return body === undefined ? other(record, 'a log record without a body') : bodyOf(record, body);
}

/** The event that a record's attributes make: its fields one by one, by dotted names, or all of them in one attribute. */
function eventOfAttributes(record: PlacedJson): Inner | undefined {
  const pairs = [...(record.get('attributes')?.items() ?? [])].map((pair): [string, PlacedJson | undefined] => [pair.textAt('key') ?? '', pair.get('value')]);
  const bytes = (json: string): Inner => ({ kind: 'bytes', at: record, bytes: new TextEncoder().encode(`${json}\0`) });
  for (const [, value] of pairs) {
    const inner = value?.at('kvlistValue', 'values');
    if (inner !== undefined && areEventColumns([...inner.items()].map((pair) => pair.textAt('key') ?? ''))) return bytes(anyValue(value, 0));
  }
  if (!areEventColumns(pairs.map(([key]) => key))) return undefined;
  if (pairs.some(([key, value]) => key === 'user' && value?.has('kvlistValue') === true)) {
    return bytes(`{${pairs.map(([key, value]) => `${JSON.stringify(key)}:${anyValue(value, 0)}`).join(',')}}`);
  }
  const draft = flatDraft(pairs.map(([key, value]): [string, string] => [key, cellOf(value)]));
  return draft === undefined ? undefined : { kind: 'draft', at: record, draft, form: OTLP_FORM };
}

function cellOf(value: PlacedJson | undefined): string {
  const scalar = value?.scalarAt('stringValue') ?? value?.scalarAt('intValue') ?? value?.scalarAt('doubleValue') ?? value?.scalarAt('boolValue');
  return scalar ?? anyValue(value, 0);
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
