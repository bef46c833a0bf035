/**
 * Unpacks a gzip stream of any number of members piece by piece (RFC 1952). Damage ends the stream; what was
 * unpacked before it stays. The checksum of each member is verified where the library tells its end.
 */
import { Gunzip } from 'fflate';
import { formatCount } from '../base/number';
import { FREE_UNPACKED_BYTES, MAX_UNPACK_RATIO } from './limits';

/** Small, since one piece can unpack to a thousand times its size. */
const PIECE_BYTES = 16 * 1024;

export interface UnpackLimits {
  readonly freeBytes: number;
  readonly ratio: number;
}
export const UNPACK_LIMITS: UnpackLimits = { freeBytes: FREE_UNPACKED_BYTES, ratio: MAX_UNPACK_RATIO };

export class GzipReader {
  packed = 0;
  unpacked = 0;
  /** Why nothing more is unpacked: one sentence. */
  trouble: string | undefined;
  private readonly output: Uint8Array[] = [];
  private readonly gunzip = new Gunzip((chunk) => {
    if (chunk.length === 0) return;
    this.unpacked += chunk.length;
    this.output.push(chunk);
  });

  constructor(private readonly limits: UnpackLimits = UNPACK_LIMITS) {}

  /** The unpacked bytes of one piece after the other; each must be used before the next is asked for. */
  *push(chunk: Uint8Array): Generator<Uint8Array, void> {
    for (let from = 0; from < chunk.length && this.trouble === undefined; from += PIECE_BYTES) {
      yield* this.feed(chunk.subarray(from, from + PIECE_BYTES), false);
    }
  }

  *finish(): Generator<Uint8Array, void> {
    if (this.trouble === undefined) yield* this.feed(new Uint8Array(0), true);
  }

  private *feed(piece: Uint8Array, final: boolean): Generator<Uint8Array, void> {
    this.packed += piece.length;
    try {
      this.gunzip.push(piece, final);
    } catch (error) {
      this.trouble = this.explain(error, final);
    }
    for (const part of this.output.splice(0)) yield part;
    const allowed = Math.max(this.limits.freeBytes, this.packed * this.limits.ratio);
    if (this.trouble === undefined && this.unpacked > allowed) {
      this.trouble = `The compressed file unpacks to more than ${formatCount(this.limits.ratio)} times its size; reading stopped after ${formatCount(this.unpacked)} unpacked bytes.`;
    }
  }

  private explain(error: unknown, final: boolean): string {
    const detail = error instanceof Error ? error.message : String(error);
    if (final) return 'The compressed file ends too early; everything before the cut is read.';
    return `The compressed file is damaged near byte ${formatCount(this.packed)} (${detail}); everything before that is read.`;
  }
}
