/** Reads evidence in a worker of its own, made anew when it was stopped. */
import type { ReadEvidence } from '../actions/workbench';
import ingestWorkerUrl from '../ingest/ingest.worker.ts?worker&url';
import { ingestThroughPort } from '../ingest/ingest-client';
import { holdSession, recordSource, removeStaleCopies } from '../ingest/unpacked-store';

export interface EvidenceReader {
  readonly read: ReadEvidence;
  /** Settles when everything reading needs has been fetched. */
  readonly ready: Promise<unknown>;
}

export function browserEvidenceReader(): EvidenceReader {
  const sessionId = holdSession();
  void removeStaleCopies(sessionId);
  const source = workerSource();
  // A failure shows when the first file is read, with the file's name.
  source.catch(() => undefined);
  let worker: Worker | undefined;
  const read: ReadEvidence = async function* (file, signal, isWrapped) {
    worker ??= startWorker(await source);
    try {
      const summary = yield* ingestThroughPort(worker, file, signal, sessionId, isWrapped);
      return { ...summary, source: await recordSource(file, summary.unpacked) };
    } catch (error) {
      // A stopped worker may still be busy with the old file.
      worker.terminate();
      worker = undefined;
      throw error;
    }
  };
  return { read, ready: source.then(() => undefined, () => undefined) };
}

/** The worker's program, fetched with the page: a page that has loaded makes no request, also not for a second worker. */
async function workerSource(): Promise<Blob> {
  const absolute = new URL(ingestWorkerUrl, document.baseURI).href;
  // In development the program is many modules, which a worker can only import from where they are.
  if (import.meta.env.DEV) return new Blob([`import ${JSON.stringify(absolute)};`], { type: 'text/javascript' });
  const response = await fetch(absolute);
  if (!response.ok) throw new Error(`The reader did not come with this page (${response.status}).`);
  return new Blob([await response.arrayBuffer()], { type: 'text/javascript' });
}

/** From a blob: address, so that the page's content-security policy binds the worker too; see duckdb-browser.ts. */
function startWorker(source: Blob): Worker {
  return new Worker(URL.createObjectURL(source), { type: 'module' });
}
