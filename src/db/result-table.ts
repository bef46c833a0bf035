/** Rows as the engine returned them, read by column, with the values of SQL types as exact JavaScript values. */
import { tableFromIPC, TimeUnit, Type, type Table } from '@uwdata/flechette';
import { formatTimestamp, timestampUs } from '../base/time';

export interface ResultColumn {
  readonly name: string;
  /** Arrow's name of the type, for checks and messages. */
  readonly type: string;
}

export interface ResultTable {
  readonly rowCount: number;
  readonly columns: readonly ResultColumn[];
  /** Raw value: numbers, bigint (64-bit integers), string, boolean, null, Uint8Array, arrays, [key, value][] for maps. */
  value(row: number, column: number): unknown;
  /** All values of an INTEGER column without NULLs, without copying where the engine sent them in one piece. */
  int32(column: number): Int32Array;
  /** The same for DOUBLE. */
  float64(column: number): Float64Array;
  /** Rows as plain objects for scripts: see `toScriptValue`. */
  objects(): Record<string, unknown>[];
}

type FlechetteColumn = NonNullable<ReturnType<Table['getChildAt']>>;
type FlechetteType = FlechetteColumn['type'];

export function decodeResult(arrowStream: Uint8Array): ResultTable {
  const table = tableFromIPC(arrowStream, { useBigInt: true, useBigIntTimestamp: true });
  const columns = table.schema.fields.map((field) => ({ name: field.name, type: typeName(field.type) }));
  const data = columns.map((_, i) => table.getChildAt(i));
  return {
    rowCount: table.numRows,
    columns,
    value: (row, column): unknown => data[column]?.at(row) ?? null,
    int32: (column) => inOnePiece(data[column], 'INTEGER', (values) => values instanceof Int32Array, (length) => new Int32Array(length)),
    float64: (column) => inOnePiece(data[column], 'DOUBLE', (values) => values instanceof Float64Array, (length) => new Float64Array(length)),
    objects: () => scriptObjects(columns, data, table.numRows),
  };
}

const typeNames = new Map<number, string>(Object.entries(Type).map(([name, id]) => [id, name]));

function typeName(type: FlechetteType): string {
  return `${typeNames.get(type.typeId) ?? 'unknown'}${bitsOf(type) ?? ''}`;
}

function bitsOf(type: FlechetteType): number | undefined {
  if ('bitWidth' in type && typeof type.bitWidth === 'number') return type.bitWidth;
  // 0, 1 and 2 for half, single and double (Arrow Schema.fbs, Precision).
  return type.typeId === Type.Float && 'precision' in type ? 16 << type.precision : undefined;
}

interface Numbers<A> {
  readonly length: number;
  subarray(from: number, to: number): A;
  set(piece: A, at: number): void;
}

function inOnePiece<A extends Numbers<A>>(column: FlechetteColumn | undefined | null, type: string, isType: (values: unknown) => values is A, make: (length: number) => A): A {
  if (column === undefined || column === null) return make(0);
  const pieces = column.data.map((batch) => {
    const values: unknown = 'values' in batch ? batch.values : undefined;
    if (!isType(values)) throw new Error(`The column is not ${type}`);
    return values.subarray(0, batch.length);
  });
  const [only] = pieces;
  if (only !== undefined && pieces.length === 1) return only;
  const all = make(column.length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

function scriptObjects(columns: readonly ResultColumn[], data: readonly (FlechetteColumn | undefined | null)[], rowCount: number): Record<string, unknown>[] {
  return Array.from({ length: rowCount }, (_, row) =>
    Object.fromEntries(columns.map((column, i) => [column.name, toScriptValue(data[i]?.at(row) ?? null, data[i]?.type)])),
  );
}

/**
 * What scripts get: integers as numbers (text past 2^53), times as ISO 8601 with microseconds and `Z`, lists as
 * arrays, maps and structs as objects, bytes as lower-case hexadecimal.
 */
function toScriptValue(value: unknown, type: FlechetteType | undefined): unknown {
  if (value === null || value === undefined) return null;
  if (type?.typeId === Type.Timestamp && typeof value === 'bigint') return formatTimestamp(timestampUs(toMicroseconds(value, type)));
  if (typeof value === 'bigint') return value >= -9_007_199_254_740_991n && value <= 9_007_199_254_740_991n ? Number(value) : value.toString();
  if (value instanceof Uint8Array) return Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (value instanceof Date) return value.toISOString();
  if (type?.typeId === Type.Map && Array.isArray(value)) return mapObject(value, type);
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return listValues(value, type);
  if (type?.typeId === Type.Struct && typeof value === 'object') {
    const entries = Object.entries(value);
    return Object.fromEntries(entries.map(([key, inner], i) => [key, toScriptValue(inner, childType(type, i))]));
  }
  return value;
}

function toMicroseconds(value: bigint, type: FlechetteType): bigint {
  const unit = 'unit' in type ? type.unit : TimeUnit.MICROSECOND;
  if (unit === TimeUnit.SECOND) return value * 1_000_000n;
  if (unit === TimeUnit.MILLISECOND) return value * 1_000n;
  return unit === TimeUnit.NANOSECOND ? value / 1_000n : value;
}

function childType(type: FlechetteType | undefined, index: number): FlechetteType | undefined {
  return type !== undefined && 'children' in type ? type.children[index]?.type : undefined;
}

function listValues(value: object, type: FlechetteType | undefined): unknown[] {
  const inner = childType(type, 0);
  return isIterable(value) ? Array.from(value, (item) => toScriptValue(item, inner)) : [];
}

const isIterable = (value: object): value is Iterable<unknown> => Symbol.iterator in value;

function mapObject(entries: readonly unknown[], type: FlechetteType): Record<string, unknown> {
  const entryType = childType(type, 0);
  const valueType = childType(entryType, 1);
  const pairs = entries.map((entry): [string, unknown] => (Array.isArray(entry) ? [String(entry[0]), toScriptValue(entry[1], valueType)] : ['', null]));
  return Object.fromEntries(pairs);
}
