/**
 * Joins the request and response lines of the classic text log. They may stand far apart and in any mixture, so requests
 * wait for their answer up to a limit; the oldest then counts as unanswered, which is also what a crash leaves.
 */
import type { EventDraft } from '../envelopes/event-draft';
import { MAX_OPEN_REQUESTS } from '../limits';
import { completed, type ClassicHalf } from './legacy-text';

/** A line kept past its time in the window: its place, and its bytes to take the hash of. */
export interface KeptLine {
  readonly bytes: Uint8Array;
  readonly offset: number;
  readonly line: number;
}

export interface PairedRequest {
  readonly draft: EventDraft;
  readonly at: KeptLine;
}

export class ClassicPairs {
  private readonly open = new Map<string, PairedRequest>();
  private ready: PairedRequest[] = [];
  private taken = 0;

  add(half: ClassicHalf, at: KeptLine): void {
    const waiting = this.open.get(half.id);
    if (half.kind === 'response') {
      this.open.delete(half.id);
      // A response can stand without its request, where the log was rotated between them.
      const draft = waiting?.draft ?? { level: '"Metadata"', auditID: JSON.stringify(half.id) };
      this.ready.push({ draft: completed(draft, half.time, half.code), at: waiting?.at ?? at });
      return;
    }
    // The same id again is another request: ids may be chosen by the client.
    if (waiting !== undefined) this.ready.push(waiting);
    this.open.delete(half.id);
    this.open.set(half.id, { draft: half.draft, at });
    if (this.open.size <= MAX_OPEN_REQUESTS) return;
    for (const [id, oldest] of this.open) {
      this.open.delete(id);
      this.ready.push(oldest);
      break;
    }
  }

  /** No more lines will come: every open request is unanswered. */
  end(): void {
    this.ready.push(...this.open.values());
    this.open.clear();
  }

  take(): PairedRequest | undefined {
    const next = this.ready[this.taken];
    this.taken += 1;
    if (next !== undefined) return next;
    this.ready = [];
    this.taken = 0;
    return undefined;
  }
}
