/**
 * Small files are read one after the other and stored together: a rotated log in five hundred pieces takes little longer than the same log in one. A file
 * counts as small when everything it holds came before any of it had to be stored; one that turns out to hold more is stored by itself, as it comes.
 */
import type { CommitResult, NewEvidence, WholeFile } from '../db/evidence-rows';
import type { EvidenceStore } from '../db/evidence-store';
import type { IngestSummary } from '../ingest/ingest';
import { FIRST_BATCH_EVENTS } from '../ingest/limits';
import type { EvidenceProgress } from './encode-evidence';

/** Of all that wait together: files, bytes of rows, and how long the first of them has waited. */
const MOST_FILES = 128;
const MOST_BYTES = 8 * 1024 * 1024;
const LONGEST_WAIT_MS = 750;

export type FileStart<S> =
  | { readonly kind: 'whole'; readonly messages: readonly EvidenceProgress[]; readonly summary: S }
  | { readonly kind: 'large'; readonly messages: AsyncGenerator<EvidenceProgress, S> };

/** Reads a file for as long as it is small. */
export async function readStart<S extends IngestSummary>(messages: AsyncGenerator<EvidenceProgress, S>, heard: (message: EvidenceProgress) => void): Promise<FileStart<S>> {
  const held: EvidenceProgress[] = [];
  for (;;) {
    const step = await messages.next();
    if (step.done === true) return { kind: 'whole', messages: held, summary: step.value };
    held.push(step.value);
    heard(step.value);
    // The first batch is handed over at the end of the file, or when it is full.
    if (step.value.events >= FIRST_BATCH_EVENTS || held.length > 2) return { kind: 'large', messages: replayed(held, messages) };
  }
}

async function* replayed<S>(held: readonly EvidenceProgress[], rest: AsyncGenerator<EvidenceProgress, S>): AsyncGenerator<EvidenceProgress, S> {
  yield* held;
  return yield* rest;
}

interface Waiting {
  readonly file: WholeFile;
  readonly done: (result: CommitResult) => void;
  readonly failed: (error: unknown) => void;
}

export class SmallFiles {
  #waiting: Waiting[] = [];
  #bytes = 0;
  #sinceMs = 0;

  constructor(
    private readonly store: EvidenceStore,
    private readonly nowMs: () => number,
  ) {}

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** What becomes of the file when it is stored; `flush` has to be called for that. */
  add(evidenceId: number, evidence: NewEvidence, { messages, summary }: FileStart<IngestSummary> & { readonly kind: 'whole' }): Promise<CommitResult> {
    const { bytes, sha256, format, formats, container, events } = summary;
    const rows = messages.flatMap(({ encoded }) => (encoded === undefined ? [] : [encoded.rows]));
    const file: WholeFile = {
      evidenceId, evidence, events, rows, outcome: { bytes, sha256, format, formats, container },
      issues: messages.flatMap(({ issues }) => issues), side: messages.flatMap(({ side }) => side),
    };
    if (this.isEmpty) this.#sinceMs = this.nowMs();
    this.#bytes += rows.reduce((sum, part) => sum + part.length, 0);
    const stored = new Promise<CommitResult>((done, failed) => {
      this.#waiting.push({ file, done, failed });
    });
    // Whoever asked hears of it later; until then a failure is nobody's.
    stored.catch(() => undefined);
    return stored;
  }

  /** So many wait, or for so long, that they should be stored. */
  get isDue(): boolean {
    return this.#waiting.length >= MOST_FILES || this.#bytes >= MOST_BYTES || (!this.isEmpty && this.nowMs() - this.#sinceMs >= LONGEST_WAIT_MS);
  }

  /** Stores what waits. Never rejects: each file's own promise says what became of it. */
  async flush(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#bytes = 0;
    try {
      const results = await this.store.storeWhole(waiting.map(({ file }) => file));
      waiting.forEach(({ done, failed }, at) => {
        const result = results[at];
        if (result === undefined) failed(new Error('The file was not stored.'));
        else done(result);
      });
    } catch (error) {
      for (const { failed } of waiting) failed(error);
    }
  }
}
