/**
 * What is asked of a worker, for as long as it lives. The engine's library forgets what it was asked when its worker
 * fails (duckdb-wasm 1.32.0, AsyncDuckDB.onError), and every question would wait for ever.
 */
export class WorkerLife {
  readonly #asked = new Set<(reason: Error) => void>();
  #end: Error | undefined;
  /** Resolves with the reason when the worker has failed. */
  readonly ended: Promise<string>;

  constructor(worker: Pick<EventTarget, 'addEventListener'>) {
    this.ended = new Promise((tell) => worker.addEventListener('error', (event) => {
      if (this.#end !== undefined) return;
      const detail = 'message' in event && typeof event.message === 'string' ? event.message : '';
      this.#end = new Error(detail === '' ? 'The database’s worker could not be loaded.' : `The database’s worker failed: ${detail}.`);
      for (const reject of this.#asked) reject(this.#end);
      tell(this.#end.message);
    }));
  }

  /** The answer, or the reason why there will be none. Keeps hold of nothing once it is there. */
  ask<T>(question: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#end !== undefined) {
        reject(this.#end);
        return;
      }
      this.#asked.add(reject);
      question().then(resolve, reject).finally(() => this.#asked.delete(reject));
    });
  }
}
