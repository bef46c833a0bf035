// @ts-check
/**
 * How busy each thread of the page is while a file is loaded, and with which functions: Chromium's own tracing.
 *   node bench/profile-page.mjs [--events 200000] [--top 10]
 * Tracing costs some time itself; the shares count, not the seconds. Needs the page in .cache/bench/dist (`node bench/run.mjs` builds it).
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { CHROMIUM_ARGS, ensureBrowser } from '../scripts/find-browser.mjs';
import { createStaticServer, listen } from '../scripts/serve.mjs';
import { auditLog } from './audit-log.mjs';
import { ms } from './figures.mjs';
import { instrumentEngine } from './instrument-engine.mjs';
import { instrumentPage } from './instrument-page.mjs';

const { values } = parseArgs({ options: { events: { type: 'string', default: '200000' }, top: { type: 'string', default: '10' } } });
const { file } = auditLog(Number(values.events));
const server = createStaticServer({ root: fileURLToPath(new URL('../.cache/bench/dist', import.meta.url)) });
const port = await listen(server, { port: 0, host: 'localhost' });
const found = await ensureBrowser();
if (found === undefined) throw new Error('no Chromium found and none could be installed');
const browser = await chromium.launch({ executablePath: found.path, args: CHROMIUM_ARGS });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
page.setDefaultTimeout(600_000);
await page.addInitScript(instrumentPage);
await page.addInitScript(instrumentEngine);
await page.goto(`http://localhost:${port}/`);
await page.waitForFunction(() => window.kubewitness !== undefined);
await page.evaluate(() => window.kubewitness?.sql('SELECT 1'));
await page.evaluate(() => window.kubewitness?.idle());
await page.evaluate(() => {
  for (const kind of Object.keys(window.engineTrips)) delete window.engineTrips[kind];
});
await browser.startTracing(page, { categories: ['disabled-by-default-v8.cpu_profiler', '__metadata'] });
await page.getByLabel('Add evidence').setInputFiles(file);
await page.waitForFunction(() => window.bench.usableAt !== undefined, undefined, { polling: 250 });
const loadMs = await page.evaluate(async () => {
  await window.kubewitness?.idle();
  return performance.now() - (window.bench.addedAt ?? 0);
});
const trips = await page.evaluate(() => window.engineTrips);
/** @typedef {{ pid: number, tid: number, ph: string, name: string, ts: number, dur?: number, id?: string, args?: any }} TraceEvent */
/** @type {{ traceEvents: TraceEvent[] }} */
const trace = JSON.parse((await browser.stopTracing()).toString());
await browser.close();
server.close();
server.closeAllConnections();

const threadKey = (/** @type {TraceEvent} */ { pid, tid }) => `${pid}/${tid}`;
/** @type {Map<string, string>} */
const threadNames = new Map();
/** @type {Map<string, { key: string, nodes: Map<number, string>, self: Map<string, number> }>} */
const profiles = new Map();
for (const event of trace.traceEvents) {
  if (event.name === 'thread_name') threadNames.set(threadKey(event), String(event.args?.name));
  if (event.name === 'Profile') profiles.set(`${event.pid}:${event.id}`, { key: threadKey(event), nodes: new Map(), self: new Map() });
  if (event.name !== 'ProfileChunk') continue;
  const profile = profiles.get(`${event.pid}:${event.id}`);
  if (profile === undefined) continue;
  for (const { id, callFrame } of event.args?.data?.cpuProfile?.nodes ?? []) {
    const place = callFrame.url ? ` ${path.basename(callFrame.url)}:${(callFrame.lineNumber ?? 0) + 1}` : '';
    profile.nodes.set(id, `${callFrame.functionName || '(anonymous)'}${place}`);
  }
  /** @type {number[]} */
  const samples = event.args?.data?.cpuProfile?.samples ?? [];
  samples.forEach((id, i) => {
    const name = profile.nodes.get(id) ?? '?';
    profile.self.set(name, (profile.self.get(name) ?? 0) + (event.args.data.timeDeltas?.[i] ?? 0) / 1000);
  });
}

console.log(`\n${Number(values.events).toLocaleString('en-US')} events, ${ms(loadMs)} to load while traced\n`);
console.log('| asked of the engine, one after the other | round trips | time | share of the load |\n| --- | ---: | ---: | ---: |');
for (const [kind, { count, ms: took }] of Object.entries(trips).sort((a, b) => b[1].ms - a[1].ms)) console.log(`| ${kind} | ${count} | ${ms(took)} | ${((100 * took) / loadMs).toFixed(0)} % |`);
console.log('');
for (const { key, self } of profiles.values()) {
  const idle = /^\((idle|program)\)$/;
  const busy = [...self].filter(([name]) => !idle.test(name));
  const total = busy.reduce((sum, [, took]) => sum + took, 0);
  if (total < 20) continue;
  const name = threadNames.get(key) ?? 'thread';
  console.log(`### ${name}: ${ms(total)} in scripts and WebAssembly (${((100 * total) / loadMs).toFixed(0)} % of the load)\n\n| function | self | share of the thread |\n| --- | ---: | ---: |`);
  for (const [what, took] of busy.sort((a, b) => b[1] - a[1]).slice(0, Number(values.top))) console.log(`| \`${what}\` | ${ms(took)} | ${((100 * took) / total).toFixed(0)} % |`);
  console.log('');
}
