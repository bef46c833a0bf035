/** The worker's side: answers a start message with progress messages and one end message. */
import { isAbort } from '../base/abort';
import { blobChunks } from './blob-chunks';
import { ingest, type IngestProgressMessage } from './ingest';
import { MAX_UNACKNOWLEDGED, type FromWorker, type PortLike, type ToWorker } from './protocol';
import { toWorker } from './protocol.decode';
import { RemoteFiles } from './remote-chunks';
import { RemoteHasher } from './remote-hash';
import { CopyWriter } from './unpacked-store';

/** What is sent for one message of `ingest`, and the buffers in it that change hands. */
export interface Parcel<P> {
  readonly progress: P;
  readonly transfer: ArrayBuffer[];
}

/** What other workers do for the reader; without them it does everything itself. */
interface Helpers {
  readonly files: RemoteFiles;
  /** Makes the rows of tables. */
  readonly tables: RemoteFiles | undefined;
  readonly hasher: RemoteHasher;
}

/** Makes the parcels of one file; called once for each file. */
export type PackEvidence<P> = (evidenceId: number) => (message: IngestProgressMessage) => Parcel<P>;

interface Job {
  readonly number: number;
  readonly abort: AbortController;
  readonly enough: AbortController;
  unacknowledged: number;
  /** Lets the waiting job go on. */
  resume: (() => void) | undefined;
}

export function serveIngest<P>(port: PortLike, pack: PackEvidence<P>): void {
  let current: Job | undefined;
  let helpers: Helpers | undefined;
  port.addEventListener('message', (event) => {
    const message = toWorker(event);
    if (message.type === 'helpers') {
      const files = new RemoteFiles(message.fetcher);
      helpers = { tables: undefined, files, hasher: new RemoteHasher(message.hasher, (spent) => { files.giveBack(spent); }) };
      return;
    }
    if (message.type === 'tables') {
      if (helpers !== undefined) helpers = { ...helpers, tables: new RemoteFiles(message.tables) };
      return;
    }
    if (message.type === 'start') {
      current?.abort.abort();
      current?.resume?.();
      current = { number: message.job, abort: new AbortController(), enough: new AbortController(), unacknowledged: 0, resume: undefined };
      void runJob(port, pack, helpers, current, message);
      return;
    }
    if (current === undefined || message.job !== current.number) return;
    if (message.type === 'acknowledge') current.unacknowledged -= 1;
    else if (message.type === 'enough') current.enough.abort();
    else current.abort.abort();
    current.resume?.();
  });
}

async function runJob<P>(
  port: PortLike,
  pack: PackEvidence<P>,
  helpers: Helpers | undefined,
  job: Job,
  start: ToWorker & { readonly type: 'start' },
): Promise<void> {
  const send = (message: FromWorker<P>, transfer: ArrayBuffer[] = []): void => {
    port.postMessage(message, { transfer });
  };
  const copy = new CopyWriter(start.sessionId);
  try {
    const fileHash = helpers === undefined ? undefined : () => helpers.hasher.start();
    // A wrapped member is unpacked here, since what is under its outermost layer has to be hashed.
    const from = start.wrapping === 'table' ? helpers?.tables : start.wrapping === 'packed' ? undefined : helpers?.files;
    if (start.wrapping === 'table' && from === undefined) throw new Error('The reader of tables did not start.');
    const remote = from?.unpacked(start.file, start.name, start.sessionId);
    const chunks = (): AsyncIterable<Uint8Array> => helpers?.files.chunks(start.file, start.name) ?? blobChunks(start.file, start.name);
    const file = { name: start.name, size: start.file.size };
    const stream = ingest(remote === undefined ? { ...file, chunks: chunks(), unpacked: copy } : { ...file, file: remote }, { signal: job.abort.signal, enough: job.enough.signal, fileHash, wrapping: start.wrapping });
    const parcel = pack(start.evidenceId);
    for (;;) {
      const step = await stream.next();
      if (job.abort.signal.aborted) {
        await leave(stream);
        break;
      }
      if (step.done === true) {
        const kept = remote !== undefined ? remote.copy : step.value.layers.length === 0 ? { kind: 'as-given' as const } : await copy.finish();
        send({ type: 'end', job: job.number, end: { kind: 'read', summary: step.value, copy: kept } });
        return;
      }
      const { progress, transfer } = parcel(step.value);
      send({ type: 'progress', job: job.number, progress }, transfer);
      job.unacknowledged += 1;
      await acknowledged(job);
    }
    await copy.discard();
    send({ type: 'end', job: job.number, end: { kind: 'cancelled' } });
  } catch (error) {
    await copy.discard();
    const reason = error instanceof Error ? error.message : String(error);
    send({ type: 'end', job: job.number, end: isAbort(error) ? { kind: 'cancelled' } : { kind: 'failed', reason } });
  }
}

/** Ends a reading half way, so that whoever fetches and unpacks for it stops and throws its copy away. */
async function leave(stream: AsyncGenerator<unknown, unknown>): Promise<void> {
  await stream.return(undefined);
}

async function acknowledged(job: Job): Promise<void> {
  while (job.unacknowledged >= MAX_UNACKNOWLEDGED && !job.abort.signal.aborted) {
    await new Promise<void>((resolve) => {
      job.resume = resolve;
    });
  }
}
