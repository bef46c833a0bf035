import fc from 'fast-check';
import { expect, it } from 'vitest';
import { timestampUs } from '../../base/time';
import { bucketsFor } from './buckets';

it('covers every time with few bars, whatever the span', () => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 16n), 10n ** 16n), fc.bigInt(0n, 10n ** 17n), fc.integer({ min: 10, max: 200 }), (first, span, most) => {
      const buckets = bucketsFor(timestampUs(first), timestampUs(first + span), most);
      expect(buckets.fromUs <= first && first + span < buckets.toUs).toBe(true);
      expect(buckets.count).toBeLessThanOrEqual(most + 2);
      expect(buckets.fromUs % buckets.widthUs).toBe(0n);
    }),
  );
});

it('uses round times', () => {
  const minute = 60_000_000n;
  expect(bucketsFor(timestampUs(0n), timestampUs(49n * minute), 110).widthUs).toBe(minute / 2n);
});
