/** A record that could not be read: was it cut or is it bad JSON, what is said of it, and where the search for the next one goes on. */
import { formatCount } from '../base/number';
import { MAX_DEPTH } from './limits';
import { MORE } from './record-scanner';
import { RecordRemains } from './record-remains';
import { SkippedRegion } from './skipped-region';

const BRACE = 0x7b;

export interface Break {
  /** Place of the record's `{` in the window, and of the byte at which it broke. */
  readonly start: number;
  readonly errorAt: number;
  /** What the scanner said: MORE when the file ends inside the record, else BAD. */
  readonly status: number;
  readonly expected: string;
  /** The record is longer than this; undefined when it is not too long. */
  readonly longest: number | undefined;
  /** Brackets open where it broke. */
  readonly depth: number;
  /** Records in it are read. */
  readonly isRead: boolean;
}

/** The region that starts with the broken record, whose place in the stream is `base + start`. */
export function regionOfBroken(bytes: Uint8Array, base: number, line: number, column: number, broken: Break): SkippedRegion {
  const { start, errorAt, status, longest } = broken;
  const lineStart = start + bytes.subarray(start, errorAt).lastIndexOf(0x0a);
  const firstOnLine = lineStart > start && errorAt > lineStart && isBlank(bytes, lineStart + 1, errorAt);
  const errorByte = bytes[errorAt] ?? 0;
  // The line was cut when what breaks the record is the next line: its newline, or the record on it.
  const nextLine = errorByte === 0x0a || errorByte === 0x0d || (firstOnLine && (errorByte === BRACE || isOneLine(bytes, start, lineStart)));
  const cut = longest === undefined && (status === MORE || nextLine);
  const stop = firstOnLine && cut ? trimEnd(bytes, start, lineStart) : errorAt;
  const region = new SkippedRegion('broken', base + start, line, column, cut ? 'cut-record' : 'bad-json', reasonOf(broken, cut, base));
  region.errorAt = base + stop;
  region.grammarKnown = longest === undefined && broken.depth < MAX_DEPTH;
  region.depth = region.grammarKnown ? broken.depth : 0;
  region.remains = new RecordRemains(region.depth);
  region.followedFrom = region.grammarKnown ? region.errorAt : region.offset;
  region.untilLineEnd = isOneLine(bytes, start, stop);
  return region;
}

function reasonOf({ errorAt, status, expected, longest, isRead }: Break, cut: boolean, base: number): string {
  if (longest !== undefined) return `A record longer than ${formatCount(longest)} bytes starts here; it is not read.`;
  const what = isRead ? 'An envelope' : 'A record';
  const then = isRead ? 'the records that stand whole in it are read' : 'it is not read';
  if (status === MORE) return `${what} starts here and the file ends inside it; ${then}.`;
  if (cut) return `${what} starts here and its line ends inside it; ${then}.`;
  return `${what} starts here that is not well-formed: ${expected} was expected at byte ${formatCount(base + errorAt)}; ${then}.`;
}

/** `{` and then, after white space, a quote or `}`: prose with braces is no broken record. */
export function looksLikeObject(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start + 1;
  while (at < end && isSpace(bytes[at] ?? 0)) at += 1;
  return at >= end || bytes[at] === 0x22 || bytes[at] === 0x7d;
}

const isOneLine = (bytes: Uint8Array, from: number, to: number): boolean => !bytes.subarray(from, to).includes(0x0a);

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let p = from; p < to; p += 1) if (!isSpace(bytes[p] ?? 0)) return false;
  return true;
}

function trimEnd(bytes: Uint8Array, from: number, to: number): number {
  let end = to;
  while (end > from && isSpace(bytes[end - 1] ?? 0)) end -= 1;
  return end;
}

const isSpace = (c: number): boolean => c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09;
