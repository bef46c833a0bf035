/** Everything derived from all events at once: requests, their outcome, the trust signals, and the gaps. */
import { looksLikeKubectlProxy } from '../trust/address-tests';
import { arrowStream, int32Column } from './arrow-batch';
import { defineQuery, number, readRows, text, textList } from './define-query';
import type { Engine } from './engine';
import { rebuildLogSources } from './log-source-rows';
import { createPairedTable } from './made-anew';
import pairing from './schema/030-pairing.sql?raw';
import pairSlice from './schema/032-pair-slice.sql?raw';
import repeats from './schema/034-repeats.sql?raw';
import signals from './schema/040-signals.sql?raw';
import requestTests from './schema/042-request-tests.sql?raw';
import identityTests from './schema/044-identity-tests.sql?raw';
import historyTests from './schema/046-history-tests.sql?raw';
import clockTests from './schema/047-clock-tests.sql?raw';
import testSets from './schema/048-test-sets.sql?raw';
import gaps from './schema/050-gaps.sql?raw';
import seams from './schema/055-seams.sql?raw';
import causeTests from './schema/060-cause-tests.sql?raw';
import { fixedSql, sql } from './sql';
import { SLICE_EVENTS, timeSlices } from './time-slices';
import { judgeValues } from './value-marks';

/** Only lists that begin with a loopback address can be kubectl proxy, so these are few. */
export const loopbackPairsQuery = defineQuery({
  name: 'loopback address lists with their agents',
  example: undefined,
  sql: () => fixedSql(`
    SELECT DISTINCT e.address_key, e.agent_key, l.addresses, t.text AS agent
    FROM event_all e JOIN address_lists l USING (address_key) JOIN texts t ON t.text_key = e.agent_key WHERE l.first_is_loopback`),
  columns: { address_key: number, agent_key: number, addresses: textList, agent: text },
});

const FIRST_SEEN = ['paired_requests', 'duplicate_rows'] as const;
const DERIVED = [...FIRST_SEEN, 'signal_rows', 'test_sets', 'hop_rows', 'gap_rows', 'coverage_rows'] as const;
const swap = (tables: readonly string[]): string => `BEGIN; ${tables.map((table) => `DROP TABLE ${table}; ALTER TABLE next_${table} RENAME TO ${table};`).join(' ')} COMMIT;`;

/**
 * `first-sight`: the requests alone, so that something shows as early as can be.
 * `growing`: while a large file is read; only the tests that cost next to nothing are run.
 * `complete`: all of them, over everything.
 */
export type RebuildExtent = 'first-sight' | 'growing' | 'complete';

/**
 * Rebuilds the derived tables; readers see the old ones or the new ones. They are made outside a transaction,
 * because the engine plans joins with a table of the same transaction without its statistics, and worse. One rebuild
 * at a time: what is being made has one name, and a label, a shift or a range may ask for another while one runs.
 */
export function rebuildRequests(engine: Engine, extent: RebuildExtent = 'complete', sliceEvents = SLICE_EVENTS): Promise<void> {
  const now = (running.get(engine) ?? Promise.resolve()).catch(() => undefined).then(() => rebuild(engine, extent, sliceEvents));
  running.set(engine, now);
  return now;
}

const running = new WeakMap<Engine, Promise<void>>();

async function rebuild(engine: Engine, extent: RebuildExtent, sliceEvents: number): Promise<void> {
  if (extent === 'first-sight') {
    await pairStages(engine, sliceEvents);
    await engine.run(`DROP TABLE repeats; DROP TABLE changed_requests; DROP TABLE shared_ids; ${swap(FIRST_SEEN)}`);
    return;
  }
  await findKubectlProxies(engine);
  const { hasSets, files } = await rebuildLogSources(engine);
  if (extent === 'complete') await judgeValues(engine);
  const tests = extent === 'complete' ? `${requestTests} ${identityTests} ${historyTests} ${files > 1 ? clockTests : ''}` : '';
  await pairStages(engine, sliceEvents);
  await findNamedConstraints(engine);
  // The sets of tests are made of all signals, and what is missing from a log can only be said once its gaps are known.
  await engine.run(`${signals} ${tests} ${gaps} ${hasSets ? seams : ''} ${extent === 'complete' ? causeTests : ''} ${testSets} DROP TABLE spoken; DROP TABLE rhythms; ${swap(DERIVED)}`);
  // What was updated after it was written is kept beside it until then, and takes ten bytes an event.
  await engine.run('CHECKPOINT');
}

/** Makes the tables that are to take the place of `FIRST_SEEN`. */
async function pairStages(engine: Engine, sliceEvents: number): Promise<void> {
  await engine.run(`DROP TABLE IF EXISTS next_paired_requests; ${createPairedTable('next_paired_requests')} ${pairing}`);
  for (const slice of await timeSlices(engine, sliceEvents)) {
    await engine.run(`CREATE OR REPLACE TEMP VIEW slice_events AS FROM event_all WHERE ${slice}; ${pairSlice}`);
  }
  await engine.run(repeats);
}

/** The files whose server names the constraint of an impersonation, for M4: to find the servers' versions takes longer than all other tests of one event. */
async function findNamedConstraints(engine: Engine): Promise<void> {
  const asked = await engine.read(sql`SELECT 1 FROM event_all WHERE (shape & 128) <> 0 LIMIT 1`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE naming_constraints AS SELECT evidence_id FROM ${asked.rowCount === 0 ? 'evidence_rows LIMIT 0' : 'server_versions WHERE minor_at_least >= 36'}`);
}

async function findKubectlProxies(engine: Engine): Promise<void> {
  const pairs = (await readRows(engine, loopbackPairsQuery, undefined)).filter((pair) => looksLikeKubectlProxy(pair.addresses, pair.agent));
  await engine.run('TRUNCATE kubectl_proxy_pairs');
  if (pairs.length === 0) return;
  await engine.append('kubectl_proxy_pairs', arrowStream([
    ['address_key', int32Column(Int32Array.from(pairs, (pair) => pair.address_key))],
    ['agent_key', int32Column(Int32Array.from(pairs, (pair) => pair.agent_key))],
  ]));
}
