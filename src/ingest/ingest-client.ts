/** The page's side of a reader's worker: the same stream as in the worker, through a port. */
import { abortError } from '../base/abort';
import type { IngestSummary } from './ingest';
import { fromWorker } from './protocol.decode';
import type { IngestEnd, ToWorker, UnpackedCopy } from './protocol';
import type { Wrapping } from './wrapping';

/** The worker is gone, and what it alone knew with it. */
export class WorkerGoneError extends Error {}

export interface PortJob<P> {
  readonly file: File;
  readonly evidenceId: number;
  readonly signal: AbortSignal;
  /** When it fires no more records are wanted (see IngestOptions). */
  readonly enough?: AbortSignal | undefined;
  /** With it the unpacked bytes of a compressed file are kept (see unpacked-store). */
  readonly sessionId?: string | undefined;
  readonly wrapping?: Wrapping;
  /** Hears of every message as it comes, also of those that the consumer never asks for because it stopped. */
  readonly arrived?: ((progress: P) => void) | undefined;
}

let lastJob = 0;

/**
 * Reads a file in the worker behind `port`. Rejects with an AbortError when `signal` fires, with an Error that
 * says so when the file changed, with a WorkerGoneError when the worker died. One job at a time per port; the port
 * is free again when this has ended.
 */
export async function* ingestThroughPort<P>(
  port: MessagePort | Worker,
  { file, evidenceId, signal, enough, sessionId, wrapping = 'none', arrived }: PortJob<P>,
): AsyncGenerator<P, IngestSummary & { readonly unpacked: UnpackedCopy }> {
  const what = `Reading ${file.name}`;
  if (signal.aborted) throw abortError(what);
  lastJob += 1;
  const job = lastJob;
  const inbox = new Inbox<P>();
  const post = (message: ToWorker): void => {
    port.postMessage(message);
  };
  const onMessage = (event: Event): void => {
    if (!(event instanceof MessageEvent)) return;
    const message = fromWorker<P>(event);
    if (message.job !== job) return;
    if (message.type === 'progress') {
      arrived?.(message.progress);
      inbox.progress.push(message.progress);
    } else inbox.end = message.end;
    inbox.wake();
  };
  const onCrash = (event: Event): void => {
    const detail = 'message' in event && typeof event.message === 'string' && event.message !== '' ? `: ${event.message}` : '';
    inbox.crash = new WorkerGoneError(`The reader of ${file.name} stopped unexpectedly${detail}.`);
    inbox.wake();
  };
  const onAbort = (): void => {
    // At once, not when the consumer asks next: it may be waiting for the database.
    post({ type: 'cancel', job });
    inbox.aborted = true;
    inbox.wake();
  };
  const onEnough = (): void => {
    post({ type: 'enough', job });
  };
  port.addEventListener('message', onMessage);
  port.addEventListener('messageerror', onCrash);
  port.addEventListener('error', onCrash);
  signal.addEventListener('abort', onAbort);
  enough?.addEventListener('abort', onEnough);
  if ('start' in port) port.start();
  try {
    post({ type: 'start', job, file, name: file.name, evidenceId, sessionId, wrapping });
    for (;;) {
      await inbox.filled();
      if (inbox.crash !== undefined) throw inbox.crash;
      if (inbox.aborted) throw abortError(what);
      const progress = inbox.progress.shift();
      if (progress !== undefined) {
        yield progress;
        post({ type: 'acknowledge', job });
        continue;
      }
      const { end } = inbox;
      if (end === undefined) continue;
      if (end.kind === 'cancelled') throw abortError(what);
      if (end.kind === 'failed') throw new Error(end.reason);
      return { ...end.summary, unpacked: end.copy };
    }
  } finally {
    // Also when the consumer stops asking: the worker must not go on reading for nobody.
    if (!inbox.over) {
      post({ type: 'cancel', job });
      await inbox.ended();
    }
    port.removeEventListener('message', onMessage);
    port.removeEventListener('messageerror', onCrash);
    port.removeEventListener('error', onCrash);
    signal.removeEventListener('abort', onAbort);
    enough?.removeEventListener('abort', onEnough);
  }
}

class Inbox<P> {
  readonly progress: P[] = [];
  end: IngestEnd | undefined;
  crash: WorkerGoneError | undefined;
  aborted = false;
  wake: () => void = () => undefined;

  /** Nothing more will come. */
  get over(): boolean {
    return this.end !== undefined || this.crash !== undefined;
  }
  async filled(): Promise<void> {
    while (this.progress.length === 0 && !this.over && !this.aborted) await this.next();
  }
  async ended(): Promise<void> {
    while (!this.over) await this.next();
  }
  private next(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }
}
