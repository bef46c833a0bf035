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
  const found = await engine.read(fixedSql("SELECT test_id, count(*)::INTEGER AS n FROM signals WHERE test_id IN ('I6', 'I12', 'S6', 'H8', 'H10') GROUP BY 1 ORDER BY 1"));
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

/** Two hours in which pods come and go; then one that nobody made, and a right that changed with nothing written. */
function story(cluster: number, uid: number, made: boolean): RecordParts[] {
  const at = (minutes: number, rest: RecordParts): RecordParts => {
    const us = EPOCH_US + BigInt(Math.round(minutes * 60_000)) * 1000n;
    return { stage: 'ResponseComplete', auditId: `${cluster}-${minutes}-${rest.username ?? ''}-${rest.subresource ?? ''}`, receivedUs: us + 123n, stageUs: us + 456n, code: 200, sourceIps: ['10.0.0.1'], uri: '/x', ...rest };
  };
  const pod = (minutes: number, name: string): RecordParts => at(minutes, { username: 'ann', verb: 'create', resource: 'pods', namespace: 'shop', name, code: 201 });
  const placed = (minutes: number, name: string): RecordParts => at(minutes, { username: 'system:kube-scheduler', verb: 'create', resource: 'pods', subresource: 'binding', namespace: 'shop', name, code: 201 });
  const bound = (minutes: number): RecordParts => at(minutes, { username: 'ann', verb: 'create', resource: 'rolebindings', apiGroup: 'rbac.authorization.k8s.io', namespace: 'shop', name: `b-${minutes}`, code: 201 });
  const asked = (minutes: number, allowed: boolean): RecordParts => at(minutes, { username: 'sue', verb: 'list', resource: 'secrets', namespace: 'shop', code: allowed ? 200 : 403,
    annotations: [['authorization.k8s.io/decision', allowed ? 'allow' : 'forbid'], ['authorization.k8s.io/reason', allowed ? 'RBAC: allowed by RoleBinding "r/x" of Role "r" to User "sue"' : '']] });
  const accounts = ['coredns', 'job-controller'].flatMap((name, i) => [0, 150].map((minutes) => at(minutes + i / 100, { username: `system:serviceaccount:kube-system:${name}`, uid: `uid-${uid}-${name}`, verb: 'get', uri: '/version' })));
  return [
    ...accounts, ...Array.from({ length: 12 }, (_, i) => [pod(20 + i, `p-${i}`), placed(20.01 + i, `p-${i}`)]).flat(), bound(15),
    ...(made ? [pod(99.9, 'db-0'), bound(99.5)] : [asked(99, false), asked(100.5, true)]), placed(100, 'db-0'),
  ].toSorted((a, b) => Number((a.receivedUs ?? 0n) - (b.receivedUs ?? 0n)));
}

describe('a cause in the log', () => {
  it('of another server of the cluster is one', async () => {
    expect(await signalsOf([{ path: 'one.log', records: story(1, 1, false) }, { path: 'two.log', records: story(2, 1, true) }])).toEqual([]);
  });

  it('of another cluster, which its accounts tell, is none', async () => {
    expect(await signalsOf([{ path: 'one.log', records: story(1, 1, false) }, { path: 'two.log', records: story(2, 2, true) }])).toEqual(['H10', 'H8']);
  });
});
