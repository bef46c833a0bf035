/**
 * Google Kubernetes Engine: the API server's events as LogEntry objects of Cloud Audit Logs, and the same as rows
 * of a BigQuery export (cloud.google.com/logging/docs/reference/audit/auditlog/rest/Shared.Types/AuditLog).
 * One entry stands for a whole request; it has no stage, no groups, no query and no HTTP status.
 */
import { listOf, objectOf, quoted, SOME_BODY, type EventDraft } from './event-draft';
import { inside, other, type Envelope, type Inner } from './envelope';
import type { PlacedJson } from './placed-json';
import { requestTarget } from './request-path';
import { knownAnnotation } from './annotation-keys';

export const GKE_FORM = 'GKE Cloud Audit Logs entries';

/** google.rpc.Code → the HTTP status that stands for it (google/rpc/code.proto); 0 is success. */
const HTTP_STATUS: Readonly<Record<string, number>> = {
  '0': 200, '1': 499, '2': 500, '3': 400, '4': 504, '5': 404, '6': 409, '7': 403, '8': 429, '9': 400, '10': 409, '11': 400, '12': 501, '13': 500, '14': 503, '15': 500, '16': 401,
};

export const gke: Envelope = {
  form: GKE_FORM,
  open(node) {
    const payload = node.get('protoPayload') ?? node.get('protopayload_auditlog');
    if (payload?.isObject === true) return [entry(node, payload, plain)];
    const respelled = node.get('proto_payload') ?? node.get('Payload');
    if (respelled?.isObject === true && respelled.has('service_name', 'method_name')) return [entry(node, respelled, folded)];
    if (!node.has('logName') || !node.has('resource')) return undefined;
    const type = node.textAt('resource', 'type') ?? 'unknown';
    if (node.at('jsonPayload', '_AUDIT_TYPE_NAME') !== undefined || node.at('jsonPayload', '_AUDIT_ID') !== undefined) {
      return [other(node, 'a Linux auditd record')];
    }
    // An API server that does not run as Google's own writes its audit log like any container.
    const printed = isServer(node) ? (node.get('jsonPayload') ?? node.get('textPayload')) : undefined;
    if (printed !== undefined) return [inside(printed)];
    if (type.startsWith('k8s_') || node.has('textPayload')) return [other(node, `a Google Cloud log entry of a ${type}`)];
    if (node.has('jsonPayload')) return type === 'gce_subnetwork' ? [other(node, 'a VPC flow log record')] : undefined;
    return [other(node, `a Google Cloud log entry of a ${type}`)];
  },
};

/** What Google says of the source names an API server's container, or what passes its audit log on. */
function isServer(node: PlacedJson): boolean {
  const labels = node.at('resource', 'labels');
  return ['container_name', 'component_name'].some((key) => /apiserver|audit/i.test(labels?.textAt(key) ?? ''));
}

/** The member that Google calls `name`. */
type Get = (node: PlacedJson | undefined, name: string) => PlacedJson | undefined;
const plain: Get = (node, name) => node?.get(name);
/**
 * The same in the spelling of a client library: `service_name` where the names of the protocol buffers are kept, `InsertID` in the struct
 * of Go's (cloud.google.com/go/logging, Entry).
 */
const folded: Get = (node, name) => {
  for (const [key, value] of node?.members ?? []) if (key.replaceAll('_', '').toLowerCase() === name.toLowerCase() && !value.isNull) return value;
  return undefined;
};

function entry(node: PlacedJson, payload: PlacedJson, get: Get): Inner {
  const service = get(payload, 'serviceName')?.text;
  const method = get(payload, 'methodName')?.text ?? '';
  if (service !== 'k8s.io' && !(service === undefined && method.startsWith('io.k8s.'))) {
    const where = service ?? 'a service it does not name';
    return other(node, service === 'container.googleapis.com' ? 'a record of the cloud admin API (container.googleapis.com), which manages clusters' : `a Google Cloud audit record of ${where}`);
  }
  return { kind: 'draft', at: node, form: GKE_FORM, draft: draftOf(node, payload, method, get) };
}

function draftOf(node: PlacedJson, payload: PlacedJson, method: string, get: Get): EventDraft {
  const verb = method === '' ? undefined : method.slice(method.lastIndexOf('.') + 1);
  const uri = rebuiltUri(method, get(payload, 'resourceName')?.text);
  const caller = get(payload, 'requestMetadata');
  const ip = get(caller, 'callerIp')?.text ?? get(caller, 'callerIP')?.text;
  const insertId = get(node, 'insertId')?.text;
  const id = get(get(node, 'operation'), 'id')?.text ?? insertId;
  return {
    auditID: quoted(id === '' ? insertId : id),
    verb: quoted(verb),
    requestURI: quoted(uri),
    user: objectOf([['username', quoted(get(get(payload, 'authenticationInfo'), 'principalEmail')?.text)]]),
    sourceIPs: ip === undefined ? undefined : listOf([ip]),
    userAgent: quoted(get(caller, 'callerSuppliedUserAgent')?.text),
    objectRef: uri === undefined ? undefined : requestTarget('GET', uri).objectRef,
    responseStatus: status(payload),
    requestReceivedTimestamp: quoted(timeText(get(node, 'timestamp')?.scalar)),
    annotations: annotations(get(node, 'labels'), get(payload, 'authorizationInfo')?.first()),
    requestObject: hasBody(payload.get('request') ?? payload.get('requestJson')) ? SOME_BODY : undefined,
    responseObject: hasBody(payload.get('response') ?? payload.get('responseJson')) ? SOME_BODY : undefined,
  };
}

/** `core/v1/…` is `/api/v1/…`, every other group is under `/apis`; `io.k8s.get` alone is a path of no resource. */
function rebuiltUri(method: string, resourceName: string | undefined): string | undefined {
  if (resourceName === undefined) return undefined;
  if (/^io\.k8s\.[a-z]+$/.test(method)) return `/${resourceName.replace(/^\//, '')}`;
  return resourceName.startsWith('core/') ? `/api/${resourceName.slice('core/'.length)}` : `/apis/${resourceName}`;
}

function status(payload: PlacedJson): string | undefined {
  const response = bodyOf(payload.get('response') ?? payload.get('responseJson'));
  const own = response?.textAt('@type')?.endsWith('v1.Status') === true ? response : undefined;
  const rpc = payload.get('status');
  const code = own?.scalarAt('code') ?? mapped(rpc?.scalarAt('code'));
  return objectOf([
    ['code', code === undefined ? undefined : quoted(code)],
    ['reason', quoted(own?.textAt('reason'))],
    ['message', quoted(own?.textAt('message') ?? rpc?.textAt('message'))],
  ]);
}

/** No code is success: only failures have one. */
function mapped(rpcCode: string | undefined): string | undefined {
  const http = HTTP_STATUS[rpcCode ?? '0'];
  return http === undefined ? undefined : String(http);
}

function annotations(labels: PlacedJson | undefined, checked: PlacedJson | undefined): string | undefined {
  const pairs = new Map<string, string>();
  for (const [key, value] of labels?.members ?? []) {
    const text = value.text;
    if (text !== undefined) pairs.set(knownAnnotation(key), JSON.stringify(text));
  }
  if (checked !== undefined && !pairs.has('authorization.k8s.io/decision')) {
    // An absent `granted` is false: protocol buffers leave out what is false.
    pairs.set('authorization.k8s.io/decision', checked.scalarAt('granted') === 'true' ? '"allow"' : '"forbid"');
  }
  return objectOf(pairs);
}

/** A body as it is; in BigQuery rows it is JSON inside a string. */
function bodyOf(node: PlacedJson | undefined): PlacedJson | undefined {
  return node?.isObject === true ? node : undefined;
}

/** `{}` and a lone `@type` say that there was none. */
function hasBody(node: PlacedJson | undefined): boolean {
  if (node === undefined) return false;
  if (node.isString) return (node.text ?? '').length > 2;
  return node.members.size > (node.has('@type') ? 1 : 0);
}

/** Some BigQuery exports have epoch seconds with an exponent, `1.628696106914207E9`. */
export function timeText(text: string | undefined): string | undefined {
  if (text === undefined || !/^\d+(\.\d+)?(e\d+)?$/i.test(text)) return text;
  const us = Math.round(Number(text) * 1_000_000);
  if (!Number.isSafeInteger(us)) return text;
  const iso = new Date(Math.floor(us / 1000));
  return Number.isNaN(iso.getTime()) ? text : `${iso.toISOString().slice(0, -1)}${String(us % 1000).padStart(3, '0')}Z`;
}
