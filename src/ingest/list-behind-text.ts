/**
 * Where a list of records begins in text: after a shell prompt, a sentence, `const events =`. JSON has no bare words before a bracket, and
 * nobody writes a value of an indented record at the margin, so such a list is no part of a record whose beginning is missing.
 */
import { decodeText } from './json-reader';

const BRACE = 0x7b;
const BRACKET = 0x5b;
/** As much of a line as is asked, and as much white space behind its bracket. */
const HEAD_BYTES = 128;
const SPACE_BYTES = 1_024;
/** What programs write before a list: a name, and what gives it a value. */
const WORDS = /^[A-Za-z_$][\w $.-]*[=(:]\s*$/;

/** The place of the list's bracket on the line at `start`; undefined when no list begins there, 'more' when that cannot be told yet. */
export function listBehindText(bytes: Uint8Array, start: number, end: number, ended: boolean): number | 'more' | undefined {
  const headEnd = Math.min(end, start + HEAD_BYTES);
  const head = bytes.subarray(start, headEnd);
  const newline = head.indexOf(0x0a);
  const line = newline < 0 ? head : head.subarray(0, newline);
  const open = line.indexOf(BRACKET);
  if (open < 0) return newline < 0 && headEnd === end && head.length < HEAD_BYTES && !ended ? 'more' : undefined;
  if (open > 0 && !WORDS.test(decodeText(bytes, start, start + open))) return undefined;
  let at = start + open + 1;
  const limit = Math.min(end, at + SPACE_BYTES);
  while (at < limit && (bytes[at] ?? 0) <= 0x20) at += 1;
  if (at === end && !ended) return 'more';
  return at < limit && bytes[at] === BRACE ? start + open : undefined;
}
