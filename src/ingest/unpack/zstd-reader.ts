/**
 * Unpacks a zstd stream of any number of frames (RFC 8878). The decoder does not check the checksums, so frames are followed here
 * block by block: a flipped bit in evidence must not pass unseen. Damage ends the stream; what was unpacked before it stays.
 */
import { Decompress } from 'fzstd';
import { createXXHash64 } from 'hash-wasm';
import { formatCount } from '../../base/number';
import type { Decompressor } from './decompressor';

const FRAME_MAGIC = 0xfd2fb528;
const SKIPPABLE_MAGIC = 0x184d2a50;
const PIECE_BYTES = 16 * 1024;
const MAX_WINDOW_NOTE = 'a window larger than this reader has';

type Hash = Awaited<ReturnType<typeof createXXHash64>>;
type Part = 'magic' | 'descriptor' | 'header' | 'block-header' | 'block' | 'checksum' | 'skip-length' | 'skip';

export class ZstdReader implements Decompressor {
  packed = 0;
  trouble: string | undefined;
  private stopped = false;
  private part: Part = 'magic';
  /** Bytes of the part that is being read; of blocks and skipped frames only a count. */
  private readonly small = new Uint8Array(18);
  private have = 0;
  private need = 4;
  private hasChecksum = false;
  private isLastBlock = false;
  private decoder: Decompress | undefined;
  private output: Uint8Array[] = [];

  private constructor(
    private readonly hash: Hash,
    private readonly isTooMuch: (more: number) => boolean,
  ) {}

  /** `isTooMuch` is told of unpacked bytes before they are kept, and ends the reading by saying true. */
  static async make(isTooMuch: (more: number) => boolean): Promise<ZstdReader> {
    return new ZstdReader(await createXXHash64(), isTooMuch);
  }

  *push(chunk: Uint8Array): Generator<Uint8Array, void> {
    for (let from = 0; from < chunk.length && !this.stopped; from += PIECE_BYTES) {
      this.read(chunk.subarray(from, from + PIECE_BYTES));
      yield* this.output.splice(0);
    }
  }

  *finish(): Generator<Uint8Array, void> {
    if (this.stopped || (this.part === 'magic' && this.have === 0)) return;
    this.stop('The compressed file ends too early; everything before the cut is read.');
    yield* this.output.splice(0);
  }

  private read(piece: Uint8Array): void {
    let p = 0;
    while (p < piece.length && !this.stopped) {
      const taken = Math.min(this.need - this.have, piece.length - p);
      if (this.part !== 'block' && this.part !== 'skip') this.small.set(piece.subarray(p, p + taken), this.have);
      this.decode(piece.subarray(p, p + taken));
      this.have += taken;
      this.packed += taken;
      p += taken;
      // A block of no bytes is complete at once.
      while (this.have === this.need && this.next()) continue;
    }
  }

  private decode(bytes: Uint8Array): void {
    if (this.decoder === undefined || this.stopped) return;
    try {
      // A copy, since the decoder keeps what it cannot use yet.
      this.decoder.push(bytes.slice());
    } catch (error) {
      this.damaged(error instanceof Error ? error.message : String(error));
    }
  }

  /** The part at hand is complete; false when nothing more is read. */
  private next(): boolean {
    const { part, small } = this;
    const view = new DataView(small.buffer);
    if (part === 'magic') {
      const magic = view.getUint32(0, true);
      if (magic === FRAME_MAGIC) this.begin('descriptor', 1, 4);
      else if ((magic & 0xfffffff0) >>> 0 === SKIPPABLE_MAGIC) this.begin('skip-length', 4);
      else this.damaged('other bytes follow');
    } else if (part === 'descriptor') this.readDescriptor(small[4] ?? 0);
    else if (part === 'header') this.begin('block-header', 3);
    else if (part === 'block-header') {
      const header = (small[0] ?? 0) | ((small[1] ?? 0) << 8) | ((small[2] ?? 0) << 16);
      this.isLastBlock = (header & 1) === 1;
      // A block of type 1 is one byte that is repeated.
      this.begin('block', ((header >> 1) & 3) === 1 ? 1 : header >> 3);
    } else if (part === 'block') {
      if (!this.isLastBlock) this.begin('block-header', 3);
      else if (this.hasChecksum) this.begin('checksum', 4);
      else this.endFrame();
    } else if (part === 'checksum') {
      if (view.getUint32(0, true) !== parseInt(this.hash.digest().slice(-8), 16)) {
        this.trouble ??= `The checksum of the compressed file does not match near byte ${formatCount(this.packed)}: it is damaged; what could be unpacked is read.`;
      }
      this.endFrame();
    } else if (part === 'skip-length') this.begin('skip', view.getUint32(0, true));
    else this.endFrame();
    return !this.stopped;
  }

  private begin(part: Part, bytes: number, have = 0): void {
    this.part = part;
    this.have = have;
    this.need = have + bytes;
  }

  private endFrame(): void {
    this.decoder = undefined;
    this.begin('magic', 4);
  }

  /** Frame_Header_Descriptor: what fields the header has (RFC 8878, 3.1.1.1.1). */
  private readDescriptor(descriptor: number): void {
    const single = (descriptor >> 5) & 1;
    this.hasChecksum = ((descriptor >> 2) & 1) === 1;
    const size = [single, 2, 4, 8][descriptor >> 6] ?? 0;
    const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
    this.hash.init();
    this.decoder = new Decompress((part) => {
      if (part.length === 0 || this.stopped) return;
      if (this.isTooMuch(part.length)) {
        this.stopped = true;
        return;
      }
      // The decoder reuses its buffer.
      const own = part.slice();
      if (this.hasChecksum) this.hash.update(own);
      this.output.push(own);
    });
    this.decode(this.small.subarray(0, 5));
    this.begin('header', 1 - single + size + dictionary);
  }

  private damaged(detail: string): void {
    const why = detail === 'window size too large' ? MAX_WINDOW_NOTE : detail;
    this.stop(`The compressed file is damaged, or followed by other bytes, before byte ${formatCount(this.packed)} (${why}); everything before that is read.`);
  }

  private stop(trouble: string): void {
    this.stopped = true;
    this.trouble ??= trouble;
  }
}
