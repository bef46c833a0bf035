/** One layer that is taken off a stream, piece by piece. */
export interface Decompressor {
  /** The unpacked bytes of one piece after the other; each must be used before the next is asked for. */
  push(chunk: Uint8Array): Iterable<Uint8Array>;
  finish(): Iterable<Uint8Array>;
  /** Why the stream could not be unpacked to its end, or is not what was packed: one sentence. */
  readonly trouble: string | undefined;
}
