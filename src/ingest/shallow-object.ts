/** One member of an object without reading the rest of it: what stands behind the member is not looked at. */

const QUOTE = 0x22;
const encoder = new TextEncoder();
/** Members past this many bytes are not found: nothing here is worth reading a large body a second time. */
const MOST_BYTES = 65_536;

export interface ValuePlace {
  readonly start: number;
  readonly end: number;
}

const keys = new Map<string, Uint8Array>();
function keyBytes(key: string): Uint8Array {
  const known = keys.get(key);
  if (known !== undefined) return known;
  const made = encoder.encode(key);
  keys.set(key, made);
  return made;
}

/**
 * The first member of that name, spelled as it is, of the well-formed object at `bytes[start .. end)`; undefined when there is none in
 * its first 64 KiB, or the value is no object.
 */
export function memberOf(bytes: Uint8Array, start: number, end: number, name: string): ValuePlace | undefined {
  if (bytes[start] !== 0x7b) return undefined;
  const key = keyBytes(name);
  const limit = Math.min(end, start + MOST_BYTES);
  let p = spaceEnd(bytes, start + 1);
  while (p < limit && bytes[p] === QUOTE) {
    const keyEnd = stringEnd(bytes, p + 1, limit);
    const value = spaceEnd(bytes, spaceEnd(bytes, keyEnd) + 1);
    const valueEnd = skipValue(bytes, value, limit);
    if (valueEnd > limit) return undefined;
    if (isKey(bytes, p + 1, keyEnd - 1, key)) return { start: value, end: valueEnd };
    p = spaceEnd(bytes, valueEnd);
    if (bytes[p] !== 0x2c) return undefined;
    p = spaceEnd(bytes, p + 1);
  }
  return undefined;
}

function isKey(bytes: Uint8Array, start: number, end: number, key: Uint8Array): boolean {
  if (end - start !== key.length) return false;
  for (let i = 0; i < key.length; i += 1) if (bytes[start + i] !== key[i]) return false;
  return true;
}

function spaceEnd(bytes: Uint8Array, start: number): number {
  let p = start;
  for (let c = bytes[p]; c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09; c = bytes[p]) p += 1;
  return p;
}

/** The place behind the closing quote, or one past `limit`. */
function stringEnd(bytes: Uint8Array, start: number, limit: number): number {
  for (let p = start; p < limit; p += 1) {
    if (bytes[p] === QUOTE) return p + 1;
    if (bytes[p] === 0x5c) p += 1;
  }
  return limit + 1;
}

/** The place behind the value at `start`, or one past `limit`. */
function skipValue(bytes: Uint8Array, start: number, limit: number): number {
  let p = start;
  let depth = 0;
  while (p < limit) {
    const c = bytes[p];
    if (c === QUOTE) p = stringEnd(bytes, p + 1, limit);
    else if (c === 0x7b || c === 0x5b) {
      depth += 1;
      p += 1;
      continue;
    } else if (c === 0x7d || c === 0x5d) {
      // The end of what the value stands in.
      if (depth === 0) return p;
      depth -= 1;
      p += 1;
    } else if (c === 0x2c && depth === 0) return p;
    else {
      if (depth === 0 && (c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09)) return p;
      p += 1;
      continue;
    }
    if (depth === 0) return p;
  }
  return limit + 1;
}
