import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gapsOf, padded, readingWindow } from './timeline-window';

const HOUR = 3_600_000_000n;
const T0 = 1_655_467_200_000_000n;
const bounds = { fromUs: T0, toUs: T0 + 24n * HOUR };

describe('the window that is read', () => {
  it('holds what is seen, and not much more', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 23n * HOUR }), fc.bigInt({ min: 100n, max: HOUR }), fc.integer({ min: 100, max: 3000 }), (offset, span, width) => {
      const view = { fromUs: T0 + offset, toUs: T0 + offset + span };
      const window = readingWindow(view, bounds, width);
      expect(window.fromUs <= view.fromUs && window.toUs >= view.toUs).toBe(true);
      expect(Number(window.toUs - window.fromUs)).toBeLessThan(Number(span) * 2.2 + 16);
      expect(Number(span) / Number(window.bucketUs)).toBeLessThan(width / 2.5 + 61);
    }));
  });
  it('stays where it is while the view moves a little', () => {
    const at = (offset: bigint) => readingWindow({ fromUs: T0 + HOUR + offset, toUs: T0 + 2n * HOUR + offset }, bounds, 570);
    const seen = new Set(Array.from({ length: 100 }, (_, i) => String(at(BigInt(i) * 1_000_000n).fromUs)));
    expect(seen.size).toBeLessThan(3);
  });
  it('ends near the bounds', () => {
    const window = readingWindow(padded(bounds.fromUs, bounds.toUs), bounds, 570);
    expect(Number(bounds.fromUs - window.fromUs)).toBeLessThan(Number(5n * HOUR));
  });
});

describe('gaps', () => {
  it('lie before, between and after the files', () => {
    const gaps = gapsOf([{ fromUs: T0 + 5n * HOUR, toUs: T0 + 6n * HOUR }, { fromUs: T0, toUs: T0 + HOUR }, { fromUs: T0 + HOUR + 1_000_000n, toUs: T0 + 2n * HOUR }]);
    expect(gaps.slice(1, -1)).toEqual([{ fromUs: T0 + 2n * HOUR, toUs: T0 + 5n * HOUR }]);
    expect(gaps[0]?.toUs).toBe(T0);
    expect(gaps.at(-1)?.fromUs).toBe(T0 + 6n * HOUR);
    expect(gapsOf([])).toEqual([]);
  });
});
