/** Runs a decoder that is written as a generator over the pieces of a stream. */
import { formatCount } from '../../base/number';
import type { Decompressor } from './decompressor';
import { CUT, CUT_AT, PackedDamage, PackedInput } from './packed-input';

/** Output, or `undefined` where more input is needed. */
export type Steps = Generator<Uint8Array | undefined, void>;

export abstract class PackedSteps implements Decompressor {
  trouble: string | undefined;
  protected readonly input = new PackedInput();
  private steps: Steps | undefined;

  /** What can be read of a file that is cut or damaged: a format that packs in blocks gives none of a block that is not whole. */
  protected readonly whatIsRead: string = 'everything before';

  protected abstract run(): Steps;

  *push(chunk: Uint8Array): Generator<Uint8Array, void> {
    this.input.append(chunk);
    yield* this.go();
  }

  *finish(): Generator<Uint8Array, void> {
    this.input.finish();
    yield* this.go();
  }

  private get cut(): string {
    return `${CUT_AT}; ${this.whatIsRead} the cut is read.`;
  }

  /** Something does not fit, but what comes after it can be read. */
  protected note(trouble: string): void {
    this.trouble ??= trouble;
  }

  protected damaged(detail: string): PackedDamage {
    // What stands behind the end reads as zeros, which fit nothing.
    if (this.input.ended && this.input.end - this.input.start < 4) return new PackedDamage(this.cut);
    return new PackedDamage(`The compressed file is damaged, or followed by other bytes, near byte ${formatCount(this.input.used)} (${detail}); ${this.whatIsRead} that is read.`);
  }

  protected followed(): PackedDamage {
    return new PackedDamage(`The compressed file is followed by other bytes near byte ${formatCount(this.input.used)}; ${this.whatIsRead} them is read.`);
  }

  private *go(): Generator<Uint8Array, void> {
    this.steps ??= this.run();
    for (;;) {
      let step: IteratorResult<Uint8Array | undefined, void>;
      try {
        step = this.steps.next();
      } catch (error) {
        if (!(error instanceof PackedDamage)) throw error;
        this.note(error.message === CUT ? this.cut : error.message);
        // The generator is over; what else comes is not looked at, nor kept.
        this.input.start = this.input.end;
        return;
      }
      if (step.done === true) {
        this.input.start = this.input.end;
        return;
      }
      if (step.value === undefined) return;
      yield step.value;
    }
  }
}
