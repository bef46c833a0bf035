/** Between reading and storing: what `ingest` says of a file, with its events as the database takes them. */
import { EventEncoder, type EncodedBatch } from '../db/event-encoder';
import type { EvidenceStore } from '../db/evidence-store';
import { SideEncoder, type SideAppend } from '../db/side-encoder';
import type { IngestProgressMessage } from '../ingest/ingest';
import type { PackEvidence } from '../ingest/serve-ingest';

export interface EvidenceProgress extends Omit<IngestProgressMessage, 'batch' | 'side'> {
  readonly encoded: EncodedBatch | undefined;
  readonly side: readonly SideAppend[];
}

/** What gives rows their keys and numbers; it lives as long as the store it works for. */
class Encoders {
  readonly events = new EventEncoder();
  readonly #side = new SideEncoder();
  #evidenceId = 0;

  begin(evidenceId: number): void {
    this.events.begin(evidenceId);
    this.#evidenceId = evidenceId;
  }

  encode({ batch, side, ...message }: IngestProgressMessage): EvidenceProgress {
    return { ...message, encoded: batch === undefined ? undefined : this.events.encode(batch), side: this.#side.encode(this.#evidenceId, side) };
  }
}

/** In a worker. */
export function packEncoded(): PackEvidence<EvidenceProgress> {
  const encoders = new Encoders();
  return (evidenceId) => {
    encoders.begin(evidenceId);
    return (message) => {
      const progress = encoders.encode(message);
      const { encoded, side } = progress;
      const streams = [...(encoded === undefined ? [] : [encoded.rows, ...encoded.dictionaries.map(({ stream }) => stream)]), ...side.map(({ stream }) => stream)];
      return { progress, transfer: streams.map(({ buffer }) => buffer).filter((buffer) => buffer instanceof ArrayBuffer) };
    };
  };
}

/** Without a worker: the encoder of one store. */
export class DirectEncoder {
  readonly #encoders = new Encoders();

  constructor(readonly store: EvidenceStore) {}

  async *encode<S>(evidenceId: number, messages: AsyncGenerator<IngestProgressMessage, S>): AsyncGenerator<EvidenceProgress, S> {
    this.#encoders.begin(evidenceId);
    for (;;) {
      const step = await messages.next();
      if (step.done === true) return step.value;
      const progress = this.#encoders.encode(step.value);
      if (progress.encoded !== undefined) this.store.learn(progress.encoded.dictionaries);
      yield progress;
    }
  }
}
