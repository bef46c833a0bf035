/** The statement, its run and its result; kept while other tabs are looked at. */
import { isAbort } from '../../base/abort';
import { QueryError, type Engine } from '../../db/engine';
import type { ResultTable } from '../../db/result-table';
import { readUserSql } from '../../db/user-sql';
import { isNumeric, valueText } from './value-text';
import type { CsvSource } from './result-csv';

export interface SqlResult extends CsvSource {
  /** SQL types, as DESCRIBE says them. */
  readonly types: readonly string[];
  readonly ms: number;
  readonly statement: string;
}

export type SqlRun =
  | { readonly phase: 'idle' }
  | { readonly phase: 'running' }
  | { readonly phase: 'cancelled' }
  | { readonly phase: 'failed'; readonly reason: string }
  | { readonly phase: 'done' };

export interface SqlState {
  readonly text: string;
  readonly run: SqlRun;
  /** The last one that succeeded. */
  readonly result: SqlResult | undefined;
  /** Which evidence the result speaks about. */
  readonly evidenceVersion: number;
}

export const FIRST_SQL = `SELECT count(*) AS requests, username, verb, resource, outcome
FROM requests
GROUP BY ALL
ORDER BY requests DESC
LIMIT 100`;

export class SqlSession {
  #state: SqlState = { text: FIRST_SQL, run: { phase: 'idle' }, result: undefined, evidenceVersion: -1 };
  #controller: AbortController | undefined;
  readonly #listeners = new Set<() => void>();

  constructor(
    readonly engine: Engine,
    readonly now: () => number,
  ) {}

  readonly read = (): SqlState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #set(part: Partial<SqlState>): void {
    this.#state = { ...this.#state, ...part };
    for (const listener of this.#listeners) listener();
  }

  write(text: string): void {
    this.#set({ text });
  }

  cancel(): void {
    this.#controller?.abort();
  }

  /** Runs what is written; a run that is still under way is given up. */
  async run(evidenceVersion: number): Promise<void> {
    this.cancel();
    const controller = new AbortController();
    this.#controller = controller;
    const { text } = this.#state;
    this.#set({ run: { phase: 'running' } });
    const { signal } = controller;
    try {
      const started = this.now();
      const table = await readUserSql(this.engine, text, [], { signal });
      const ms = this.now() - started;
      const types = await describeTypes(this.engine, text, table, signal);
      if (this.#controller !== controller) return;
      this.#set({ run: { phase: 'done' }, result: resultOf(table, types, ms, text), evidenceVersion });
    } catch (error) {
      if (this.#controller !== controller) return;
      this.#set({ run: isAbort(error) || signal.aborted ? { phase: 'cancelled' } : { phase: 'failed', reason: reasonOf(error) } });
    }
  }
}

/** The engine's own names of the types; Arrow's where it does not say them. */
async function describeTypes(engine: Engine, text: string, table: ResultTable, signal: AbortSignal): Promise<readonly string[]> {
  const fallback = table.columns.map((column) => column.type);
  try {
    const described = await readUserSql(engine, `SELECT column_type FROM (DESCRIBE SELECT * FROM (\n${text.trim().replace(/(;\s*)+$/, '')}\n))`, [], { signal });
    return fallback.map((type, i) => (i < described.rowCount ? String(described.value(i, 0)) : type));
  } catch (error) {
    if (isAbort(error)) throw error;
    return fallback;
  }
}

function resultOf(table: ResultTable, types: readonly string[], ms: number, statement: string): SqlResult {
  return {
    names: table.columns.map((column) => column.name),
    types, ms, statement,
    numeric: types.map(isNumeric),
    rowCount: table.rowCount,
    text: (row, column) => valueText(table.value(row, column), types[column] ?? ''),
  };
}

const ONLY_READING = 'Only one statement that reads is run here.';

/**
 * The engine's words, without their repetitions; the check counts a line of its own before the responder's. That only
 * reading is possible is said where the statement was not understood, not where a column has another name.
 */
export function reasonOf(error: unknown): string {
  const cause = error instanceof QueryError ? error.cause : error;
  const message = cause instanceof Error ? cause.message : String(cause);
  const checked = message.startsWith(ONLY_READING);
  const said = checked ? message.slice(ONLY_READING.length).trim() : message;
  const parts = said.split(/\n\n+/).filter((part, i, all) => part.trim() !== '' && all.indexOf(part) === i);
  const words = parts.join('\n').replace(/^LINE (\d+):/gm, (_, line: string) => `LINE ${Math.max(1, Number(line) - (checked ? 1 : 0))}:`);
  return checked && !/^(Binder|Catalog|Conversion) Error/.test(words) ? `${words}\n${ONLY_READING}` : words;
}
