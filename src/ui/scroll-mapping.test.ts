import { describe, expect, test } from 'vitest';
import { clampTop, isScaled, MAX_TRACK, pageRows, toContentTop, topShowing, toTrackTop, trackHeight, visibleRows } from './scroll-mapping';

const space = (rowCount: number) => ({ rowCount, rowHeight: 28, viewport: 500 });

describe('the track of a grid', () => {
  test('is the content itself while that fits', () => {
    const small = space(500_000);
    expect(isScaled(small)).toBe(false);
    expect(toContentTop(small, 123_456)).toBe(123_456);
    expect(toTrackTop(small, 123_456)).toBe(123_456);
  });

  test('never grows past the cap, and its ends are the ends of the content', () => {
    const large = space(10_000_000);
    expect(trackHeight(large)).toBe(MAX_TRACK);
    expect(toContentTop(large, 0)).toBe(0);
    expect(toContentTop(large, MAX_TRACK - 500)).toBe(280_000_000 - 500);
    expect(toTrackTop(large, 280_000_000 - 500)).toBe(MAX_TRACK - 500);
  });

  test('there and back again is the same place', () => {
    const large = space(10_000_000);
    for (const top of [1, 28, 999_999, 140_000_001, 279_999_499]) expect(toContentTop(large, toTrackTop(large, top))).toBeCloseTo(top, 4);
  });
});

describe('rows on screen', () => {
  test('are those partly seen', () => {
    expect(visibleRows(space(100), 0)).toEqual({ first: 0, last: 17 });
    expect(visibleRows(space(100), 27)).toEqual({ first: 0, last: 18 });
    expect(visibleRows(space(100), 28, 2)).toEqual({ first: 0, last: 20 });
  });

  test('reach the very last row of ten million', () => {
    expect(visibleRows(space(10_000_000), Infinity).last).toBe(9_999_999);
  });

  test('are none when there are no rows', () => {
    const { first, last } = visibleRows(space(0), 0);
    expect(last).toBeLessThan(first);
  });
});

describe('showing a row', () => {
  const grid = space(10_000_000);
  test('does not move when it is seen', () => expect(topShowing(grid, 280, 12)).toBe(280));
  test('moves just far enough', () => {
    expect(topShowing(grid, 280, 9)).toBe(252);
    expect(topShowing(grid, 0, 18)).toBe(19 * 28 - 500);
    expect(topShowing(grid, 0, 9_999_999)).toBe(280_000_000 - 500);
  });
  test('stays inside the content', () => {
    expect(clampTop(space(3), 1000)).toBe(0);
    expect(pageRows(grid)).toBe(16);
  });
});
