/** What a Parquet file says of itself at its end: the columns, and where each group of rows has theirs (parquet-format, README.md "Metadata"). */
import type { ColumnMetaData, FileMetaData } from 'hyparquet';
import { parquetMetadata } from 'hyparquet/src/metadata.js';
import { formatCount } from '../../base/number';
import { MAX_DIRECTORY_BYTES } from '../limits';
import { schemaTree, type SchemaNode } from './parquet-schema';
import { ParquetTrouble, troubleOf } from './parquet-trouble';

export interface ColumnChunk {
  readonly meta: ColumnMetaData;
  readonly start: number;
  readonly end: number;
}

export interface RowGroup {
  readonly rows: number;
  /** In the order of the schema's leaves; of a column that cannot be read, why. */
  readonly columns: readonly (ColumnChunk | ParquetTrouble)[];
}

export interface Footer {
  readonly root: SchemaNode;
  readonly groups: readonly RowGroup[];
  readonly rows: number;
}

const TAIL_BYTES = 8;
const MAGIC_BYTES = 4;
const PLAIN = 'PAR1';
const ENCRYPTED = 'PARE';

export async function readFooter(blob: Blob): Promise<Footer> {
  const bytes = async (from: number, to: number): Promise<Uint8Array> => new Uint8Array(await blob.slice(from, to).arrayBuffer());
  const text = (magic: Uint8Array): string => String.fromCharCode(...magic);
  if (text(await bytes(0, MAGIC_BYTES)) === ENCRYPTED) throw encrypted('its description of the columns is');
  const tail = await bytes(Math.max(0, blob.size - TAIL_BYTES), blob.size);
  const magic = text(tail.subarray(-MAGIC_BYTES));
  if (magic === ENCRYPTED) throw encrypted('its description of the columns is');
  if (magic !== PLAIN || blob.size < 2 * MAGIC_BYTES + TAIL_BYTES) throw new ParquetTrouble('The Parquet file does not end as one: it is cut, and without the description at its end none of its rows can be found.');
  const length = new DataView(tail.buffer).getUint32(0, true);
  const start = blob.size - TAIL_BYTES - length;
  if (start < MAGIC_BYTES) throw new ParquetTrouble(`The Parquet file says that its description of the columns is ${formatCount(length)} bytes long, which is more than the file has: it is damaged, and nothing of it is read.`);
  if (length > MAX_DIRECTORY_BYTES) throw new ParquetTrouble(`The description of the table’s columns is longer than ${formatCount(MAX_DIRECTORY_BYTES)} bytes; the file is not read.`);
  const metadata = decoded(await bytes(start, blob.size));
  const root = schemaTree(metadata.schema);
  return { root, groups: metadata.row_groups.map((group) => rowGroup(group, root, start)), rows: count(metadata.num_rows) };
}

function decoded(bytes: Uint8Array): FileMetaData {
  try {
    return parquetMetadata(bytes, { geoparquet: false });
  } catch (error) {
    throw troubleOf(error, 'The description of the table’s columns cannot be read: the file is damaged, and nothing of it is read.');
  }
}

function rowGroup({ columns, num_rows }: FileMetaData['row_groups'][number], root: SchemaNode, fileEnd: number): RowGroup {
  if (columns.length !== root.to) throw new ParquetTrouble(`A group of rows has ${formatCount(columns.length)} columns where the table has ${formatCount(root.to)}: the file is damaged, and nothing of it is read.`);
  return {
    rows: count(num_rows),
    columns: columns.map(({ meta_data: meta, crypto_metadata, encrypted_column_metadata, file_path }) => {
      const name = meta === undefined ? 'A column' : `The column ${meta.path_in_schema.join('.')}`;
      if (meta === undefined || crypto_metadata !== undefined || encrypted_column_metadata !== undefined) return encrypted('some of its columns are');
      if (file_path !== undefined && file_path !== '') return new ParquetTrouble(`${name} lies in another file (${file_path}).`);
      const dictionaryAt = count(meta.dictionary_page_offset ?? 0n);
      const dataAt = count(meta.data_page_offset);
      const start = dictionaryAt > 0 && dictionaryAt < dataAt ? dictionaryAt : dataAt;
      const end = start + count(meta.total_compressed_size);
      if (start < MAGIC_BYTES || end > fileEnd || count(meta.total_compressed_size) < 0) return new ParquetTrouble(`${name} is said to lie outside of the file.`);
      return { meta, start, end };
    }),
  };
}

const encrypted = (what: string): ParquetTrouble => new ParquetTrouble(`The Parquet file is encrypted (${what}); without its key nothing of it can be read.`);

const count = (number: bigint): number => Number(number);
