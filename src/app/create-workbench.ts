/** Puts the parts together: the only place that knows them all. */
import type { QueryClient } from '@tanstack/react-query';
import { sayLinkTrouble } from '../actions/link-trouble';
import { tell } from '../actions/tell';
import type { Workbench } from '../actions/workbench';
import { createSchema } from '../db/create-schema';
import type { BrowserDatabase } from '../db/duckdb-browser';
import { EvidenceStore } from '../db/evidence-store';
import { LazyEngine } from '../db/lazy-engine';
import { createCaseStore } from '../state/case-store';
import { isAnnounced } from '../state/evidence-version';
import { createJobsStore } from '../state/jobs-store';
import { createPreferencesStore } from '../state/preferences-store';
import { browserFragment, createViewStore } from '../state/view-store';
import { browserEvidenceReader } from './evidence-reader';
import { loadFonts } from './load-fonts';
import { fetchSampleIncident } from './sample-incident';
import { saveFile } from './save-file';
import { startingDatabase } from './starting-database';
import { TOOL_VERSION } from './version';
import { warmUp } from './warm-up';

export function createWorkbench(window: Window): Workbench {
  const jobs = createJobsStore();
  const newId = (): string => crypto.randomUUID();
  const starting = startEngine();
  starting.then(
    ({ gone }) => {
      jobs.setState({ engine: { phase: 'ready' } });
      void gone.then((reason) => {
        jobs.setState({ engine: { phase: 'failed', reason } });
        tell({ jobs, newId }, { tone: 'error', title: 'The database has stopped', detail: `${reason} Pins, notes and saved pivots are kept in this browser. Reload the page and add the evidence again.` });
      });
    },
    (error: unknown) => jobs.setState({ engine: { phase: 'failed', reason: error instanceof Error ? error.message : String(error) } }),
  );
  const engine = new LazyEngine(starting.then((database) => database.engine));
  const evidence = new EvidenceStore(engine);
  const reader = browserEvidenceReader(evidence, starting);
  const sample = fetchSampleIncident();
  const fragment = browserFragment(window);
  const view = createViewStore(fragment);
  const readAddress = (): void => {
    view.readAddress();
    sayLinkTrouble({ jobs, newId }, fragment.read());
  };
  sayLinkTrouble({ jobs, newId }, fragment.read());
  window.addEventListener('popstate', readAddress);
  window.addEventListener('hashchange', readAddress);
  void warmUp(starting, { jobs });
  return {
    engine, jobs, view,
    cases: createCaseStore(),
    preferences: createPreferencesStore(storageOf(window)),
    evidence,
    readEvidence: reader.read,
    sources: new Map(),
    nowMs: () => Date.now(),
    newId,
    toolVersion: TOOL_VERSION,
    save: saveFile,
    fetched: Promise.all([sample, reader.ready, loadFonts(window.document)]),
    sample,
    queue: { waiting: [], running: undefined, taking: 0 },
  };
}

async function startEngine(): Promise<BrowserDatabase> {
  const database = await startingDatabase;
  await createSchema(database.engine);
  return database;
}

/** Browsers can forbid storage altogether; preferences are then those of this tab. */
function storageOf(window: Window): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

/** Nothing is running: no job, no query, and the page has drawn what the last one brought. */
export async function idle(workbench: Workbench, queries: QueryClient): Promise<void> {
  await workbench.fetched;
  for (;;) {
    await loaded(workbench);
    const { load, engine } = workbench.jobs.getState();
    const still = load.phase !== 'idle' || workbench.queue.taking > 0 || engine.phase === 'starting' || workbench.engine.busy() || queries.isFetching() > 0;
    await nextFrame();
    if (!still) {
      // A finished query can start the next one when its rows are drawn.
      await nextFrame();
      if (!workbench.engine.busy() && queries.isFetching() === 0 && isAnnounced(workbench.jobs) && workbench.jobs.getState().load.phase === 'idle') return;
    }
  }
}

/** While a file is read there is nothing to look for frame by frame; asking for frames would make the page draw them. */
const loaded = (workbench: Workbench): Promise<void> =>
  new Promise((resolve) => {
    if (workbench.jobs.getState().load.phase === 'idle') {
      resolve();
      return;
    }
    const stop = workbench.jobs.subscribe(({ load }) => {
      if (load.phase !== 'idle') return;
      stop();
      resolve();
    });
  });

/** A frame, or a moment where the tab is hidden and draws none. */
const nextFrame = (): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(done, 100);
    requestAnimationFrame(() => setTimeout(done, 0));
  });
