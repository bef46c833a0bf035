/** The page's side of an ingest worker: the same stream as `ingest`, through a port. */
import { abortError } from '../base/abort';
import type { IngestProgressMessage, IngestSummary } from './ingest';
import { fromWorker } from './protocol.decode';
import type { IngestEnd, ToWorker, UnpackedCopy } from './protocol';

let lastJob = 0;

/**
 * Reads `file` in the worker behind `port`. Rejects with an AbortError when `signal` fires, with an Error that
 * says so when the file changed or the worker died. One job at a time per port. With a `sessionId` the unpacked
 * bytes of a compressed file are kept (see unpacked-store).
 */
export async function* ingestThroughPort(
  port: MessagePort | Worker,
  file: File,
  signal: AbortSignal,
  sessionId?: string,
  isWrapped = false,
): AsyncGenerator<IngestProgressMessage, IngestSummary & { readonly unpacked: UnpackedCopy }> {
  const what = `Reading ${file.name}`;
  if (signal.aborted) throw abortError(what);
  lastJob += 1;
  const job = lastJob;
  const inbox = new Inbox();
  const post = (message: ToWorker): void => {
    port.postMessage(message);
  };
  const onMessage = (event: Event): void => {
    if (!(event instanceof MessageEvent)) return;
    const message = fromWorker(event);
    if (message.job !== job) return;
    if (message.type === 'progress') inbox.progress.push(message.progress);
    else inbox.end = message.end;
    inbox.wake();
  };
  const onCrash = (event: Event): void => {
    const detail = 'message' in event && typeof event.message === 'string' && event.message !== '' ? `: ${event.message}` : '';
    inbox.error = new Error(`The reader of ${file.name} stopped unexpectedly${detail}.`);
    inbox.wake();
  };
  const onAbort = (): void => {
    // At once, not when the consumer asks next: it may be waiting for the database.
    post({ type: 'cancel', job });
    inbox.error = abortError(what);
    inbox.wake();
  };
  port.addEventListener('message', onMessage);
  port.addEventListener('messageerror', onCrash);
  port.addEventListener('error', onCrash);
  signal.addEventListener('abort', onAbort);
  if ('start' in port) port.start();
  let finished = false;
  try {
    post({ type: 'start', job, file, name: file.name, sessionId, isWrapped });
    for (;;) {
      await inbox.filled();
      if (inbox.error !== undefined) throw inbox.error;
      const progress = inbox.progress.shift();
      if (progress !== undefined) {
        yield progress;
        post({ type: 'acknowledge', job });
        continue;
      }
      if (inbox.end === undefined) continue;
      finished = true;
      if (!inbox.end.ok) throw new Error(inbox.end.reason);
      return { ...inbox.end.summary, unpacked: inbox.end.copy };
    }
  } finally {
    // Also when the consumer stops asking: the worker must not go on reading for nobody.
    if (!finished) post({ type: 'cancel', job });
    port.removeEventListener('message', onMessage);
    port.removeEventListener('messageerror', onCrash);
    port.removeEventListener('error', onCrash);
    signal.removeEventListener('abort', onAbort);
  }
}

class Inbox {
  readonly progress: IngestProgressMessage[] = [];
  end: IngestEnd | undefined;
  error: Error | undefined;
  wake: () => void = () => undefined;

  async filled(): Promise<void> {
    while (this.progress.length === 0 && this.end === undefined && this.error === undefined) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}
