/**
 * Records that stand whole in an envelope that does not: the file ends inside it, or something after them is no JSON. The members that
 * are complete before it broke are put together as if it had ended there, and what is found in them as in any envelope is read, if it was
 * complete itself. In a piece of an audit event nothing is looked for: its bodies are written by clients.
 */
import { PlacedJson } from './envelopes/placed-json';
import { hasSign } from './envelopes/record-signs';
import type { Find, Unwrapper } from './envelopes/unwrap';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
const COLON = 0x3a;
const COMMA = 0x2c;

/** One of these is a piece of an event. */
const OF_EVENT = new Set(['auditid', 'requesturi', 'objectref', 'requestobject', 'responseobject', 'stage', 'protopayload']);

export interface BrokenEnvelope {
  readonly finds: Iterable<Find>;
  /** So far it was looked into; from here on an object is a record of its own, or nothing is known of the grammar. */
  readonly to: number;
}

/** What stands whole in the object at `start`, in that column of its line, which is well-formed up to `errorAt`; undefined when there is nothing. */
export function recordsInBroken(bytes: Uint8Array, start: number, errorAt: number, column: number, unwrapper: Unwrapper): BrokenEnvelope | undefined {
  if (!hasSign(bytes, start, errorAt)) return undefined;
  const to = nextRecord(bytes, start, errorAt, column);
  const part = wholePart(bytes, start, to);
  if (part === undefined) return undefined;
  const node = new PlacedJson(part.bytes, 0, part.bytes.length - 1);
  for (const key of node.members.keys()) if (OF_EVENT.has(key.toLowerCase())) return undefined;
  for (const find of wholeFinds(part, start, unwrapper)) if (find.kind === 'event') return { finds: wholeFinds(part, start, unwrapper), to };
  return undefined;
}

/** The line on which an object stands where a record of its own would (`Skipping.startsAfresh`): the envelope before it was cut, though the grammar goes on. */
function nextRecord(bytes: Uint8Array, start: number, errorAt: number, column: number): number {
  for (let newline = bytes.indexOf(0x0a, start); newline >= 0 && newline < errorAt; newline = bytes.indexOf(0x0a, newline + 1)) {
    let at = newline + 1;
    while (at < errorAt && (bytes[at] === 0x20 || bytes[at] === 0x09 || bytes[at] === 0x0d)) at += 1;
    if (bytes[at] === OPEN_BRACE && (at === newline + 1 || at === newline + 1 + column)) return newline;
  }
  return errorAt;
}

interface Part {
  /** A well-formed object and a NUL. */
  readonly bytes: Uint8Array;
  /** So much of it is the evidence's; behind that stand brackets that close it. */
  readonly kept: number;
}

/** One by one: each is taken before the next is looked for. Of an entry that is put together from members, some may be missing. */
function* wholeFinds({ bytes, kept }: Part, start: number, unwrapper: Unwrapper): Generator<Find> {
  for (const find of unwrapper.recordsIn(bytes, 0, bytes.length - 1) ?? []) {
    if (find.kind !== 'event' || find.isDraft || find.span.end > kept) continue;
    yield { ...find, span: { start: find.span.start + start, end: find.span.end + start } };
  }
}

/** The object up to its last complete value before `limit`, closed. */
function wholePart(bytes: Uint8Array, start: number, limit: number): Part | undefined {
  /** What closes the brackets that are open where the last complete value ends: wherever one is opened or closed, something is kept. */
  const closers: number[] = [];
  let kept = 0;
  let isKey = false;
  let p = start;
  while (p < limit) {
    const c = bytes[p] ?? 0;
    if (c === QUOTE) {
      p = stringEnd(bytes, p, limit);
      if (p > limit) break;
      if (!isKey) kept = p;
    } else if (c === OPEN_BRACE || c === OPEN_BRACKET) {
      closers.push(c === OPEN_BRACE ? 0x7d : 0x5d);
      isKey = c === OPEN_BRACE;
      p += 1;
      kept = p;
    } else if (c === 0x7d || c === 0x5d) {
      closers.pop();
      isKey = false;
      p += 1;
      kept = p;
    } else if (c === COLON || c === COMMA) {
      isKey = c === COMMA && closers.at(-1) === 0x7d;
      p += 1;
    } else if (c <= 0x20) p += 1;
    else {
      while (p < limit && isScalar(bytes[p] ?? 0)) p += 1;
      // A number at the end may go on.
      if (p < limit) kept = p;
    }
  }
  if (closers.length === 0) return undefined;
  const length = kept - start;
  const whole = new Uint8Array(length + closers.length + 1);
  whole.set(bytes.subarray(start, kept));
  whole.set(closers.toReversed(), length);
  return { bytes: whole, kept: length };
}

function stringEnd(bytes: Uint8Array, start: number, limit: number): number {
  let p = start + 1;
  while (p < limit && bytes[p] !== QUOTE) p += bytes[p] === BACKSLASH ? 2 : 1;
  return p + 1;
}

const isScalar = (c: number): boolean => c > 0x20 && c !== COMMA && c !== 0x7d && c !== 0x5d;
