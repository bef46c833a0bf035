import { expect, it } from 'vitest';
import { LEAST_NAMES, namesWidth } from './swimlane-names';

it('the names take what they need, within what the chart can spare', () => {
  const of = (characters: number, width: number): number => namesWidth([{ characters: 3, total: 9 }, { characters, total: 1_200 }], width);
  expect(of(2, 1_000)).toBe(LEAST_NAMES);
  expect(of(30, 1_000)).toBeGreaterThan(240);
  expect(of(30, 1_000)).toBeLessThan(300);
  expect(of(300, 2_000)).toBe(380);
  expect(of(300, 600)).toBe(210);
  expect(namesWidth([], 0)).toBe(LEAST_NAMES);
});
