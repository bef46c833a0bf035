/** Between reading and storing: what `ingest` says of a file, with its events as the database takes them. */
import { EventEncoder, type EncodedBatch } from '../db/event-encoder';
import type { EvidenceStore } from '../db/evidence-store';
import type { IngestProgressMessage } from '../ingest/ingest';
import type { PackEvidence } from '../ingest/serve-ingest';

export interface EvidenceProgress extends Omit<IngestProgressMessage, 'batch'> {
  readonly encoded: EncodedBatch | undefined;
}

/** In a worker, which lives as long as the store it works for. */
export function packEncoded(encoder = new EventEncoder()): PackEvidence<EvidenceProgress> {
  return (evidenceId) => {
    encoder.begin(evidenceId);
    return (message) => {
      const progress = encode(encoder, message);
      const streams = progress.encoded === undefined ? [] : [progress.encoded.rows, ...progress.encoded.dictionaries.map(({ stream }) => stream)];
      return { progress, transfer: streams.map(({ buffer }) => buffer).filter((buffer) => buffer instanceof ArrayBuffer) };
    };
  };
}

/** Without a worker: the encoder of one store. */
export class DirectEncoder {
  readonly #encoder = new EventEncoder();

  constructor(readonly store: EvidenceStore) {}

  async *encode<S>(evidenceId: number, messages: AsyncGenerator<IngestProgressMessage, S>): AsyncGenerator<EvidenceProgress, S> {
    this.#encoder.begin(evidenceId);
    for (;;) {
      const step = await messages.next();
      if (step.done === true) return step.value;
      const progress = encode(this.#encoder, step.value);
      if (progress.encoded !== undefined) this.store.learn(progress.encoded.dictionaries);
      yield progress;
    }
  }
}

function encode(encoder: EventEncoder, { batch, ...message }: IngestProgressMessage): EvidenceProgress {
  return { ...message, encoded: batch === undefined ? undefined : encoder.encode(batch) };
}
