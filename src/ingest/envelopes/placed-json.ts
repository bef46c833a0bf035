/**
 * A well-formed JSON value together with its place in the bytes. Looks into a value only as far as it is asked,
 * level by level and without recursion, so that neither a large body nor deep nesting costs more than one pass.
 */
import { decodeString, decodeText } from '../json-reader';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

export class PlacedJson {
  private known: ReadonlyMap<string, PlacedJson> | undefined;

  constructor(
    readonly bytes: Uint8Array,
    readonly start: number,
    readonly end: number,
  ) {}

  get isObject(): boolean {
    return this.bytes[this.start] === 0x7b;
  }
  get isArray(): boolean {
    return this.bytes[this.start] === 0x5b;
  }
  get isString(): boolean {
    return this.bytes[this.start] === QUOTE;
  }
  get isNull(): boolean {
    return this.bytes[this.start] === 0x6e;
  }

  /** The text of a string; undefined for anything else. */
  get text(): string | undefined {
    return this.isString ? shortText(this.bytes, this.start, this.end) : undefined;
  }
  /** Does the content of the string, as it is written, begin like this? Only its first bytes are looked at: it may be long. */
  textStarts(pattern: RegExp): boolean {
    return this.isString && pattern.test(decodeText(this.bytes, this.start + 1, Math.min(this.end - 1, this.start + 400)));
  }
  /** The text of a string, number, true or false; undefined for null, objects and arrays. */
  get scalar(): string | undefined {
    if (this.isString) return this.text;
    return this.isObject || this.isArray || this.isNull ? undefined : this.json;
  }
  /** The value as it is written. */
  get json(): string {
    return decodeText(this.bytes, this.start, this.end);
  }

  /** The member of an object, the last one when a key occurs twice; null counts as absent. */
  get(key: string): PlacedJson | undefined {
    const found = this.members.get(key);
    return found === undefined || found.isNull ? undefined : found;
  }
  /** The member at the end of a path of keys. */
  at(...keys: readonly string[]): PlacedJson | undefined {
    let found: PlacedJson | undefined = this.isObject ? this : undefined;
    for (const key of keys) found = found?.get(key);
    return found;
  }
  has(...keys: readonly string[]): boolean {
    return keys.every((key) => this.members.has(key));
  }
  textAt(...keys: readonly string[]): string | undefined {
    return this.at(...keys)?.text;
  }
  scalarAt(...keys: readonly string[]): string | undefined {
    return this.at(...keys)?.scalar;
  }

  /** The members of an object by key; none for anything else. */
  get members(): ReadonlyMap<string, PlacedJson> {
    this.known ??= this.isObject ? new Map(this.readMembers()) : new Map<string, PlacedJson>();
    return this.known;
  }

  private *readMembers(): Generator<[string, PlacedJson]> {
    const { bytes } = this;
    let p = space(bytes, this.start + 1);
    while (p < this.end && bytes[p] === QUOTE) {
      const keyEnd = endOfString(bytes, p);
      const key = shortText(bytes, p, keyEnd);
      const start = space(bytes, space(bytes, keyEnd) + 1);
      const end = endOfValue(bytes, start);
      yield [key, new PlacedJson(bytes, start, end)];
      p = space(bytes, end);
      if (bytes[p] === 0x2c) p = space(bytes, p + 1);
    }
  }

  /** The place after the value at `start`, or one at or past `limit` when it does not end before that. */
  static endOf(bytes: Uint8Array, start: number, limit: number): number {
    return endOfValue(bytes, start, limit);
  }

  first(): PlacedJson | undefined {
    for (const item of this.items()) return item;
    return undefined;
  }

  /** The items of an array; none for anything else. */
  *items(): Generator<PlacedJson> {
    if (!this.isArray) return;
    const { bytes } = this;
    let p = space(bytes, this.start + 1);
    while (p < this.end && bytes[p] !== 0x5d) {
      const end = endOfValue(bytes, p);
      yield new PlacedJson(bytes, p, end);
      p = space(bytes, end);
      if (bytes[p] === 0x2c) p = space(bytes, p + 1);
    }
  }
}

/** Longer texts are decoded faster by the platform. */
const SHORT = 32;

/** The text of a string, quotes included; short plain ones are most of all keys and are put together here. */
function shortText(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > SHORT) return decodeString(bytes, start, end);
  let text = '';
  for (let p = start + 1; p < end - 1; p += 1) {
    const c = bytes[p] ?? 0;
    if (c >= 0x80 || c === BACKSLASH) return decodeString(bytes, start, end);
    text += String.fromCharCode(c);
  }
  return text;
}

/** The place after white space at `p`. */
export function space(bytes: Uint8Array, p: number): number {
  let at = p;
  while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at += 1;
  return at;
}

/** The place after the closing quote of the string that starts at `start`. */
export function endOfString(bytes: Uint8Array, start: number, limit = bytes.length): number {
  let p = start + 1;
  while (p < limit && bytes[p] !== QUOTE) p += bytes[p] === BACKSLASH ? 2 : 1;
  return p + 1;
}

function endOfValue(bytes: Uint8Array, start: number, limit = bytes.length): number {
  const first = bytes[start];
  if (first === QUOTE) return endOfString(bytes, start, limit);
  let p = start;
  if (first !== 0x7b && first !== 0x5b) {
    for (let c = bytes[p] ?? 0; p < limit && c > 0x20 && c !== 0x2c && c !== 0x7d && c !== 0x5d; c = bytes[p] ?? 0) p += 1;
    return p;
  }
  let depth = 0;
  do {
    const c = bytes[p];
    if (c === QUOTE) {
      p = endOfString(bytes, p, limit);
      continue;
    }
    if (c === 0x7b || c === 0x5b) depth += 1;
    else if (c === 0x7d || c === 0x5d) depth -= 1;
    p += 1;
  } while (depth > 0 && p < limit);
  return p;
}
