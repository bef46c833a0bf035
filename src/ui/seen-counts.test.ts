import { expect, test } from 'vitest';
import { seenCounts } from './seen-counts';

test('one among very many is drawn two pixels high, nothing is not drawn', () => {
  expect(seenCounts([9_999, 1, 0], 10_000, 100)).toEqual([9_999, 200, 0]);
});

test('without height or counts there is nothing to lift', () => {
  expect(seenCounts([0, 0], 0, 0)).toEqual([0, 0]);
});
