/** The form of a request: its path and its query in the order and the spelling they were sent in. */
import { uriPath } from '../../model/uri-template';
import { decodeQueryText } from '../exec-command';

export interface RequestShape {
  readonly path: string;
  /** Decoded, in order. */
  readonly query: readonly (readonly [key: string, value: string])[];
  readonly rawQuery: string;
}

export function requestShape(requestUri: string | null): RequestShape {
  const uri = requestUri ?? '';
  const path = uriPath(uri);
  const rawQuery = uri.slice(path.length + 1);
  const query = rawQuery === '' ? [] : rawQuery.split('&').map((pair): readonly [string, string] => {
    const equals = pair.indexOf('=');
    return equals < 0 ? [decodeQueryText(pair), ''] : [decodeQueryText(pair.slice(0, equals)), decodeQueryText(pair.slice(equals + 1))];
  });
  return { path, query, rawQuery };
}

export const valueOf = ({ query }: RequestShape, key: string): string | undefined => query.find(([name]) => name === key)?.[1];
export const has = (shape: RequestShape, key: string): boolean => valueOf(shape, key) !== undefined;
export const isOn = (shape: RequestShape, key: string): boolean => valueOf(shape, key) === 'true';

/** `metadata.name=web,status.phase!=Failed` as its parts; `=` and `==` say the same. */
export function selectorValue(selector: string | undefined, key: string): string | undefined {
  for (const part of (selector ?? '').split(',')) {
    const match = /^([^=!]+)={1,2}(.*)$/s.exec(part);
    if (match?.[1] === key) return match[2];
  }
  return undefined;
}

/** Go's url.Values.Encode sorts by key; several values of one key keep their order. */
export const isSorted = ({ query }: RequestShape): boolean => query.every(([key], i) => i === 0 || (query[i - 1]?.[0] ?? '') <= key);

/** Go's url.QueryEscape leaves letters, digits and `-_.~`, writes a space as `+` and the rest as upper-case hexadecimal. */
const goEscape = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`).replaceAll('%20', '+');

/** Whether the query is spelt as Go spells it. A client outside of Go escapes otherwise, and by hand one mostly escapes too little or too much. */
export const isGoQuery = ({ query, rawQuery }: RequestShape): boolean =>
  rawQuery === '' || rawQuery.includes('\ufffd') || query.some(([key, value]) => key.includes('\ufffd') || value.includes('\ufffd')) || query.map(([key, value]) => `${goEscape(key)}=${goEscape(value)}`).join('&') === rawQuery;

/** An escape in the path of a character that needs none, or in small letters: Go writes neither. */
export const hasOddPathEscape = ({ path }: RequestShape): boolean =>
  (path.match(/%[0-9a-fA-F]{2}/g) ?? []).some((escape) => escape !== escape.toUpperCase() || /[\w.~-]/.test(String.fromCharCode(Number.parseInt(escape.slice(1), 16))));
