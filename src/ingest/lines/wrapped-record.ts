/**
 * A record that a terminal, a pager or a mail program broke into lines of one width, inside names and escapes too. JSON has no line
 * ends inside strings, so the lines without them are the record, if that makes one; otherwise nothing is guessed.
 */
import { MORE, NO_LIST, type RecordScanner, WHOLE } from '../record-scanner';
import { MAX_WRAPPED_BYTES } from '../limits';
import type { Joining } from './partial-lines';

/** Nothing that people read is broken into shorter lines. */
export const LEAST_WIDTH = 20;
const BRACE = 0x7b;

/**
 * The record that starts at `start`; every line but the last has as many characters as the first one, of which `before` stand in front
 * of the record: a time or the name of a stream, which the lines that follow do not have.
 */
export function joinWrapped(scanner: RecordScanner, bytes: Uint8Array, start: number, end: number, ended: boolean, before = 0): Joining {
  const limit = Math.min(end, start + MAX_WRAPPED_BYTES);
  const isCut = limit === end && !ended;
  const parts: Uint8Array[] = [];
  let width = 0;
  let at = start;
  while (at < limit) {
    const newline = bytes.subarray(at, limit).indexOf(0x0a);
    if (newline < 0 && (isCut || limit < end)) return isCut ? { kind: 'more' } : { kind: 'none', searchedTo: limit };
    const lineEnd = newline < 0 ? limit : at + newline;
    const line = bytes.subarray(at, lineEnd > at && bytes[lineEnd - 1] === 0x0d ? lineEnd - 1 : lineEnd);
    const characters = charactersOf(line) + (parts.length === 0 ? before : 0);
    if (parts.length === 0) {
      if (characters < LEAST_WIDTH) return { kind: 'none', searchedTo: start };
      width = characters;
    } else if (characters > width || (line[0] === BRACE && isWhole(scanner, [line]))) {
      // A line of its own: what stands before it has ended, if it is whole.
      return whole(scanner, parts, start, at) ?? { kind: 'none', searchedTo: at };
    }
    parts.push(line);
    at = Math.min(lineEnd + 1, limit);
    if (characters < width || (at >= limit && ended)) return whole(scanner, parts, start, at) ?? { kind: 'none', searchedTo: at };
    // A record as long as its lines together ends with a full line, and the next one begins at once.
    if (bytes[at] === BRACE) {
      const joined = whole(scanner, parts, start, at);
      if (joined !== undefined) return joined;
    }
  }
  return isCut ? { kind: 'more' } : { kind: 'none', searchedTo: at };
}

function whole(scanner: RecordScanner, parts: readonly Uint8Array[], start: number, next: number): Joining | undefined {
  const last = parts.at(-1);
  if (parts.length < 2 || last === undefined || !isWhole(scanner, parts)) return undefined;
  return { kind: 'joined', bytes: joinedBytes(parts), span: { start, end: last.byteOffset - (parts[0]?.byteOffset ?? 0) + start + last.length }, next, between: [] };
}

/** The lines are one object and nothing else. */
function isWhole(scanner: RecordScanner, parts: readonly Uint8Array[]): boolean {
  const bytes = joinedBytes(parts);
  const status = scanner.scan(bytes, 0, bytes.length - 1, NO_LIST);
  if (status === MORE || status !== WHOLE) return false;
  for (let p = scanner.end; p < bytes.length - 1; p += 1) if ((bytes[p] ?? 0) > 0x20) return false;
  return true;
}

function joinedBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0) + 1);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Code points of UTF-8, which is every byte that continues none; the line end of Windows does not count. */
export function charactersOf(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if ((byte & 0xc0) !== 0x80 && byte !== 0x0d) count += 1;
  return count;
}
