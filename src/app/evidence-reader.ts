/** Reads evidence in a worker of its own, made anew when it was stopped. */
import type { ReadEvidence } from '../actions/workbench';
import ingestWorkerUrl from '../ingest/ingest.worker.ts?worker&url';
import { ingestThroughPort } from '../ingest/ingest-client';
import { holdSession, recordSource, removeStaleCopies } from '../ingest/unpacked-store';

export function browserEvidenceReader(): ReadEvidence {
  const sessionId = holdSession();
  void removeStaleCopies(sessionId);
  let worker: Worker | undefined;
  return async function* read(file, signal) {
    worker ??= startWorker();
    try {
      const summary = yield* ingestThroughPort(worker, file, signal, sessionId);
      return { ...summary, source: await recordSource(file, summary.unpacked) };
    } catch (error) {
      // A stopped worker may still be busy with the old file.
      worker.terminate();
      worker = undefined;
      throw error;
    }
  };
}

/** Through a blob: URL, so that the page's content-security policy binds the worker too; see duckdb-browser.ts. */
function startWorker(): Worker {
  const absolute = new URL(ingestWorkerUrl, document.baseURI).href;
  const url = URL.createObjectURL(new Blob([`import ${JSON.stringify(absolute)};`], { type: 'text/javascript' }));
  return new Worker(url, { type: 'module' });
}
