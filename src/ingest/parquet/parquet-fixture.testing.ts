/** Writes tables with a program that has nothing to do with the one that reads them. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

export interface TableWriter {
  /** The table that a query makes, as a Parquet file. */
  readonly write: (query: string, options?: string) => Promise<Uint8Array<ArrayBuffer>>;
  /** A value of each row, as DuckDB gives it. */
  readonly texts: (query: string) => Promise<string[]>;
  readonly close: () => Promise<void>;
}

export async function tableWriter(): Promise<TableWriter> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kubewitness-parquet-'));
  const database = await DuckDBInstance.create(':memory:');
  const connection = await database.connect();
  // The safe way of encrypting is an extension that would have to be fetched.
  await connection.run(`SET force_mbedtls_unsafe = 'true'; PRAGMA add_parquet_key('key', '0123456789112345')`);
  let files = 0;
  return {
    write: async (query, options = '') => {
      const file = path.join(folder, `${(files += 1)}.parquet`);
      await connection.run(`COPY (${query}) TO '${file}' (FORMAT parquet${options})`);
      return Uint8Array.from(await readFile(file));
    },
    texts: async (query) => (await connection.runAndReadAll(query)).getRows().map(([value]) => String(value)),
    close: async () => {
      connection.closeSync();
      database.closeSync();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** JSON lines as a table with the columns that they have. */
export const tableOfJson = async (writer: TableWriter, rows: readonly object[], options?: string): Promise<Uint8Array<ArrayBuffer>> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'kubewitness-parquet-'));
  const { writeFile } = await import('node:fs/promises');
  const file = path.join(folder, 'rows.jsonl');
  await writeFile(file, rows.map((row) => JSON.stringify(row)).join('\n'));
  const table = await writer.write(`SELECT * FROM read_json('${file}', format = 'newline_delimited', sample_size = -1)`, options);
  await rm(folder, { recursive: true, force: true });
  return table;
};
