// @ts-check
/**
 * Where the time of a load goes, phase by phase, under plain Node with the engine the page uses.
 *   node bench/profile-load.mjs [--events 200000] [--runs 3] [--top 12] [--no-flame]
 * Each phase is measured alone, `runs` times; then once more with the sampling profiler for the functions it spends itself in.
 */
import { createReadStream } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { parseArgs } from 'node:util';
import { auditLog } from './audit-log.mjs';
import { buildCore } from './build-core.mjs';
import { median, ms, range } from './figures.mjs';

const { values } = parseArgs({
  options: {
    'events': { type: 'string', default: '200000' },
    'runs': { type: 'string', default: '3' },
    'top': { type: 'string', default: '12' },
    'no-flame': { type: 'boolean', default: false },
  },
});
const events = Number(values.events);
const runs = Number(values.runs);
const top = Number(values.top);
const { file, bytes } = auditLog(events);
const core = await buildCore();

const chunks = () => createReadStream(file, { highWaterMark: 2 * 1024 * 1024 });
const input = () => ({ name: 'audit.log', size: bytes, chunks: chunks() });

/** @typedef {import('../src/db/engine').Engine} Engine */

/** An engine that adds up the time of every append by table. @param {Engine} engine @param {Map<string, number>} spent @returns {Engine} */
function timed(engine, spent) {
  return {
    read: (statement, options) => engine.read(statement, options),
    run: (script) => engine.run(script),
    append: async (table, stream) => {
      const from = performance.now();
      await engine.append(table, stream);
      spent.set(table, (spent.get(table) ?? 0) + performance.now() - from);
    },
    changes: () => engine.changes(),
    busy: () => engine.busy(),
    close: () => engine.close(),
  };
}

async function readPhase() {
  let total = 0;
  for await (const chunk of chunks()) total += chunk.length;
  if (total !== bytes) throw new Error('short read');
}

/** @param {boolean} hash */
async function scanPhase(hash) {
  const batches = [];
  for await (const { batch } of core.ingest(input(), { hash })) if (batch !== undefined) batches.push(batch);
  return batches;
}

/** @param {Map<string, number>} spent */
async function freshStore(spent) {
  const engine = timed(await core.openNodeEngine(), spent);
  await core.createSchema(engine);
  return new core.EvidenceStore(engine);
}

/** @param {Awaited<ReturnType<typeof freshStore>>} store @param {Awaited<ReturnType<typeof scanPhase>>} batches */
async function appendPhase(store, batches) {
  const load = await store.begin({ name: 'audit.log', path: 'audit.log', bytes });
  const encoder = new core.EventEncoder();
  encoder.begin(load.evidenceId);
  for (const batch of batches) {
    const { rows, dictionaries } = encoder.encode(batch);
    store.learn(dictionaries);
    await load.append(rows);
  }
  await load.commit({ sha256: '00', format: 'k8s-jsonl', container: 'none' });
}

/** The statements of a script, which has no semicolon inside a text or comment. @param {string} script */
const statements = (script) =>
  script
    .replace(/--.*$/gm, '')
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** @param {string} statement */
const nameOf = (statement) => /^(?:CREATE OR REPLACE (?:TEMP )?TABLE|DROP TABLE) (\w+)/.exec(statement)?.[0] ?? statement.slice(0, 40);

/** @type {Map<string, { wall: number[], cpu: number[] }>} */
const figures = new Map();
/** @param {string} phase @param {number} wall @param {number} [cpu] */
function note(phase, wall, cpu) {
  const known = figures.get(phase) ?? { wall: [], cpu: [] };
  known.wall.push(wall);
  if (cpu !== undefined) known.cpu.push(cpu);
  figures.set(phase, known);
}
/** @template T @param {string} phase @param {() => Promise<T>} work */
async function measure(phase, work) {
  globalThis.gc?.();
  const before = process.cpuUsage();
  const from = performance.now();
  const result = await work();
  const wall = performance.now() - from;
  const { user, system } = process.cpuUsage(before);
  note(phase, wall, (user + system) / 1000);
  return result;
}

for (let run = 0; run < runs; run += 1) {
  await measure('read', readPhase);
  const batches = await measure('read + scan, no hashes', () => scanPhase(false));
  await measure('read + scan + hashes', () => scanPhase(true));
  /** @type {Map<string, number>} */
  const spent = new Map();
  const store = await freshStore(spent);
  spent.clear();
  await measure('append to the engine', () => appendPhase(store, batches));
  for (const [table, took] of spent) note(`  – of it in the engine: ${table}`, took);
  await measure('pairing and signals', () => core.rebuildRequests(store.engine));
  await measure('  – the same again (compiled by now)', () => core.rebuildRequests(store.engine));
  for (const statement of statements(core.PAIRING_SQL)) {
    await measure(`  – ${nameOf(statement)}`, () => store.engine.run(statement));
  }
  await store.engine.close();
}

console.log(`\n${events.toLocaleString('en-US')} events, ${(bytes / 1e6).toFixed(0)} MB, Node ${process.versions.node}, ${runs} runs\n`);
console.log('| phase | CPU, median | share | wall, median | range |\n| --- | ---: | ---: | ---: | ---: |');
/** CPU time, because wall time on a busy machine says little; appends by table have only the latter. @param {string} phase */
const cpuOf = (phase) => median(figures.get(phase)?.cpu ?? []);
const whole = cpuOf('read + scan + hashes') + cpuOf('append to the engine') + cpuOf('pairing and signals');
for (const [phase, { wall, cpu }] of figures) {
  const own = cpu.length === 0 ? ['', ''] : [ms(median(cpu)), `${((100 * median(cpu)) / whole).toFixed(0)} %`];
  console.log(`| ${phase} | ${own.join(' | ')} | ${ms(median(wall))} | ${range(wall, ms)} |`);
}

/** Self time by function. @param {import('node:inspector').Profiler.Profile} profile */
function selfTimes(profile) {
  const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, `${callFrame.functionName || '(anonymous)'}${callFrame.url === '' ? '' : ` ${callFrame.url.split('/').at(-1)}:${callFrame.lineNumber + 1}`}`]));
  /** @type {Map<string, number>} */
  const self = new Map();
  const { samples = [], timeDeltas = [] } = profile;
  samples.forEach((id, i) => {
    const name = names.get(id) ?? '?';
    self.set(name, (self.get(name) ?? 0) + (timeDeltas[i] ?? 0) / 1000);
  });
  return [...self].sort((a, b) => b[1] - a[1]);
}

/** @param {string} phase @param {() => Promise<unknown>} work */
async function flame(phase, work) {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 500 });
  await session.post('Profiler.start');
  await work();
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  // `dispatch` is the profiler itself.
  const self = selfTimes(profile).filter(([name]) => name !== 'dispatch' && name !== '(idle)');
  const total = self.reduce((sum, [, took]) => sum + took, 0);
  console.log(`\n### ${phase}: self time by function\n\n| function | ms | share |\n| --- | ---: | ---: |`);
  for (const [name, took] of self.slice(0, top)) console.log(`| \`${name}\` | ${took.toFixed(0)} | ${((100 * took) / total).toFixed(0)} % |`);
}

if (!values['no-flame']) {
  /** @type {Awaited<ReturnType<typeof scanPhase>>} */
  let batches = [];
  await flame('scan with hashes', async () => {
    batches = await scanPhase(true);
  });
  const store = await freshStore(new Map());
  await flame('append', () => appendPhase(store, batches));
  await store.engine.close();
}
