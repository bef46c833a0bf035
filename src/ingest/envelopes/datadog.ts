/**
 * Records of a Datadog log archive (docs.datadoghq.com/logs/log_configuration/archives, "Format of the archives"). The pipeline that Datadog
 * installs for the source `kubernetes.audit` moves some of an event's fields under its own standard names
 * (docs.datadoghq.com/standard-attributes: http.*, network.client.ip, usr.*); they are put back where the event has them.
 */
import { inside, type Envelope, type Inner } from './envelope';
import { listOf, objectOf, quoted, SOME_BODY, type EventDraft } from './event-draft';
import type { PlacedJson } from './placed-json';
import { requestTarget } from './request-path';

export const DATADOG_FORM = 'Datadog archive records';

export const datadog: Envelope = {
  form: DATADOG_FORM,
  open: (node) => {
    if (!node.has('attributes') || !(node.has('_id') || node.has('service') || node.has('tags'))) return undefined;
    const attributes = node.get('attributes');
    if (attributes?.isObject === true && isRemapped(attributes)) return [remapped(node, attributes)];
    const found = [attributes, node.get('message')].find((value) => value !== undefined && (value.isObject || value.isString || value.isArray));
    return found === undefined ? undefined : [inside(found)];
  },
};

/** An event some of whose own fields are gone, and stand under Datadog's names. */
function isRemapped(event: PlacedJson): boolean {
  const isAudit = event.has('auditID') || event.textAt('apiVersion')?.startsWith('audit.k8s.io/') === true;
  const isComplete = event.at('user', 'username') !== undefined && ['verb', 'requestURI', 'sourceIPs', 'userAgent'].every((key) => event.has(key));
  return isAudit && !isComplete && (event.get('http')?.isObject === true || event.get('usr')?.isObject === true || event.at('network', 'client') !== undefined);
}

function remapped(node: PlacedJson, event: PlacedJson): Inner {
  const method = event.textAt('http', 'method');
  const uri = event.textAt('requestURI') ?? pathOf(event);
  const isMethod = method !== undefined && /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/.test(method);
  const target = uri?.startsWith('/') === true ? requestTarget(isMethod ? method : 'GET', uri) : undefined;
  const own = (key: string): string | undefined => event.get(key)?.json;
  const draft: EventDraft = {
    level: own('level'), auditID: own('auditID'), stage: own('stage'),
    requestURI: quoted(uri),
    // The pipeline puts the verb where other logs have the method.
    verb: own('verb') ?? quoted(isMethod ? target?.verb : method),
    user: merged(event.get('user'), [['username', quoted(event.textAt('usr', 'id') ?? event.textAt('usr', 'name'))], ['groups', event.at('usr', 'groups')?.json]]),
    impersonatedUser: own('impersonatedUser'), authenticationMetadata: own('authenticationMetadata'),
    sourceIPs: own('sourceIPs') ?? addresses(event.at('network', 'client', 'ip')),
    userAgent: own('userAgent') ?? quoted(event.textAt('http', 'useragent')),
    objectRef: own('objectRef') ?? target?.objectRef,
    responseStatus: merged(event.get('responseStatus'), [['code', event.at('http', 'status_code')?.json]]),
    requestReceivedTimestamp: own('requestReceivedTimestamp') ?? quoted(node.textAt('date')),
    stageTimestamp: own('stageTimestamp'), annotations: own('annotations'),
    requestObject: event.has('requestObject') ? SOME_BODY : undefined, responseObject: event.has('responseObject') ? SOME_BODY : undefined,
  };
  return { kind: 'draft', at: node, form: DATADOG_FORM, draft };
}

/** `http.url`, which may begin with a host, or what Datadog took it apart to. */
function pathOf(event: PlacedJson): string | undefined {
  const url = event.textAt('http', 'url');
  if (url !== undefined) return url.replace(/^https?:\/\/[^/]*/i, '');
  const path = event.textAt('http', 'url_details', 'path');
  const query = event.get('http')?.get('url_details')?.get('queryString');
  const asked = [...(query?.members ?? [])].map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value.scalar ?? '')}`);
  return path === undefined || asked.length === 0 ? path : `${path}?${asked.join('&')}`;
}

/** The object with what it lacks of `more`. */
function merged(node: PlacedJson | undefined, more: readonly (readonly [string, string | undefined])[]): string | undefined {
  const members = [...(node?.members ?? [])].map(([key, value]): [string, string] => [key, value.json]);
  return objectOf([...members, ...more.filter(([key]) => node?.get(key) === undefined)]);
}

function addresses(ip: PlacedJson | undefined): string | undefined {
  if (ip === undefined) return undefined;
  return ip.isArray ? ip.json : listOf((ip.text ?? '').split(',').map((one) => one.trim()));
}
