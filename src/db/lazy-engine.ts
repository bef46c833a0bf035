/** An engine that is still starting: the page is there at once, and what is asked of the engine waits. */
import type { Engine, ReadOptions } from './engine';
import type { ResultTable } from './result-table';
import type { Sql } from './sql';

export class LazyEngine implements Engine {
  #open = 0;
  #changes = 0;

  constructor(readonly starting: Promise<Engine>) {}

  async #with<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
    this.#open += 1;
    try {
      return await work(await this.#started());
    } finally {
      this.#open -= 1;
    }
  }

  async #started(): Promise<Engine> {
    try {
      return await this.starting;
    } catch (cause) {
      throw new Error(`The database could not start: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
  }

  read(statement: Sql, options?: ReadOptions): Promise<ResultTable> {
    return this.#with((engine) => engine.read(statement, options));
  }

  run(script: string): Promise<void> {
    this.#changes += 1;
    return this.#with((engine) => engine.run(script));
  }

  append(table: string, arrowStream: Uint8Array): Promise<void> {
    this.#changes += 1;
    return this.#with((engine) => engine.append(table, arrowStream));
  }

  changes(): number {
    return this.#changes;
  }

  busy(): boolean {
    return this.#open > 0;
  }

  close(): Promise<void> {
    return this.#with((engine) => engine.close());
  }
}
