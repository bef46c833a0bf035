import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { load, recordLine, testWorkbench, type TestWorkbench } from '../actions/workbench.testing';
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
  expect((await engine.read(fixedSql('SELECT evidence_id, other_evidence_id, requests, skew_us, method FROM clock_skews'))).objects()).toEqual([{ evidence_id: 1, other_evidence_id: 2, requests: 4, skew_us: 2_500_000, method: 'audit-id' }]);
});

describe('by the versions of objects', () => {
  let workbench: TestWorkbench;
  afterEach(() => workbench.engine.close());
  /** An update from version `version` of an object, `second` seconds past the hour by the clock of the server that logged it. */
  const update = (version: number, second: number, over: Readonly<Record<string, unknown>> = {}): string =>
    recordLine(0, {
      auditID: `u-${version}-${second}`, verb: 'update', requestURI: '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/n', responseStatus: { code: 200 },
      objectRef: { resource: 'leases', namespace: 'kube-node-lease', name: 'n', apiGroup: 'coordination.k8s.io', apiVersion: 'v1', resourceVersion: String(version) },
      requestReceivedTimestamp: `2026-03-14T08:00:${String(second).padStart(2, '0')}.000000Z`, stageTimestamp: `2026-03-14T08:00:${String(second).padStart(2, '0')}.500000Z`, ...over,
    });
  const skews = async (...files: readonly (readonly string[])[]): Promise<unknown[]> => {
    workbench = await testWorkbench();
    for (const [i, lines] of files.entries()) await load(workbench, `f${i}.log`, lines.join('\n'));
    return (await workbench.engine.read(fixedSql('SELECT * FROM clock_skews'))).objects();
  };
  const object = (name: string) => ({ objectRef: { resource: 'leases', namespace: 'x', name, resourceVersion: '11' } });

  it('lies between what two servers that took turns allow: the second one is five seconds ahead', async () => {
    expect(await skews([update(10, 1), update(30, 3)], [update(20, 2 + 5), update(40, 4 + 5)])).toEqual([
      { evidence_id: 1, other_evidence_id: 2, requests: 3, skew_us: 5_000_000, low_us: 4_000_000, high_us: 6_000_000, method: 'resource-version' },
    ]);
  });

  const c4 = async (): Promise<unknown[]> =>
    (await workbench.engine.read(fixedSql("SELECT e.audit_id FROM signals s JOIN events e USING (event_id) WHERE test_id = 'C4' ORDER BY 1"))).objects().map((row) => row['audit_id']);

  it('C4 fires on the updates that are logged earlier than one they were made after', async () => {
    await skews([update(10, 1), update(30, 3)], [update(20, 2 + 5), update(40, 4 + 5)]);
    expect(await c4()).toEqual(['u-30-3']);
  });

  it('C4 does not where the clocks agree, in one file, or where nothing says that both are of one store', async () => {
    await skews([update(10, 1), update(30, 3)], [update(20, 2), update(40, 4)]);
    expect(await c4()).toEqual([]);
    await skews([update(10, 1), update(30, 3), update(20, 7)]);
    expect(await c4()).toEqual([]);
    await skews([update(10, 9), update(30, 1)], [update(20, 5), update(40, 2)]);
    expect(await c4()).toEqual([]);
  });

  it.each<[string, string[], string[]]>([
    ['only one side is bounded', [update(10, 1)], [update(20, 7)]],
    ['the updates were refused', [update(10, 1), update(30, 3)], [update(20, 7, { responseStatus: { code: 409 } })]],
    ['they were no updates', [update(10, 1), update(30, 3)], [update(20, 7, { verb: 'patch' })]],
    ['the objects are others', [update(10, 1), update(30, 3)], [update(20, 7, object('m'))]],
    ['the bounds contradict each other, as of two clusters', [update(10, 9), update(30, 1)], [update(20, 5), update(40, 2)]],
  ])('is not known where %s', async (_, a, b) => {
    expect(await skews(a, b)).toEqual([]);
  });
});
