/**
 * One statement at a time, in order. The engine runs on one thread anyway; keeping the line on this side of the
 * worker means that an aborted statement which has not started is never sent.
 */
import { abortError } from '../base/abort';

interface Waiting {
  readonly ahead: boolean;
  readonly start: () => void;
}

export class StatementQueue {
  readonly #waiting: Waiting[] = [];
  #running = false;

  get busy(): boolean {
    return this.#running || this.#waiting.length > 0;
  }

  /** Runs the work when its turn comes; an abort before that rejects at once. `ahead` of all that waits in turn. */
  run<T>(work: () => Promise<T>, signal?: AbortSignal, ahead = false): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(abortError('The query'));
        return;
      }
      const onAbort = (): void => {
        const at = this.#waiting.indexOf(entry);
        if (at < 0) return;
        this.#waiting.splice(at, 1);
        reject(abortError('The query'));
      };
      const entry: Waiting = {
        ahead,
        start: () => {
          signal?.removeEventListener('abort', onAbort);
          this.#running = true;
          // A throw before the first await is a rejection too, or the line would stand still for ever.
          Promise.resolve()
            .then(work)
            .then(resolve, reject)
            .finally(() => {
              this.#running = false;
              this.#next();
            });
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      const inTurn = ahead ? this.#waiting.findIndex((other) => !other.ahead) : -1;
      this.#waiting.splice(inTurn < 0 ? this.#waiting.length : inTurn, 0, entry);
      if (!this.#running) this.#next();
    });
  }

  #next(): void {
    if (!this.#running) this.#waiting.shift()?.start();
  }
}
