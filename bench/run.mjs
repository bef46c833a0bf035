// @ts-check
/**
 * `npm run bench`: the page beside native DuckDB and jq, on one file and one machine.
 *   node bench/run.mjs [--quick] [--events N] [--runs 3] [--date YYYY-MM-DD] [--no-record]
 * Prints a table, says which ratios got worse since the last record, and writes bench/RESULTS.md.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { compressFolder } from '../scripts/compress.mjs';
import { ensureBrowser } from '../scripts/find-browser.mjs';
import { createStaticServer, listen } from '../scripts/serve.mjs';
import { auditLog, gzipped } from './audit-log.mjs';
import { mb, median, ms, range } from './figures.mjs';
import { measureLoad, measurePage } from './measure-page.mjs';
import { record, recordedRatios, regressions } from './record.mjs';
import { jqVersion, measureGunzip, measureJq, measureNative } from './references.mjs';

const { values } = parseArgs({
  options: {
    'quick': { type: 'boolean', default: false },
    'events': { type: 'string' },
    'runs': { type: 'string', default: '3' },
    'date': { type: 'string' },
    'no-record': { type: 'boolean', default: false },
  },
});
const events = Number(values.events ?? (values.quick ? 200_000 : 1_000_000));
const runs = Number(values.runs);
if (!Number.isSafeInteger(events) || events < 1 || !Number.isSafeInteger(runs) || runs < 1) throw new Error('--events and --runs are whole numbers');

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = path.join(root, '.cache', 'bench');
const busy = loadavg()[0] ?? 0;
const { file, bytes } = auditLog(events);
const packed = await gzipped(file);
const bodies = auditLog(Math.ceil(events / 5), 'RequestResponse');

console.error('Building the page …');
const dist = path.join(cache, 'dist');
await build({ root, logLevel: 'warn', build: { outDir: dist, emptyOutDir: true } });
await compressFolder(dist, path.join(cache, 'compressed'));
const browser = await ensureBrowser();
if (browser === undefined) throw new Error('no Chromium found and none could be installed');
const server = createStaticServer({ root: dist });
const port = await listen(server, { port: 0, host: 'localhost' });

// Everyone reads from the page cache, nobody from the disk.
for (const one of [file, packed, bodies.file]) readFileInPieces(one);

/** @type {Awaited<ReturnType<typeof measurePage>>[]} */
const pages = [];
/** @type {ReturnType<typeof measureNative>[]} */
const natives = [];
/** @type {ReturnType<typeof measureJq>[]} */
const jqs = [];
/** Measured once: what is loaded otherwise than as a plain log of metadata. */
const others = { gunzipMs: /** @type {number | undefined} */ (undefined), gzipMs: 0, nativeBodiesMs: 0, bodiesMs: 0 };
const jq = jqVersion();
if (jq === undefined) console.error('jq is not installed here; its row is left out.');
try {
  // In turns, so that whatever else the machine does falls on all of them.
  for (let run = 1; run <= runs; run += 1) {
    console.error(`Run ${run} of ${runs}: native DuckDB …`);
    natives.push(measureNative(file));
    if (jq !== undefined) {
      console.error(`Run ${run} of ${runs}: jq …`);
      jqs.push(measureJq(file));
    }
    console.error(`Run ${run} of ${runs}: the page …`);
    pages.push(await measurePage({ browserPath: browser.path, address: `http://localhost:${port}/`, file }));
  }
  const load = async (/** @type {string} */ one, /** @type {number} */ expected) => {
    const { loadMs, events: found } = await measureLoad({ browserPath: browser.path, address: `http://localhost:${port}/`, file: one });
    if (found !== expected) throw new Error(`${found} events were read where there are ${expected}; the figures mean nothing.`);
    return loadMs;
  };
  console.error('Once: the same file gzipped …');
  others.gunzipMs = measureGunzip(packed);
  others.gzipMs = await load(packed, events);
  console.error('Once: events with bodies …');
  others.nativeBodiesMs = measureNative(bodies.file).ms;
  others.bodiesMs = await load(bodies.file, Math.ceil(events / 5));
} finally {
  server.close();
  server.closeAllConnections();
}
for (const { events: found } of [...pages, ...natives]) {
  if (found !== events) throw new Error(`${found} events were read where there are ${events}; the figures mean nothing.`);
}

const nativeTimes = natives.map((native) => native.ms);
const jqTimes = jqs.map((one) => one.ms);
const loads = pages.map((page) => page.loadMs);
const native = median(nativeTimes);
/** @type {Record<string, number>} */
const ratios = { 'load ÷ native DuckDB': median(loads) / native };
if (others.gunzipMs !== undefined) ratios['gzipped load ÷ gzip -dc'] = others.gzipMs / others.gunzipMs;
ratios['load with bodies ÷ native DuckDB'] = others.bodiesMs / others.nativeBodiesMs;
if (jq !== undefined) ratios['load ÷ jq'] = median(loads) / median(jqTimes);

/** @param {(page: Awaited<ReturnType<typeof measurePage>>) => number | readonly number[] | undefined} pick */
const of = (pick) => pages.flatMap((page) => pick(page) ?? []);
/** Long tasks are reported from 50 ms on. @param {number} value */
const task = (value) => (value === 0 ? 'below 50 ms' : ms(value));
const times = (/** @type {number} */ ratio) => `${ratio.toFixed(2)} ×`;

/** @type {[what: string, figures: readonly number[], write: (value: number) => string, ratio: string, target: string, met: boolean | undefined][]} */
const rows = [
  ['**load, complete: all requests paired and shown**', loads, ms, [times(ratios['load ÷ native DuckDB'] ?? 0) + ' native', ...(jq === undefined ? [] : [`${times(ratios['load ÷ jq'] ?? 0)} jq`])].join(', '), '≤ 4 × native, ≤ 0.5 × jq', (ratios['load ÷ native DuckDB'] ?? 0) <= 4 && (ratios['load ÷ jq'] ?? 0) <= 0.5],
  ['native DuckDB `read_json`, typed, 2 threads', nativeTimes, ms, '1', '', undefined],
  ...(jq === undefined ? [] : [/** @type {(typeof rows)[number]} */ (['`jq` select, one pass', jqTimes, ms, times(median(jqTimes) / native) + ' native', '', undefined])]),
  ['speed of the load', loads.map((took) => bytes / 1e3 / took), (value) => `${value.toFixed(0)} MB/s`, '', '', undefined],
  ['first usable pivot after adding the file', of((page) => page.usableMs), ms, '', '≤ 1 s', median(of((page) => page.usableMs)) <= 1000],
  ['longest main-thread task while loading', of((page) => page.longestLoadTaskMs), task, '', '≤ 50 ms', Math.max(...of((page) => page.longestLoadTaskMs)) <= 50],
  ['filter change: facets, histogram, count, grid', of((page) => page.filterMs), ms, '', '≤ 150 ms', median(of((page) => page.filterMs)) <= 150],
  ['grid: jump to the middle', of((page) => page.jumpMs), ms, '', '≤ 150 ms', median(of((page) => page.jumpMs)) <= 150],
  ['grid: sort by user, object, user agent', of((page) => page.sortMs), ms, '', '≤ 150 ms', median(of((page) => page.sortMs)) <= 150],
  ['timeline: longest frame while zooming and dragging', of((page) => page.frameMs), ms, '', '≤ 32 ms', Math.max(...of((page) => page.frameMs)) <= 32],
  ['longest main-thread task while pivoting', of((page) => page.longestPivotTaskMs), task, '', '≤ 50 ms', Math.max(...of((page) => page.longestPivotTaskMs)) <= 50],
  ['load of the same file gzipped', [others.gzipMs], ms, others.gunzipMs === undefined ? '' : times(others.gzipMs / others.gunzipMs) + ' `gzip -dc`', '≤ 3 × `gzip -dc`', others.gunzipMs === undefined ? undefined : others.gzipMs <= 3 * others.gunzipMs],
  [`load of ${Math.ceil(events / 5).toLocaleString('en-US')} events with bodies, ${mb(bodies.bytes)}`, [others.bodiesMs], ms, times(others.bodiesMs / others.nativeBodiesMs) + ' native', '≤ 3 × native', others.bodiesMs <= 3 * others.nativeBodiesMs],
  ['peak memory, all Chromium processes (PSS)', of((page) => page.peakBytes), mb, '', '', undefined],
  ['the same before the file', of((page) => page.restBytes), mb, '', '', undefined],
  ['tables in the engine, per event', pages.map((page) => page.tableBytes / page.events), (value) => `${value.toFixed(0)} bytes`, '', '≤ 160 bytes', median(pages.map((page) => page.tableBytes / page.events)) <= 160],
  ['cold start: first paint', of((page) => page.paintMs), ms, '', '≤ 0.5 s', median(of((page) => page.paintMs)) <= 500],
  ['cold start: engine answers', of((page) => page.engineMs), ms, '', '≤ 2 s', median(of((page) => page.engineMs)) <= 2000],
];
const table = [
  '| what | median | range | ratio | target | |',
  '| --- | ---: | ---: | --- | --- | --- |',
  ...rows.map(([what, figures, write, ratio, target, met]) => `| ${what} | ${write(median(figures))} | ${range(figures, write)} | ${ratio} | ${target} | ${met === undefined ? '' : met ? 'met' : 'missed'} |`),
].join('\n');

/** @param {string} program @param {string[]} args */
const answer = (program, args) => spawnSync(program, args, { cwd: root, encoding: 'utf8' }).stdout.trim();
/** @type {{ version: string, dependencies: Record<string, string> }} */
const own = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const date = values.date ?? new Date().toISOString().slice(0, 10);
const machine = [
  `${mb(bytes)}, Metadata level, ${pages[0]?.requests.toLocaleString('en-US')} requests; ${date}; commit ${answer('git', ['rev-parse', '--short', 'HEAD'])}; each measured ${runs === 1 ? 'once' : `${runs} times, in turns`}, all from the page cache.`,
  `Machine: ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} threads, ${(totalmem() / 1e9).toFixed(0)} GB, ${process.platform} ${release().replace(/[-+].*/, '')}; load average before: ${busy.toFixed(2)}.`,
  `Kubewitness ${own.version}, DuckDB-WASM ${own.dependencies['@duckdb/duckdb-wasm']}, Chromium ${pages[0]?.chromium} headless, Node ${process.versions.node}, native DuckDB ${natives[0]?.version}, ${jq ?? 'no jq'}.`,
];
const text = `${table}\n\n${machine.map((line) => `- ${line}`).join('\n')}`;

console.log(`\n${events.toLocaleString('en-US')} events\n\n${text}\n`);
const before = recordedRatios(events);
const worse = before === undefined ? [] : regressions(before, ratios);
if (before === undefined) console.log('Nothing was recorded for this size before.');
else if (worse.length === 0) console.log('No ratio got worse by more than 10 % since the last record.');
for (const line of worse) console.log(`WORSE  ${line}`);
if (busy > 0.5 * cpus().length) console.log(`This machine was busy before the start (load average ${busy.toFixed(2)}): the figures say little.`);
if (values['no-record']) console.log('Not recorded.');
else {
  record(events, text, ratios);
  console.log('Recorded in bench/RESULTS.md.');
}

/** @param {string} name */
function readFileInPieces(name) {
  spawnSync('cat', [name], { stdio: ['ignore', 'ignore', 'inherit'] });
}
