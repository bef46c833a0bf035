import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSchema } from './create-schema';
import { openNodeEngine } from './duckdb-node';
import type { Engine } from './engine';
import { EvidenceStore } from './evidence-store';
import { appendRecords } from './evidence.testing';
import { rebuildRequests } from './request-pairing';
import { fixedSql } from './sql';
import { GROUP_ROWS, LOAD_BALANCER } from './trust-groups.fixture';
import { writeClusterRanges } from './value-marks';

let engine: Engine;
const fired = new Map<string, string[]>();

beforeAll(async () => {
  engine = await openNodeEngine();
  await createSchema(engine);
  await writeClusterRanges(engine, [LOAD_BALANCER]);
  const store = new EvidenceStore(engine);
  for (const [i, row] of GROUP_ROWS.entries()) {
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

describe.each(GROUP_ROWS.map((row, i) => ({ ...row, i })))('$test $fires: $why', ({ test, at, i }) => {
  it('is decided so by the engine', () => {
    expect(fired.get(`${i} ${test}`) ?? []).toEqual([...(at ?? [])].sort());
  });
});

it('has a case that fires, one that does not and one it does not speak about, or says which kind is missing', () => {
  const kinds = (test: string): string => [...new Set(GROUP_ROWS.filter((row) => row.test === test).map(({ fires }) => fires))].sort().join(' ');
  const short = [...new Set(GROUP_ROWS.map(({ test }) => test))].filter((test) => kinds(test) !== 'n/a no yes');
  // L2 and L3 need two like requests of one user, and without them they are L4's case.
  expect(short).toEqual(['L2', 'L3']);
});
