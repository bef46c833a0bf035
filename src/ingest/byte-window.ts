/**
 * The part of the unpacked stream that is in memory: what has arrived and is not yet used up. Grows by
 * doubling while one record needs it and shrinks afterwards. The byte at `end` is always 0 (see record-scanner).
 */
const INITIAL = 1024 * 1024;

export class ByteWindow {
  bytes: Uint8Array;
  /** First byte not used up. */
  start = 0;
  end = 0;
  /** Offset of bytes[0] in the unpacked stream. */
  base = 0;

  /** `arena` is where the bytes lie while they fit into it. */
  constructor(private readonly arena: Uint8Array = new Uint8Array(INITIAL)) {
    this.bytes = arena;
  }

  append(chunk: Uint8Array): void {
    const kept = this.end - this.start;
    const needed = kept + chunk.length + 1;
    if (this.end + chunk.length + 1 > this.bytes.length) {
      if (needed * 2 > this.bytes.length) this.move(new Uint8Array(Math.max(this.bytes.length * 2, needed * 2)), kept);
      else if (this.bytes !== this.arena && needed * 8 < this.bytes.length) this.move(needed * 2 <= this.arena.length ? this.arena : new Uint8Array(needed * 2), kept);
      else this.move(this.bytes, kept);
    }
    this.bytes.set(chunk, this.end);
    this.end += chunk.length;
    this.bytes[this.end] = 0;
  }

  private move(target: Uint8Array, kept: number): void {
    if (target === this.bytes) target.copyWithin(0, this.start, this.end);
    else target.set(this.bytes.subarray(this.start, this.end));
    this.bytes = target;
    this.base += this.start;
    this.start = 0;
    this.end = kept;
  }
}
