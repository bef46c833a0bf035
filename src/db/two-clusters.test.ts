/** Tests that hold the requests of one name against each other do so within one log: another file may be of another cluster. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSchema } from './create-schema';
import { openNodeEngine } from './duckdb-node';
import type { Engine } from './engine';
import { EvidenceStore } from './evidence-store';
import { appendRecords, EPOCH_US, type RecordParts } from './evidence.testing';
import { rebuildRequests } from './request-pairing';
import { fixedSql } from './sql';

let engine: Engine;
let store: EvidenceStore;
beforeEach(async () => {
  engine = await openNodeEngine();
  await createSchema(engine);
  store = new EvidenceStore(engine);
});
afterEach(() => engine.close());

async function signalsOf(files: readonly { readonly path: string; readonly records: readonly RecordParts[] }[]): Promise<readonly unknown[]> {
  for (const [i, { path, records }] of files.entries()) {
    const load = await store.begin({ name: path, path, bytes: 1 });
    await appendRecords(load, records);
    await load.commit({ sha256: String(i), format: 'test', formats: [], container: 'none' });
  }
  await rebuildRequests(engine);
  const found = await engine.read(fixedSql("SELECT test_id, count(*)::INTEGER AS n FROM signals WHERE test_id IN ('I6', 'I12', 'S6') GROUP BY 1 ORDER BY 1"));
  return found.objects().map(({ test_id }) => test_id);
}

const MINUTE_US = 60_000_000n;
/** Two accounts and one certificate, used over an hour from one address. */
function cluster(n: number): RecordParts[] {
  const certificate = [['authentication.kubernetes.io/credential-id', [`X509SHA256=${String(n).repeat(64)}`]]] as const;
  return Array.from({ length: 120 }, (_, i) => ({
    stage: 'ResponseComplete', auditId: `c${n}-${i}`, receivedUs: EPOCH_US + BigInt(i) * MINUTE_US, stageUs: EPOCH_US + BigInt(i) * MINUTE_US, verb: 'get', uri: '/version', code: 200,
    sourceIps: [`10.0.${n}.1`],
    ...(i % 2 === 0 ? { username: 'system:serviceaccount:kube-system:coredns', uid: `uid-${n}` } : { username: 'admin', extra: certificate }),
  }));
}

describe('the same names in two logs', () => {
  it('are no contradiction when each log is its own', async () => {
    expect(await signalsOf([{ path: 'one.log', records: cluster(1) }, { path: 'two.log', records: cluster(2) }])).toEqual([]);
  });

  it('are one in a single log', async () => {
    const [one, two] = [cluster(1), cluster(2)];
    expect(await signalsOf([{ path: 'all.log', records: [...one, ...two] }])).toEqual(['I12', 'I6']);
  });

  it('are one in a rotated set', async () => {
    expect(await signalsOf([{ path: 'audit-2025-06-15T15-00-00.000.log', records: cluster(1) }, { path: 'audit.log', records: cluster(2) }])).toEqual(['I12', 'I6']);
  });
});
