/**
 * Unpacks an xz file of any number of streams with padding between them (xz-file-format 1.2.0, tukaani.org/xz). Checks of blocks, of
 * headers and of the index are compared: a flipped bit in evidence must not pass unseen. Memory is that of the dictionary.
 */
import { createSHA256 } from 'hash-wasm';
import { formatCount } from '../../base/number';
import { crc32 } from '../crc32';
import { MAX_DICTIONARY_BYTES } from '../limits';
import { Lzma2, Window } from './lzma2-chunk';
import { CUT, PackedDamage } from './packed-input';
import { PackedSteps, type Steps } from './packed-steps';
import { blockCheck, checkBytes, type BlockCheck, type Sha256 } from './xz-check';

const HEADER_BYTES = 12;
const MAGIC = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] as const;
const FOOTER_MAGIC = [0x59, 0x5a] as const;
const LZMA2_FILTER = 0x21;
const PIECE_BYTES = 65_536;
/** Filters that turn programs into something that packs better; no log is packed with one. */
const OTHER_FILTERS = 'it was packed with a filter for programs, which is not read';

const uint32 = (bytes: Uint8Array, at: number): number => new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true);

export class XzReader extends PackedSteps {
  private constructor(private readonly sha256: Sha256) {
    super();
  }

  static async make(): Promise<XzReader> {
    return new XzReader(await createSHA256());
  }

  protected *run(): Steps {
    for (let streams = 0; ; streams += 1) {
      if (!(yield* this.begins(streams))) return;
      const header = yield* this.input.take(HEADER_BYTES);
      if (crc32(0, header.subarray(6, 8)) !== uint32(header, 8) || header[6] !== 0 || (header[7] ?? 0) > 15) throw this.damaged('a stream header is none');
      const kind = header[7] ?? 0;
      const index = new IndexSums();
      // A block header begins with its length; an index with a zero.
      for (;;) {
        const [size = 0] = yield* this.input.take(1);
        if (size === 0) break;
        yield* this.block(size, kind, index);
      }
      yield* this.index(index);
      const footer = yield* this.input.take(HEADER_BYTES);
      const isFooter = FOOTER_MAGIC.every((byte, i) => footer[10 + i] === byte) && crc32(0, footer.subarray(4, 10)) === uint32(footer, 0);
      if (!isFooter || footer[8] !== 0 || footer[9] !== kind) throw this.damaged('a stream footer is none');
    }
  }

  /** A stream begins here; false at the end of the file. Streams may be padded with NUL bytes. */
  private *begins(streams: number): Generator<undefined, boolean> {
    for (;;) {
      if (!(yield* this.input.has(1))) return false;
      const { bytes, start, end } = this.input;
      if (bytes[start] !== 0 || streams === 0) break;
      let at = start;
      while (at < end && bytes[at] === 0) at += 1;
      this.input.start = at;
    }
    const isWhole = yield* this.input.has(MAGIC.length);
    const { bytes, start } = this.input;
    if (!isWhole || !MAGIC.every((byte, i) => bytes[start + i] === byte)) throw this.followed();
    return true;
  }

  private *block(size: number, kind: number, index: IndexSums): Steps {
    const header = new Uint8Array((size + 1) * 4);
    header[0] = size;
    header.set(yield* this.input.take(header.length - 1), 1);
    const crcAt = header.length - 4;
    if (crc32(0, header.subarray(0, crcAt)) !== uint32(header, crcAt)) throw this.damaged('the checksum of a block header does not match');
    const { packed, unpacked, dictionary } = this.readHeader(header.subarray(0, crcAt));
    if (dictionary > MAX_DICTIONARY_BYTES) throw this.damaged('a dictionary larger than this reader has');
    const check = blockCheck(kind, this.sha256);
    const from = this.input.used;
    let length = 0;
    for (const steps = this.chunks(dictionary); ; ) {
      const step = steps.next();
      if (step.done === true) break;
      if (step.value !== undefined) {
        length += step.value.length;
        check?.update(step.value);
      }
      yield step.value;
    }
    const used = this.input.used - from;
    if ((packed ?? used) !== used || (unpacked ?? length) !== length) throw this.damaged('a block is not as long as it says');
    const padding = yield* this.input.take((4 - (used & 3)) & 3);
    const stored = yield* this.input.take(checkBytes(kind));
    if (padding.some((byte) => byte !== 0)) throw this.damaged('the padding of a block is none');
    this.compare(check, stored, kind);
    index.add(header.length + used + stored.length, length);
  }

  private compare(check: BlockCheck | undefined, stored: Uint8Array, kind: number): void {
    const place = formatCount(this.input.used);
    if (check === undefined) {
      if (kind !== 0) this.note(`The compressed file has checks of a kind that is not known (${kind}); it is read without comparing them.`);
    } else if (!check.matches(stored)) this.note(`The checksum of the compressed file does not match near byte ${place}: it is damaged; what could be unpacked is read.`);
  }

  /** Lengths where the header states them, and the size of the dictionary. */
  private readHeader(header: Uint8Array): { readonly packed: number | undefined; readonly unpacked: number | undefined; readonly dictionary: number } {
    const flags = header[1] ?? 0;
    const numbers = new Numbers(header, 2);
    const packed = (flags & 0x40) === 0 ? undefined : numbers.next();
    const unpacked = (flags & 0x80) === 0 ? undefined : numbers.next();
    if ((flags & 0x3c) !== 0) throw this.damaged('a block header has flags that have no meaning yet');
    if ((flags & 3) !== 0 || numbers.next() !== LZMA2_FILTER || numbers.next() !== 1) throw this.damaged(OTHER_FILTERS);
    const bits = header[numbers.at] ?? 0;
    if (bits > 40 || header.subarray(numbers.at + 1).some((byte) => byte !== 0)) throw this.damaged('a block header is none');
    return { packed, unpacked, dictionary: (2 | (bits & 1)) * 2 ** (Math.floor(bits / 2) + 11) };
  }

  private *chunks(dictionaryBytes: number): Steps {
    const window = new Window(dictionaryBytes);
    const lzma = new Lzma2(window, (detail) => this.damaged(`${detail}; of the up to 2 MB of this chunk nothing is read`));
    let [hasDictionary, hasProperties, hasState] = [false, false, false];
    for (;;) {
      const [control = 0] = yield* this.input.take(1);
      if (control === 0) return;
      if (control > 2 && control < 0x80) throw this.damaged('a chunk is of no known kind');
      const [high = 0, low = 0] = yield* this.input.take(2);
      const isLzma = control >= 0x80;
      const unpacked = (isLzma ? (control & 0x1f) << 16 : 0) + (high << 8) + low + 1;
      if (control === 1 || control >= 0xe0) {
        window.depth = 0;
        hasDictionary = true;
      }
      if (!hasDictionary) throw this.damaged('a chunk wants what was not there before');
      if (!isLzma) {
        const plain = yield* this.input.take(unpacked);
        window.room(unpacked);
        window.bytes.set(plain, window.at);
        window.at += unpacked;
        window.depth += unpacked;
      } else {
        const [packedHigh = 0, packedLow = 0] = yield* this.input.take(2);
        if (control >= 0xc0) {
          const [properties = 0] = yield* this.input.take(1);
          lzma.setProperties(properties);
          hasProperties = true;
        }
        if (control >= 0xa0) {
          lzma.resetState();
          hasState = true;
        }
        if (!hasProperties || !hasState) throw this.damaged('a chunk wants what was not there before');
        const packed = (packedHigh << 8) + packedLow + 1;
        if (!(yield* this.input.has(packed))) {
          // A small file is one chunk, and a cut one would be lost to its first byte.
          const there = lzma.unpackCut(yield* this.input.take(this.input.end - this.input.start), unpacked);
          yield* piecesOf(window, there);
          throw new PackedDamage(CUT);
        }
        lzma.unpack(yield* this.input.take(packed), unpacked);
      }
      yield* piecesOf(window, unpacked);
    }
  }

  /** Behind its first byte. What it says of the blocks has to be what they were. */
  private *index(found: IndexSums): Generator<undefined, void> {
    const stated = new IndexSums();
    const from = this.input.used - 1;
    let crc = crc32(0, Uint8Array.of(0));
    const input = this.input;
    function* number(fail: () => Error): Generator<undefined, number> {
      let value = 0;
      for (let shift = 0; shift < 9; shift += 1) {
        const byte = yield* input.take(1);
        crc = crc32(crc, byte);
        value += ((byte[0] ?? 0) & 0x7f) * 2 ** (7 * shift);
        if (((byte[0] ?? 0) & 0x80) === 0) return value;
      }
      throw fail();
    }
    const fail = (): Error => this.damaged('the index is none');
    const count = yield* number(fail);
    if (count !== found.blocks) throw this.damaged('the index speaks of other blocks');
    for (let i = 0; i < count; i += 1) stated.add(yield* number(fail), yield* number(fail));
    const padding = yield* input.take((4 - ((input.used - from) & 3)) & 3);
    crc = crc32(crc, padding);
    if (uint32(yield* input.take(4), 0) !== crc || padding.some((byte) => byte !== 0)) throw this.damaged('the checksum of the index does not match');
    if (stated.packed !== found.packed || stated.unpacked !== found.unpacked) throw this.damaged('the index speaks of other blocks');
  }
}

/** Copies of the last bytes of the window, which moves on. */
function* piecesOf({ bytes, at: end }: Window, length: number): Steps {
  for (let at = end - length; at < end; at += PIECE_BYTES) yield bytes.slice(at, Math.min(at + PIECE_BYTES, end));
}

/** Blocks and their lengths, added up. */
class IndexSums {
  blocks = 0;
  packed = 0;
  unpacked = 0;

  add(packed: number, unpacked: number): void {
    this.blocks += 1;
    this.packed += packed;
    this.unpacked += unpacked;
  }
}

/** Numbers of seven bits a byte, the lowest first. */
class Numbers {
  constructor(
    private readonly bytes: Uint8Array,
    public at: number,
  ) {}

  next(): number {
    let value = 0;
    for (let shift = 0; shift < 9; shift += 1) {
      const byte = this.bytes[this.at] ?? 0;
      this.at += 1;
      value += (byte & 0x7f) * 2 ** (7 * shift);
      if ((byte & 0x80) === 0) break;
    }
    return value;
  }
}
