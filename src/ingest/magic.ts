/** What a stream is by its first bytes; never by its name. */

/** Enough of the start to know every form below. */
export const SNIFF_BYTES = 4096;

const at = (bytes: Uint8Array, ...signature: readonly number[]): boolean => signature.every((byte, i) => bytes[i] === byte);

export const isGzip = (bytes: Uint8Array): boolean => at(bytes, 0x1f, 0x8b, 0x08);

export const isZstd = (bytes: Uint8Array): boolean => at(bytes, 0x28, 0xb5, 0x2f, 0xfd) || (bytes[1] === 0x2a && bytes[2] === 0x4d && bytes[3] === 0x18 && ((bytes[0] ?? 0) & 0xf0) === 0x50);

/** The signature, the size of a block, and then the first block or the end (sourceware.org/bzip2, compress.c). */
export const isBzip2 = (bytes: Uint8Array): boolean =>
  at(bytes, 0x42, 0x5a, 0x68) && (bytes[3] ?? 0) >= 0x31 && (bytes[3] ?? 0) <= 0x39 && (at(bytes.subarray(4), 0x31, 0x41, 0x59, 0x26, 0x53, 0x59) || at(bytes.subarray(4), 0x17, 0x72, 0x45, 0x38, 0x50, 0x90));

export const isXz = (bytes: Uint8Array): boolean => at(bytes, 0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00);

const SIGNATURES: readonly (readonly [name: string, ...bytes: readonly number[]])[] = [
  ['a gzip file', 0x1f, 0x8b],
  ['a PNG image', 0x89, 0x50, 0x4e, 0x47],
  ['a JPEG image', 0xff, 0xd8, 0xff],
  ['a GIF image', 0x47, 0x49, 0x46, 0x38],
  ['a zip archive', 0x50, 0x4b, 0x03, 0x04],
  ['an empty zip archive', 0x50, 0x4b, 0x05, 0x06],
  ['a zstd file', 0x28, 0xb5, 0x2f, 0xfd],
  ['an xz file', 0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00],
  ['a bzip2 file', 0x42, 0x5a, 0x68],
  ['an LZ4 file', 0x04, 0x22, 0x4d, 0x18],
  ['a 7-Zip archive', 0x37, 0x7a, 0xbc, 0xaf],
  ['an ELF program', 0x7f, 0x45, 0x4c, 0x46],
  ['a PDF document', 0x25, 0x50, 0x44, 0x46, 0x2d],
  ['a Parquet file', 0x50, 0x41, 0x52, 0x31],
  ['an SQLite database', 0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66],
  ['a packet capture', 0xd4, 0xc3, 0xb2, 0xa1],
  ['a packet capture', 0x0a, 0x0d, 0x0d, 0x0a],
  ['UTF-16 text', 0xff, 0xfe],
  ['UTF-16 text', 0xfe, 0xff],
];

/** What the stream is, when its first bytes say that it holds no UTF-8 text; undefined otherwise. */
export function binaryForm(head: Uint8Array): string | undefined {
  const known = SIGNATURES.find(([, ...signature]) => at(head, ...signature));
  if (known !== undefined) return known[0];
  let control = 0;
  let nul = 0;
  let oddNul = 0;
  for (let i = 0; i < head.length; i += 1) {
    const byte = head[i] ?? 0;
    if (byte === 0) {
      nul += 1;
      oddNul += i & 1;
    } else if (byte < 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09 && byte !== 0x1b && byte !== 0x0c) control += 1;
  }
  // Runs of NUL are holes of a copied and truncated log; a NUL at every second byte is UTF-16.
  if (nul * 3 > head.length && (oddNul * 10 > nul * 9 || oddNul * 10 < nul) && nul < head.length && head.length >= 8) return 'UTF-16 text';
  return control * 20 > head.length ? 'binary data of no known form' : undefined;
}

/** True for a web page, which a failed download leaves in place of the log. */
/** The head of an audit policy. It is asked about only where no policy was read, so its YAML is not valid. */
export function isBrokenPolicy(head: Uint8Array): boolean {
  const text = new TextDecoder().decode(head.subarray(0, 4096));
  return /^\s*"?apiVersion"?:\s*"?audit\.k8s\.io\//m.test(text) && /^\s*"?kind"?:\s*"?Policy\b/m.test(text);
}

export const isHtml = (head: Uint8Array): boolean => /^\s*<(!doctype html|html|head|body)/i.test(new TextDecoder().decode(head.subarray(0, 200)));

/** What to do with a file that is not read, where there is something; one sentence. */
const ADVICE: Readonly<Record<string, string>> = {
  'a Parquet file': 'Turn it into JSON lines first, which are read, for example with DuckDB: duckdb -c "COPY (FROM \'FILE.parquet\') TO \'FILE.jsonl\' (FORMAT json)".',
  'an SQLite database': 'Export its table as JSON lines or CSV first, which are read, for example with sqlite3 -json FILE "SELECT * FROM …".',
  'a 7-Zip archive': 'Unpack it and add its files, or pack them as zip or tar.',
  'an LZ4 file': 'Unpack it first (lz4 -d), or pack it with gzip, zstd, xz or bzip2.',
};
export const adviceOn = (form: string): string => (Object.hasOwn(ADVICE, form) ? ` ${ADVICE[form] ?? ''}` : '');

/** Text from Splunk's web page: an event as a tree of which the page shows some branches, without quotes and commas. */
export const isSplunkTree = (head: Uint8Array): boolean => /^\s*\{ \[-\]\s/.test(new TextDecoder().decode(head.subarray(0, 200)));

export type Archive = 'zip' | 'tar';

/** A tar header says so at byte 257, or at least adds up to the checksum in it (POSIX.1-1988; V7 before it). */
export function archiveForm(head: Uint8Array): Archive | undefined {
  if (at(head, 0x50, 0x4b, 0x03, 0x04) || at(head, 0x50, 0x4b, 0x05, 0x06)) return 'zip';
  return isTarHeader(head) ? 'tar' : undefined;
}

export function isTarHeader(block: Uint8Array): boolean {
  if (block.length < 512 || block[0] === 0) return false;
  const stated = /^[ 0]*([0-7]{1,6})[ \0]*$/.exec(String.fromCharCode(...block.subarray(148, 156)))?.[1];
  if (stated === undefined) return false;
  let sum = 8 * 0x20;
  for (let i = 0; i < 512; i += 1) if (i < 148 || i >= 156) sum += block[i] ?? 0;
  return sum === parseInt(stated, 8);
}
