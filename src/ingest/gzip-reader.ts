/**
 * Unpacks a gzip stream of any number of members piece by piece (RFC 1952). Damage ends the stream; what was
 * unpacked before it stays. Every checksum is compared: a flipped bit in evidence must not pass unseen.
 */
import { formatCount } from '../base/number';
import { Inflater } from './inflate/inflate';
import { FREE_UNPACKED_BYTES, MAX_UNPACK_RATIO } from './limits';
import { gzipHeaderBytes } from './gzip-header';

/** Packed bytes that are looked at together; the memory has room for as many that wait for their rest. */
const PIECE_BYTES = 64 * 1024;
const TRAILER_BYTES = 8;

export interface UnpackLimits {
  readonly freeBytes: number;
  readonly ratio: number;
}
export const UNPACK_LIMITS: UnpackLimits = { freeBytes: FREE_UNPACKED_BYTES, ratio: MAX_UNPACK_RATIO };

export class GzipReader {
  packed = 0;
  unpacked = 0;
  /** Why the stream could not be unpacked to its end, or is not what was packed: one sentence. */
  trouble: string | undefined;
  /** What comes next. `between` members there may be NUL bytes, the padding of tapes and block devices, and then nothing else. */
  private part: 'header' | 'data' | 'trailer' | 'between' | 'padding' | 'stopped' = 'header';
  /** The bytes in the inflater's memory that are not used up. */
  private from = 0;
  private to = 0;
  private memberCrc = 0;
  private memberBytes = 0;
  private readonly inflater = Inflater.take();

  constructor(private readonly limits: UnpackLimits = UNPACK_LIMITS) {}

  /** The unpacked bytes of one piece after the other; each must be used before the next is asked for. */
  *push(chunk: Uint8Array): Generator<Uint8Array, void> {
    for (let at = 0; at < chunk.length && this.part !== 'stopped'; at += PIECE_BYTES) {
      const piece = chunk.subarray(at, at + PIECE_BYTES);
      const { input } = this.inflater;
      input.copyWithin(0, this.from, this.to);
      this.to -= this.from;
      this.from = 0;
      input.set(piece, this.to);
      this.to += piece.length;
      this.packed += piece.length;
      yield* this.read(false);
    }
  }

  *finish(): Generator<Uint8Array, void> {
    yield* this.read(true);
    this.inflater.giveBack();
  }

  private *read(isLast: boolean): Generator<Uint8Array, void> {
    for (let goesOn = true; goesOn; ) {
      if (this.part === 'data') goesOn = yield* this.inflate(isLast);
      else if (this.part === 'header') goesOn = this.readHeader(isLast);
      else if (this.part === 'trailer') goesOn = this.readTrailer(isLast);
      else goesOn = this.readBetween();
    }
  }

  /** False when more bytes are needed, or no more are wanted; the same for the others. */
  private *inflate(isLast: boolean): Generator<Uint8Array, boolean> {
    const { why, at } = this.inflater.run(this.from, this.to, isLast);
    this.from = at;
    const bytes = this.inflater.output();
    if (bytes.length > 0) {
      this.unpacked += bytes.length;
      this.memberBytes += bytes.length;
      this.memberCrc = this.inflater.checksum(this.memberCrc);
      yield bytes;
      this.inflater.slide();
    }
    if (this.unpacked > Math.max(this.limits.freeBytes, this.packed * this.limits.ratio)) {
      return this.stop(`The compressed file unpacks to more than ${formatCount(this.limits.ratio)} times its size; reading stopped after ${formatCount(this.unpacked)} unpacked bytes.`);
    }
    if (why === 'broken') return this.stop(`The compressed file is damaged, or followed by other bytes, before byte ${formatCount(this.place())}; everything before that is read.`);
    if (why === 'cut' || (why === 'more' && isLast)) return this.stopCut();
    if (why === 'done') this.part = 'trailer';
    return why !== 'more';
  }

  private readHeader(isLast: boolean): boolean {
    const { input } = this.inflater;
    const length = gzipHeaderBytes(input.subarray(this.from, this.to));
    if (length === 'more') {
      if (isLast) return this.stopCut();
      if (this.to - this.from <= PIECE_BYTES) return false;
    }
    if (length === 'more' || length === 'none') return this.stop(`The compressed file is damaged, or followed by other bytes, before byte ${formatCount(this.place())}; everything before that is read.`);
    this.from += length;
    this.memberCrc = 0;
    this.memberBytes = 0;
    this.inflater.start();
    this.part = 'data';
    return true;
  }

  /** Compares the checksum and the length, little-endian, with what was unpacked. */
  private readTrailer(isLast: boolean): boolean {
    if (this.to - this.from < TRAILER_BYTES) return isLast ? this.stopCut() : false;
    const { input } = this.inflater;
    const trailer = new DataView(input.buffer, input.byteOffset + this.from, TRAILER_BYTES);
    this.from += TRAILER_BYTES;
    if (trailer.getUint32(0, true) !== this.memberCrc || trailer.getUint32(4, true) !== this.memberBytes >>> 0) {
      this.trouble ??= `The checksum of the compressed file does not match near byte ${formatCount(this.place())}: it is damaged, cut, or followed by other bytes; what could be unpacked is read.`;
    }
    this.part = 'between';
    return true;
  }

  private readBetween(): boolean {
    const { input } = this.inflater;
    if (this.from >= this.to || this.part === 'stopped') return false;
    if (this.part === 'between' && input[this.from] !== 0) {
      this.part = 'header';
      return true;
    }
    this.part = 'padding';
    if (input.subarray(this.from, this.to).some((byte) => byte !== 0)) {
      return this.stop(`The compressed file is followed by other bytes before byte ${formatCount(this.packed)}; everything before them is read.`);
    }
    this.from = this.to;
    return false;
  }

  /** How many packed bytes are used up. */
  private place(): number {
    return this.packed - (this.to - this.from);
  }

  private stopCut(): false {
    return this.stop('The compressed file ends too early; everything before the cut is read.');
  }

  private stop(trouble: string): false {
    this.part = 'stopped';
    this.trouble ??= trouble;
    return false;
  }
}
