/** Runs are found by the database: who calls, from where, and how close together. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSchema } from './create-schema';
import { openNodeEngine } from './duckdb-node';
import type { Engine } from './engine';
import { EvidenceStore } from './evidence-store';
import { appendRecords, EPOCH_US, type RecordParts } from './evidence.testing';
import { readCommands } from './read-commands';
import { rebuildRequests } from './request-pairing';
import { fixedSql } from './sql';

let engine: Engine;
const ids = new Map<string, number>();
const KUBECTL = 'kubectl/v1.32.3 (linux/amd64) kubernetes/32cc146';

/** `id +ms user agent peer verb uri` as one finished request. */
function finished(line: string): RecordParts {
  const [auditId = '', ms = '', username = '', agent = '', peer = '', verb = '', uri = ''] = line.trim().split(/\s+/);
  const at = EPOCH_US + BigInt(ms.slice(1)) * 1000n;
  const [, resource, name] = /\/dev\/(\w+)(?:\/(\w+))?/.exec(uri) ?? [];
  return {
    stage: 'ResponseComplete', auditId, receivedUs: at, stageUs: at + 900n, username, agent: agent === 'kubectl' ? KUBECTL : agent, sourceIps: [peer], verb, uri,
    resource: resource ?? null, name: name ?? null, namespace: resource === undefined ? null : 'dev', code: 200,
  };
}

const POD = '/api/v1/namespaces/dev/pods/web';
const EVENTS = '/api/v1/namespaces/dev/events?fieldSelector=involvedObject.name%3Dweb&limit=500';

beforeAll(async () => {
  engine = await openNodeEngine();
  await createSchema(engine);
  const load = await new EvidenceStore(engine).begin({ name: 'a', path: 'a', bytes: 1 });
  await appendRecords(load, `
    a1 +0 alice kubectl 10.0.0.1 get ${POD}
    b1 +50 alice kubectl 10.0.0.2 get ${POD}
    a2 +90 alice kubectl 10.0.0.1 list ${EVENTS}
    c1 +100 carol kubectl 10.0.0.1 list ${EVENTS}
    a3 +9000 alice kubectl 10.0.0.1 get ${POD}
    k1 +100 system:node:n kubelet/v1.32 10.0.0.9 get ${POD}
  `.trim().split('\n').map(finished));
  await appendRecords(load, Array.from({ length: 600 }, (_, i) => finished(`p${i} +${20_000 + i * 1000} poll kubectl 10.0.0.5 get ${POD}`)));
  await load.commit({ sha256: 'a', format: 'test', container: 'none' });
  await rebuildRequests(engine);
  const table = await engine.read(fixedSql('SELECT audit_id, request_id FROM requests'));
  for (let i = 0; i < table.rowCount; i += 1) ids.set(String(table.value(i, 0)), Number(table.value(i, 1)));
});
afterAll(() => engine.close());

const id = (auditId: string): number => ids.get(auditId) ?? -1;
const commandOf = async (auditId: string) => (await readCommands(engine, [id(auditId)])).commands.get(id(auditId));

it('takes in what belongs to a request though it was not asked for', async () => {
  expect(await commandOf('a2')).toMatchObject({ text: 'kubectl describe pods web -n dev', requestIds: [id('a1'), id('a2')] });
  expect(await commandOf('a1')).toEqual(await commandOf('a2'));
});

it('keeps other peers, other users and other times apart', async () => {
  expect(await commandOf('b1')).toMatchObject({ text: 'kubectl get pods web -n dev', requestIds: [id('b1')] });
  expect(await commandOf('c1')).toMatchObject({ rule: 4, requestIds: [id('c1')] });
  expect(await commandOf('a3')).toMatchObject({ rule: 7, requestIds: [id('a3')] });
});

it('answers the same for one request as for all', async () => {
  const all = await readCommands(engine, [...ids.values()]);
  for (const name of ['a1', 'a2', 'b1', 'c1', 'a3', 'p0', 'p299', 'p599']) expect(all.commands.get(id(name)), name).toEqual(await commandOf(name));
});

it('cuts a run without an end', async () => {
  const { requests } = await readCommands(engine, [id('p300')]);
  expect(requests.size).toBe(256);
  expect(requests.has(id('p256'))).toBe(true);
  expect(requests.has(id('p255'))).toBe(false);
});

it('looks at a component alone', async () => {
  const { requests, commands } = await readCommands(engine, [id('k1')]);
  expect([requests.size, commands.size]).toEqual([1, 0]);
});
