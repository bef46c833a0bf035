/** Where in the text the walk stands: line, column, and whether the line held only white space so far. */
import type { ByteWindow } from './byte-window';

export class LineCounter {
  /** 1-based line of the first byte not used up. */
  line = 1;
  /** Bytes since the start of the line. */
  column = 0;
  blankSoFar = true;
  /** Offset in the stream of the next newline at or after `searchedFrom`, or of the end of what was searched. */
  private next = 0;
  private searchedFrom = -1;

  constructor(private readonly window: ByteWindow) {}

  /** Place in the window of the first newline at or after `from`, or the window's end. */
  newlineAt(from: number): number {
    const { bytes, end, base } = this.window;
    const next = this.next - base;
    if (base + from >= this.searchedFrom && from <= next && next < end && bytes[next] === 0x0a) return next;
    const found = bytes.subarray(from, end).indexOf(0x0a);
    this.searchedFrom = base + from;
    this.next = base + (found < 0 ? end : from + found);
    return this.next - base;
  }

  /** Takes note of the bytes from the window's start to `to`, which are being used up. */
  advance(to: number): void {
    const { bytes, start } = this.window;
    let from = start;
    for (let newline = from < to ? this.newlineAt(from) : to; newline < to; newline = this.newlineAt(from)) {
      this.line += 1;
      this.column = 0;
      this.blankSoFar = true;
      from = newline + 1;
      if (from >= to) return;
    }
    this.column += to - from;
    if (this.blankSoFar) {
      for (let p = from; p < to; p += 1) {
        const c = bytes[p];
        if (c !== 0x20 && c !== 0x09 && c !== 0x0d) {
          this.blankSoFar = false;
          break;
        }
      }
    }
  }
}
