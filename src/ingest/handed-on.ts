/**
 * One thing that is costly to make, such as memory of some megabytes, and is handed on from one file to the next: of hundreds of small
 * files each would otherwise take longer to get its memory, and the collector to take it away, than to be read.
 */
export class HandedOn<T> {
  private spare: T | undefined;

  /** `renew` takes away what the last user left in it. */
  constructor(
    private readonly make: () => T,
    private readonly renew: (used: T) => void,
  ) {}

  take(): T {
    const { spare } = this;
    this.spare = undefined;
    if (spare === undefined) return this.make();
    this.renew(spare);
    return spare;
  }

  /** Nobody else uses it any more. */
  giveBack(used: T): void {
    this.spare = used;
  }
}
