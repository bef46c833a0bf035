/** Arrow IPC streams from typed arrays and small arrays of values, without a copy per value where types allow. */
import { batchType, bool, Column, columnFromArray, fixedSizeBinary, int32, int64, list, tableFromColumns, tableToIPC, utf8 } from '@uwdata/flechette';
import type { NullableInt64Column, Utf8Column } from '../model/event-batch';

export type ArrowColumn = ReturnType<typeof columnFromArray>;

export const int32Column = (values: Int32Array): ArrowColumn => columnFromArray(values, int32());
export const int64Column = (values: BigInt64Array): ArrowColumn => columnFromArray(values, int64());
export const textColumn = (values: readonly (string | null)[]): ArrowColumn => columnFromArray([...values], utf8());
export const textListColumn = (values: readonly (readonly string[] | null)[]): ArrowColumn => columnFromArray([...values], list(utf8()));
export const textListListColumn = (values: readonly (readonly (readonly string[])[] | null)[]): ArrowColumn => columnFromArray([...values], list(list(utf8())));
export const nullableInt32Column = (values: readonly (number | null)[]): ArrowColumn => columnFromArray([...values], int32());
export const booleanColumn = (values: readonly boolean[]): ArrowColumn => columnFromArray([...values], bool());

export function utf8Column(column: Utf8Column, length: number): ArrowColumn {
  const type = utf8();
  return new Column([new (batchType(type))({ length, nullCount: column.nullCount, type, validity: column.validity, offsets: column.offsets, values: column.bytes })], type);
}

export function nullableInt64Column(column: NullableInt64Column, length: number): ArrowColumn {
  const type = int64();
  return new Column([new (batchType(type))({ length, nullCount: column.nullCount, type, validity: column.validity, values: column.values })], type);
}

/** `width` bytes a value. */
export function fixedBinaryColumn(bytes: Uint8Array, width: number, length: number): ArrowColumn {
  const type = fixedSizeBinary(width);
  return new Column([new (batchType(type))({ length, nullCount: 0, type, validity: new Uint8Array(0), values: bytes })], type);
}

export function arrowStream(columns: [name: string, column: ArrowColumn][]): Uint8Array {
  const bytes = tableToIPC(tableFromColumns(columns), { format: 'stream' });
  if (bytes === null) throw new Error('The Arrow encoder returned nothing');
  return bytes;
}
