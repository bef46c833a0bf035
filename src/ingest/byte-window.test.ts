import { describe, expect, test } from 'vitest';
import { ByteWindow } from './byte-window';

const MIB = 1024 * 1024;
const chunk = (n: number): Uint8Array => new Uint8Array(MIB).fill(1 + n);

describe('a window that has grown for one long record', () => {
  // So many chunks are used up before the record begins, which decides how far the window grows.
  test.each([0, 1, 3])('after %i chunks comes back to its arena, with nothing lost', (used) => {
    const arena = new Uint8Array(8 * MIB);
    const window = new ByteWindow(arena);
    for (let n = 0; n < 9; n += 1) {
      window.append(chunk(n));
      if (n + 1 === used) window.start = window.end;
    }
    expect(window.bytes === arena).toBe(false);
    expect(window.bytes[window.end - 1]).toBe(9);
    for (let n = 9; n < 60; n += 1) {
      window.start = window.end;
      window.append(chunk(n));
      expect([window.bytes[window.start], window.bytes[window.end], window.base + window.start]).toEqual([1 + n, 0, n * MIB]);
    }
    expect(window.bytes === arena).toBe(true);
  });
});
