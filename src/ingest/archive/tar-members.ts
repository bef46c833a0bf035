/** The members of a tar archive: ustar, pax and GNU (POSIX.1-2017 pax; GNU tar manual, "Basic Tar Format"). */
import { escapeHostileText, shorten } from '../../base/hostile-text';
import { formatCount } from '../../base/number';
import { MAX_MEMBERS } from '../limits';
import { isTarHeader } from '../magic';
import { ContentList, type ArchiveContent } from './archive-content';

const BLOCK = 512;
/** Devices, folders and queues; GNU's lists of a folder, volume names. A type nobody knows is a file (POSIX.1-2017 pax, typeflag). */
const WITHOUT_CONTENT: readonly string[] = ['3', '4', '5', '6', 'D', 'V', 'N'];
/** Headers are looked for in stretches of this length; most members are longer. */
const STRETCH = 256 * 1024;
/** A longer name or pax header is no name. */
const MAX_HEADER_BYTES = 1024 * 1024;

const decoder = new TextDecoder();
const shown = (path: string): string => escapeHostileText(shorten(path, 120));

export async function tarMembers(blob: Blob): Promise<ArchiveContent> {
  const list = new ContentList();
  const reader = new StretchReader(blob);
  let offset = 0;
  let longName: string | undefined;
  let pax = new Map<string, string>();
  while (offset + BLOCK <= blob.size) {
    const header = await reader.read(offset, BLOCK);
    if (header.every((byte) => byte === 0)) return list.content();
    if (!isTarHeader(header)) {
      list.trouble(`The archive is damaged at byte ${formatCount(offset)}; members behind that place are not read.`);
      return list.content();
    }
    const type = String.fromCharCode(header[156] ?? 0);
    const size = pax.has('size') ? Number(pax.get('size')) : sizeOf(header);
    const start = offset + BLOCK;
    if (!Number.isSafeInteger(size) || size < 0) {
      list.trouble(`A member at byte ${formatCount(offset)} has no sensible size; members behind it are not read.`);
      return list.content();
    }
    const isMeta = type === 'L' || type === 'x';
    if (isMeta && size <= MAX_HEADER_BYTES) {
      const content = await reader.read(start, size);
      if (type === 'L') longName = textOf(content);
      else pax = paxRecords(content);
    } else if (type !== 'g' && type !== 'K' && !isMeta) {
      const path = pax.get('path') ?? pax.get('GNU.sparse.name') ?? longName ?? nameOf(header);
      const writtenMs = 1000 * Number(pax.get('mtime') ?? octal(header, 136));
      const isSparse = [...pax.keys()].some((key) => key.startsWith('GNU.sparse.'));
      longName = undefined;
      pax = new Map();
      if (type === '1' || type === '2') list.trouble(`${shown(path)} is a link, and links are not followed.`);
      else if (type === 'S') list.trouble(`${shown(path)} is stored as a sparse file, which is not read.`);
      else if (!WITHOUT_CONTENT.includes(type)) {
        if (isSparse) list.trouble(`${shown(path)} is stored as a sparse file; what is there of it is read as it lies.`);
        const end = Math.min(start + size, blob.size);
        if (end < start + size) list.trouble(`The archive ends inside ${shown(path)}; what is there of it is read.`);
        if (!path.endsWith('/') && !list.add({ path, bytes: end - start, blob: blob.slice(start, end), wrapping: 'none', writtenMs })) {
          list.trouble(`Only the first ${formatCount(MAX_MEMBERS)} members are read.`);
          return list.content();
        }
      }
    }
    offset = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  if (list.members.length === 0 || offset > blob.size) list.trouble('The archive ends too early; the members that are whole are read.');
  return list.content();
}

function textOf(bytes: Uint8Array): string {
  const nul = bytes.indexOf(0);
  return decoder.decode(nul < 0 ? bytes : bytes.subarray(0, nul));
}

function nameOf(header: Uint8Array): string {
  const name = textOf(header.subarray(0, 100));
  const isUstar = textOf(header.subarray(257, 262)) === 'ustar';
  // GNU's own header has times where ustar has the prefix.
  const prefix = isUstar && header[262] === 0 ? textOf(header.subarray(345, 500)) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** Twelve bytes of octal digits. */
const octal = (header: Uint8Array, at: number): number => parseInt(textOf(header.subarray(at, at + 12)).trim() || '0', 8);

/** Octal digits, or for large files a binary number with the highest bit set. */
function sizeOf(header: Uint8Array): number {
  if (((header[124] ?? 0) & 0x80) === 0) return octal(header, 124);
  let size = 0;
  for (let at = 125; at < 136; at += 1) size = size * 256 + (header[at] ?? 0);
  return size;
}

/** `LENGTH KEY=VALUE\n`, the length counting the whole record. */
function paxRecords(content: Uint8Array): Map<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(0x20, at);
    const length = space < 0 ? NaN : Number(decoder.decode(content.subarray(at, space)));
    if (!Number.isSafeInteger(length) || length <= space - at) break;
    const [, key = '', value = ''] = /^([^=]*)=([\s\S]*?)\n?$/.exec(decoder.decode(content.subarray(space + 1, at + length))) ?? [];
    records.set(key, value);
    at += length;
  }
  return records;
}

class StretchReader {
  private from = 0;
  private bytes = new Uint8Array(0);

  constructor(private readonly blob: Blob) {}

  async read(offset: number, length: number): Promise<Uint8Array> {
    if (offset < this.from || offset + length > this.from + this.bytes.length) {
      this.bytes = new Uint8Array(await this.blob.slice(offset, offset + Math.max(length, STRETCH)).arrayBuffer());
      this.from = offset;
    }
    return this.bytes.subarray(offset - this.from, offset - this.from + length);
  }
}
