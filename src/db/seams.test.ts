import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSchema } from './create-schema';
import { openNodeEngine } from './duckdb-node';
import type { Engine } from './engine';
import { EvidenceStore } from './evidence-store';
import { appendRecords, EPOCH_US, type RecordParts } from './evidence.testing';
import { rebuildRequests } from './request-pairing';
import { fixedSql } from './sql';

let engine: Engine;
let store: EvidenceStore;
let loaded = 0;
beforeAll(async () => {
  engine = await openNodeEngine();
  await createSchema(engine);
  store = new EvidenceStore(engine);
});
afterAll(() => engine.close());

const us = (second: number): bigint => EPOCH_US + BigInt(Math.round(second * 1e6));
const record = (second: number, over: RecordParts = {}): RecordParts => ({
  stage: 'ResponseComplete', auditId: `a-${second}`, receivedUs: us(second), stageUs: us(second), verb: 'get', uri: '/api', username: 'u', code: 200, ...over,
});
const beats = (from: number, to: number, over: RecordParts = {}): RecordParts[] =>
  Array.from({ length: (to - from) / 2 + 1 }, (_, i) => record(from + 2 * i, { verb: 'update', resource: 'leases', namespace: 'kube-system', name: 'x', ...over }));
const name = (time: string): string => `logs/audit-2025-06-15T${time}.000.log`;

async function load(files: Readonly<Record<string, readonly RecordParts[]>>): Promise<void> {
  const old = await engine.read(fixedSql('SELECT evidence_id FROM evidence_rows'));
  for (let i = 0; i < old.rowCount; i += 1) await store.remove(Number(old.value(i, 0)));
  for (const [path, records] of Object.entries(files)) {
    loaded += 1;
    const evidence = await store.begin({ name: path.split('/').at(-1) ?? '', path, bytes: 1 });
    await appendRecords(evidence, records);
    await evidence.commit({ sha256: String(loaded), format: 'test', container: 'none' });
  }
  await rebuildRequests(engine);
}
const gaps = async (): Promise<unknown[]> => (await engine.read(fixedSql('SELECT kind, source, epoch_us(from_at) AS f, epoch_us(to_at) AS t, reason FROM gaps ORDER BY f'))).objects();

it('of a rotated set are said by content, in the order of their names and not of their loading', async () => {
  await load({ 'logs/audit.log': beats(4_000, 4_400), [name('15-20-00')]: beats(0, 200), [name('15-30-00')]: beats(202, 400) });
  expect(await gaps()).toMatchObject([
    { kind: 'seam-touching', f: Number(us(200)), t: Number(us(202)), reason: 'audit-2025-06-15T15-20-00.000.log ends, and audit-2025-06-15T15-30-00.000.log begins 2.000 seconds later. Nothing is missing between them that could be seen.' },
    { kind: 'seam-hole', f: Number(us(400)), t: Number(us(4_000)), reason: 'audit-2025-06-15T15-30-00.000.log ends, and audit.log begins 3600.000 seconds later, though a heartbeat comes every 2 s: records between them are missing, or the server was down.' },
  ]);
});

it('overlap where records are in both, or times go back', async () => {
  await load({ [name('15-20-00')]: beats(0, 200), 'logs/audit.log': beats(190, 300) });
  expect(await gaps()).toMatchObject([{ kind: 'seam-overlap', f: Number(us(190)), t: Number(us(200)), reason: expect.stringContaining('10.000 seconds before that; 6 records are in both.') }]);
  await load({ [name('15-20-00')]: beats(0, 200), 'logs/audit.log': beats(191, 301) });
  expect(await gaps()).toMatchObject([{ kind: 'seam-overlap', reason: expect.stringContaining('no record is in both') }]);
});

it('touch where a request goes over them, also without heartbeats', async () => {
  const request = { auditId: 'long', receivedUs: us(5) };
  await load({ [name('15-20-00')]: [record(5, { ...request, stage: 'RequestReceived' })], 'logs/audit.log': [record(50, { ...request, stageUs: us(50) })] });
  expect(await gaps()).toMatchObject([{ kind: 'seam-touching', reason: expect.stringContaining('1 request begins in one and ends in the other. Nothing') }]);
  await load({ [name('15-20-00')]: [record(5)], 'logs/audit.log': [record(50)] });
  expect(await gaps()).toMatchObject([{ kind: 'seam-unknown' }]);
});

it('are told per server: one that falls silent is heard, though another goes on', async () => {
  const server = (uid: string) => ({ username: 'system:apiserver', uid });
  await load({
    'cp-1.log': [...beats(0, 1_000, server('one')), ...beats(2_000, 3_000, server('one'))],
    'cp-2.log': beats(1, 3_001, server('two')).map((one) => ({ ...one, auditId: `b${one.auditId ?? ''}` })),
  });
  expect(await gaps()).toMatchObject([{ kind: 'missing', source: 'server 1', f: Number(us(1_000)), t: Number(us(2_000)) }]);
  expect((await engine.read(fixedSql('SELECT uid, events FROM server_instances ORDER BY uid'))).objects()).toEqual([{ uid: 'one', events: 1_002 }, { uid: 'two', events: 1_501 }]);
});
