/**
 * Arrow IPC streams from typed arrays and small arrays of values. Typed arrays go in as they are and texts are
 * encoded into one buffer: a load hands over tens of millions of values, and a builder call for each is felt.
 */
import { batchType, bool, type Batch, Column, columnFromArray, fixedSizeBinary, int32, int64, list, tableFromColumns, tableToIPC, utf8 } from '@uwdata/flechette';
import type { NullableInt64Column, Utf8Column } from '../model/event-batch';

export type ArrowColumn = ReturnType<typeof columnFromArray>;
type ArrowType = ArrowColumn['type'];

const NO_BITS = new Uint8Array(0);

interface Buffers {
  readonly length: number;
  readonly nullCount: number;
  readonly validity: Uint8Array;
  readonly values: Int32Array | BigInt64Array | Uint8Array;
  readonly offsets?: Int32Array;
}

type BatchClass = new (options: Buffers & { readonly type: ArrowType }) => Batch<unknown>;
const isBatchClass = (value: unknown): value is BatchClass => typeof value === 'function';

function columnOf(type: ArrowType, buffers: Buffers): ArrowColumn {
  const batchClass: unknown = batchType(type);
  if (!isBatchClass(batchClass)) throw new Error('The Arrow encoder has no batch for this type');
  return new Column([new batchClass({ ...buffers, type })], type);
}

export const int32Column = (values: Int32Array): ArrowColumn => columnOf(int32(), { length: values.length, nullCount: 0, validity: NO_BITS, values });

/** Whole numbers below 2^53 as 64-bit integers, without a bigint for each. */
export function int64Column(numbers: Float64Array): ArrowColumn {
  const halves = new Int32Array(numbers.length * 2);
  for (let i = 0; i < numbers.length; i += 1) {
    const value = numbers[i] ?? 0;
    halves[2 * i] = value % 4_294_967_296;
    halves[2 * i + 1] = Math.floor(value / 4_294_967_296);
  }
  return columnOf(int64(), { length: numbers.length, nullCount: 0, validity: NO_BITS, values: new BigInt64Array(halves.buffer) });
}

export const nullableInt64Column = ({ values, validity, nullCount }: NullableInt64Column, length: number): ArrowColumn =>
  columnOf(int64(), { length, nullCount, validity, values });

export const utf8Column = ({ offsets, bytes, validity, nullCount }: Utf8Column, length: number): ArrowColumn =>
  columnOf(utf8(), { length, nullCount, validity, values: bytes, offsets });

/** `width` bytes a value. */
export const fixedBinaryColumn = (bytes: Uint8Array, width: number, length: number): ArrowColumn =>
  columnOf(fixedSizeBinary(width), { length, nullCount: 0, validity: NO_BITS, values: bytes });

/** 16 bytes a value, which the engine takes as UUIDs; absent where the validity bit is 0. */
export const uuidColumn = (bytes: Uint8Array, length: number, validity: Uint8Array, nullCount: number): ArrowColumn =>
  columnOf(fixedSizeBinary(16), { length, nullCount, validity, values: bytes });

const encoder = new TextEncoder();

export function textColumn(values: readonly (string | null)[]): ArrowColumn {
  const { length } = values;
  // One call for all texts; a call for each is several times slower.
  const joined = values.join('');
  let bytes = encoder.encode(joined);
  const isAscii = bytes.length === joined.length;
  // A text cut between the halves of a pair would grow when it is encoded, and move all that follow.
  if (!isAscii) bytes = encoder.encode(values.map((text) => text?.toWellFormed() ?? '').join(''));
  const offsets = new Int32Array(length + 1);
  const validity = new Uint8Array(Math.ceil(length / 8));
  let nullCount = 0;
  let at = 0;
  for (let i = 0; i < length; i += 1) {
    const text = values[i];
    if (text === null || text === undefined) nullCount += 1;
    else {
      at += isAscii ? text.length : utf8Length(text.toWellFormed());
      validity[i >> 3] = (validity[i >> 3] ?? 0) | (1 << (i & 7));
    }
    offsets[i + 1] = at;
  }
  return utf8Column({ offsets, bytes, validity, nullCount }, length);
}

/** Bytes of a well-formed text. */
function utf8Length(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    // Each half of a surrogate pair counts for two of its four bytes.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
  }
  return bytes;
}

export const textListColumn = (values: readonly (readonly string[] | null)[]): ArrowColumn => columnFromArray([...values], list(utf8()));
export const textListListColumn = (values: readonly (readonly (readonly string[])[] | null)[]): ArrowColumn => columnFromArray([...values], list(list(utf8())));
export const nullableInt32Column = (values: readonly (number | null)[]): ArrowColumn => columnFromArray([...values], int32());
export const int32ListColumn = (values: readonly (readonly number[] | null)[]): ArrowColumn => columnFromArray([...values], list(int32()));

/** Whole numbers of any size up to 64 bits. */
export function nullableUsColumn(values: readonly (bigint | null)[]): ArrowColumn {
  const validity = new Uint8Array(Math.ceil(values.length / 8));
  let nullCount = 0;
  values.forEach((value, i) => {
    if (value === null) nullCount += 1;
    else validity[i >> 3] = (validity[i >> 3] ?? 0) | (1 << (i & 7));
  });
  return nullableInt64Column({ values: BigInt64Array.from(values, (value) => value ?? 0n), validity, nullCount }, values.length);
}
export const booleanColumn = (values: readonly boolean[]): ArrowColumn => columnFromArray([...values], bool());

export function arrowStream(columns: [name: string, column: ArrowColumn][]): Uint8Array {
  const bytes = tableToIPC(tableFromColumns(columns), { format: 'stream' });
  if (bytes === null) throw new Error('The Arrow encoder returned nothing');
  return bytes;
}
