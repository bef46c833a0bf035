/** A3: a request that one API server handed on to another with its audit ID, and what only looks like it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ClusterRange } from '../model/cluster-range';
import { createSchema } from './create-schema';
import { openNodeEngine } from './duckdb-node';
import type { Engine } from './engine';
import { EvidenceStore } from './evidence-store';
import { appendRecords, EPOCH_US, type RecordParts } from './evidence.testing';
import { rebuildRequests } from './request-pairing';
import { fixedSql } from './sql';
import { writeClusterRanges } from './value-marks';

const SHARED = '6f9619ff-8b86-4011-b42d-00c04fc964ff';
const CONTROL_PLANE: ClusterRange = { kind: 'control-plane', text: '10.0.0.1/32' };
/** What the front server saw, and what it made of it for the aggregated one. */
const FRONT: RecordParts = {
  stage: 'ResponseComplete', auditId: SHARED, receivedUs: EPOCH_US, stageUs: EPOCH_US + 9000n, username: 'mallory', impersonated: 'ops', verb: 'list', uri: '/apis/metrics.k8s.io/v1beta1/pods', resource: 'pods',
  apiGroup: 'metrics.k8s.io', code: 200, sourceIps: ['203.0.113.7'],
};
const BACK: RecordParts = { ...FRONT, receivedUs: EPOCH_US + 2000n, stageUs: EPOCH_US + 8000n, username: 'ops', impersonated: null, sourceIps: ['203.0.113.7', '10.0.0.1'] };
const { impersonated: _, ...PLAIN_BACK } = BACK;

let engine: Engine;
beforeEach(async () => {
  engine = await openNodeEngine();
  await createSchema(engine);
});
afterEach(() => engine.close());

async function signalsOf(files: readonly (readonly RecordParts[])[], ranges: readonly ClusterRange[]): Promise<readonly string[]> {
  const store = new EvidenceStore(engine);
  await writeClusterRanges(engine, ranges);
  for (const [i, records] of files.entries()) {
    const load = await store.begin({ name: `${i}.log`, path: `${i}.log`, bytes: 1 });
    await appendRecords(load, records);
    await load.commit({ sha256: String(i), format: 'test', container: 'none' });
  }
  await rebuildRequests(engine);
  const rows = await engine.read(fixedSql("SELECT DISTINCT s.test_id, r.username FROM signals s JOIN requests r USING (request_id) WHERE s.test_id IN ('A2', 'A3') ORDER BY ALL"));
  return [...rows.objects()].map(({ test_id, username }) => `${String(test_id)} ${String(username)}`);
}

describe('A3', () => {
  it('yes: in the logs of two servers', async () => {
    expect(await signalsOf([[FRONT], [PLAIN_BACK]], [])).toEqual(['A3 ops']);
    expect([...(await engine.read(fixedSql('SELECT f.username FROM hops h JOIN requests f ON f.request_id = h.front_request_id'))).objects()]).toEqual([{ username: 'mallory' }]);
  });
  it('yes: in one file, where the peer is known to be the control plane', async () => {
    expect(await signalsOf([[FRONT, PLAIN_BACK]], [CONTROL_PLANE])).toEqual(['A3 ops']);
  });
  it('no: in one file, where a caller may have forged all of it', async () => {
    expect(await signalsOf([[FRONT, PLAIN_BACK]], [])).toEqual(['A2 mallory', 'A2 ops']);
  });
  it('no: another path under the same ID', async () => {
    expect(await signalsOf([[FRONT], [{ ...PLAIN_BACK, uri: '/api/v1/secrets', resource: 'secrets' }]], [])).toEqual(['A2 mallory', 'A2 ops']);
  });
  it('no: a user whom the front did not act for', async () => {
    expect(await signalsOf([[FRONT], [{ ...PLAIN_BACK, username: 'root' }]], [])).toEqual(['A2 mallory', 'A2 root']);
  });
  it('n/a: an ID of its own', async () => {
    expect(await signalsOf([[FRONT], [{ ...PLAIN_BACK, auditId: '6f9619ff-8b86-4011-b42d-00c04fc96400' }]], [])).toEqual([]);
  });
});
