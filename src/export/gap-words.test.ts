import { expect, it } from 'vitest';
import { timestampUs } from '../base/time';
import { gapWords } from './gap-words';

it.each([
  [0n, 'at the same microsecond'],
  [7n, '7 µs later'],
  [1_500_000n, '1.500 s later'],
  [252_000_000n, '4 min 12 s later'],
  [7_380_000_000n, '2 h 3 min later'],
  [7_200_000_000n, '2 h later'],
  [90_000_000_000n, '1 d 1 h later'],
  [-60_000_000n, '1 min earlier'],
])('%s µs is %s', (gap, words) => {
  expect(gapWords(timestampUs(1_000_000_000n), timestampUs(1_000_000_000n + gap))).toBe(words);
});
