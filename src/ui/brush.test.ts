import { expect, test } from 'vitest';
import { bucketAt, dragTo, gripAt, placeOf, rangeBetween, rangeUs } from './brush';

const space = { firstUs: 1_000n, widthUs: 10n, count: 20 };

test('a press finds its bucket, also beyond the ends', () => {
  expect(bucketAt(0, 200, 20)).toBe(0);
  expect(bucketAt(105, 200, 20)).toBe(10);
  expect(bucketAt(-30, 200, 20)).toBe(0);
  expect(bucketAt(999, 200, 20)).toBe(19);
});

test('an edge within reach is taken, anything else starts anew', () => {
  const range = { from: 5, to: 9 };
  expect(gripAt(52, 200, 20, range)).toBe('from');
  expect(gripAt(97, 200, 20, range)).toBe('to');
  expect(gripAt(70, 200, 20, range)).toBe('new');
  expect(gripAt(52, 200, 20, undefined)).toBe('new');
});

test('dragging an edge past the other turns the range round', () => {
  expect(dragTo('from', { from: 5, to: 9 }, 5, 12)).toEqual({ from: 9, to: 12 });
  expect(dragTo('to', { from: 5, to: 9 }, 9, 2)).toEqual({ from: 2, to: 5 });
  expect(dragTo('new', undefined, 7, 3)).toEqual(rangeBetween(3, 7));
});

test('a range of buckets is a range of time and back', () => {
  const us = rangeUs(space, { from: 2, to: 4 });
  expect(us).toEqual({ fromUs: 1_020n, toUs: 1_050n });
  expect(placeOf(space, us)).toEqual({ from: 2, to: 5 });
});

test('a range outside has no place, one that overlaps is cut', () => {
  expect(placeOf(space, { fromUs: 0n, toUs: 900n })).toBeUndefined();
  expect(placeOf(space, { fromUs: 0n, toUs: 1_015n })).toEqual({ from: 0, to: 1.5 });
});
