/**
 * One file from its bytes into the tables. Knows neither worker nor browser: the command line runs the same code.
 * Requests are paired anew with the first batch, which can be looked at after a moment, and then each time what is
 * loaded has grown many times over or by some millions: pairing and every query on the screen are work that is done
 * again, and takes its time from the reading.
 */
import { abortError } from '../base/abort';
import type { CommitResult } from '../db/evidence-rows';
import type { EvidenceLoad, EvidenceStore } from '../db/evidence-store';
import { rebuildRequests, type RebuildExtent } from '../db/request-pairing';
import type { IngestSummary } from '../ingest/ingest';
import type { EvidenceProgress } from './encode-evidence';

export interface LoadObserver {
  /** Nothing is made permanent once it fires, also where everything was read by then; undefined where nobody can cancel. */
  readonly signal: AbortSignal | undefined;
  /** Events of other files, which can be looked at already; without limit where nobody looks before the end. */
  readonly shownEvents: number;
  /** After every batch. */
  readonly progress: (message: EvidenceProgress) => void;
  /** The tables show more than before. */
  readonly grown: () => void;
  /** The engine has no room for more than the batches that are on their way: no more records are wanted. */
  readonly full: () => void;
}

/** A later file shows its first events when they are a good part of what is there. */
const GROWTH_TO_FIRST_PAIRING = 8;
const GROWTH_BETWEEN_PAIRINGS = 64;
const MOST_BETWEEN_PAIRINGS = 4_000_000;
const BATCHES_BETWEEN_ROOM_CHECKS = 16;

export async function loadEvidence<S extends IngestSummary>(
  store: EvidenceStore,
  load: EvidenceLoad,
  messages: AsyncGenerator<EvidenceProgress, S>,
  observer: LoadObserver,
): Promise<{ readonly summary: S; readonly commit: CommitResult }> {
  const nextPairing = (shown: number, growth: number): number => Math.max(1, Math.min(shown * growth, shown + MOST_BETWEEN_PAIRINGS));
  let extent: RebuildExtent = 'first-sight';
  let batches = 0;
  let pairNext = nextPairing(observer.shownEvents, GROWTH_TO_FIRST_PAIRING);
  for (;;) {
    const step = await messages.next();
    if (step.done === true) {
      if (observer.signal?.aborted === true) throw abortError('Loading');
      const { bytes, sha256, format, formats, container } = step.value;
      return { summary: step.value, commit: await load.commit({ bytes, sha256, format, formats, container }) };
    }
    const message = step.value;
    if (message.encoded !== undefined) {
      await load.append(message.encoded.rows);
      if (batches % BATCHES_BETWEEN_ROOM_CHECKS === 0 && !(await store.hasRoom())) observer.full();
      batches += 1;
    }
    await load.appendSide(message.side);
    await load.appendIssues(message.issues);
    observer.progress(message);
    const events = observer.shownEvents + message.events;
    if (events >= pairNext) {
      pairNext = nextPairing(events, GROWTH_BETWEEN_PAIRINGS);
      await load.show();
      await rebuildRequests(store.engine, extent);
      extent = 'growing';
      observer.grown();
    }
  }
}
