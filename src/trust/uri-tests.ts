/** U1 to U6, V2, and what other tests need of a URI, from the URI alone. */
import { uriPath } from '../model/uri-template';
import { isHostileText } from './hostile-tests';
import { marksWhere, type ValueMark } from './value-mark';
import { uriObject } from './uri-parts';

/** A letter, digit, `-`, `.`, `_` or `~` written as an escape (RFC 3986 2.3: it never needs to be), or a slash, which the server takes for a separator. */
const NEEDLESS_ESCAPE = /%(?:2[dDeEfF]|3[0-9]|4[1-9a-fA-F]|5[0-9aAfF]|6[1-9a-fA-F]|7[0-9aAeE])/;

/** Longer than any URI a client makes in good faith; half of nginx's default, far under the server's 1 MiB. */
const LONGEST_USUAL = 8192;

/** What the server reads as a plain answer to `?watch=` (strconv.ParseBool and the empty value). */
const WATCH_VALUES: ReadonlySet<string> = new Set(['', '0', '1', 't', 'T', 'f', 'F', 'true', 'false', 'TRUE', 'FALSE', 'True', 'False']);

/** Where the workload's own path begins, which is free text. */
function apiPart(path: string): string {
  const proxy = path.indexOf('/proxy/');
  return proxy < 0 ? path : path.slice(0, proxy);
}

export const isEncodedNeedlessly = (path: string): boolean => path.includes('%') && NEEDLESS_ESCAPE.test(apiPart(path));

export function isUnusualPath(path: string): boolean {
  const own = apiPart(path);
  if (own.length !== path.length) return own.includes('//') || own.includes('/../') || own.includes('/./');
  return own.includes('//') || own.includes('/../') || own.includes('/./') || (own.length > 1 && own.endsWith('/')) || /^\/api(?:s\/[^/]+)?\/[^/]+\/(?:watch|proxy)(?:\/|$)/.test(own);
}

/** Names of the parameters in their order, undecoded. */
const parameterNames = (query: string): string[] => query.split('&').map((pair) => pair.split('=', 1)[0] ?? '');

/** U4. The same name may come again (`command=a&command=b`); what proxies forward is not the client's doing. */
export function isQueryUnsorted(query: string): boolean {
  if (!query.includes('&')) return false;
  const names = parameterNames(query);
  return names.some((name, i) => i > 0 && name < (names[i - 1] ?? ''));
}

export function marksOfUri(uri: string): ValueMark[] {
  const path = uriPath(uri);
  const isLong = uri.length > LONGEST_USUAL;
  // Past this length nothing new is learnt, and a megabyte of query is not taken apart.
  const query = uri.slice(path.length + 1, path.length + 1 + LONGEST_USUAL);
  const isApi = path.startsWith('/api/') || path.startsWith('/apis/');
  const free = path.includes('/proxy/');
  const has = (name: string): boolean => query !== '' && (query.startsWith(`${name}=`) || query.includes(`&${name}=`));
  const watch = query === '' || free ? undefined : /(?:^|&)watch=([^&]*)/.exec(query)?.[1];
  return marksWhere(
    [isHostileText(uri.slice(0, LONGEST_USUAL)), 'F5'],
    [isEncodedNeedlessly(path.slice(0, LONGEST_USUAL)), 'U1'],
    [isUnusualPath(path.slice(0, LONGEST_USUAL)), 'U2'],
    [has('access_token'), 'U3'],
    [isApi && !free && isQueryUnsorted(query), 'U4'],
    [isLong, 'U5'],
    [!free && has('dryRun') && /(?:^|&)dryRun=All(?:&|$)/.test(query), 'U6'],
    [isApi && !free && (has('labelSelector') || has('fieldSelector')), 'selector'],
    [watch !== undefined && !WATCH_VALUES.has(watch), 'odd-watch'],
    [has('fieldValidation'), 'field-validation'],
    [isApi && query === '' && uriObject(path.slice(0, LONGEST_USUAL))?.name === null, 'bare-list'],
    [path.startsWith('/debug/pprof'), 'profiling'],
  );
}
