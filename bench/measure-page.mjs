// @ts-check
/** One load of one file through the real page in a fresh Chromium, and the pivots after it. */
import { chromium } from '@playwright/test';
import { CHROMIUM_ARGS } from '../scripts/find-browser.mjs';
import { instrumentPage } from './instrument-page.mjs';
import { LOST_WORDS_SQL } from './lost-words.mjs';
import { measureTimeline } from './measure-timeline.mjs';
import { watchMemory } from './process-memory.mjs';

const LOAD_LIMIT_MS = 1_200_000;

/**
 * @typedef {object} PageFigures
 * @property {string} chromium
 * @property {number} paintMs navigation to first contentful paint
 * @property {number} engineMs navigation to the first answer of the engine
 * @property {number} usableMs file added to facets, histogram and grid showing its first rows
 * @property {number} loadMs file added to idle: everything read, paired and shown
 * @property {number} longestLoadTaskMs longest task of the main thread meanwhile; 0 when none reached 50 ms
 * @property {number} longestPivotTaskMs the same while pivoting
 * @property {number | undefined} restBytes memory of the browser before the file
 * @property {number | undefined} peakBytes and at most while it is read
 * @property {number} tableBytes what the engine says its tables hold
 * @property {number} events
 * @property {number} requests
 * @property {number[]} filterMs changes of the filter to the last change of the screen
 * @property {number} jumpMs the same for a jump to the middle of the grid
 * @property {number[]} sortMs and for sorting it
 * @property {number[]} frameMs longest time without a frame while the timeline is zoomed in, dragged and zoomed out
 */

/**
 * The load alone: file added to idle.
 * @param {{ browserPath: string, address: string, file: string }} options
 * @returns {Promise<{ loadMs: number, events: number }>}
 */
export async function measureLoad({ browserPath, address, file }) {
  const browser = await chromium.launch({ executablePath: browserPath, args: CHROMIUM_ARGS });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-US', timezoneId: 'UTC' });
    page.setDefaultTimeout(LOAD_LIMIT_MS);
    await page.addInitScript(instrumentPage);
    await page.goto(address);
    await page.waitForFunction(() => window.kubewitness !== undefined);
    await page.evaluate(() => window.kubewitness?.idle());
    await page.waitForFunction(isWarm, undefined, { polling: 100 });
    await page.getByLabel('Add evidence').setInputFiles(file);
    await page.waitForFunction(() => window.bench.usableAt !== undefined, undefined, { polling: 250 });
    return await page.evaluate(async () => {
      await window.kubewitness?.idle();
      const loadMs = performance.now() - (window.bench.addedAt ?? 0);
      const [row] = (await window.kubewitness?.sql('SELECT count(*)::INTEGER AS n FROM events')) ?? [];
      return { loadMs, events: Number(Object.values(row ?? {})[0]) };
    });
  } finally {
    await browser.close();
  }
}

/** A page that has been open for some seconds has done its warm-up (src/app/warm-up.tsx). */
const isWarm = () => performance.getEntriesByName('kubewitness: warm').length > 0;

/** @param {{ browserPath: string, address: string, file: string }} options @returns {Promise<PageFigures>} */
export async function measurePage({ browserPath, address, file }) {
  const browser = await chromium.launch({ executablePath: browserPath, args: CHROMIUM_ARGS });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-US', timezoneId: 'UTC' });
    page.setDefaultTimeout(LOAD_LIMIT_MS);
    /** @type {string[]} */
    const errors = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.addInitScript(instrumentPage);
    await page.goto(address);
    await page.waitForFunction(() => window.kubewitness !== undefined);
    const start = await page.evaluate(async () => {
      await window.kubewitness?.sql('SELECT 1');
      const engineMs = performance.now();
      return { engineMs, paintMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN };
    });
    await page.evaluate(() => window.kubewitness?.idle());
    await page.waitForFunction(isWarm, undefined, { polling: 100 });
    const resting = watchMemory(250).stop();
    // Seldom: while the pages of a process are counted it cannot touch new ones, which is felt in its time.
    const memory = watchMemory(1000);
    await page.evaluate(() => void window.bench.longTasks.splice(0));

    await page.getByLabel('Add evidence').setInputFiles(file);
    await page.waitForFunction(() => window.bench.usableAt !== undefined, undefined, { polling: 250 });
    const loaded = await page.evaluate(async () => {
      await window.kubewitness?.idle();
      const { addedAt = 0, usableAt = 0, longTasks } = window.bench;
      return { loadMs: performance.now() - addedAt, usableMs: usableAt - addedAt, longestLoadTaskMs: Math.max(0, ...longTasks.splice(0)) };
    });
    const peakBytes = memory.stop();
    const contents = await page.evaluate(async () => {
      /** @param {string} text */
      const number = async (text) => Number(Object.values((await window.kubewitness?.sql(text))?.[0] ?? {})[0]);
      return {
        events: await number('SELECT sum(events) FROM evidence'),
        requests: await number('SELECT count(*) FROM requests'),
        tableBytes: await number("SELECT sum(memory_usage_bytes) FROM duckdb_memory() WHERE tag IN ('BASE_TABLE', 'IN_MEMORY_TABLE')"),
      };
    });

    const lost = await page.evaluate(async (text) => Number(Object.values((await window.kubewitness?.sql(text))?.[0] ?? {})[0]), LOST_WORDS_SQL);
    if (lost !== 0) throw new Error(`${lost} values of events refer to nothing: words were lost while they were loaded.`);

    const filterMs = await page.evaluate(async () => {
      /** @type {number[]} */
      const took = [];
      for (const facet of ['verb', 'resource', 'user', 'outcome']) {
        const heading = [...document.querySelectorAll('nav[aria-label="Facets"] h3 button')].find((button) => button.textContent.trim() === facet);
        /** @returns {HTMLElement | null | undefined} */
        const first = () => heading?.closest('section')?.querySelector('[data-facet-value]');
        if (first() === null || first() === undefined) continue;
        // On, and off again.
        for (let change = 0; change < 2; change += 1) took.push(await window.bench.settle(() => first()?.click()));
      }
      return took;
    });
    const jumpMs = await page.evaluate(() =>
      window.bench.settle(
        () => {
          const grid = document.querySelector('[role="grid"][aria-label="Requests"]');
          if (grid !== null) grid.scrollTop = grid.scrollHeight / 2;
        },
        () => {
          const grid = document.querySelector('[role="grid"][aria-label="Requests"]');
          const last = [...(grid?.querySelectorAll('[data-row]') ?? [])].at(-1)?.getAttribute('data-row');
          return Number(last) > 0.4 * Number(grid?.getAttribute('aria-rowcount'));
        },
      ),
    );
    const sortMs = await page.evaluate(async () => {
      /** @type {number[]} */
      const took = [];
      for (const column of ['username', 'resource', 'user_agent']) {
        /** @type {HTMLElement | null} */
        const button = document.querySelector(`[role="columnheader"][data-column="${column}"] [data-sort]`);
        if (button !== null) took.push(await window.bench.settle(() => button.click()));
      }
      return took;
    });
    const frameMs = await measureTimeline(page);
    const longestPivotTaskMs = await page.evaluate(() => Math.max(0, ...window.bench.longTasks));
    if (errors.length > 0) throw new Error(`The page reported errors: ${errors.join('; ')}`);
    if (filterMs.length === 0 || sortMs.length === 0) throw new Error('The facets or the grid were not found in the page; bench/measure-page.mjs no longer fits it.');
    return { chromium: browser.version(), ...start, ...loaded, restBytes: resting, peakBytes, ...contents, filterMs, jumpMs, sortMs, frameMs, longestPivotTaskMs };
  } finally {
    await browser.close();
  }
}
