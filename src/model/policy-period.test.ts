import { expect, test } from 'vitest';
import { timestampUs } from '../base/time';
import { endOf, inOrder, periodAt, type PolicyPeriod } from './policy-period';

const period = (name: string, fromUs: bigint | null): PolicyPeriod => ({ place: { sha256Prefix: name.repeat(16).slice(0, 16), byteOffset: 0, nth: 0 }, evidenceName: name, fromUs: fromUs === null ? null : timestampUs(fromUs) });
const [a, b, again] = [period('a', null), period('b', 100n), period('a', 200n)];

test.each<[string, readonly PolicyPeriod[], bigint, PolicyPeriod | undefined]>([
  ['one from the beginning holds always', [a], -5n, a],
  ['one that has not begun holds not', [b], 99n, undefined],
  ['it holds from its very beginning', [b], 100n, b],
  ['the next one takes over', [a, b], 100n, b],
  ['until then the one before holds', [a, b], 99n, a],
  ['one policy may come back', [again, a, b], 250n, again],
  ['nothing stated', [], 0n, undefined],
])('%s', (_, periods, at, expected) => {
  expect(periodAt(periods, timestampUs(at))).toEqual(expected);
});

test('periods are put in order, and of two from one time on the later stated one is kept', () => {
  expect(inOrder([again, b, a, period('c', 100n)]).map(({ evidenceName }) => evidenceName)).toEqual(['a', 'c', 'a']);
  expect([endOf([a, b, again], a), endOf([a, b, again], b), endOf([a, b, again], again)]).toEqual([100n, 200n, null]);
});
