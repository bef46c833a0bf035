/**
 * Amazon Security Lake: EKS audit events as OCSF API Activity (class 6003, schema.ocsf.io/1.1.0/classes/api_activity),
 * read where they come as JSON lines.
 */
import { knownAnnotation } from './annotation-keys';
import { listOf, objectOf, quoted, SOME_BODY, type EventDraft } from './event-draft';
import { other, type Envelope } from './envelope';
import type { PlacedJson } from './placed-json';
import { formatTimestamp, timestampUs } from '../../base/time';

export const SECURITY_LAKE_FORM = 'Security Lake OCSF records';

export const securityLake: Envelope = {
  form: SECURITY_LAKE_FORM,
  open(node) {
    if (node.scalarAt('class_uid') !== '6003' && node.textAt('class_name') !== 'API Activity') return undefined;
    const product = `${node.textAt('metadata', 'product', 'name') ?? ''} ${node.textAt('api', 'service', 'name') ?? ''}`;
    if (!/eks/i.test(product)) return [other(node, `an OCSF record of the cloud admin API (${product.trim()})`)];
    return [{ kind: 'draft', at: node, form: SECURITY_LAKE_FORM, draft: draftOf(node) }];
  },
};

function draftOf(node: PlacedJson): EventDraft {
  const unmapped = node.get('unmapped');
  const user = node.at('actor', 'user');
  const groups = [...(user?.get('groups')?.items() ?? [])].map((group) => group.textAt('name')).filter((name) => name !== undefined);
  const resource = node.get('resources')?.first();
  const [type, subresource] = (resource?.textAt('type') ?? '').split('/', 2);
  const path = node.textAt('http_request', 'url', 'path');
  const query = node.textAt('http_request', 'url', 'query_string');
  return {
    level: quoted(node.textAt('metadata', 'log_level')),
    auditID: quoted(node.textAt('api', 'request', 'uid') ?? node.textAt('metadata', 'uid')),
    stage: quoted(node.textAt('message') ?? unmapped?.textAt('stage')),
    requestURI: quoted(path === undefined || path.includes('?') || query === undefined || query === '' ? path : `${path}?${query}`),
    verb: quoted(node.textAt('api', 'operation')),
    user: objectOf([
      ['username', quoted(user?.textAt('name'))], ['uid', quoted(user?.textAt('uid'))], ['groups', groups.length === 0 ? undefined : listOf(groups)],
      ['extra', extra(node)],
    ]),
    sourceIPs: addresses(node),
    userAgent: quoted(node.textAt('http_request', 'user_agent')),
    objectRef: objectOf([
      ['resource', type === '' ? undefined : quoted(type)], ['subresource', quoted(subresource)], ['namespace', quoted(resource?.textAt('namespace'))],
      ['name', quoted(resource?.textAt('name'))], ['uid', quoted(resource?.textAt('uid'))], ['resourceVersion', quoted(resource?.textAt('version'))],
      ['apiGroup', quoted(node.textAt('api', 'group', 'name'))], ['apiVersion', quoted(node.textAt('api', 'version'))],
    ]),
    responseStatus: objectOf([
      ['code', node.at('api', 'response', 'code')?.json], ['message', quoted(node.textAt('api', 'response', 'message'))],
      ['reason', quoted(node.textAt('api', 'response', 'error'))], ['status', quoted(node.textAt('api', 'response', 'error_message'))],
    ]),
    requestReceivedTimestamp: time(node.get('start_time_dt') ?? node.get('start_time')),
    stageTimestamp: time(node.get('time_dt') ?? node.get('time')),
    annotations: objectOf(annotations(unmapped)),
    requestObject: hasBody(node, unmapped, 'request') ? SOME_BODY : undefined,
    responseObject: hasBody(node, unmapped, 'response') ? SOME_BODY : undefined,
  };
}

/** What of `extra` OCSF has a place for. */
function extra(node: PlacedJson): string | undefined {
  const one = (text: string | undefined): string | undefined => (text === undefined ? undefined : listOf([text]));
  return objectOf([
    ['canonicalArn', one(node.textAt('actor', 'session', 'issuer'))], ['sessionName', one(node.textAt('actor', 'session', 'uid'))],
    ['accessKeyId', one(node.textAt('actor', 'session', 'credential_uid'))], ['arn', one(node.textAt('cloud', 'account', 'uid'))],
  ]);
}

function addresses(node: PlacedJson): string | undefined {
  const own = node.at('unmapped', 'sourceIPs[]') ?? node.at('unmapped', 'sourceIPs');
  if (own?.isString === true) return listOf((own.text ?? '').split(',').map((ip) => ip.trim()));
  const endpoint = node.get('src_endpoint');
  const ips = [endpoint?.textAt('ip'), ...[...(endpoint?.get('intermediate_ips')?.items() ?? [])].map((ip) => ip.text)].filter((ip) => ip !== undefined);
  return ips.length === 0 ? undefined : listOf(ips);
}

/** Numbers are epoch milliseconds. */
function time(node: PlacedJson | undefined): string | undefined {
  if (node === undefined) return undefined;
  if (node.isString) return quoted(node.text);
  const ms = Number(node.scalar);
  return Number.isSafeInteger(ms) ? quoted(formatTimestamp(timestampUs(BigInt(ms) * 1000n))) : undefined;
}

function* annotations(unmapped: PlacedJson | undefined): Generator<[string, string]> {
  for (const [key, value] of unmapped?.members ?? []) {
    if (key.startsWith('annotations.') && value.isString) yield [knownAnnotation(key.slice('annotations.'.length)), value.json];
  }
}

function hasBody(node: PlacedJson, unmapped: PlacedJson | undefined, which: 'request' | 'response'): boolean {
  const data = node.at('api', which, 'data');
  if (data !== undefined && (data.scalar ?? 'x') !== '') return true;
  for (const key of unmapped?.members.keys() ?? []) if (key.startsWith(`${which}Object`)) return true;
  return false;
}
