import { describe, expect, test } from 'vitest';
import { must } from '../base/assert';
import { barAt, barSpan, densityAlpha, indexBars, scaleOf, stepBar, type SwimlaneBar } from './swimlane-geometry';

const T0 = 1_655_467_200_000_000n;
const bar = (requestId: string, from: number, to: number | undefined, lane = 'alice'): SwimlaneBar => ({
  lane,
  requestId,
  from: Number(T0) + from,
  to: to === undefined ? Infinity : Number(T0) + to,
  marks: [],
  tone: 'allowed',
});

const alice = indexBars([bar('late', 600, 700), bar('watch', 0, undefined), bar('quick', 300, 301)]).lanes.get('alice');
const scale = scaleOf({ fromUs: T0, toUs: T0 + 1000n }, 500);
const placed = (id: string) => must(alice?.find((one) => one.requestId === id), id);

describe('bars', () => {
  test('stand in time order in their lane', () => {
    expect(alice?.map((one) => one.requestId)).toEqual(['watch', 'quick', 'late']);
  });
  test('have a place to the pixel, and are never too thin to see', () => {
    expect(barSpan(scale, placed('late'))).toEqual({ x: 300, width: 50 });
    expect(barSpan(scale, placed('quick'))).toEqual({ x: 150, width: 3 });
  });
  test('without an end run out of sight', () => {
    expect(barSpan(scale, placed('watch'))).toEqual({ x: 0, width: 508 });
  });
  test('out of sight have no place', () => {
    expect(barSpan(scaleOf({ fromUs: T0 + 800n, toUs: T0 + 900n }, 500), placed('late'))).toBeUndefined();
  });
});

describe('pointing', () => {
  test('finds the shortest bar, over the long one behind it', () => {
    expect(barAt(alice, scale, 151)?.requestId).toBe('quick');
    expect(barAt(alice, scale, 200)?.requestId).toBe('watch');
    expect(barAt(undefined, scale, 200)).toBeUndefined();
  });
});

describe('stepping', () => {
  test('goes from bar to bar and stops at the ends', () => {
    expect(stepBar(alice, placed('quick'), 1, 0)?.requestId).toBe('late');
    expect(stepBar(alice, placed('late'), 1, 0)?.requestId).toBe('late');
    expect(stepBar(alice, undefined, 1, Number(T0) + 250)?.requestId).toBe('quick');
    expect(stepBar(alice, undefined, -1, Number(T0) + 250)?.requestId).toBe('watch');
    expect(stepBar([], undefined, 1, 0)).toBeUndefined();
  });
});

test('one among very many can be seen', () => {
  expect(densityAlpha(0, 10)).toBe(0);
  expect(densityAlpha(1, 1_000_000)).toBeGreaterThan(0.2);
  expect(densityAlpha(1_000_000, 1_000_000)).toBe(1);
});
