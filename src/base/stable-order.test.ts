import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stableOrder } from './stable-order';

const rest = () => Promise.resolve();

test('orders like a stable comparison, with what has no key last', async () => {
  const key = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), fc.integer({ min: 0, max: 2 ** 52 }), fc.constant(NaN));
  await fc.assert(
    fc.asyncProperty(fc.array(key, { maxLength: 200 }), fc.boolean(), fc.boolean(), async (keys, descending, reversed) => {
      const order = Array.from(keys, (_, i) => (reversed ? keys.length - 1 - i : i));
      const compare = (a: number, b: number): number => {
        const [x = NaN, y = NaN] = [keys[a], keys[b]];
        if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
        return descending ? y - x : x - y;
      };
      const found = await stableOrder(Int32Array.from(order), Float64Array.from(keys), descending, rest);
      expect(Array.from(found)).toEqual(order.toSorted(compare));
    }),
    { numRuns: 1_000 },
  );
});
