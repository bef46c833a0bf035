/** Finds newlines in the window without looking at a byte twice, however often and however near it is asked. */
import type { ByteWindow } from './byte-window';

export class NewlineFinder {
  /** Offsets in the stream: no newline stands in [searchedFrom, next), and one stands at `next` if `found`. */
  private searchedFrom = 0;
  private next = 0;
  private found = false;

  constructor(private readonly window: ByteWindow) {}

  /** Place in the window of the first newline at or after `from`, or the window's end. */
  at(from: number): number {
    const { bytes, end, base } = this.window;
    const offset = base + from;
    const known = offset >= this.searchedFrom && offset <= this.next;
    if (known && this.found) return this.next - base;
    if (!known) this.searchedFrom = offset;
    const start = known ? this.next - base : from;
    const index = start < end ? bytes.subarray(start, end).indexOf(0x0a) : -1;
    this.found = index >= 0;
    this.next = base + (index < 0 ? end : start + index);
    return this.next - base;
  }
}
