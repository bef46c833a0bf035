import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CAUSE_ROWS, SILENT_LOG, SPEAKING_LOG } from './cause-tests.fixture';
import { createSchema } from './create-schema';
import { openNodeEngine } from './duckdb-node';
import type { Engine } from './engine';
import { EvidenceStore } from './evidence-store';
import { appendRecords } from './evidence.testing';
import { rebuildRequests } from './request-pairing';
import { fixedSql } from './sql';
import { GROUP_ROWS, RANGES, RHYTHM_ROWS, type GroupRow } from './trust-groups.fixture';
import { TEST_IDS } from '../trust/test-id';
import { ROWS as TEST_ROWS } from './trust-tests.fixture';
import { writeClusterRanges } from './value-marks';

const ROWS = [...GROUP_ROWS, ...CAUSE_ROWS];
const ALL_ROWS = [...ROWS, ...RHYTHM_ROWS];
let engine: Engine;
const fired = new Map<string, string[]>();

/** Notes on which audit IDs each test fired, by the place of the row in ALL_ROWS. */
async function judge(on: Engine, rows: readonly GroupRow[], first: number): Promise<void> {
  await createSchema(on);
  await writeClusterRanges(on, RANGES);
  const store = new EvidenceStore(on);
  for (const [n, row] of rows.entries()) {
    const i = first + n;
    const load = await store.begin({ name: `log-${i}`, path: `log-${i}`, bytes: 1 });
    // An ID that a row does not name is one of its own.
    await appendRecords(load, row.records.map((record, at) => ({ ...record, auditId: `${i}/${record.auditId ?? `r${at}`}` })));
    await load.commit({ sha256: `log-${i}`, format: 'test', container: 'none' });
  }
  await rebuildRequests(on);
  const found = await on.read(fixedSql('SELECT DISTINCT s.test_id, r.audit_id FROM signals s JOIN requests r USING (request_id)'));
  for (const { test_id, audit_id } of found.objects()) {
    const [log = '', id = ''] = String(audit_id).split('/');
    const key = `${log} ${String(test_id)}`;
    fired.set(key, [...(fired.get(key) ?? []), id].sort());
  }
}

beforeAll(async () => {
  engine = await openNodeEngine();
  await judge(engine, ROWS, 0);
  const apart = await openNodeEngine();
  await judge(apart, RHYTHM_ROWS, ROWS.length);
  await apart.close();
});
afterAll(() => engine.close());

describe.each(ALL_ROWS.map((row, i) => ({ ...row, i })))('$test $fires: $why', ({ test, at, i }) => {
  it('is decided so by the engine', () => {
    expect(fired.get(`${i} ${test}`) ?? []).toEqual([...(at ?? [])].sort());
  });
});

it('says why a test of causes was not run on a log, and nothing where it was', async () => {
  const rows = await engine.read(fixedSql('SELECT evidence_id, test_id, not_tested_because FROM test_coverage ORDER BY evidence_id'));
  const said = new Map(rows.objects().map(({ evidence_id, test_id, not_tested_because }) => [`${String(evidence_id)} ${String(test_id)}`, not_tested_because]));
  const of = (test: string, why: string): unknown => said.get(`${ROWS.findIndex((row) => row.test === test && row.why.startsWith(why)) + 1} ${test}`);
  expect(of('H8', 'placed, never made')).toBeNull();
  expect(of('H8', 'one server’s log of three')).toBe('causes missing all over');
  expect(of('H8', 'hardly anything happened')).toBe('too few to compare');
  expect(of('H9', 'the mirror of a static pod')).toBeNull();
  expect(of('H10', 'changes of rights are not logged')).toBe('changes of rights not logged');
  expect(of('H12', 'writes of deployments are not logged')).toBe('too few of the kind');
  expect(of('H13', 'a signer of its own')).toBe('none in this log');
});

it.each([['lies', SILENT_LOG, []], ['does not lie', SPEAKING_LOG, ['placed']]] as const)('where a time without evidence %s before it', async (_, records, at) => {
  const alone = await openNodeEngine();
  await createSchema(alone);
  const load = await new EvidenceStore(alone).begin({ name: 'alone', path: 'alone', bytes: 1 });
  await appendRecords(load, records.map((record, n) => ({ ...record, auditId: record.auditId ?? `r${n}` })));
  await load.commit({ sha256: 'alone', format: 'test', container: 'none' });
  await rebuildRequests(alone);
  const rows = await alone.read(fixedSql("SELECT DISTINCT r.audit_id FROM signals s JOIN requests r USING (request_id) WHERE s.test_id = 'H8'"));
  expect(rows.objects().map(({ audit_id }) => audit_id)).toEqual(at);
  await alone.close();
});

/** Tests whose cases need more than a log: a file's times, two files, a history of hops, an open record. */
const CASES_ELSEWHERE = ['F6', 'A3', 'C4', 'H18'];

it('every test has a case that fires, one that does not and one it does not speak about', () => {
  const cases = [...ALL_ROWS.map(({ test, fires }) => ({ test, fires })), ...TEST_ROWS.map(([test, fires]) => ({ test, fires }))];
  const kinds = (test: string): string => [...new Set(cases.filter((row) => row.test === test).map(({ fires }) => fires))].sort().join(' ');
  expect(TEST_IDS.filter((test) => kinds(test) !== 'n/a no yes')).toEqual(CASES_ELSEWHERE);
});
