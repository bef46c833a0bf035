/**
 * The members of a zip archive by its central directory (PKWARE APPNOTE 6.3), ZIP64 included. What local headers say of sizes is
 * not believed. A deflated member becomes a gzip file around the same bytes, so that length and checksum are checked as it is read.
 */
import { escapeHostileText, shorten } from '../../base/hostile-text';
import { formatCount } from '../../base/number';
import { MAX_DIRECTORY_BYTES, MAX_MEMBERS } from '../limits';
import { isBzip2, isXz, isZstd } from '../magic';
import { ContentList, type ArchiveContent, type JoinBlobs } from './archive-content';

const END_BYTES = 22;
const MAX_COMMENT = 65_535;
const LOCAL_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;
const BZIP2 = 12;
const ZSTD = 93;
const XZ = 95;
/** Methods whose bytes are a file of that kind by themselves. */
const WHOLE_FILES: Readonly<Record<number, (head: Uint8Array) => boolean>> = { [BZIP2]: isBzip2, [ZSTD]: isZstd, [XZ]: isXz };

interface Entry {
  readonly path: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly isLink: boolean;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly localAt: number;
}

const decoder = new TextDecoder();
const shown = (path: string): string => escapeHostileText(shorten(path, 120));
const viewOf = async (blob: Blob, start: number, end: number): Promise<DataView> => new DataView(await blob.slice(start, end).arrayBuffer());

export async function zipMembers(blob: Blob, join: JoinBlobs): Promise<ArchiveContent> {
  const list = new ContentList();
  const directory = await findDirectory(blob);
  if (typeof directory === 'string') {
    list.trouble(directory);
    return list.content();
  }
  let readUpTo = 0;
  const entries = [...readEntries(directory)].sort((a, b) => a.localAt - b.localAt);
  for (const entry of entries) {
    if (entry.path.endsWith('/')) continue;
    const refusal = refuse(entry);
    if (refusal !== undefined) {
      list.trouble(`${shown(entry.path)} ${refusal}`);
      continue;
    }
    const local = await viewOf(blob, entry.localAt, entry.localAt + LOCAL_BYTES);
    if (local.byteLength < LOCAL_BYTES || local.getUint32(0, true) !== 0x04034b50) {
      list.trouble(`${shown(entry.path)} is not where the archive says; it is not read.`);
      continue;
    }
    const start = entry.localAt + LOCAL_BYTES + local.getUint16(26, true) + local.getUint16(28, true);
    const end = start + entry.packed;
    // Members that share bytes are how a small archive is made to unpack to anything.
    if (entry.localAt < readUpTo || end > blob.size) {
      list.trouble(`${shown(entry.path)} ${end > blob.size ? 'is longer than the archive' : 'overlaps another member'}; it is not read.`);
      continue;
    }
    readUpTo = end;
    const packed = blob.slice(start, end);
    const isWhole = WHOLE_FILES[entry.method];
    if (isWhole !== undefined && !isWhole(new Uint8Array(await packed.slice(0, 16).arrayBuffer()))) {
      list.trouble(`${shown(entry.path)} is not packed the way the archive says; it is not read.`);
      continue;
    }
    const wrapping = entry.method === STORED ? 'none' : 'packed';
    if (!list.add({ path: entry.path, bytes: entry.size, blob: entry.method === DEFLATED ? gzipAround(packed, entry, join) : packed, wrapping })) {
      list.trouble(`Only the first ${formatCount(MAX_MEMBERS)} members are read.`);
      break;
    }
  }
  return list.content();
}

function refuse(entry: Entry): string | undefined {
  if (entry.isEncrypted) return 'is encrypted; it is not read.';
  if (entry.isLink) return 'is a link, and links are not followed.';
  if (entry.method !== STORED && entry.method !== DEFLATED && WHOLE_FILES[entry.method] === undefined) return `is packed by method ${entry.method}, which is not read.`;
  return undefined;
}

/** A gzip header, the deflated bytes, and what the archive says of checksum and length (RFC 1952). */
function gzipAround(packed: Blob, entry: Entry, join: JoinBlobs): Blob {
  const trailer = new DataView(new ArrayBuffer(8));
  trailer.setUint32(0, entry.crc, true);
  trailer.setUint32(4, entry.size % 4_294_967_296, true);
  return join([new Blob([Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff)]), packed, new Blob([trailer.buffer])]);
}

/** The bytes of the central directory, or a sentence that says why there are none. */
async function findDirectory(blob: Blob): Promise<DataView | string> {
  const tailAt = Math.max(0, blob.size - END_BYTES - MAX_COMMENT);
  const tail = await viewOf(blob, tailAt, blob.size);
  let at = tail.byteLength - END_BYTES;
  while (at >= 0 && tail.getUint32(at, true) !== 0x06054b50) at -= 1;
  if (at < 0) return 'The archive has no directory at its end: it is cut or damaged, and none of its members is read.';
  let size = tail.getUint32(at + 12, true);
  let start = tail.getUint32(at + 16, true);
  const locator = at - 20;
  if (locator >= 0 && tail.getUint32(locator, true) === 0x07064b50) {
    const endAt = Number(tail.getBigUint64(locator + 8, true));
    const end = await viewOf(blob, endAt, endAt + 56);
    if (end.byteLength === 56 && end.getUint32(0, true) === 0x06064b50) {
      size = Number(end.getBigUint64(40, true));
      start = Number(end.getBigUint64(48, true));
    }
  }
  if (start + size > blob.size) return 'The directory of the archive is not where the archive says: it is damaged, and none of its members is read.';
  if (size > MAX_DIRECTORY_BYTES) return `The directory of the archive is longer than ${formatCount(MAX_DIRECTORY_BYTES)} bytes; none of its members is read.`;
  return viewOf(blob, start, start + size);
}

function* readEntries(view: DataView): Generator<Entry> {
  const bytes = new Uint8Array(view.buffer);
  let at = 0;
  while (at + 46 <= view.byteLength && view.getUint32(at, true) === 0x02014b50) {
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const extraAt = at + 46 + nameLength;
    const next = extraAt + extraLength + view.getUint16(at + 32, true);
    if (next > view.byteLength) return;
    const wide = wideNumbers(view, extraAt, extraAt + extraLength);
    const number = (place: number): number => {
      const value = view.getUint32(place, true);
      return value === 0xffffffff ? (wide.next().value ?? value) : value;
    };
    const size = number(at + 24);
    const packed = number(at + 20);
    yield {
      path: decoder.decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
      isLink: view.getUint8(at + 5) === 3 && (view.getUint16(at + 40, true) & 0xf000) === 0xa000,
      crc: view.getUint32(at + 16, true),
      size, packed, localAt: number(at + 42),
    };
    at = next;
  }
}

/** The 64-bit numbers of the ZIP64 extra field, in the order of the 32-bit fields they stand for. */
function* wideNumbers(view: DataView, start: number, end: number): Generator<number, undefined> {
  for (let at = start; at + 4 <= end; ) {
    const length = view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === 1) {
      for (let place = at + 4; place + 8 <= Math.min(at + 4 + length, end); place += 8) yield Number(view.getBigUint64(place, true));
      return undefined;
    }
    at += 4 + length;
  }
  return undefined;
}
