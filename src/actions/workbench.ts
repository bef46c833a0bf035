/** What the verbs work on: the shared core and everything only they need. The app makes one; tests make others. */
import type { Result } from '../base/result';
import type { EvidenceStore } from '../db/evidence-store';
import type { IngestSummary } from '../ingest/ingest';
import type { RecordSource } from '../ingest/read-record';
import type { Wrapping } from '../ingest/wrapping';
import type { WorkbenchCore } from '../state/workbench-core';
import type { EvidenceProgress } from './encode-evidence';

/**
 * Reads one file to its end; aborting the signal rejects with AbortError. What the rows refer to has been given to
 * `EvidenceStore.learn` before they come.
 */
export type ReadEvidence = (
  file: File, evidenceId: number, options: ReadEvidenceOptions,
) => AsyncGenerator<EvidenceProgress, IngestSummary & { readonly source: RecordSource }>;

/** `enough` and `wrapping` as in `IngestOptions`. */
export interface ReadEvidenceOptions {
  readonly signal: AbortSignal;
  readonly enough: AbortSignal;
  readonly wrapping: Wrapping;
}

export interface Workbench extends WorkbenchCore {
  readonly evidence: EvidenceStore;
  readonly readEvidence: ReadEvidence;
  /** Where each evidence's records are read back from; only this tab has them. */
  readonly sources: Map<number, RecordSource>;
  readonly nowMs: () => number;
  readonly newId: () => string;
  readonly toolVersion: string;
  /** Hands a file to the responder: the only way anything leaves the tab. */
  readonly save: (name: string, content: Blob) => void;
  /** Settles when the page has fetched everything it will ever fetch, but for the engine. */
  readonly fetched: Promise<unknown>;
  /** The sample incident, fetched with the page. */
  readonly sample: Promise<Result<File>>;
  /** Files on their way in; owned by addEvidence. */
  readonly queue: LoadQueue;
}

export interface LoadQueue {
  waiting: { readonly file: File; readonly path: string; readonly done: (result: LoadResult) => void }[];
  running: AbortController | undefined;
  /** Drops of which it is not yet known what files are in them. */
  taking: number;
}

/** What became of one file. */
export interface LoadResult {
  readonly name: string;
  readonly format: string;
  readonly events: number;
  readonly issues: number;
  /** Falco alerts, kubelet entries and audit policies in it. */
  readonly side: number;
  readonly sha256: string;
  /** What became of the members of an archive. */
  readonly members?: readonly LoadResult[];
  readonly outcome: 'loaded' | 'duplicate' | 'cancelled' | 'failed';
}
