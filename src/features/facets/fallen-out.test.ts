import { expect, test } from 'vitest';
import { fallenOut } from './fallen-out';

const rows = (...values: (string | null)[]) => values.map((value, i) => ({ value, n: 9 - i }));
const zero = (...values: (string | null)[]) => values.map((value) => ({ value, n: 0 }));

test.each([
  ['what is gone stands with 0, in its old order', rows('b'), rows('a', 'b', null), 5, zero('a', null)],
  ['as many as had room', rows('x'), rows('a', 'b', 'c', 'd'), 3, zero('a', 'b')],
  ['none where the list is as long as it was', rows('x', 'y'), rows('a', 'b'), 5, []],
  ['none where nothing was seen before', rows('x'), [], 5, []],
  ['all, where nothing is left', [], rows('a', 'b'), 5, zero('a', 'b')],
])('%s', (_, now, seen, room, expected) => {
  expect(fallenOut(now, seen, room)).toEqual(expected);
});
