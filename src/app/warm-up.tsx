/**
 * What the first file will need is made ready while nobody waits: the engine compiles what it will run, the histogram is drawn once
 * out of sight. Whoever adds evidence before it is done goes first.
 */
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { Workbench } from '../actions/workbench';
import { log } from '../base/log';
import type { BrowserDatabase } from '../db/duckdb-browser';
import { troubleInWords } from '../db/engine';
import { warmUpEngine } from '../db/warm-up-engine';
import { HistogramBars } from '../ui/histogram-bars';

/** So long after the engine answers: who has a link or a file at hand has used it by then. */
const PATIENCE_MS = 400;
/** Said to the browser's own timeline, where a measurement can wait for it. */
const DONE = 'kubewitness: warm';

export async function warmUp(starting: Promise<BrowserDatabase>, { jobs }: Pick<Workbench, 'jobs'>): Promise<void> {
  const stopped = new AbortController();
  const stop = jobs.subscribe(({ load }) => {
    if (load.phase !== 'idle') stopped.abort();
  });
  try {
    const { spare } = await starting;
    await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    const engine = await spare();
    try {
      await warmUpEngine(engine, stopped.signal);
      if (!stopped.signal.aborted) drawOnce();
    } finally {
      await engine.close();
    }
  } catch (error) {
    // Nothing is lost by it but the time that it would have saved; an engine that failed is said to have on the page.
    if (jobs.getState().engine.phase !== 'failed') log.warn(`The warm-up did not end: ${troubleInWords(error)}`);
  } finally {
    stop();
    performance.mark(DONE);
  }
}

function drawOnce(): void {
  const nowhere = createRoot(document.createElement('div'));
  const buckets = Array.from({ length: 110 }, (_, i) => ({ fromUs: BigInt(i), counts: [i % 7, i % 3, 1] }));
  const series = ['allowed', 'denied', 'failed'].map((key) => ({ key, label: key, colorVar: `--${key}` }));
  flushSync(() => nowhere.render(<HistogramBars buckets={buckets} series={series} width={800} height={90} />));
  nowhere.unmount();
}
