/** Sorts positions by numbers, keeping the order of equal ones: a radix sort over digits of sixteen bits. */
import { inBlocks } from './in-blocks';

const DIGITS = 65_536;
const WORD = 2 ** 32;

/**
 * The positions in `order`, by `keys[position]`, ascending or descending; those whose key is NaN come last either way, and
 * equal ones stay in the order in which they were. Keys are whole numbers less than 2^53 apart.
 */
export async function stableOrder(order: Int32Array, keys: Float64Array, descending: boolean): Promise<Int32Array> {
  const count = order.length;
  let min = Infinity;
  let max = -Infinity;
  await inBlocks(keys.length, (start, end) => {
    for (let i = start; i < end; i += 1) {
      const key = keys[i] ?? NaN;
      if (key < min) min = key;
      if (key > max) max = key;
    }
  });
  // Those with a key at the front, those without behind them.
  let from = new Int32Array(count);
  let known = 0;
  await inBlocks(count, (start, end) => {
    for (let i = start; i < end; i += 1) {
      const position = order[i] ?? 0;
      if (!Number.isNaN(keys[position])) from[known++] = position;
    }
  });
  let at = known;
  if (known < count) {
    await inBlocks(count, (start, end) => {
      for (let i = start; i < end; i += 1) {
        const position = order[i] ?? 0;
        if (Number.isNaN(keys[position])) from[at++] = position;
      }
    });
  }
  // The distance from where the order begins, in words: arithmetic of integers is several times faster.
  const words = new Uint32Array(keys.length);
  let to = from.slice();
  for (let part = 1; part === 1 || max - min >= part; part *= WORD) {
    const unit = part;
    await inBlocks(keys.length, (start, end) => {
      for (let i = start; i < end; i += 1) {
        const key = keys[i] ?? 0;
        words[i] = (descending ? max - key : key - min) / unit;
      }
    });
    for (let shift = 0; shift < 32 && (max - min) / part >= 2 ** shift; shift += 16) {
      await pass(from, to, known, words, shift);
      [from, to] = [to, from];
    }
  }
  return from;
}

async function pass(from: Int32Array, to: Int32Array, count: number, words: Uint32Array, shift: number): Promise<void> {
  const places = new Int32Array(DIGITS);
  await inBlocks(count, (start, end) => {
    for (let i = start; i < end; i += 1) {
      const digit = ((words[from[i] ?? 0] ?? 0) >>> shift) & 0xffff;
      places[digit] = (places[digit] ?? 0) + 1;
    }
  });
  let next = 0;
  for (let digit = 0; digit < DIGITS; digit += 1) {
    const size = places[digit] ?? 0;
    places[digit] = next;
    next += size;
  }
  await inBlocks(count, (start, end) => {
    for (let i = start; i < end; i += 1) {
      const position = from[i] ?? 0;
      const digit = ((words[position] ?? 0) >>> shift) & 0xffff;
      const place = places[digit] ?? 0;
      places[digit] = place + 1;
      to[place] = position;
    }
  });
}
