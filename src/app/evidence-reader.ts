/** Reads evidence in a worker that lives as long as the page, between one that fetches the bytes of files and one that hashes them. */
import type { EvidenceProgress } from '../actions/encode-evidence';
import type { ReadEvidence } from '../actions/workbench';
import type { EvidenceStore } from '../db/evidence-store';
import fetchWorkerUrl from '../ingest/fetch.worker.ts?worker&url';
import hashWorkerUrl from '../ingest/hash.worker.ts?worker&url';
import { ingestThroughPort, WorkerGoneError } from '../ingest/ingest-client';
import type { ToWorker } from '../ingest/protocol';
import { holdSession, recordSource, removeStaleCopies } from '../ingest/unpacked-store';
import tableWorkerUrl from '../ingest/parquet/table.worker.ts?worker&url';
import { RemoteFiles } from '../ingest/remote-chunks';
import readerWorkerUrl from './reader.worker.ts?worker&url';

export interface EvidenceReader {
  readonly read: ReadEvidence;
  /** Settles when everything reading needs has been fetched. */
  readonly ready: Promise<unknown>;
}

/** `engineStarted` settles when the engine answers or has failed: before that the workers would take its processor away. */
export function browserEvidenceReader(store: EvidenceStore, engineStarted: Promise<unknown>): EvidenceReader {
  const sessionId = holdSession();
  void removeStaleCopies(sessionId);
  const sources = Promise.all([workerSource(readerWorkerUrl), workerSource(fetchWorkerUrl), workerSource(hashWorkerUrl), workerSource(tableWorkerUrl)]);
  // Before the first file comes, so that they are warm by then. A failure shows when it is read, with the file's name.
  const started = engineStarted.then(() => sources, () => sources).then(startReader);
  started.catch(() => undefined);
  let gone = false;
  let hasTables = false;
  const startTables = async (): Promise<MessagePort> => startHelper((await sources)[3]);
  const read: ReadEvidence = async function* (file, evidenceId, options) {
    // The worker knows which value has which key in the tables; another one would give the same keys to other values.
    if (gone) throw new Error('The reader has stopped. Reload the page to add more evidence; what is loaded can still be used.');
    const worker = await started;
    const isTable = options.wrapping === 'table';
    if (isTable && !hasTables) {
      hasTables = true;
      const tables = await startTables();
      worker.postMessage({ type: 'tables', tables } satisfies ToWorker, [tables]);
    }
    try {
      const summary = yield* ingestThroughPort<EvidenceProgress>(worker, {
        file, evidenceId, ...options, sessionId,
        arrived: ({ encoded }) => {
          if (encoded !== undefined) store.learn(encoded.dictionaries);
        },
      });
      return { ...summary, source: await recordSource(file, summary.unpacked, isTable ? () => rowsAgain(file, startTables) : undefined) };
    } catch (error) {
      if (error instanceof WorkerGoneError) {
        gone = true;
        worker.terminate();
      }
      throw error;
    }
  };
  return { read, ready: sources.then(() => undefined, () => undefined) };
}

/** The rows of a table, made once more; they are always the same. */
async function* rowsAgain(file: File, start: () => Promise<MessagePort>): AsyncGenerator<Uint8Array, void> {
  for await (const piece of new RemoteFiles(await start()).unpacked(file, file.name, undefined).pieces()) if (piece.kind === 'unpacked') yield piece.bytes;
}

/** The worker's program, fetched with the page: a page that has loaded makes no request. */
async function workerSource(url: string): Promise<Blob> {
  const absolute = new URL(url, document.baseURI).href;
  // In development the program is many modules, which a worker can only import from where they are.
  if (import.meta.env.DEV) return new Blob([`import ${JSON.stringify(absolute)};`], { type: 'text/javascript' });
  const response = await fetch(absolute);
  if (!response.ok) throw new Error(`The reader did not come with this page (${response.status}).`);
  return new Blob([await response.arrayBuffer()], { type: 'text/javascript' });
}

function startReader([reader, fetcher, hasher]: readonly [Blob, Blob, Blob, Blob]): Worker {
  const worker = startWorker(reader);
  const helpers = { fetcher: startHelper(fetcher), hasher: startHelper(hasher) };
  worker.postMessage({ type: 'helpers', ...helpers } satisfies ToWorker, [helpers.fetcher, helpers.hasher]);
  return worker;
}

/** The reader and its helpers talk to each other without the page: it says only hello. */
function startHelper(source: Blob): MessagePort {
  const { port1, port2 } = new MessageChannel();
  startWorker(source).postMessage(port2, [port2]);
  return port1;
}

/** From a blob: address, so that the page's content-security policy binds the worker too; see duckdb-browser.ts. */
function startWorker(source: Blob): Worker {
  return new Worker(URL.createObjectURL(source), { type: 'module' });
}
