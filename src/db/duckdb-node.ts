/** The same WASM engine under Node, for the command line, tests and benchmarks. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { createDuckDB, NODE_RUNTIME, VoidLogger, type DuckDBConnection, type DuckDBBindings } from '@duckdb/duckdb-wasm/blocking';
import { ENGINE_START, QueryError, type Engine, type ReadOptions } from './engine';
import { decodeResult, type ResultTable } from './result-table';
import { bindableValues, type Sql } from './sql';
import { StatementQueue } from './statement-queue';

/**
 * Instances of the program whose engine was closed. A second of work goes into starting one, and a process that opens
 * many databases one after the other (a test, above all) gets each as empty as the first.
 */
const idle: DuckDBBindings[] = [];

export async function openNodeEngine(): Promise<Engine> {
  const database = idle.pop() ?? (await startProgram());
  database.open({ path: ':memory:', query: { castBigIntToDouble: false, castTimestampToDate: false } });
  const connection = database.connect();
  for (const statement of ENGINE_START) connection.query(statement);
  return new NodeEngine(database, connection);
}

async function startProgram(): Promise<DuckDBBindings> {
  const folder = path.dirname(createRequire(import.meta.url).resolve('@duckdb/duckdb-wasm/dist/duckdb-eh.wasm'));
  const bundle = (name: string) => ({ mainModule: path.join(folder, `duckdb-${name}.wasm`), mainWorker: '' });
  const database = await createDuckDB({ mvp: bundle('mvp'), eh: bundle('eh') }, new VoidLogger(), NODE_RUNTIME);
  return database.instantiate(() => undefined);
}

class NodeEngine implements Engine {
  readonly #queue = new StatementQueue();
  #changes = 0;

  #closed = false;

  constructor(
    readonly database: DuckDBBindings,
    readonly connection: DuckDBConnection,
  ) {}

  changes(): number {
    return this.#changes;
  }

  busy(): boolean {
    return this.#queue.busy;
  }

  read(statement: Sql, options: ReadOptions = {}): Promise<ResultTable> {
    return this.#queue.run(() => Promise.resolve(this.#read(statement, options.single === true)), options.signal, options.ahead);
  }

  #read(statement: Sql, single: boolean): ResultTable {
    return this.connection.useUnsafe((bindings, connection) => {
      try {
        if (statement.values.length === 0 && !single) return decodeResult(bindings.runQuery(connection, statement.text));
        const prepared = bindings.createPrepared(connection, statement.text);
        try {
          return decodeResult(bindings.runPrepared(connection, prepared, bindableValues(statement.values)));
        } finally {
          bindings.closePrepared(connection, prepared);
        }
      } catch (cause) {
        throw new QueryError('statement', statement, cause);
      }
    });
  }

  run(script: string): Promise<void> {
    this.#changes += 1;
    return this.#queue.run(() => {
      try {
        this.connection.useUnsafe((bindings, connection) => bindings.runQuery(connection, script));
      } catch (cause) {
        throw new QueryError('script', { text: script, values: [] }, cause);
      }
      return Promise.resolve();
    });
  }

  append(table: string, arrowStream: Uint8Array): Promise<void> {
    this.#changes += 1;
    return this.#queue.run(() => {
      this.connection.insertArrowFromIPCStream(arrowStream, { name: table, schema: 'main', create: false });
      return Promise.resolve();
    });
  }

  close(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    this.#closed = true;
    // Throws where the program has failed; then it is not used again.
    this.connection.close();
    this.database.reset();
    idle.push(this.database);
    return Promise.resolve();
  }
}
