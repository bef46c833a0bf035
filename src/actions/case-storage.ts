/** Keeps the case in the browser: read before anything is written, written at every change, and agreed on between tabs. */
import { countOf } from '../base/number';
import { timestampUs, formatTimestamp } from '../base/time';
import { decodeCase, encodeCase, type StoredCase } from '../state/case-codec';
import { caseDatabase, type CaseDatabase, type Entry, type Update } from '../state/case-database';
import { keptOf, type KeptCase } from '../state/case-store';
import { isSameCase, mergeCases } from '../state/merge-cases';
import { reasonText, tell } from './tell';
import type { Workbench } from './workbench';

export interface CaseStorageHost {
  readonly database: CaseDatabase;
  /** Tells the other tabs that the kept case changed. */
  readonly announce: () => void;
  /** Calls back when another tab announced something, or this one is looked at again. */
  readonly listen: (onNews: () => void) => () => void;
}

export interface CaseStorage {
  /** Nothing is waiting to be kept, and nothing that other tabs kept is waiting to be read. */
  readonly settled: () => Promise<void>;
  readonly stop: () => void;
}

const KEY = 'current';

interface Outcome {
  readonly stored: StoredCase;
  readonly merged: KeptCase;
  readonly changed: boolean;
}

export function startCaseStorage(workbench: Pick<Workbench, 'cases' | 'jobs' | 'nowMs' | 'newId'>, host: CaseStorageHost): CaseStorage {
  const { cases } = workbench;
  /** What this tab and the database last agreed on; before the first reading, what the tab started with. */
  let base: KeptCase = keptOf(cases.getState());
  let working: Promise<void> | undefined;
  let again = false;
  let writable = true;
  let said: string | undefined;

  const agree = async (): Promise<void> => {
    const before = cases.getState();
    const mine = keptOf(before);
    const outcome = await host.database.update(KEY, (value) => reconcile(mine, value));
    sayOnce(outcome.stored);
    if (outcome.stored.kind === 'newer') {
      writable = false;
      return;
    }
    const after = cases.getState();
    const now = after === before ? outcome.merged : mergeCases(mine, keptOf(after), outcome.merged);
    base = outcome.merged;
    if (!isSameCase(now, keptOf(after))) cases.setState(now);
    if (outcome.changed) host.announce();
    if (!isSameCase(now, outcome.merged)) again = true;
  };

  /** Runs inside the database's transaction. */
  const reconcile = (mine: KeptCase, value: unknown): Update<Outcome> => {
    const stored = decodeCase(value);
    if (stored.kind === 'newer') return { entries: [], result: { stored, merged: mine, changed: false } };
    const merged = mergeCases(base, mine, stored.case);
    const changed = !isSameCase(merged, stored.case);
    const entries: Entry[] = changed ? [{ key: KEY, value: encodeCase(merged) }] : [];
    if (changed && stored.unreadable > 0) entries.unshift({ key: `set aside ${formatTimestamp(timestampUs(BigInt(workbench.nowMs()) * 1000n))}`, value });
    return { entries, result: { stored, merged, changed } };
  };

  const sayOnce = (stored: StoredCase): void => {
    if (stored.kind === 'newer') {
      sayProblem('A newer Kubewitness has worked on this case', `The kept case has schema version ${stored.version}. It was left as it is, and what you pin in this tab is kept only until the tab is closed. Reload the page to get the newer version, or export a case file.`);
    } else if (stored.unreadable > 0) {
      sayProblem('Part of the kept case could not be read', `${countOf(stored.unreadable, 'entry', 'entries')} could not be read. Everything else is here, and the unreadable state was set aside in the browser’s storage (kubewitness, cases) before anything was written.`);
    }
  };

  const sayProblem = (title: string, detail: string): void => {
    if (said === title) return;
    said = title;
    tell(workbench, { tone: 'warning', title, detail });
  };

  const sync = (): void => {
    if (!writable) return;
    if (working !== undefined) {
      again = true;
      return;
    }
    again = false;
    working = agree()
      .catch((error: unknown) => {
        sayProblem('The browser does not keep this case', `${reasonText(error)} Pins, notes and saved pivots stay until this tab is closed. Export a case file to keep them.`);
      })
      .finally(() => {
        working = undefined;
        if (again) sync();
      });
  };

  const stopWatching = cases.subscribe((state) => {
    if (!isSameCase(keptOf(state), base)) sync();
  });
  const stopListening = host.listen(sync);
  sync();
  return {
    settled: async () => {
      while (working !== undefined) await working;
    },
    stop: () => {
      stopWatching();
      stopListening();
    },
  };
}

/** IndexedDB, and the tabs of the same browser. */
export function browserCaseHost(window: Window & typeof globalThis): CaseStorageHost {
  const channel = new window.BroadcastChannel('kubewitness-case');
  return {
    database: caseDatabase(window.indexedDB),
    announce: () => channel.postMessage('changed'),
    listen: (onNews) => {
      const onVisible = (): void => {
        if (window.document.visibilityState === 'visible') onNews();
      };
      channel.addEventListener('message', onNews);
      window.document.addEventListener('visibilitychange', onVisible);
      return () => {
        channel.removeEventListener('message', onNews);
        window.document.removeEventListener('visibilitychange', onVisible);
      };
    },
  };
}
