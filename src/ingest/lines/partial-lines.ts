/**
 * Lines that a container runtime cut at 16 KiB: CRI marks every part but the last with `P`. Parts of one stream follow each other in
 * order; lines of the other stream may stand between. Parts that are objects are in partial-objects, those of the journal's text in journal-lines.
 */
import type { Span } from '../envelopes/unwrap';
import { decodeText } from '../json-reader';

const CRI = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d) (stdout|stderr) ([FP])(?::\S*)? /;
const CRI_HEAD_BYTES = 80;

export interface Joined {
  readonly kind: 'joined';
  readonly bytes: Uint8Array;
  /** From the content of the first part to the end of that of the last one. */
  readonly span: Span;
  readonly next: number;
  /** Lines of the other stream that stood between the parts: records of their own. */
  readonly between: readonly Between[];
}

export interface Between {
  readonly bytes: Uint8Array;
  readonly span: Span;
}

export type Joining =
  | Joined
  /** The last part is not here yet. */
  | { readonly kind: 'more' }
  /** It never comes; parts were looked for up to this place. */
  | { readonly kind: 'none'; readonly searchedTo: number };

interface Part extends Span {
  readonly stream: string;
  readonly isLast: boolean;
}

function criPart(bytes: Uint8Array, start: number, lineEnd: number): Part | undefined {
  const found = CRI.exec(decodeText(bytes, start, Math.min(lineEnd, start + CRI_HEAD_BYTES)));
  if (found === null) return undefined;
  // The head is ASCII, so its characters are its bytes.
  return { start: start + found[0].length, end: lineEnd, stream: found[1] ?? '', isLast: found[2] === 'F' };
}

export const isPartialLine = (head: string): boolean => CRI.exec(head)?.[2] === 'P';

/** The record whose first part is the line at `start`. */
export function joinCriParts(bytes: Uint8Array, start: number, end: number, ended: boolean, longest: number): Joining {
  const parts: Part[] = [];
  const between: Between[] = [];
  let at = start;
  while (at < end) {
    const newline = bytes.subarray(at, end).indexOf(0x0a);
    if (newline < 0 && !ended) return end - start > longest ? { kind: 'none', searchedTo: end } : { kind: 'more' };
    const lineEnd = newline < 0 ? end : at + newline;
    const part = criPart(bytes, at, lineEnd > at && bytes[lineEnd - 1] === 0x0d ? lineEnd - 1 : lineEnd);
    if (part === undefined || lineEnd - start > longest) return { kind: 'none', searchedTo: at };
    at = Math.min(lineEnd + 1, end);
    if (parts.length > 0 && part.stream !== parts[0]?.stream) {
      between.push({ bytes: bytes.slice(part.start, part.end), span: { start: part.start, end: part.end } });
      continue;
    }
    parts.push(part);
    if (part.isLast) return joined(bytes, parts, at, between);
  }
  return ended || end - start > longest ? { kind: 'none', searchedTo: at } : { kind: 'more' };
}

function joined(bytes: Uint8Array, parts: readonly Part[], next: number, between: readonly Between[]): Joined {
  const first = parts[0];
  const last = parts.at(-1);
  return { kind: 'joined', bytes: concatenated(parts.map((part) => bytes.subarray(part.start, part.end))), span: { start: first?.start ?? 0, end: last?.end ?? 0 }, next, between };
}

/** The parts one after the other, with the NUL behind them that the record scanner needs. */
export function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0) + 1);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
