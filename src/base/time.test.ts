import fc from 'fast-check';
import { expect, it } from 'vitest';
import { daysFromCivil, formatDate, formatTimestamp, parseTimestamp, shownBetween, shownClock, timestampUs } from './time';

it('writes every time a link or a record can carry, also those Date cannot hold', () => {
  expect(formatTimestamp(timestampUs(9_999_999_999_999_999_999n))).toBe('+318857-05-20T17:46:39.999999Z');
  expect(formatTimestamp(timestampUs(8_640_000_000_000_000_000n))).toBe('+275760-09-13T00:00:00.000000Z');
  expect(formatDate(timestampUs(8_640_000_086_400_000_000n))).toBe('+275760-09-14');
  expect(formatDate(timestampUs(-9_999_999_999_999_999_999n))).toBe('-314918-08-13');
});

it('writes the dates that Date can hold as Date does', () => {
  const days = fc.integer({ min: -100_000_000, max: 100_000_000 });
  fc.assert(
    fc.property(days, (day) => {
      expect(formatDate(timestampUs(BigInt(day) * 86_400_000_000n))).toBe(new Date(day * 86_400_000).toISOString().replace(/T.*$/, ''));
    }),
    { numRuns: 2_000 },
  );
});

it('reads back what it writes', () => {
  const first = BigInt(daysFromCivil(0, 1, 1)) * 86_400_000_000n;
  const last = BigInt(daysFromCivil(10_000, 1, 1)) * 86_400_000_000n - 1n;
  fc.assert(
    fc.property(fc.bigInt({ min: first, max: last }), (us) => {
      expect(parseTimestamp(formatTimestamp(timestampUs(us)))).toBe(us);
    }),
  );
});

it('refuses a zone that no clock has', () => {
  for (const zone of ['+99:99', '+24:00', '-00:60', '+2400']) expect(parseTimestamp(`2024-01-01T00:00:00${zone}`), zone).toBeUndefined();
  expect(parseTimestamp('2024-01-01T00:00:00+23:59')).toBe(parseTimestamp('2023-12-31T00:01:00Z'));
});

it('shows no digits and no microseconds that the evidence does not have', () => {
  const at = (seconds: number, us = 0) => timestampUs(BigInt(seconds) * 1_000_000n + BigInt(us));
  expect(shownClock(at(3_600))).toBe('01:00:00');
  expect(shownClock(at(3_600, 20))).toBe('01:00:00.000020');
  expect(shownBetween(at(5), at(5))).toBe('under 1 s');
  expect(shownBetween(at(5), at(12))).toBe('7 s');
  expect(shownBetween(at(12), at(5))).toBe('−7 s');
  expect(shownBetween(at(5), at(605))).toBe('10 min 0 s');
  expect(shownBetween(at(5), at(5, 1))).toBe('1 µs');
  expect(shownBetween(at(5, 1), at(12))).toBe('6.999 s');
});
