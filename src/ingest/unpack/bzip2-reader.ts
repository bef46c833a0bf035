/**
 * Unpacks a bzip2 file of any number of streams block by block, so that memory does not depend on its length: 4 bytes for each of the
 * 900,000 bytes a block has at most. The checksum of every block and of every stream is checked.
 */
import { formatCount } from '../../base/number';
import { BitInput, readBlock, type Block } from './bzip2-block';
import { PackedSteps, type Steps } from './packed-steps';

const BLOCK_UNIT = 100_000;
const MOST_UNITS = 9;
const PIECE_BYTES = 65_536;
const SIGNATURE = [0x42, 0x5a, 0x68] as const;
/** The digits of pi before a block, those of its square root at the end. */
const BLOCK_MARK = [0x314159, 0x265359] as const;
const END_MARK = [0x177245, 0x385090] as const;
const EMPTY = new Uint32Array(0);

const TABLE = new Int32Array(256);
for (let n = 0; n < 256; n += 1) {
  let c = n << 24;
  for (let bit = 0; bit < 8; bit += 1) c = c < 0 ? (c << 1) ^ 0x04c11db7 : c << 1;
  TABLE[n] = c;
}

export class Bzip2Reader extends PackedSteps {
  protected override readonly whatIsRead = 'every whole block before';
  private crc = 0;
  private readonly piece = new Uint8Array(PIECE_BYTES);

  protected *run(): Steps {
    const bits = new BitInput(this.input);
    let chain = EMPTY;
    for (let streams = 0; ; streams += 1) {
      if (!(yield* this.begins(streams))) return;
      const level = (this.input.bytes[this.input.start + 3] ?? 0) - 0x30;
      if (level < 1 || level > 9) throw this.damaged('no block size is stated');
      bits.skip(32);
      let combined = 0;
      for (;;) {
        yield* bits.ready(10);
        const mark = [bits.read(24), bits.read(24)];
        const stated = (bits.read(16) << 16) | bits.read(16);
        if (mark[0] === END_MARK[0] && mark[1] === END_MARK[1]) {
          bits.check();
          if (stated !== combined) this.mismatch();
          bits.align();
          break;
        }
        bits.check();
        if (mark[0] !== BLOCK_MARK[0] || mark[1] !== BLOCK_MARK[1]) throw this.damaged('no block begins where one has to');
        // Made once and for the largest: a file of many small streams must not cost that much for each.
        if (chain.length === 0) chain = new Uint32Array(MOST_UNITS * BLOCK_UNIT);
        const block = yield* readBlock(bits, chain, level * BLOCK_UNIT, (detail) => this.damaged(detail));
        yield* this.unrolled(block);
        if (this.crc !== stated) this.mismatch();
        combined = ((combined << 1) | (combined >>> 31)) ^ stated;
      }
    }
  }

  /** A stream begins here; false at the end of the file, which NUL bytes may pad. */
  private *begins(streams: number): Generator<undefined, boolean> {
    if (yield* this.input.has(4)) {
      const { bytes, start } = this.input;
      if (SIGNATURE.every((byte, i) => bytes[start + i] === byte)) return true;
    } else if (this.input.start === this.input.end && streams > 0) return false;
    for (;;) {
      const { bytes, start, end } = this.input;
      if (bytes.subarray(start, end).some((byte) => byte !== 0)) throw this.followed();
      this.input.start = end;
      if (!(yield* this.input.has(1))) return false;
    }
  }

  private mismatch(): void {
    this.note(`The checksum of the compressed file does not match near byte ${formatCount(this.input.used)}: it is damaged; what could be unpacked is read.`);
  }

  /** Follows the chain and undoes the first run-length coding: four equal bytes are followed by how often more the byte comes. */
  private *unrolled({ chain, length, origin }: Block): Generator<Uint8Array, void> {
    const { piece } = this;
    let filled = 0;
    let crc = -1;
    let at = (chain[origin] ?? 0) >>> 8;
    let last = -1;
    let equal = 0;
    for (let i = 0; i < length; i += 1) {
      const entry = chain[at] ?? 0;
      const byte = entry & 0xff;
      at = entry >>> 8;
      let times = 1;
      let written = byte;
      if (equal === 4) {
        times = byte;
        written = last;
        equal = 0;
        last = -1;
      } else if (byte === last) equal += 1;
      else {
        last = byte;
        equal = 1;
      }
      // The longest run would not fit.
      if (filled + 256 > PIECE_BYTES) {
        yield piece.slice(0, filled);
        filled = 0;
      }
      for (let n = 0; n < times; n += 1) {
        crc = (crc << 8) ^ (TABLE[(crc >>> 24) ^ written] ?? 0);
        piece[filled] = written;
        filled += 1;
      }
    }
    this.crc = ~crc;
    if (filled > 0) yield piece.slice(0, filled);
  }
}
