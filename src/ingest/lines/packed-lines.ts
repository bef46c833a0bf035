/**
 * Records as base64 and nothing around them: what a consumer of a queue prints line by line, and what `base64` makes of a file, which it
 * breaks into lines of 76 characters (RFC 2045) or 64 (RFC 7468). Told by what JSON and gzip begin with.
 */
import { gunzipBase64, looksPacked, MAX_PAYLOAD_BYTES } from '../envelopes/packed-text';
import { decodeText } from '../json-reader';
import type { Span } from '../envelopes/unwrap';

export const BASE64_FORM = 'base64 lines';
/** Shorter than any record; a word that happens to begin like one is no such line. */
const LEAST_CHARACTERS = 40;
const WIDTHS: readonly number[] = [64, 76];

export const startsPacked = (head: string): boolean => head.length >= LEAST_CHARACTERS && looksPacked(head.trimEnd());

/** What a line, or lines of one width, unpack to; `bytes` are undefined when they do not. */
export interface PackedLines {
  readonly bytes: Uint8Array | undefined;
  readonly span: Span;
  readonly next: number;
}

/** The lines that begin at `start`; 'more' when their end is not here yet. */
export function packedLines(bytes: Uint8Array, start: number, end: number, ended: boolean): PackedLines | 'more' {
  let text = '';
  let at = start;
  let last = start;
  let width = 0;
  for (;;) {
    const newline = bytes.subarray(at, Math.min(end, start + MAX_PAYLOAD_BYTES)).indexOf(0x0a);
    if (newline < 0 && end - start >= MAX_PAYLOAD_BYTES) return { bytes: undefined, span: { start, end: start + MAX_PAYLOAD_BYTES }, next: start + MAX_PAYLOAD_BYTES };
    if (newline < 0 && !ended) return 'more';
    const lineEnd = newline < 0 ? end : at + newline;
    const line = decodeText(bytes, at, lineEnd).trimEnd();
    if (at > start && (line.length > width || !/^[A-Za-z0-9+/]+={0,2}$/.test(line))) break;
    text += line;
    last = at + line.length;
    at = newline < 0 ? end : lineEnd + 1;
    if (width === 0) width = line.length;
    if (!WIDTHS.includes(width) || line.length < width || line.endsWith('=') || (at >= end && ended)) break;
  }
  return { bytes: gunzipBase64(text), span: { start, end: last }, next: at };
}
