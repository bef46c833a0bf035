import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CAUSE_ROWS, SILENT_LOG, SPEAKING_LOG } from './cause-tests.fixture';
import { createSchema } from './create-schema';
import { openNodeEngine } from './duckdb-node';
import type { Engine } from './engine';
import { EvidenceStore } from './evidence-store';
import { appendRecords } from './evidence.testing';
import { rebuildRequests } from './request-pairing';
import { fixedSql } from './sql';
import { GROUP_ROWS, LOAD_BALANCER } from './trust-groups.fixture';
import { writeClusterRanges } from './value-marks';

const ROWS = [...GROUP_ROWS, ...CAUSE_ROWS];
let engine: Engine;
const fired = new Map<string, string[]>();

beforeAll(async () => {
  engine = await openNodeEngine();
  await createSchema(engine);
  await writeClusterRanges(engine, [LOAD_BALANCER]);
  const store = new EvidenceStore(engine);
  for (const [i, row] of ROWS.entries()) {
    const load = await store.begin({ name: `log-${i}`, path: `log-${i}`, bytes: 1 });
    // An ID that a row does not name is one of its own.
    await appendRecords(load, row.records.map((record, n) => ({ ...record, auditId: `${i}/${record.auditId ?? `r${n}`}` })));
    await load.commit({ sha256: `log-${i}`, format: 'test', container: 'none' });
  }
  await rebuildRequests(engine);
  const rows = await engine.read(fixedSql('SELECT DISTINCT s.test_id, r.audit_id FROM signals s JOIN requests r USING (request_id)'));
  for (const { test_id, audit_id } of rows.objects()) {
    const [log = '', id = ''] = String(audit_id).split('/');
    const key = `${log} ${String(test_id)}`;
    fired.set(key, [...(fired.get(key) ?? []), id].sort());
  }
});
afterAll(() => engine.close());

describe.each(ROWS.map((row, i) => ({ ...row, i })))('$test $fires: $why', ({ test, at, i }) => {
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

it('has a case that fires, one that does not and one it does not speak about, or says which kind is missing', () => {
  const kinds = (test: string): string => [...new Set(ROWS.filter((row) => row.test === test).map(({ fires }) => fires))].sort().join(' ');
  const short = [...new Set(ROWS.map(({ test }) => test))].filter((test) => kinds(test) !== 'n/a no yes');
  // L2 and L3 need two like requests of one user, and without them they are L4's case.
  expect(short).toEqual(['L2', 'L3']);
});
