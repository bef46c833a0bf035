/**
 * A record whose quotes are escaped, in the middle of a line: `msg="{\"kind\":…}"` as logfmt writes it, the argument of a command in a
 * shell's history, a string in a program, or the same pasted without its outer quotes.
 */
import { endOfString } from './envelopes/placed-json';
import { hasSign } from './envelopes/record-signs';
import { decodeUncheckedString } from './json-reader';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

export interface QuotedRecord {
  readonly text: string;
  /** What it stands on, without the quotes around it. */
  readonly end: number;
}

/** Does the `{` at `start` begin with an escaped quote? `more` when that is not there yet. */
export function startsEscaped(bytes: Uint8Array, start: number, end: number, ended: boolean): boolean | 'more' {
  if (end - start < 3 && !ended) return 'more';
  return bytes[start + 1] === BACKSLASH && bytes[start + 2] === QUOTE && start + 2 < end;
}

/** The record that begins at `start` on the line that ends at `newline`; `isQuoted` when a quote stands before it. */
export function quotedRecord(bytes: Uint8Array, start: number, end: number, newline: number, ended: boolean, isQuoted: boolean, longest: number): QuotedRecord | 'more' | undefined {
  if (newline >= end && !ended && end - start <= longest) return 'more';
  const lineEnd = Math.min(newline, end);
  const close = endOfString(bytes, start - 1, lineEnd) - 1;
  const closes = close < lineEnd;
  // An end without a beginning, or the other way round, is a piece of a string that was cut: it may be part of a value.
  if (closes !== isQuoted || (closes && goesOn(bytes, close + 1, lineEnd))) return undefined;
  const contentEnd = closes ? close : trimmed(bytes, start, lineEnd);
  if (!hasSign(bytes, start, contentEnd)) return undefined;
  const quoted = new Uint8Array(contentEnd - start + 2).fill(QUOTE);
  quoted.set(bytes.subarray(start, contentEnd), 1);
  const text = decodeUncheckedString(quoted, 0, quoted.length);
  return text === undefined ? undefined : { text, end: contentEnd };
}

/** What stands behind the closing quote is JSON's: the string is a value or a name in something whose beginning is missing. */
function goesOn(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  while (at < end && (bytes[at] === 0x20 || bytes[at] === 0x09)) at += 1;
  const c = bytes[at];
  return at < end && (c === 0x2c || c === 0x3a || c === 0x5d || c === 0x7d);
}

function trimmed(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && (bytes[at - 1] ?? 0) <= 0x20) at -= 1;
  return at;
}
