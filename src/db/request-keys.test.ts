import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RequestKeys } from './request-keys';

const ask = (keys: RequestKeys, key: readonly number[], eventId: number): number => {
  keys.key.set(key);
  return keys.of(eventId);
};

describe('the numbers of requests', () => {
  it('are those of the first event with the same key, over many pages and growths', () => {
    const keys = new RequestKeys();
    const keyOf = (n: number) => [n, n >> 3, 7, 7, n % 5, 0, 1, 2, 3];
    for (let n = 1; n <= 50_000; n += 1) expect(ask(keys, keyOf(n), n)).toBe(n);
    for (let n = 1; n <= 50_000; n += 1) expect(ask(keys, keyOf(n), 100_000 + n)).toBe(n);
  });

  it('say what a map of the keys as texts says', () => {
    const key = fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 9, maxLength: 9 });
    fc.assert(fc.property(fc.array(key, { maxLength: 60 }), (asked) => {
      const keys = new RequestKeys();
      const known = new Map<string, number>();
      asked.forEach((each, i) => {
        const text = each.join(' ');
        if (!known.has(text)) known.set(text, i + 1);
        expect(ask(keys, each, i + 1)).toBe(known.get(text));
      });
    }));
  });
});
