/** "What is running?": the engine's start and the files on their way in. */
import { createStore, type StoreApi } from 'zustand/vanilla';

export type EngineState =
  | { readonly phase: 'starting' }
  | { readonly phase: 'ready' }
  | { readonly phase: 'failed'; readonly reason: string };

export interface LoadProgress {
  readonly name: string;
  readonly bytesTotal: number;
  readonly bytesRead: number;
  readonly events: number;
  readonly issues: number;
  readonly startedAtMs: number;
  readonly nowMs: number;
}

export type LoadState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'reading'; readonly progress: LoadProgress; readonly waiting: number }
  | { readonly phase: 'pairing'; readonly progress: LoadProgress; readonly waiting: number };

/** What the responder should know about a file that did not load as expected. */
export interface LoadNotice {
  readonly id: string;
  readonly tone: 'info' | 'warning' | 'error';
  readonly title: string;
  readonly detail: string;
  /** The file and its trouble, so that several with the same are said as one. */
  readonly about?: { readonly kind: 'no-events' | 'unreadable' | 'duplicate' | 'cancelled' | 'no-room' | 'damaged'; readonly file: string; readonly reason: string } | undefined;
}

export interface JobsState {
  readonly engine: EngineState;
  readonly load: LoadState;
  readonly notices: readonly LoadNotice[];
  /** Ids of notices that were laid aside: the top bar still counts them. */
  readonly asideNotices: readonly string[];
  /** Goes up whenever the tables changed; part of every query key. */
  readonly evidenceVersion: number;
  readonly hasEvidence: boolean;
  /** A file can hold none; there is nothing to look at before one does. */
  readonly hasEvents: boolean;
}

/** Notices that lie over the page. */
export const shownNotices = ({ notices, asideNotices }: Pick<JobsState, 'notices' | 'asideNotices'>): readonly LoadNotice[] => notices.filter(({ id }) => !asideNotices.includes(id));

export type JobsStore = StoreApi<JobsState>;

export const createJobsStore = (): JobsStore =>
  createStore<JobsState>(() => ({ engine: { phase: 'starting' }, load: { phase: 'idle' }, notices: [], asideNotices: [], evidenceVersion: 0, hasEvidence: false, hasEvents: false }));
