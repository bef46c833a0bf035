/** The worker's side: answers a start message with progress messages and one end message. */
import { isAbort } from '../base/abort';
import { blobChunks } from './blob-chunks';
import { ingest } from './ingest';
import { MAX_UNACKNOWLEDGED, transferList, type FromWorker, type PortLike, type ToWorker } from './protocol';
import { toWorker } from './protocol.decode';
import { CopyWriter } from './unpacked-store';

interface Job {
  readonly number: number;
  readonly abort: AbortController;
  unacknowledged: number;
  /** Lets the waiting job go on. */
  resume: (() => void) | undefined;
}

export function serveIngest(port: PortLike): void {
  let current: Job | undefined;
  port.addEventListener('message', (event) => {
    const message = toWorker(event);
    if (message.type === 'start') {
      current?.abort.abort();
      current?.resume?.();
      current = { number: message.job, abort: new AbortController(), unacknowledged: 0, resume: undefined };
      void runJob(port, current, message);
      return;
    }
    if (current === undefined || message.job !== current.number) return;
    if (message.type === 'acknowledge') current.unacknowledged -= 1;
    else current.abort.abort();
    current.resume?.();
  });
}

async function runJob(port: PortLike, job: Job, start: ToWorker & { readonly type: 'start' }): Promise<void> {
  const send = (message: FromWorker, transfer: ArrayBuffer[] = []): void => {
    port.postMessage(message, { transfer });
  };
  const copy = new CopyWriter(start.sessionId);
  try {
    const chunks = blobChunks(start.file, start.name);
    const stream = ingest({ name: start.name, size: start.file.size, chunks, unpacked: copy }, { signal: job.abort.signal, isWrapped: start.isWrapped });
    for (;;) {
      const step = await stream.next();
      if (job.abort.signal.aborted) break;
      if (step.done === true) {
        const kept = step.value.layers.length === 0 ? { kind: 'as-given' as const } : await copy.finish();
        send({ type: 'end', job: job.number, end: { ok: true, summary: step.value, copy: kept } });
        return;
      }
      send({ type: 'progress', job: job.number, progress: step.value }, transferList(step.value.batch));
      job.unacknowledged += 1;
      await acknowledged(job);
    }
    await copy.discard();
  } catch (error) {
    await copy.discard();
    if (isAbort(error)) return;
    const reason = error instanceof Error ? error.message : String(error);
    send({ type: 'end', job: job.number, end: { ok: false, reason } });
  }
}

async function acknowledged(job: Job): Promise<void> {
  while (job.unacknowledged >= MAX_UNACKNOWLEDGED && !job.abort.signal.aborted) {
    await new Promise<void>((resolve) => {
      job.resume = resolve;
    });
  }
}
