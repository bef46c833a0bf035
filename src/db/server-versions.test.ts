import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSchema } from './create-schema';
import { openNodeEngine } from './duckdb-node';
import type { Engine } from './engine';
import { EvidenceStore } from './evidence-store';
import { appendRecords, type RecordParts } from './evidence.testing';
import { fixedSql } from './sql';

let engine: Engine;
let store: EvidenceStore;
beforeEach(async () => {
  engine = await openNodeEngine();
  await createSchema(engine);
  store = new EvidenceStore(engine);
});
afterEach(() => engine.close());

const SERVER: RecordParts = { username: 'system:apiserver', groups: ['system:masters'], agent: 'kube-apiserver/v1.28.3 (linux/amd64) kubernetes/a8a1abc' };
const CREDENTIAL = 'authentication.kubernetes.io/credential-id';

async function versionOf(records: readonly RecordParts[], form = 'audit.k8s.io/v1 JSON lines'): Promise<unknown> {
  const load = await store.begin({ name: 'a.log', path: 'a.log', bytes: 1 });
  await appendRecords(load, records.map((record) => ({ stage: 'ResponseComplete', verb: 'get', uri: '/version', ...record })));
  await load.commit({ sha256: 'aa', format: form, formats: [[form, records.length]], container: 'none' });
  const rows = await engine.read(fixedSql('SELECT version, minor_at_least AS low, minor_at_most AS high, learnt_from FROM server_versions'));
  return [...rows.objects()].map(({ version, low, high, learnt_from }) => [version, low, high, Array.isArray(learnt_from) ? learnt_from.map(String) : learnt_from])[0];
}

describe('the version of a server', () => {
  it('is the one it calls itself by', async () => {
    expect(await versionOf([SERVER, { username: 'alice', extra: [[CREDENTIAL, ['X509SHA256=aa']]] }])).toEqual(['1.28.3', 28, 28, ['user agent kube-apiserver/v1.28.3 of system:apiserver']]);
  });

  it('is a range where the log spans an upgrade', async () => {
    expect(await versionOf([SERVER, { ...SERVER, agent: 'kube-apiserver/v1.30.1 (linux/amd64) kubernetes/b' }])).toEqual([
      null, 28, 30, ['user agent kube-apiserver/v1.28.3 of system:apiserver', 'user agent kube-apiserver/v1.30.1 of system:apiserver'],
    ]);
  });

  it('is not taken from a caller who says kube-apiserver', async () => {
    expect(await versionOf([{ ...SERVER, username: 'mallory', groups: ['system:authenticated'] }])).toBeUndefined();
    expect(await versionOf([{ ...SERVER, username: 'mallory', groups: ['system:masters'] }])).toBeUndefined();
  });

  it('is bounded by the newest thing in the records, with what says so', async () => {
    expect(await versionOf([
      { username: 'alice', annotations: [['authorization.k8s.io/decision', 'allow'], ['mutation.webhook.admission.k8s.io/round_0_index_0', '{}']] },
      { username: 'system:serviceaccount:a:b', extra: [[CREDENTIAL, ['JTI=1']]] },
    ])).toEqual([null, 29, null, ['credential JTI=']]);
  });

  it('is bounded from above by what later releases no longer write', async () => {
    expect(await versionOf([{ username: 'alice', annotations: [['podsecuritypolicy.admission.k8s.io/admit-policy', 'restricted']] }])).toEqual([null, 11, 24, ['annotation podsecuritypolicy.admission.k8s.io/']]);
  });

  it('is bounded from above by the form of the records', async () => {
    expect(await versionOf([{ username: 'bob' }], 'audit.k8s.io/v1beta1 JSON lines')).toEqual([null, 8, 23, ['format audit.k8s.io/v1beta1']]);
  });

  it('is unknown where nothing tells it', async () => {
    expect(await versionOf([{ username: 'alice' }])).toBeUndefined();
  });

  it('says nothing for a key that only begins like one of the server’s', async () => {
    expect(await versionOf([{ username: 'alice', annotations: [['x.authorization.k8s.io/decision', 'allow']], extra: [['team', ['JTI=1']]] }])).toBeUndefined();
  });
});
