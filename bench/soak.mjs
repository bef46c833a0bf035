// @ts-check
/**
 * A long session in a short time: random pivots, sorts, searches, looks, loads and removals on one large log, with the memory of all
 * Chromium processes after every minute. Ends with status 1 when the page reported an error or the memory grew.
 *   node bench/soak.mjs [--minutes 60] [--events 1000000] [--seed 1]
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { CHROMIUM_ARGS, ensureBrowser } from '../scripts/find-browser.mjs';
import { createStaticServer, listen } from '../scripts/serve.mjs';
import { auditLog } from './audit-log.mjs';
import { LOST_WORDS_SQL } from './lost-words.mjs';
import { mb, median } from './figures.mjs';
import { chromiumBytes } from './process-memory.mjs';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '60' }, events: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } } });
const minutes = Number(values.minutes);
const events = Number(values.events);
/** The memory of the last third may be so much more than that of the second. */
const GROWTH = 1.05;

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = path.join(root, '.cache', 'bench', 'soak');
await build({ root, logLevel: 'warn', build: { outDir: dist, emptyOutDir: true } });
const found = await ensureBrowser();
if (found === undefined) throw new Error('no Chromium found and none could be installed');
const large = auditLog(events).file;
const small = auditLog(Math.ceil(events / 20)).file;
const server = createStaticServer({ root: dist });
const port = await listen(server, { port: 0, host: 'localhost' });
const browser = await chromium.launch({ executablePath: found.path, args: CHROMIUM_ARGS });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
page.setDefaultTimeout(300_000);
/** @type {string[]} */
const errors = [];
page.on('pageerror', (error) => errors.push(String(error)));
page.on('console', (message) => {
  if (message.type() === 'error') errors.push(message.text());
});

/** Mulberry32: the same session for the same seed. */
let state = Number(values.seed) | 0;
const random = () => {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};
/** @template T @param {readonly T[]} list @returns {T} */
const one = (list) => /** @type {T} */ (list[Math.floor(random() * list.length)]);

/** @param {string} text */
const number = (text) => page.evaluate(async (query) => Number(Object.values((await window.kubewitness?.sql(query))?.[0] ?? {})[0] ?? 0), text);
const idle = () => page.evaluate(() => window.kubewitness?.idle());
/** Clicks the element that the number picks among those that match. @param {string} selector */
const clickAny = (selector) =>
  page.evaluate(
    ([what, pick]) => {
      /** @type {NodeListOf<HTMLElement>} */
      const all = document.querySelectorAll(what);
      all[Math.floor(pick * all.length)]?.click();
    },
    /** @type {const} */ ([selector, random()]),
  );

/** @type {Readonly<Record<string, () => Promise<unknown>>>} */
const ACTIONS = {
  pivot: () => clickAny('nav[aria-label="Facets"] [data-facet-value]'),
  clear: () => page.getByRole('button', { name: 'Clear', exact: true }).click({ timeout: 2000 }).catch(() => undefined),
  sort: () => clickAny('[role="columnheader"] [data-sort]'),
  scroll: () =>
    page.evaluate((to) => {
      const grid = document.querySelector('[role="grid"][aria-label="Requests"]');
      if (grid !== null) grid.scrollTop = grid.scrollHeight * to;
    }, random()),
  look: () => clickAny('[role="grid"][aria-label="Requests"] [data-row] [role="gridcell"]'),
  tab: () => clickAny('[role="tab"]'),
  search: async () => {
    const field = page.getByRole('searchbox', { name: 'Search any text' });
    await field.fill(one(['secrets', 'exec', 'system:', 'kube', 'nothing like this']));
    await field.press('Enter');
  },
  undo: () => page.keyboard.press('u'),
};
/** @type {readonly string[]} */
const OFTEN = ['pivot', 'pivot', 'pivot', 'clear', 'sort', 'scroll', 'scroll', 'look', 'look', 'tab', 'search', 'undo'];

async function addAndRemove() {
  await page.getByLabel('Add evidence').setInputFiles(small);
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  await idle();
  await page.keyboard.press('Escape');
  await page.locator('header button[aria-haspopup="dialog"]', { hasText: 'event' }).click();
  const panel = page.getByRole('dialog');
  await panel.getByText(path.basename(small)).first().click();
  await panel.getByRole('button', { name: /^Remove/ }).last().click();
  await panel.getByRole('button', { name: 'Remove', exact: true }).last().click();
  await idle();
  await page.keyboard.press('Escape');
}

await page.goto(`http://localhost:${port}/`);
await page.waitForFunction(() => window.kubewitness !== undefined);
await page.getByLabel('Add evidence').setInputFiles(large);
await page.waitForFunction(() => document.querySelector('[role="grid"][aria-label="Requests"]') !== null);
await idle();

/** @type {{ minute: number, bytes: number, tableBytes: number, actions: number }[]} */
const samples = [];
const started = performance.now();
let actions = 0;
for (let minute = 1; minute <= minutes; minute += 1) {
  while (performance.now() - started < minute * 60_000) {
    await ACTIONS[one(OFTEN)]?.();
    actions += 1;
    // Now and then without waiting for the answer, as people do.
    if (random() < 0.7) await idle();
  }
  if (minute % 5 === 2) await addAndRemove();
  await ACTIONS['clear']?.();
  await idle();
  const tableBytes = await number('SELECT sum(memory_usage_bytes) FROM duckdb_memory()');
  const sample = { minute, bytes: chromiumBytes(), tableBytes, actions };
  samples.push(sample);
  console.log(`minute ${minute}: ${mb(sample.bytes)} in all, tables ${mb(tableBytes)}, ${actions} actions, ${errors.length} errors`);
}
const rows = await number('SELECT count(*) FROM events');
const lost = await number(LOST_WORDS_SQL);
if (lost !== 0) errors.push(`${lost} values of events refer to nothing`);
await browser.close();
server.close();
server.closeAllConnections();

const third = Math.floor(samples.length / 3);
const middle = median(samples.slice(third, 2 * third).map(({ bytes }) => bytes));
const last = median(samples.slice(2 * third).map(({ bytes }) => bytes));
console.log(`${actions} actions, ${rows} events at the end; second third ${mb(middle)}, last third ${mb(last)}.`);
for (const error of new Set(errors)) console.log(`ERROR ${error.slice(0, 300)}`);
if (errors.length > 0 || rows < events || last > middle * GROWTH) process.exitCode = 1;
