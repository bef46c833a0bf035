/** Each attack planted among a hundred thousand clean events is found where it stands, and the clean events accuse nobody. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '../src/app/cli-session';
import { must } from '../src/base/assert';
import type { Engine } from '../src/db/engine';
import { rebuildRequests } from '../src/db/request-pairing';
import { fixedSql } from '../src/db/sql';
import { writeClusterRanges } from '../src/db/value-marks';
import { forge, type Plant } from './generator/forgeries.mjs';
import { steadyLog } from './generator/steady.mjs';

const EVENTS = 100_000;
const clean = [...steadyLog({ events: EVENTS, seed: 11, level: 'Metadata' })];
const { lines, plants } = forge(clean, 7);
const folder = mkdtempSync(join(tmpdir(), 'kubewitness-'));
afterAll(() => { rmSync(folder, { recursive: true }); });

const io = { out: () => Promise.resolve(), err: () => undefined, progress: undefined, stdin: (async function* () { /* nothing */ })(), nowMs: () => 0 };

async function load(name: string, content: readonly string[]): Promise<{ readonly engine: Engine; readonly close: () => Promise<void> }> {
  const path = join(folder, name);
  writeFileSync(path, `${content.join('\n')}\n`);
  return must(await openSession(io, [path]), 'a session');
}

const firedOn = async (engine: Engine): Promise<ReadonlySet<string>> => {
  const rows = await engine.read(fixedSql("SELECT DISTINCT s.test_id || ' ' || e.line AS fired FROM signals s JOIN events e USING (request_id)"));
  return new Set(rows.objects().map(({ fired }) => String(fired)));
};

describe('a hundred thousand clean events', () => {
  it('accuse nobody, with the cluster’s ranges stated and without', async () => {
    const { engine, close } = await load('clean.log', clean);
    const lowering = fixedSql("SELECT DISTINCT test_id FROM signal_rows JOIN test_texts USING (test_id) WHERE effect = 'lowers' ORDER BY 1");
    expect((await engine.read(lowering)).objects()).toEqual([]);
    // Causes are in a clean log with their effects, and what is there of them was tested.
    expect((await engine.read(fixedSql("SELECT DISTINCT test_id FROM signal_rows JOIN test_texts USING (test_id) WHERE list_contains(needs, 'causes and effects')"))).objects()).toEqual([]);
    expect((await engine.read(fixedSql("SELECT not_tested_because AS why FROM test_coverage WHERE test_id = 'H8'"))).objects()).toEqual([{ why: null }]);
    await writeClusterRanges(engine, [{ kind: 'pods', text: '10.244.0.0/16' }, { kind: 'nodes', text: '10.20.0.0/24' }, { kind: 'control-plane', text: '10.20.0.8/29' }]);
    await rebuildRequests(engine);
    expect((await engine.read(lowering)).objects()).toEqual([]);
    await close();
  }, 120_000);
});

it('every kind of forgery is planted', () => {
  const kinds = new Set(plants.map(({ test }) => test));
  expect(['A2', 'S4', 'P2', 'I5', 'U1', 'F1', 'F2', 'F4', 'H1', 'H3', 'H4', 'H7', 'H8', 'H9', 'H10', 'H11', 'H12', 'H13', 'H14', 'H15', 'H16', 'H17'].filter((test) => !kinds.has(test))).toEqual([]);
});

describe('forgeries among them', () => {
  let fired: ReadonlySet<string>;
  let withRanges: ReadonlySet<string>;
  beforeAll(async () => {
    const { engine, close } = await load('forged.log', lines);
    fired = await firedOn(engine);
    await writeClusterRanges(engine, [{ kind: 'pods', text: '10.244.0.0/16' }, { kind: 'nodes', text: '10.20.0.0/24' }]);
    await rebuildRequests(engine);
    withRanges = await firedOn(engine);
    await close();
  }, 120_000);

  it.each(plants.map((plant: Plant) => [plant.how, plant] as const))('%s', (_, { test, line }) => {
    expect(fired.has(`${test} ${line}`)).toBe(true);
  });

  it('the stolen token and the node’s second certificate are also told by the ranges', () => {
    const line = (how: string): number => must(plants.find((plant) => plant.how === how), how).line;
    expect(withRanges.has(`P1 ${line('token of a pod, from outside')}`)).toBe(true);
    expect(withRanges.has(`S8 ${line('second certificate of a node')}`)).toBe(true);
    expect(fired.has(`P1 ${line('token of a pod, from outside')}`)).toBe(false);
  });
});
