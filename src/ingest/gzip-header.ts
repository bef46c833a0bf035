/** The header of a gzip member (RFC 1952, section 2.3). */
const DEFLATE = 8;
const FIXED_BYTES = 10;
const CHECKSUM = 2;
const EXTRA = 4;
const NAME = 8;
const COMMENT = 16;
const RESERVED = 0xe0;

/** How long the header at the start of `bytes` is; `more` when its end is not there, `none` when it is no such header. */
export function gzipHeaderBytes(bytes: Uint8Array): number | 'more' | 'none' {
  const [first, second, method, flags] = bytes;
  if ((first !== undefined && first !== 0x1f) || (second !== undefined && second !== 0x8b) || (method !== undefined && method !== DEFLATE)) return 'none';
  if (flags === undefined) return 'more';
  if ((flags & RESERVED) !== 0) return 'none';
  let at = FIXED_BYTES;
  if ((flags & EXTRA) !== 0) at += 2 + (bytes[at] ?? 0) + ((bytes[at + 1] ?? 0) << 8);
  for (const text of [NAME, COMMENT]) {
    if ((flags & text) === 0) continue;
    const end = at < bytes.length ? bytes.indexOf(0, at) : -1;
    if (end < 0) return 'more';
    at = end + 1;
  }
  if ((flags & CHECKSUM) !== 0) at += 2;
  return at <= bytes.length ? at : 'more';
}
