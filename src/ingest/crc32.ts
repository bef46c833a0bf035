/** CRC-32 as gzip uses it (RFC 1952, section 8), four bytes at a time. */
const TABLES = [new Int32Array(256), new Int32Array(256), new Int32Array(256), new Int32Array(256)] as const;
const [T0, T1, T2, T3] = TABLES;
for (let n = 0; n < 256; n += 1) {
  let c = n;
  for (let bit = 0; bit < 8; bit += 1) c = (c & 1) !== 0 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  T0[n] = c;
}
for (let n = 0; n < 256; n += 1) {
  let c = T0[n] ?? 0;
  for (const table of [T1, T2, T3]) {
    c = (c >>> 8) ^ (T0[c & 0xff] ?? 0);
    table[n] = c;
  }
}

/** The checksum of what came before (0 at the start) and `bytes`. */
export function crc32(before: number, bytes: Uint8Array): number {
  let c = ~before;
  let p = 0;
  for (const last = bytes.length - 3; p < last; p += 4) {
    c ^= (bytes[p] ?? 0) | ((bytes[p + 1] ?? 0) << 8) | ((bytes[p + 2] ?? 0) << 16) | ((bytes[p + 3] ?? 0) << 24);
    c = (T3[c & 0xff] ?? 0) ^ (T2[(c >>> 8) & 0xff] ?? 0) ^ (T1[(c >>> 16) & 0xff] ?? 0) ^ (T0[c >>> 24] ?? 0);
  }
  for (; p < bytes.length; p += 1) c = (c >>> 8) ^ (T0[(c ^ (bytes[p] ?? 0)) & 0xff] ?? 0);
  return ~c >>> 0;
}
