/**
 * A read with a name, an example of its parameters, and the columns it returns: declared once, they give the row
 * type and the check. One test binds every defined query against the real engine with its example.
 */
import { isAbort } from '../base/abort';
import { timestampUs, type TimestampUs } from '../base/time';
import { QueryError, type Engine, type ReadOptions } from './engine';
import { withFoundRows } from './found-rows';
import { withKnownKeys } from './known-keys';
import type { ResultTable } from './result-table';
import type { Sql } from './sql';

export interface ColumnDecoder<T> {
  /** Arrow types the engine may answer with. */
  readonly types: readonly string[];
  decode(value: unknown): T;
}

class DecodeError extends Error {}

function expected<T>(types: readonly string[], decode: (value: unknown) => T | undefined): ColumnDecoder<T> {
  return {
    types,
    decode: (value) => {
      const decoded = decode(value);
      if (decoded === undefined) throw new DecodeError(`expected ${types.join(' or ')}, got ${value === null ? 'NULL' : typeof value}`);
      return decoded;
    },
  };
}

/** Any integer or floating-point column whose values are safe integers or plain numbers. */
export const number = expected(['Int8', 'Int16', 'Int32', 'Int64', 'Float64', 'Decimal128'], (value) =>
  typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : undefined,
);
export const text = expected(['Utf8'], (value) => (typeof value === 'string' ? value : undefined));
export const boolean = expected(['Bool'], (value) => (typeof value === 'boolean' ? value : undefined));
/** A BIGINT column of UTC microseconds. */
export const time = expected(['Int64'], (value): TimestampUs | undefined => (typeof value === 'bigint' ? timestampUs(value) : undefined));
export const bigint = expected(['Int64'], (value) => (typeof value === 'bigint' ? value : undefined));
export const textList = expected(['List'], (value) => (isIterable(value) ? Array.from(value, String) : undefined));
/** A list in which a text may be absent. */
export const textOrNullList = expected(['List'], (value) => (isIterable(value) ? Array.from(value, (one) => (typeof one === 'string' ? one : null)) : undefined));
/** A list of INTEGER or DOUBLE without NULLs, as the engine sent it. */
export const int32List = expected(['List'], (value) => (value instanceof Int32Array ? value : undefined));
export const doubleList = expected(['List'], (value) => (value instanceof Float64Array ? value : undefined));
export const textListList = expected(['List'], (value) => (isIterable(value) ? Array.from(value, (inner) => (isIterable(inner) ? Array.from(inner, String) : [])) : undefined));

const isIterable = (value: unknown): value is Iterable<unknown> => typeof value === 'object' && value !== null && Symbol.iterator in value;

export const orNull = <T>(inner: ColumnDecoder<T>): ColumnDecoder<T | null> => ({
  types: inner.types,
  decode: (value) => (value === null || value === undefined ? null : inner.decode(value)),
});

type Columns = Readonly<Record<string, ColumnDecoder<unknown>>>;
export type RowOf<C extends Columns> = { readonly [K in keyof C]: C[K] extends ColumnDecoder<infer T> ? T : never };

export interface DefinedQuery<P, C extends Columns> {
  readonly name: string;
  readonly example: NoInfer<P>;
  readonly sql: (params: P) => Sql;
  readonly columns: C;
  /** See `ReadOptions`. */
  readonly ahead?: boolean;
}

export function defineQuery<P, C extends Columns>(query: DefinedQuery<P, C>): DefinedQuery<P, C> {
  return query;
}

export async function readTable<P, C extends Columns>(engine: Engine, query: DefinedQuery<P, C>, params: NoInfer<P>, options?: ReadOptions): Promise<ResultTable> {
  const statement = query.sql(params);
  try {
    return await withFoundRows(engine, statement, options, async (found) =>
      engine.read(await withKnownKeys(engine, found), query.ahead === true ? { ...options, ahead: true } : options));
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new QueryError(query.name, statement, error instanceof QueryError ? error.cause : error);
  }
}

export async function readRows<P, C extends Columns>(engine: Engine, query: DefinedQuery<P, C>, params: NoInfer<P>, options?: ReadOptions): Promise<RowOf<C>[]> {
  const table = await readTable(engine, query, params, options);
  const names = Object.keys(query.columns);
  const places = names.map((name) => table.columns.findIndex((column) => column.name === name));
  const missing = names.filter((_, i) => places[i] === -1);
  if (missing.length > 0) throw new QueryError(query.name, query.sql(params), new Error(`no column ${missing.join(', ')}`));
  return Array.from({ length: table.rowCount }, (_, row) => decodeRow(query, names, (i) => table.value(row, places[i] ?? -1), () => query.sql(params)));
}

function decodeRow<C extends Columns>(query: { readonly name: string; readonly columns: C }, names: readonly string[], valueAt: (i: number) => unknown, statement: () => Sql): RowOf<C> {
  const row: Record<string, unknown> = {};
  names.forEach((name, i) => {
    try {
      row[name] = query.columns[name]?.decode(valueAt(i));
    } catch (cause) {
      throw new QueryError(query.name, statement(), cause instanceof Error ? new Error(`column ${name}: ${cause.message}`) : cause);
    }
  });
  return decodedRow<C>(row);
}

/** Every column of `C` was decoded above; the compiler cannot follow the loop. */
function decodedRow<C extends Columns>(row: Record<string, unknown>): RowOf<C>;
function decodedRow(row: Record<string, unknown>): Record<string, unknown> {
  return row;
}

