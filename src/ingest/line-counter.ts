/** Where in the text the walk stands: line, column, and whether the line held only white space so far. */
import type { ByteWindow } from './byte-window';
import { NewlineFinder } from './newline-finder';

/** So few bytes are looked at one by one: the newline between two records needs no search. */
const FEW_BYTES = 16;

export class LineCounter {
  /** 1-based line of the first byte not used up. */
  line = 1;
  /** Bytes since the start of the line. */
  column = 0;
  blankSoFar = true;
  private readonly finder: NewlineFinder;

  constructor(private readonly window: ByteWindow) {
    this.finder = new NewlineFinder(window);
  }

  /** The same for the bytes of a record that stands on one line. */
  advanceOnLine(to: number): void {
    this.column += to - this.window.start;
    this.blankSoFar = false;
  }

  /** A byte-order mark is no part of the text: its first line begins behind it. */
  passMark(): void {
    this.column = 0;
    this.blankSoFar = true;
  }

  private step(c: number): void {
    if (c === 0x0a) {
      this.line += 1;
      this.column = 0;
      this.blankSoFar = true;
      return;
    }
    this.column += 1;
    if (c !== 0x20 && c !== 0x09 && c !== 0x0d) this.blankSoFar = false;
  }

  /** Takes note of the bytes from the window's start to `to`, which are being used up. */
  advance(to: number): void {
    const { bytes, start } = this.window;
    let from = start;
    if (to - from <= FEW_BYTES) {
      for (; from < to; from += 1) this.step(bytes[from] ?? 0);
      return;
    }
    for (let newline = from < to ? this.finder.at(from) : to; newline < to; newline = this.finder.at(from)) {
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
