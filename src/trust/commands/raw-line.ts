/** One request as it would be sent by hand: with curl, or with `kubectl --raw`, which sends any path with kubectl's agent (kubectl pkg/rawhttp/raw.go). */
import type { AskedRequest } from './asked-request';
import { line } from './command-line';

const METHODS: Readonly<Record<string, string>> = { create: 'POST', update: 'PUT', patch: 'PATCH', delete: 'DELETE', deletecollection: 'DELETE', post: 'POST', put: 'PUT', options: 'OPTIONS', head: 'HEAD' };

/** Only these have the flag; for a patch there is none. */
const RAW_VERBS: Readonly<Record<string, string>> = { get: 'get', list: 'get', watch: 'get', proxy: 'get', create: 'create', update: 'replace', delete: 'delete' };

export const API_SERVER = 'https://APISERVER';

export function curlLine(asked: AskedRequest, base: string = API_SERVER, ...flags: readonly string[]): string {
  const method = METHODS[asked.verb ?? ''];
  return line('curl', method === undefined ? '' : `-X ${method}`, ...flags, [`${base}${asked.requestUri ?? ''}`]);
}

/** A session over such a request needs an upgrade, which --raw does not ask for. */
export function rawLine(asked: AskedRequest): string {
  const verb = RAW_VERBS[asked.verb ?? ''];
  if (verb === undefined || asked.subresource === 'exec' || asked.subresource === 'attach' || asked.subresource === 'portforward') return curlLine(asked);
  return line(`kubectl ${verb} --raw`, [asked.requestUri ?? ''], verb === 'get' || verb === 'delete' ? '' : '-f …');
}
