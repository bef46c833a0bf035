/**
 * The packed bytes that a decoder has not used up yet. Decoders are written as generators that run through a stream from its
 * start to its end and yield `undefined` where they need more of it, so that they read like the format's own description.
 */
const FIRST_CAPACITY = 4096;
/** Zeros behind the end, so that a look a few bytes ahead needs no test. */
const SPARE = 16;

/** The stream is not what it has to be, or ends inside something: one sentence. */
export class PackedDamage extends Error {}

export class PackedInput {
  bytes = new Uint8Array(FIRST_CAPACITY);
  start = 0;
  end = 0;
  ended = false;
  private before = 0;

  /** Bytes of the stream that are used up. */
  get used(): number {
    return this.before + this.start;
  }

  append(chunk: Uint8Array): void {
    const kept = this.end - this.start;
    if (this.end + chunk.length + SPARE > this.bytes.length) {
      const needed = kept + chunk.length + SPARE;
      const target = needed > this.bytes.length || kept * 2 > this.bytes.length ? new Uint8Array(Math.max(needed, this.bytes.length * 2)) : this.bytes;
      // In place the two may overlap, which `set` allows.
      target.set(this.bytes.subarray(this.start, this.end));
      this.bytes = target;
      this.before += this.start;
      this.start = 0;
      this.end = kept;
    }
    this.bytes.set(chunk, this.end);
    this.end += chunk.length;
    this.bytes.fill(0, this.end, this.end + SPARE);
  }

  /** No more will come; whatever stands behind the end is zero from now on, also where older bytes were. */
  finish(): void {
    this.ended = true;
    this.bytes.fill(0, this.end);
  }

  /** Waits until `count` bytes are there; false when the stream ends before that. */
  *has(count: number): Generator<undefined, boolean> {
    while (this.end - this.start < count) {
      if (this.ended) return false;
      yield undefined;
    }
    return true;
  }

  /** The next `count` bytes, used up with this; a copy. */
  *take(count: number): Generator<undefined, Uint8Array> {
    if (!(yield* this.has(count))) throw new PackedDamage(CUT);
    this.start += count;
    return this.bytes.slice(this.start - count, this.start);
  }
}

export const CUT_AT = 'The compressed file ends too early';
export const CUT = `${CUT_AT}; everything before the cut is read.`;
