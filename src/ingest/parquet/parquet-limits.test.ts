/** Tables that claim what they are not: the reader says so, and neither time nor memory is theirs to choose. */
import { gzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { hostileTable, run, type Claims } from './hostile-parquet.testing';
import { ParquetRows } from './parquet-rows';

vi.setConfig({ testTimeout: 60_000 });

async function read(claims: Claims): Promise<{ readonly text: string; readonly trouble: string | undefined }> {
  const rows = new ParquetRows(new Blob([hostileTable(claims)]));
  let text = '';
  for await (const piece of rows.pieces()) text += new TextDecoder().decode(piece.bytes);
  return { text, trouble: rows.trouble };
}

const integers = (...values: readonly number[]): Uint8Array => new Uint8Array(Int32Array.from(values).buffer);
const page = (...values: readonly number[]) => ({ content: integers(...values), values: values.length });
/** A page of a list column: levels of repetition and of definition, each one run, and one value for each that is there. */
const listPage = (repetition: number, times: number, ...values: readonly number[]) => ({ content: Uint8Array.from([...run(repetition, times), ...run(values.length === 0 ? 0 : 1, times), ...integers(...values)]), values: times });

test('the tables of these tests are ones that can be read', async () => {
  expect(await read({ pages: [page(7, 8), page(9)], rows: 3 })).toEqual({ text: '{"v":7}\n{"v":8}\n{"v":9}\n', trouble: undefined });
  expect(await read({ pages: [listPage(0, 1, 7), listPage(1, 2, 8, 9)], isList: true })).toEqual({ text: '{"v":[7,8,9]}\n', trouble: undefined });
});

test.each<[string, number]>([['nothing', 0], ['Snappy', 1], ['gzip', 2], ['zstd', 6]])('a page packed with %s that says it unpacks to 2 GB', async (_, codec) => {
  const { text, trouble } = await read({ pages: [{ ...page(7), unpackedBytes: 0x7fffffff }], codec });
  expect(text).toBe('\n');
  expect(trouble).toMatch(/unpacks to 2\.\d+ G|pages of more than/);
});

test.each<[string, number]>([['Snappy', 1], ['gzip', 2], ['zstd', 6]])('a page packed with %s that is not what it says', async (_, codec) => {
  expect(await read({ pages: [{ ...page(7), unpackedBytes: 100_000_000 }], codec })).toMatchObject({ text: '\n', trouble: expect.stringMatching(/damaged/) });
});

test('a page that unpacks to more than it says', async () => {
  const bomb = Uint8Array.from(gzipSync(new Uint8Array(50_000_000)));
  const { text } = await read({ pages: [{ content: bomb, values: 1, unpackedBytes: 4 }], codec: 2 });
  expect(text.length).toBeLessThan(20);
});

test('more values than are there', async () => {
  expect(await read({ pages: [{ ...page(7), values: 0x7fffffff }] })).toMatchObject({ text: '\n', trouble: expect.stringMatching(/pages of more than/) });
  expect(await read({ pages: [{ ...page(7), values: 1_000_000 }], rows: 1 })).toMatchObject({ text: '\n', trouble: expect.stringMatching(/damaged/) });
  expect((await read({ pages: [page(7)], values: 2n ** 62n })).trouble).toMatch(/damaged/);
});

test('a footer that says there are more rows, groups or values', async () => {
  const many = await read({ pages: [page(7)], rows: 2n ** 52n });
  expect(many.text).toBe('{"v":7}\n');
  expect(many.trouble).toMatch(/So many rows are missing/);
  expect((await read({ pages: [page(7)], rows: -1 })).trouble).toMatch(/is said to have/);
  for (const groups of [2, 1_000, 0x7fffffff]) expect((await read({ pages: [page(7)], groups })).trouble).toMatch(/damaged/);
});

test('one row that is a list of millions, in a few bytes', async () => {
  const { text, trouble } = await read({ pages: [listPage(0, 1), ...Array.from({ length: 50 }, () => listPage(1, 4_000_000))], isList: true });
  expect(text).toBe('\n');
  expect(trouble).toMatch(/more than 4,194,304 values in one column/);
});

test('one row that goes on through very many pages costs no more than their number', async () => {
  const pages = 40_000;
  const { text, trouble } = await read({ pages: [listPage(0, 1, 7), ...Array.from({ length: pages }, () => listPage(1, 1, 8))], isList: true });
  expect(trouble).toBeUndefined();
  expect(text).toBe(`{"v":[7${',8'.repeat(pages)}]}\n`);
});
