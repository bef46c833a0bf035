/**
 * A Splunk search exported as XML (docs.splunk.com, REST API reference, search/jobs/export): what it says of itself, and then one
 * `<result>` after the other, each on lines of its own, with the record as the text of the field `_raw`.
 */
import { decodeText } from '../json-reader';
import type { Span } from '../envelopes/unwrap';

export const SPLUNK_XML_FORM = 'Splunk XML results';

export const startsSplunkXml = (head: string): boolean => /^(?:<\?xml [^>]{0,100}\?>\s{0,4})?<results preview=["'][01]["']/.test(head);
/** Lines of such a file that hold no result: whole tags, in which no record can stand. */
export const isXmlFrame = (line: string): boolean => /^<(?:(?:\?xml|\/?(?:results|meta|fieldOrder|messages|msg)\b)[^{]*>|field\b[^>{]*>[^<{]*<\/field>)$/.test(line);
export const startsResult = (head: string): boolean => /^<result\b/.test(head);

export interface SplunkResult {
  /** The record, and where its text stands; undefined when the result has none. */
  readonly raw: { readonly text: string; readonly span: Span } | undefined;
  readonly end: number;
}

const FIELD = /<field k=["']_raw["']>\s*<(?:v|value><text)(?:\s[^>]*)?>/;
const ENTITIES: Readonly<Record<string, string>> = { quot: '"', apos: "'", lt: '<', gt: '>', amp: '&' };

/** The result that begins at `start`; undefined when its end is not among the bytes. */
export function splunkResultAt(bytes: Uint8Array, start: number, end: number): SplunkResult | undefined {
  const close = endOfResult(bytes, start, end);
  if (close === undefined) return undefined;
  const text = decodeText(bytes, start, close);
  const field = FIELD.exec(text);
  if (field === null) return { raw: undefined, end: close };
  const from = field.index + field[0].length;
  const inner = /<\/(?:v|text)>/.exec(text.slice(from));
  const content = inner === null ? '' : text.slice(from, from + inner.index);
  // Bytes, where the text counts characters: what stands before is the export's own words.
  const at = start + new TextEncoder().encode(text.slice(0, from)).length;
  const span = { start: at, end: at + new TextEncoder().encode(content).length };
  return { raw: span.end > span.start ? { text: unescaped(content), span } : undefined, end: close };
}

const CLOSE = new TextEncoder().encode('</result>');
function endOfResult(bytes: Uint8Array, start: number, end: number): number | undefined {
  for (let at = start; ; at += 1) {
    const found = bytes.subarray(at, end).indexOf(0x3c);
    if (found < 0) return undefined;
    at += found;
    if (at + CLOSE.length > end) return undefined;
    if (CLOSE.every((byte, place) => bytes[at + place] === byte)) return at + CLOSE.length;
  }
}

/** Words that were searched for are marked in the record (`<sg h="1">`); the marks are no part of it. */
const unescaped = (content: string): string =>
  content.replace(/<\/?sg\b[^>]*>/g, '').replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(quot|apos|lt|gt|amp));/gi, (entity, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? entity;
    const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity;
  });
