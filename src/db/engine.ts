/** The one door to the database. Everything engine-specific stays behind this port. */
import type { ResultTable } from './result-table';
import type { Sql } from './sql';

export interface ReadOptions {
  /** Aborting drops the statement when it has not started, and interrupts it when it has. */
  readonly signal?: AbortSignal | undefined;
  /** Goes before whatever waits, in the order of those that do: for what is short and what the eye is on. */
  readonly ahead?: boolean | undefined;
  /** Refuses a text of more than one statement. Without it a text without values may hold several, and all would run. */
  readonly single?: boolean;
}

export interface Engine {
  /** One statement that returns rows. Rejects with `QueryError`, or `AbortError` when aborted. */
  read(statement: Sql, options?: ReadOptions): Promise<ResultTable>;
  /** One or more statements without placeholders whose rows are of no interest. */
  run(script: string): Promise<void>;
  /** Appends an Arrow IPC stream to an existing table whose columns have the same names, types and order. */
  append(table: string, arrowStream: Uint8Array): Promise<void>;
  /** Counts the scripts and appends so far: while it stays, so do the tables. */
  changes(): number;
  /** True while a statement is waiting or running. */
  busy(): boolean;
  close(): Promise<void>;
}

/** A statement the engine refused, with everything needed to understand it. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  constructor(
    readonly queryName: string,
    readonly statement: Sql,
    override readonly cause: unknown,
  ) {
    super(`${queryName}: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

/** The engine refused for want of memory; its message is all it says. */
export const isOutOfMemory = (error: unknown): boolean => error instanceof QueryError && /out of memory|could not allocate/i.test(error.message);

/** What went wrong, as one or more sentences for the responder. */
export function troubleInWords(error: unknown): string {
  if (isOutOfMemory(error)) return 'There is no memory left: the engine can address 4 GiB, and what is loaded fills it.';
  return error instanceof Error ? error.message : String(error);
}

/**
 * What every engine runs before any statement of ours. The tables lie in a database of their own that keeps them compressed
 * (an option of ATTACH alone, DuckDB 1.4), which takes them to a third of the memory. Then the door is shut: nothing may be
 * fetched, nothing read from outside.
 */
export const ENGINE_START = [
  "ATTACH ':memory:' AS kubewitness (COMPRESS)",
  'USE kubewitness',
  'SET autoinstall_known_extensions=false',
  'SET autoload_known_extensions=false',
  'SET enable_external_access=false',
  // Each packs what came since the last one, and all small tables again: at 16 MB, as the engine has it, that took a sixth of the appends.
  "SET checkpoint_threshold='32MB'",
  'SET lock_configuration=true',
] as const;
