import { tableFromIPC } from '@uwdata/flechette';
import { expect, test } from 'vitest';
import { arrowStream, int32Column, textColumn, textListColumn } from './arrow-batch';
import { joinedStreams } from './joined-streams';

const numbers = (...values: number[]): Uint8Array => arrowStream([['n', int32Column(Int32Array.from(values))], ['t', textColumn(values.map((value) => (value === 2 ? null : `v${value}`)))]]);
const rowsOf = (stream: Uint8Array): unknown[] => tableFromIPC(stream).toArray().map((row: object) => ({ ...row }));

test('streams of one schema become one with all their rows in order', () => {
  const joined = joinedStreams([numbers(1, 2), numbers(3), numbers(4, 5, 6)]);
  expect(joined).toHaveLength(1);
  expect(joined.flatMap(rowsOf)).toEqual([1, 2, 3, 4, 5, 6].map((n) => ({ n, t: n === 2 ? null : `v${n}` })));
});

test('streams of other schemas stay apart, and the order stays', () => {
  const lists = arrowStream([['l', textListColumn([['a'], null])]]);
  const joined = joinedStreams([numbers(1), lists, lists, numbers(2)]);
  expect(joined.map((stream) => rowsOf(stream).length)).toEqual([1, 4, 1]);
});

test('what is given away is never what was given', () => {
  const given = numbers(7);
  expect(joinedStreams([given])[0]?.buffer).not.toBe(given.buffer);
  expect(joinedStreams([])).toEqual([]);
});
