import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSchema } from '../../db/create-schema';
import { readRows } from '../../db/define-query';
import { openNodeEngine } from '../../db/duckdb-node';
import type { Engine } from '../../db/engine';
import { EvidenceStore } from '../../db/evidence-store';
import { rebuildRequests } from '../../db/request-pairing';
import { appendRecords, EPOCH_US, table } from '../../db/evidence.testing';
import { EMPTY_FILTER, exactly } from '../../model/filter';
import { findingsQuery } from './findings.query';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
  await createSchema(engine);
  const store = new EvidenceStore(engine);
  const load = await store.begin({ name: 'a', path: 'a', bytes: 1 });
  await appendRecords(load, table(`
    RR Lorem +0 alice list /api/v1/secrets -
    RC Lorem +5 alice list /api/v1/secrets 200
    RC Lorem +5 bob list /api/v1/pods 200
    RC 6f9619ff-8b86-4011-b42d-00c04fc964ff +5 carol list /api/v1/pods 200
  `));
  await load.commit({ sha256: 'a', format: 'test', container: 'none' });
  await rebuildRequests(engine);
});
afterAll(() => engine.close());

it('counts requests and events, with the filter and without', async () => {
  const clauses = [{ kind: 'field', field: 'username', negated: false, values: [exactly('alice')], enabled: true }] as const;
  const rows = async (filter: Parameters<typeof findingsQuery.sql>[0]['filter']) => new Map((await readRows(engine, findingsQuery, { filter })).map((row) => [row.test_id, row]));
  const at = EPOCH_US;
  expect((await rows(EMPTY_FILTER)).get('A1')).toMatchObject({ requests: 2, events: 3, all_requests: 2, all_events: 3 });
  expect((await rows({ clauses, range: undefined })).get('A2')).toEqual({ test_id: 'A2', requests: 1, events: 2, all_requests: 2, all_events: 3, first_us: at, last_us: at });
  expect((await rows({ clauses: [{ ...clauses[0], values: [exactly('carol')] }], range: undefined })).get('A1')).toMatchObject({ requests: 0, events: 0, first_us: null });
});
