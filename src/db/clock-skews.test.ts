import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSchema } from './create-schema';
import { openNodeEngine } from './duckdb-node';
import type { Engine } from './engine';
import { EvidenceStore } from './evidence-store';
import { appendRecords, EPOCH_US, type RecordParts } from './evidence.testing';
import { rebuildRequests } from './request-pairing';
import { fixedSql } from './sql';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
  await createSchema(engine);
});
afterAll(() => engine.close());

/** Request `id`, passed on after 1 ms and answered 1 ms before its answer goes out. */
const outer = (id: number, over: RecordParts = {}): RecordParts => ({
  stage: 'ResponseComplete', auditId: `r-${id}`, receivedUs: EPOCH_US + BigInt(id) * 1_000_000n, stageUs: EPOCH_US + BigInt(id) * 1_000_000n + 10_000n, verb: 'get', uri: '/apis/x', username: 'u', code: 200, ...over,
});
const inner = (id: number, aheadUs: bigint): RecordParts => outer(id, { receivedUs: EPOCH_US + BigInt(id) * 1_000_000n + 1_000n + aheadUs, stageUs: EPOCH_US + BigInt(id) * 1_000_000n + 9_000n + aheadUs });

it('is the median over requests that both logged, and a forged audit ID does not move it', async () => {
  const store = new EvidenceStore(engine);
  const files: RecordParts[][] = [
    [1, 2, 3, 4, 5].map((id) => outer(id)),
    [inner(1, 2_500_000n), inner(2, 2_500_000n), inner(3, 2_500_000n), inner(4, 900_000_000n), { ...inner(5, 7n), uri: '/other' }],
    [inner(1, 1n)].map((one) => ({ ...one, auditId: 'nobody' })),
  ];
  for (const [i, records] of files.entries()) {
    const load = await store.begin({ name: `f${i}`, path: `f${i}`, bytes: 1 });
    await appendRecords(load, records);
    await load.commit({ sha256: String(i), format: 'test', container: 'none' });
  }
  await rebuildRequests(engine);
  expect((await engine.read(fixedSql('SELECT evidence_id, other_evidence_id, requests, skew_us FROM clock_skews'))).objects()).toEqual([{ evidence_id: 1, other_evidence_id: 2, requests: 4, skew_us: 2_500_000 }]);
});
