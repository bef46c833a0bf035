/** Tables written by another program come out as it says they are; damage is a sentence and never a wrong row. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { parquetMetadata } from 'hyparquet/src/metadata.js';
import { tableWriter, type TableWriter } from './parquet-fixture.testing';
import { ParquetRows } from './parquet-rows';

vi.setConfig({ testTimeout: 60_000 });

let writer: TableWriter;
beforeAll(async () => {
  writer = await tableWriter();
});
afterAll(() => writer.close());

const table = (query: string, options?: string): Promise<Uint8Array<ArrayBuffer>> => writer.write(query, options);

async function rowsOf(bytes: Uint8Array<ArrayBuffer>, limits?: ConstructorParameters<typeof ParquetRows>[2]): Promise<{ readonly lines: string[]; readonly trouble: string | undefined }> {
  const rows = new ParquetRows(new Blob([bytes]), undefined, limits);
  let text = '';
  for await (const piece of rows.pieces()) text += new TextDecoder().decode(piece.bytes);
  return { lines: text.split('\n').slice(0, -1), trouble: rows.trouble };
}

const whole = async (query: string, options?: string): Promise<string[]> => {
  const { lines, trouble } = await rowsOf(await table(query, options));
  expect(trouble).toBeUndefined();
  return lines;
};

describe('values', () => {
  test.each<[string, string, string]>([
    ['text', `'a "b" mäx 漢' AS v`, '"a \\"b\\" mäx 漢"'],
    ['bytes that are no text', `'\\xFF\\x00'::BLOB AS v`, '{"base64":"/wA="}'],
    ['64-bit integers', '9007199254740993::BIGINT AS v', '9007199254740993'],
    ['unsigned integers', '18446744073709551615::UBIGINT AS v', '18446744073709551615'],
    ['small unsigned integers', '4294967295::UINTEGER AS v', '4294967295'],
    ['doubles', '1.5::DOUBLE AS v', '1.5'],
    ['a double that is none', `'NaN'::DOUBLE AS v`, '"NaN"'],
    ['truth', 'true AS v', 'true'],
    ['decimals', '-12.30::DECIMAL(9,2) AS v', '-12.30'],
    ['wide decimals', '12345678901234567890123456.789::DECIMAL(38,3) AS v', '12345678901234567890123456.789'],
    ['small decimals', '-0.05::DECIMAL(4,2) AS v', '-0.05'],
    ['times to the microsecond', `TIMESTAMPTZ '2025-02-03 04:05:06.000007+00' AS v`, '"2025-02-03T04:05:06.000007Z"'],
    ['times to the nanosecond', `TIMESTAMP_NS '2025-02-03 04:05:06.123456789' AS v`, '"2025-02-03T04:05:06.123456789"'],
    ['times to the millisecond', `TIMESTAMP_MS '2025-02-03 04:05:06.007' AS v`, '"2025-02-03T04:05:06.007"'],
    ['times before 1970', `TIMESTAMPTZ '1969-12-31 23:59:59.999999+00' AS v`, '"1969-12-31T23:59:59.999999Z"'],
    ['dates', `DATE '2025-02-03' AS v`, '"2025-02-03"'],
    ['clock times', `TIME '04:05:06.000007' AS v`, '"04:05:06.000007"'],
    ['UUIDs', `'6f1ed002-ab55-4b4c-8d38-000000000001'::UUID AS v`, '"6f1ed002-ab55-4b4c-8d38-000000000001"'],
    ['JSON', `'{"a": [1,\n2]}'::JSON AS v`, '{"a": [1, 2]}'],
    ['lists', `['a', NULL, 'b'] AS v`, '["a",null,"b"]'],
    ['empty lists', '[]::VARCHAR[] AS v', '[]'],
    ['lists of lists', '[[1, 2], [], NULL, [3]] AS v', '[[1,2],[],null,[3]]'],
    ['structs', `{'a': 1, 'b': {'c': 'x', 'd': NULL}} AS v`, '{"a":1,"b":{"c":"x"}}'],
    ['maps', `MAP {'k.8s/x': 'y', 'z': NULL} AS v`, '{"k.8s/x":"y","z":null}'],
    ['lists of structs with lists', `[{'a': [1]}, {'a': NULL}, {'a': [2, 3]}] AS v`, '[{"a":[1]},{},{"a":[2,3]}]'],
  ])('%s', async (_, select, json) => {
    expect(await whole(`SELECT ${select}`)).toEqual([`{"v":${json}}`]);
  });

  test('what is not there is left out', async () => {
    expect(await whole('SELECT NULL::VARCHAR AS a, 1 AS b, NULL::STRUCT(x INTEGER) AS c, NULL::VARCHAR[] AS d')).toEqual(['{"b":1}']);
  });
});

/** The same rows as DuckDB itself writes them to JSON, without what is null. */
async function asJson(query: string): Promise<unknown[]> {
  const texts = await writer.texts(`SELECT to_json(t)::VARCHAR AS j FROM (${query}) t`);
  return texts.map((text) => withoutNulls(JSON.parse(text)));
}
const withoutNulls = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null).map(([key, member]) => [key, withoutNulls(member)]));
};

const MANY = `SELECT i, 'user-' || (i % 7) AS u, CASE WHEN i % 5 = 0 THEN NULL ELSE i * 3 END AS n, list_transform(range(i % 4), x -> {'k': 'v' || x, 'l': range(x)}) AS deep, {'a': CASE WHEN i % 3 = 0 THEN NULL ELSE 's' || i END} AS st FROM range(40000) t(i)`;

describe.each([
  ['zstd', ', COMPRESSION zstd'], ['gzip', ', COMPRESSION gzip'], ['snappy', ', COMPRESSION snappy'], ['nothing', ', COMPRESSION uncompressed'],
  ['pages of version 2', ', PARQUET_VERSION V2'], ['many groups', ', ROW_GROUP_SIZE 4096'],
])('40,000 rows packed with %s', (_, options) => {
  test('are what the writer had', async () => {
    const lines = await whole(MANY, options);
    const expected = await asJson(MANY);
    expect(lines).toHaveLength(40_000);
    // One comparison: forty thousand of them would take longer than reading.
    expect(lines.map((line) => JSON.stringify(JSON.parse(line)))).toEqual(expected.map((row) => JSON.stringify(row)));
  });
});

test('a codec that is not read is named', async () => {
  const { lines, trouble } = await rowsOf(await table('SELECT 1 AS v', ', COMPRESSION brotli'));
  expect(lines).toEqual(['']);
  expect(trouble).toMatch(/The column v is packed with BROTLI, which is not read \(SNAPPY, GZIP, ZSTD are\)/);
});

describe('bad input', () => {
  const three = `SELECT i, 'x' || i AS t FROM range(3) t(i)`;

  test('cut at every place: no row is made up, and it is said', async () => {
    const bytes = await table(three);
    for (let length = 4; length < bytes.length; length += 1) {
      const { lines, trouble } = await rowsOf(bytes.slice(0, length));
      expect(lines.filter((line) => line !== '')).toEqual([]);
      expect(trouble).toMatch(/cut|damaged/);
    }
  });

  test('a footer longer than the file', async () => {
    const bytes = await table(three);
    new DataView(bytes.buffer).setUint32(bytes.length - 8, 0x7fffffff, true);
    expect((await rowsOf(bytes)).trouble).toMatch(/more than the file has/);
  });

  test('every byte of the file wrong, one at a time: it ends, and what is read is said to be damaged or is as it was elsewhere', async () => {
    const bytes = await table(three, ', COMPRESSION uncompressed');
    for (let at = 0; at < bytes.length; at += 1) {
      const wrong = bytes.slice();
      wrong[at] = (wrong[at] ?? 0) ^ 0xff;
      const { lines } = await rowsOf(wrong, { freeBytes: 100_000, ratio: 1 });
      for (const line of lines) if (line !== '') expect(() => JSON.parse(line) as unknown).not.toThrow();
    }
  });

  test('any bytes between the marks', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (inside) => {
      const bytes = Uint8Array.from([0x50, 0x41, 0x52, 0x31, ...inside, inside.length & 0xff, 0, 0, 0, 0x50, 0x41, 0x52, 0x31]);
      expect((await rowsOf(bytes)).trouble).toBeDefined();
    }), { numRuns: 300 });
  });

  test('an encrypted file', async () => {
    const { lines, trouble } = await rowsOf(await table(three, `, ENCRYPTION_CONFIG {footer_key: 'key'}`));
    expect(lines).toEqual([]);
    expect(trouble).toMatch(/is encrypted/);
  });

  test('more columns than any log has', async () => {
    const bytes = await table(`SELECT ${Array.from({ length: 5_000 }, (_, at) => `${at} AS c${at}`).join(', ')}`);
    expect((await rowsOf(bytes)).trouble).toMatch(/has 5,000 columns/);
  });

  test('a table that unpacks to far more than it is', async () => {
    const bytes = await table(`SELECT repeat('x', 10000) AS v FROM range(20000)`, ', COMPRESSION zstd');
    const { trouble } = await rowsOf(bytes, { freeBytes: 1_000_000, ratio: 10 });
    expect(trouble).toMatch(/unpacks to more than 10 times its size/);
  });

  test('a group that cannot be read leaves the rows behind it their numbers', async () => {
    const bytes = await table('SELECT i FROM range(6144) t(i)', ', ROW_GROUP_SIZE 2048, COMPRESSION uncompressed');
    // A page of the second group: its number of bytes cannot be.
    const second = Number(parquetMetadata(bytes).row_groups[1]?.columns[0]?.meta_data?.data_page_offset);
    bytes.fill(0xff, second, second + 12);
    const { lines, trouble } = await rowsOf(bytes);
    expect(trouble).toMatch(/Rows 2,049 to 4,096 are not read/);
    expect(lines).toHaveLength(6144);
    expect([lines[2047], lines[2048], lines[4095], lines[4096]]).toEqual(['{"i":2047}', '', '', '{"i":4096}']);
  });
});
