/** Finds bytes that are no UTF-8 and escapes that are half a character. */

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function isUtf8(bytes: Uint8Array, start: number, end: number): boolean {
  try {
    strict.decode(bytes.subarray(start, end));
    return true;
  } catch {
    return false;
  }
}

/** True when a `\uD800`–`\uDFFF` escape in well-formed JSON has no partner. */
export function hasLoneSurrogate(bytes: Uint8Array, start: number, end: number): boolean {
  let p = start;
  while (p < end) {
    p = bytes.indexOf(0x5c, p);
    if (p < 0 || p >= end) return false;
    const unit = escapedUnit(bytes, p);
    if (unit < 0xd800 || unit > 0xdfff) {
      p += 2;
      continue;
    }
    const next = escapedUnit(bytes, p + 6);
    if (unit > 0xdbff || next < 0xdc00 || next > 0xdfff) return true;
    p += 12;
  }
  return false;
}

/** The code unit of a `\uXXXX` escape at `p`, or -1. */
function escapedUnit(bytes: Uint8Array, p: number): number {
  if (bytes[p] !== 0x5c || bytes[p + 1] !== 0x75) return -1;
  let unit = 0;
  for (let i = 2; i < 6; i += 1) {
    const c = bytes[p + i] ?? 0;
    unit = unit * 16 + (c <= 0x39 ? c - 0x30 : (c | 0x20) - 0x57);
  }
  return unit;
}
