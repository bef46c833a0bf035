import fc from 'fast-check';
import { expect, it } from 'vitest';
import { offsetWords, parseOffset } from './time-offset';

it('reads seconds to the microsecond, and nothing else', () => {
  expect(['+2.5', '-3600', '0.000001', '1,5 s', '−7', ' 3 '].map(parseOffset)).toEqual([2_500_000n, -3_600_000_000n, 1n, 1_500_000n, -7_000_000n, 3_000_000n]);
  expect(['', 'x', '1.1234567', '1e3', '--1', '1 min', '99999999999'].map(parseOffset)).toEqual(Array.from({ length: 7 }, () => undefined));
});

it('writes what it reads', () => {
  expect(offsetWords(-2_500_000n)).toBe('−2.5 s');
  fc.assert(fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (us) => {
    expect(parseOffset(offsetWords(us))).toBe(us);
  }));
});
