/**
 * Tells the parts of the page that the tables changed, a few in each task. Every part asks the database anew then and is drawn; all of
 * them in one task would keep the page from answering for longer than a frame or two.
 */
import { useSyncExternalStore } from 'react';
import { nextTask } from '../base/next-task';
import type { JobsStore } from './jobs-store';
import { useWorkbenchCore } from './workbench-core';

/** Parts told in one task. A part draws those inside it, which are told with it. */
const PARTS_AT_ONCE = 3;

/** For tests; the page asks by `useEvidenceVersion`. */
export class Announcer {
  readonly #parts = new Set<() => void>();
  /** Those that have not been told yet, in the order in which they came to the page: outer ones first. */
  #waiting: (() => void)[] = [];

  constructor(jobs: JobsStore) {
    jobs.subscribe((now, before) => {
      if (now.evidenceVersion === before.evidenceVersion) return;
      const wasWaiting = this.#waiting.length > 0;
      this.#waiting = [...this.#parts];
      if (!wasWaiting) void this.#tell();
    });
  }

  readonly subscribe = (part: () => void): (() => void) => {
    this.#parts.add(part);
    return () => {
      this.#parts.delete(part);
    };
  };

  get isDone(): boolean {
    return this.#waiting.length === 0;
  }

  async #tell(): Promise<void> {
    for (;;) {
      for (const part of this.#waiting.splice(0, PARTS_AT_ONCE)) if (this.#parts.has(part)) part();
      if (this.#waiting.length === 0) return;
      await nextTask();
    }
  }
}

const announcers = new WeakMap<JobsStore, Announcer>();

function announcerOf(jobs: JobsStore): Announcer {
  const announcer = announcers.get(jobs) ?? new Announcer(jobs);
  announcers.set(jobs, announcer);
  return announcer;
}

/** Goes up whenever the tables changed: part of what every read is known by. */
export function useEvidenceVersion(): number {
  const { jobs } = useWorkbenchCore();
  return useSyncExternalStore(announcerOf(jobs).subscribe, () => jobs.getState().evidenceVersion);
}

/** Every part of the page knows of the last change of the tables. */
export const isAnnounced = (jobs: JobsStore): boolean => announcerOf(jobs).isDone;
