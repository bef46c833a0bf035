/**
 * Unpacks a gzip stream of any number of members piece by piece (RFC 1952). Damage ends the stream; what was
 * unpacked before it stays. fflate does not check the checksums, so that is done here: a flipped bit in
 * evidence must not pass unseen.
 */
import { Gunzip } from 'fflate';
import { formatCount } from '../base/number';
import { crc32 } from './crc32';
import { FREE_UNPACKED_BYTES, MAX_UNPACK_RATIO } from './limits';

/** Small, since one piece can unpack to a thousand times its size. */
const PIECE_BYTES = 16 * 1024;
/** Packed bytes kept to find a member's trailer in, once the header of the next member has told where it is. */
const RECENT_BYTES = 64 * 1024;
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
  private stopped = false;
  /** A member has ended and nothing but NUL bytes came after it: the padding of tapes and block devices. */
  private padded = false;
  private readonly output: Uint8Array[] = [];
  private readonly recent = new Uint8Array(RECENT_BYTES);
  private recentEnd = 0;
  private memberCrc = 0;
  private memberBytes = 0;
  private readonly gunzip: Gunzip;

  constructor(private readonly limits: UnpackLimits = UNPACK_LIMITS) {
    this.gunzip = new Gunzip((chunk) => {
      if (chunk.length === 0) return;
      this.unpacked += chunk.length;
      this.memberBytes += chunk.length;
      this.memberCrc = crc32(this.memberCrc, chunk);
      this.output.push(chunk);
    });
    // Called before the first byte of the next member is unpacked.
    this.gunzip.onmember = (offset) => {
      this.checkMember(offset);
      this.memberCrc = 0;
      this.memberBytes = 0;
    };
  }

  /** The unpacked bytes of one piece after the other; each must be used before the next is asked for. */
  *push(chunk: Uint8Array): Generator<Uint8Array, void> {
    for (let from = 0; from < chunk.length && !this.stopped; from += PIECE_BYTES) {
      const piece = chunk.subarray(from, from + PIECE_BYTES);
      this.keep(piece);
      yield* this.feed(piece, false);
    }
  }

  *finish(): Generator<Uint8Array, void> {
    if (this.stopped) return;
    yield* this.feed(new Uint8Array(0), true);
    if (this.trouble === undefined && !this.padded && !this.endsInPadding()) this.checkMember(this.packed);
  }

  private *feed(piece: Uint8Array, final: boolean): Generator<Uint8Array, void> {
    this.packed += piece.length;
    if (this.padded) {
      if (piece.some((byte) => byte !== 0)) this.stop(`The compressed file is followed by other bytes before byte ${formatCount(this.packed)}; everything before them is read.`);
      return;
    }
    try {
      this.gunzip.push(piece, final);
    } catch (error) {
      this.padded = this.endsInPadding();
      if (!this.padded) this.stop(this.explain(error, final));
    }
    for (const part of this.output.splice(0)) yield part;
    if (!this.stopped && this.unpacked > Math.max(this.limits.freeBytes, this.packed * this.limits.ratio)) {
      this.stop(
        `The compressed file unpacks to more than ${formatCount(this.limits.ratio)} times its size; reading stopped after ${formatCount(this.unpacked)} unpacked bytes.`,
      );
    }
  }

  private stop(trouble: string): void {
    this.stopped = true;
    this.trouble ??= trouble;
  }

  private explain(error: unknown, final: boolean): string {
    const detail = error instanceof Error ? error.message : String(error);
    if (final) return 'The compressed file ends too early; everything before the cut is read.';
    return `The compressed file is damaged, or followed by other bytes, before byte ${formatCount(this.packed)} (${detail}); everything before that is read.`;
  }

  private keep(piece: Uint8Array): void {
    if (this.recentEnd + piece.length > this.recent.length) {
      const kept = this.recent.length >> 1;
      this.recent.copyWithin(0, this.recentEnd - kept, this.recentEnd);
      this.recentEnd = kept;
    }
    this.recent.set(piece, this.recentEnd);
    this.recentEnd += piece.length;
  }

  /** The trailer of the member that was unpacked last is there, right, and followed by NUL bytes only. */
  private endsInPadding(): boolean {
    let zeros = this.recentEnd;
    while (zeros > 0 && this.recent[zeros - 1] === 0) zeros -= 1;
    const view = new DataView(this.recent.buffer);
    // A trailer may itself end in NUL bytes.
    for (let at = Math.max(0, zeros - TRAILER_BYTES); at <= zeros && at + TRAILER_BYTES < this.recentEnd; at += 1) {
      if (view.getUint32(at, true) === this.memberCrc && view.getUint32(at + 4, true) === this.memberBytes >>> 0 && at + TRAILER_BYTES >= zeros) return true;
    }
    return false;
  }

  /** Compares the trailer before `offset` (checksum and length, little-endian) with what was unpacked. */
  private checkMember(offset: number): void {
    const end = this.recentEnd - (this.packed - offset);
    if (end < TRAILER_BYTES) return;
    const trailer = new DataView(this.recent.buffer, end - TRAILER_BYTES, TRAILER_BYTES);
    if (trailer.getUint32(0, true) === this.memberCrc && trailer.getUint32(4, true) === this.memberBytes >>> 0) return;
    this.trouble ??= `The checksum of the compressed file does not match near byte ${formatCount(offset)}: it is damaged, cut, or followed by other bytes; what could be unpacked is read.`;
  }
}
