/** Where what the decoder of pages takes and gives gets its types. */
import type { ColumnMetaData, Compressors, DecodedArray } from 'hyparquet';
import type { readDataPageV2 } from 'hyparquet/src/datapage.js';
import type { SchemaNode } from './parquet-schema';

/** Values of one page or dictionary: numbers, bigints, truth values or bytes. */
export type Value = number | bigint | boolean | Uint8Array | undefined;
export type Values = ArrayLike<Value>;

export const valuesOf = (data: DecodedArray): Values => data as Values;

type Decoder = Parameters<typeof readDataPageV2>[2];

/** Levels, sizes and types are asked of it; the parsers are for what is not called. */
export function decoderOf(meta: ColumnMetaData, path: readonly SchemaNode[], compressors: Compressors): Decoder {
  const decoder = {
    pathInSchema: meta.path_in_schema, type: meta.type, element: path.at(-1)?.element, codec: meta.codec, compressors, parsers: {},
    schemaPath: path.map(({ element, path: names }) => ({ element, path: names, children: [], count: 0 })),
  };
  return decoder as unknown as Decoder;
}
