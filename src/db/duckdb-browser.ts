/** The engine in a tab: DuckDB-WASM in a worker of its own. */
import { AsyncDuckDB, VoidLogger, type AsyncDuckDBConnection } from '@duckdb/duckdb-wasm';
import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import workerUrl from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';
import { abortError } from '../base/abort';
import { joinBytes } from '../base/bytes';
import { ENGINE_START, QueryError, type Engine, type ReadOptions } from './engine';
import { decodeResult, type ResultTable } from './result-table';
import { bindableValues, type Sql } from './sql';
import { StatementQueue } from './statement-queue';
import { WorkerLife } from './worker-life';

export interface BrowserDatabase {
  readonly engine: Engine;
  /** Another engine on the same thread with an empty database of its own, which `close` removes. Once only. */
  readonly spare: () => Promise<Engine>;
  /** Resolves with the reason when the engine's worker has failed. */
  readonly gone: Promise<string>;
}

/** The empty database of the spare engine; attached before the door is shut. */
const SPARE = 'warm_up';

export async function openBrowserDatabase(): Promise<BrowserDatabase> {
  // A worker made from a blob: URL inherits this page's content-security policy; one loaded from a file would
  // have the policy of its own response, and a static host sends none. So the engine cannot reach any network.
  const absolute = new URL(workerUrl, document.baseURI).href;
  // A WebAssembly file that does not come is a rejection nobody hears of (duckdb-wasm 1.32.0); thrown, it reaches WorkerLife.
  const source = new Blob([`addEventListener('unhandledrejection', (event) => { setTimeout(() => { throw event.reason; }); }); importScripts(${JSON.stringify(absolute)});`], { type: 'text/javascript' });
  const url = URL.createObjectURL(source);
  const worker = new Worker(url);
  const life = new WorkerLife(worker);
  const database = new AsyncDuckDB(new VoidLogger(), worker);
  try {
    await life.ask(() => database.instantiate(new URL(wasmUrl, document.baseURI).href));
  } finally {
    URL.revokeObjectURL(url);
  }
  await database.open({ path: ':memory:', query: { castBigIntToDouble: false, castTimestampToDate: false } });
  const connection = await database.connect();
  for (const statement of [`ATTACH ':memory:' AS ${SPARE} (COMPRESS)`, ...ENGINE_START]) await connection.query(statement);
  const spare = async (): Promise<Engine> => {
    const other = await database.connect();
    await other.query(`USE ${SPARE}`);
    return new BrowserEngine(other, life, async () => {
      await other.query(`USE memory; DETACH ${SPARE}`);
      await other.close();
    });
  };
  return { engine: new BrowserEngine(connection, life, () => database.terminate()), spare, gone: life.ended };
}

class BrowserEngine implements Engine {
  readonly #queue = new StatementQueue();
  #changes = 0;

  constructor(
    readonly connection: AsyncDuckDBConnection,
    readonly life: WorkerLife,
    readonly close: () => Promise<void>,
  ) {}

  #inTurn<T>(work: () => Promise<T>, signal?: AbortSignal, ahead?: boolean): Promise<T> {
    return this.#queue.run(() => this.life.ask(work), signal, ahead);
  }

  changes(): number {
    return this.#changes;
  }

  busy(): boolean {
    return this.#queue.busy;
  }

  read(statement: Sql, options: ReadOptions = {}): Promise<ResultTable> {
    return this.#inTurn(async () => {
      const bytes = statement.values.length === 0 && options.single !== true ? await this.#readInterruptibly(statement, options.signal) : await this.#readBound(statement);
      return decodeResult(bytes);
    }, options.signal, options.ahead);
  }

  async #readBound(statement: Sql): Promise<Uint8Array> {
    return this.connection.useUnsafe(async (bindings, connection) => {
      try {
        const prepared = await bindings.createPrepared(connection, statement.text);
        try {
          return await bindings.runPrepared(connection, prepared, bindableValues(statement.values));
        } finally {
          await bindings.closePrepared(connection, prepared);
        }
      } catch (cause) {
        throw new QueryError('statement', statement, cause);
      }
    });
  }

  /** Statements without values are polled task by task, so that an abort can stop them half way. */
  async #readInterruptibly(statement: Sql, signal: AbortSignal | undefined): Promise<Uint8Array> {
    return this.connection.useUnsafe(async (bindings, connection) => {
      const cancel = (): void => void bindings.cancelPendingQuery(connection);
      signal?.addEventListener('abort', cancel, { once: true });
      try {
        if (signal === undefined) return await bindings.runQuery(connection, statement.text);
        let header = await bindings.startPendingQuery(connection, statement.text, false);
        while (header === null) {
          if (signal.aborted) throw abortError('The query');
          header = await bindings.pollPendingQuery(connection);
        }
        const pieces = [header];
        for (;;) {
          const piece = await bindings.fetchQueryResults(connection);
          if (piece === null || piece.length === 0) break;
          pieces.push(piece);
        }
        return joinBytes(pieces);
      } catch (cause) {
        if (signal?.aborted === true) throw abortError('The query');
        throw new QueryError('statement', statement, cause);
      } finally {
        signal?.removeEventListener('abort', cancel);
      }
    });
  }

  run(script: string): Promise<void> {
    this.#changes += 1;
    return this.#inTurn(async () => {
      try {
        await this.connection.useUnsafe((bindings, connection) => bindings.runQuery(connection, script));
      } catch (cause) {
        throw new QueryError('script', { text: script, values: [] }, cause);
      }
    });
  }

  append(table: string, arrowStream: Uint8Array): Promise<void> {
    this.#changes += 1;
    return this.#inTurn(() => this.connection.insertArrowFromIPCStream(arrowStream, { name: table, schema: 'main', create: false }));
  }
}
