import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankedOrder } from './ranked-order';

const inOrder = async (order: readonly number[], keys: readonly number[], ranked: readonly number[]): Promise<number[]> =>
  Array.from(await rankedOrder(Int32Array.from(order), Int32Array.from(keys), Int32Array.from(ranked)));

describe('order by rank', () => {
  it('puts positions in the order of their keys’ ranks', async () => {
    expect(await inOrder([0, 1, 2, 3], [7, 5, 7, 9], [9, 7, 5])).toEqual([3, 0, 2, 1]);
  });
  it('keeps the order of equal ones, whichever it is', async () => {
    expect(await inOrder([3, 2, 1, 0], [1, 1, 2, 1], [2, 1])).toEqual([2, 3, 1, 0]);
  });
  it('puts keys without a rank last, those past the highest rank too', async () => {
    expect(await inOrder([0, 1, 2, 3], [0, 4, 90, 0], [4])).toEqual([1, 0, 2, 3]);
  });
  it('orders only the positions it is given', async () => {
    expect(await inOrder([4, 0], [2, 0, 0, 0, 1], [1, 2])).toEqual([4, 0]);
  });
  it('has nothing to do without positions or without ranks', async () => {
    expect(await inOrder([], [], [1])).toEqual([]);
    expect(await inOrder([1, 0], [3, 3], [])).toEqual([1, 0]);
  });
  it('is what a stable sort gives', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(12), { maxLength: 60 }), fc.uniqueArray(fc.nat(12), { maxLength: 12 }), async (keys, ranked) => {
        const rank = (position: number): number => {
          const place = ranked.indexOf(keys[position] ?? 0);
          return place < 0 ? ranked.length : place;
        };
        const order = keys.map((_, i) => keys.length - 1 - i);
        expect(await inOrder(order, keys, ranked)).toEqual(order.toSorted((a, b) => rank(a) - rank(b)));
      }),
    );
  });
});
