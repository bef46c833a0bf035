/**
 * One file from its bytes into the tables. Knows neither worker nor browser: the command line runs the same code.
 * Requests are paired anew with the first batch and each time what is loaded has grown eightfold, so that the first ones
 * can be looked at after a moment, and the work that is repeated (the pairing, and every query on screen) stays
 * below a seventh of what the whole file takes once.
 */
import type { EvidenceLoad, EvidenceStore, CommitResult } from '../db/evidence-store';
import { rebuildRequests } from '../db/request-pairing';
import type { IngestProgressMessage, IngestSummary } from '../ingest/ingest';

export interface LoadObserver {
  /** Events of other files, which can be looked at already; without limit where nobody looks before the end. */
  readonly shownEvents: number;
  /** After every batch. */
  readonly progress: (message: IngestProgressMessage) => void;
  /** The tables show more than before. */
  readonly grown: () => void;
}

const GROWTH_BETWEEN_PAIRINGS = 8;

export async function loadEvidence<S extends IngestSummary>(
  store: EvidenceStore,
  load: EvidenceLoad,
  messages: AsyncGenerator<IngestProgressMessage, S>,
  observer: LoadObserver,
): Promise<{ readonly summary: S; readonly commit: CommitResult }> {
  let pairNext = Math.max(1, observer.shownEvents * GROWTH_BETWEEN_PAIRINGS);
  for (;;) {
    const step = await messages.next();
    if (step.done === true) {
      const { sha256, format, container } = step.value;
      return { summary: step.value, commit: await load.commit({ sha256, format, container }) };
    }
    const message = step.value;
    if (message.batch !== undefined) await load.append(message.batch);
    await load.appendIssues(message.issues);
    observer.progress(message);
    const events = observer.shownEvents + message.events;
    if (events >= pairNext) {
      pairNext = events * GROWTH_BETWEEN_PAIRINGS;
      await load.flush();
      await rebuildRequests(store.engine);
      observer.grown();
    }
  }
}
