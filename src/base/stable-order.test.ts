import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stableOrder } from './stable-order';

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
      const found = await stableOrder(Int32Array.from(order), Float64Array.from(keys), descending);
      expect(Array.from(found)).toEqual(order.toSorted(compare));
    }),
    { numRuns: 1_000 },
  );
});

test.each([[[5, 3, 0, 2 ** 32]], [[70_000 * 2 ** 16, 3 * 2 ** 16, 0, 2 ** 32 * 9 + 7]], [[1, 0, 2 ** 33]]])('looks at every digit where the widest distance has none there: %j', async (keys) => {
  const order = keys.map((_, i) => i);
  expect(Array.from(await stableOrder(Int32Array.from(order), Float64Array.from(keys), false))).toEqual(order.toSorted((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0)));
});

test('so many that it has to rest between are ordered the same', async () => {
  const keys = Float64Array.from({ length: 1_000_000 }, (_, i) => (i * 2_654_435_761) % 70_000);
  const found = await stableOrder(Int32Array.from(keys, (_, i) => i), keys, false);
  let isOrdered = true;
  for (let i = 1; i < found.length; i += 1) {
    const [a = 0, b = 0] = [found[i - 1], found[i]];
    const [x = 0, y = 0] = [keys[a], keys[b]];
    isOrdered &&= x < y || (x === y && a < b);
  }
  expect(isOrdered).toBe(true);
});
