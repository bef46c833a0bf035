/** A table of one column, byte by byte, so that it can claim what no writer would (parquet-format, parquet.thrift; Thrift compact protocol). */

type Field = readonly [id: number, type: 'i32' | 'i64' | 'binary' | 'struct' | 'list', value: readonly number[]];
const TYPES = { i32: 5, i64: 6, binary: 8, list: 9, struct: 12 } as const;

function varint(value: number | bigint): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return [...bytes, Number(rest)];
}
const whole = (value: number | bigint): number[] => varint((BigInt(value) << 1n) ^ (BigInt(value) >> 63n));
const text = (value: string): number[] => [...varint(value.length), ...new TextEncoder().encode(value)];
export const list = (type: keyof typeof TYPES, items: readonly (readonly number[])[], said = items.length): number[] => [...(said < 15 ? [(said << 4) | TYPES[type]] : [0xf0 | TYPES[type], ...varint(said)]), ...items.flat()];
function struct(fields: readonly Field[]): number[] {
  let last = 0;
  const bytes = fields.flatMap(([id, type, value]) => {
    const delta = id - last;
    last = id;
    return [(delta << 4) | TYPES[type], ...value];
  });
  return [...bytes, 0];
}

export interface ClaimedPage {
  /** Bytes as they stand in the file; the levels, where there are, and the values. */
  readonly content: Uint8Array;
  readonly values: number;
  readonly unpackedBytes?: number;
}

export interface Claims {
  readonly pages: readonly ClaimedPage[];
  /** 0 nothing, 1 Snappy, 2 gzip, 6 zstd. */
  readonly codec?: number;
  /** A list of integers instead of an integer a row. */
  readonly isList?: boolean;
  readonly rows?: number | bigint;
  readonly values?: number | bigint;
  /** What the footer says is the length of its list of groups. */
  readonly groups?: number;
}

/** A run of one level over and over, in a few bytes (parquet-format, Encodings.md "RLE"), with its length before it. */
export function run(level: number, times: number): number[] {
  const bytes = [...varint(times * 2), level];
  return [bytes.length, 0, 0, 0, ...bytes];
}

export function hostileTable({ pages, codec = 0, isList = false, rows = 1, values, groups = 1 }: Claims): Uint8Array<ArrayBuffer> {
  const body = pages.flatMap(({ content, values: count, unpackedBytes = content.length }) => [
    ...struct([[1, 'i32', whole(0)], [2, 'i32', whole(unpackedBytes)], [3, 'i32', whole(content.length)], [5, 'struct', struct([[1, 'i32', whole(count)], [2, 'i32', whole(0)], [3, 'i32', whole(3)], [4, 'i32', whole(3)]])]]),
    ...content,
  ]);
  const leaf = struct([[1, 'i32', whole(1)], [3, 'i32', whole(isList ? 2 : 0)], [4, 'binary', text('v')]]);
  const total = values ?? pages.reduce((sum, page) => sum + page.values, 0);
  const meta = struct([[1, 'i32', whole(1)], [2, 'list', list('i32', [whole(0)])], [3, 'list', list('binary', [text('v')])], [4, 'i32', whole(codec)], [5, 'i64', whole(total)], [6, 'i64', whole(body.length)], [7, 'i64', whole(body.length)], [9, 'i64', whole(4)]]);
  const group = struct([[1, 'list', list('struct', [struct([[2, 'i64', whole(4)], [3, 'struct', meta]])])], [2, 'i64', whole(body.length)], [3, 'i64', whole(rows)]]);
  const root = struct([[4, 'binary', text('root')], [5, 'i32', whole(1)]]);
  const footer = struct([[1, 'i32', whole(1)], [2, 'list', list('struct', [root, leaf])], [3, 'i64', whole(rows)], [4, 'list', list('struct', [group], groups)]]);
  const magic = [0x50, 0x41, 0x52, 0x31];
  return Uint8Array.from([...magic, ...body, ...footer, footer.length & 0xff, (footer.length >> 8) & 0xff, (footer.length >> 16) & 0xff, 0, ...magic]);
}
