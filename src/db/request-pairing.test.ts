import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSchema } from './create-schema';
import { openNodeEngine } from './duckdb-node';
import type { Engine } from './engine';
import { EvidenceStore } from './evidence-store';
import { rebuildRequests } from './request-pairing';
import { fixedSql, sql } from './sql';
import { appendRecords, EPOCH_US, table, type RecordParts } from './evidence.testing';

let engine: Engine;
let store: EvidenceStore;
let loaded = 0;

beforeAll(async () => {
  engine = await openNodeEngine();
  await createSchema(engine);
  store = new EvidenceStore(engine);
});
afterAll(() => engine.close());

/** Loads the records as the only evidence and returns the requests. */
async function requestsOf(...files: (readonly RecordParts[])[]): Promise<Record<string, unknown>[]> {
  const old = await engine.read(fixedSql('SELECT evidence_id FROM evidence_rows'));
  for (let i = 0; i < old.rowCount; i += 1) await store.remove(Number(old.value(i, 0)));
  for (const records of files) {
    loaded += 1;
    const load = await store.begin({ name: `file-${loaded}`, path: `file-${loaded}`, bytes: 1 });
    await appendRecords(load, records);
    await load.commit({ sha256: String(loaded), format: 'test', container: 'none' });
  }
  await rebuildRequests(engine);
  return (await engine.read(sql`SELECT * FROM requests ORDER BY audit_id, request_id`)).objects();
}

describe('the stages of one request', () => {
  it('fall together on audit ID, receive time, verb, URI and user', async () => {
    const rows = await requestsOf(table(`
      RR a1 +0 alice list /api/v1/secrets -
      RC a1 +5 alice list /api/v1/secrets 200
    `));
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      stages: ['RequestReceived', 'ResponseComplete'], event_count: 2, duration_us: 5000, outcome: 'allowed', audit_id_shared_by: 1,
      received_at: '2025-06-15T15:06:40.000000Z', completed_at: '2025-06-15T15:06:40.005000Z', started_at: null, uri_template: '/api/v1/secrets',
    });
  });

  it('never fall together on the audit ID alone', async () => {
    const rows = await requestsOf(table(`
      RC Lorem +5 alice list /api/v1/secrets 200
      RC Lorem +5 alice list /api/v1/pods 200
      RC Lorem +5 bob list /api/v1/secrets 200
    `));
    expect(rows.map((row) => [row['username'], row['request_uri'], row['audit_id_shared_by']])).toEqual([
      ['alice', '/api/v1/secrets', 3], ['alice', '/api/v1/pods', 3], ['bob', '/api/v1/secrets', 3],
    ]);
  });

  it('stay apart when audit ID or receive time is absent', async () => {
    const [line] = table('RC - +5 alice get /version 200');
    const rows = await requestsOf([line ?? {}, line ?? {}, { ...line, auditId: 'x', receivedUs: null }, { ...line, auditId: 'x', receivedUs: null }]);
    expect(rows).toHaveLength(4);
  });

  it('are completed by the later stage, which alone names the impersonated user', async () => {
    const [received, complete] = table(`
      RR a1 +0 ci-bot get /api/v1/pods -
      RC a1 +5 ci-bot get /api/v1/pods 200
    `);
    const rows = await requestsOf([received ?? {}, { ...complete, impersonated: 'admin' }]);
    expect(rows).toMatchObject([{ username: 'ci-bot', impersonated_username: 'admin', effective_username: 'admin' }]);
  });

  it('are found again in another file', async () => {
    const [first, second] = table(`
      RR a1 +0 alice list /api/v1/secrets -
      RC a1 +5 alice list /api/v1/secrets 200
    `);
    const rows = await requestsOf([first ?? {}], [second ?? {}]);
    expect(rows).toMatchObject([{ event_count: 2, outcome: 'allowed' }]);
  });

  it('give the same requests in whatever order and batches they are read', async () => {
    const lines = table(`
      RR a1 +0 alice list /api/v1/secrets -
      RS a1 +2 alice list /api/v1/secrets 200
      RC a1 +5 alice list /api/v1/secrets 200
      RR a2 +0 alice get /api/v1/pods -
      PA a2 +9 alice get /api/v1/pods 500
      RC a3 +1 bob get /version 200
    `);
    const shape = (rows: Record<string, unknown>[]) => rows.map(({ audit_id, stages, outcome, duration_us, event_count }) => ({ audit_id, stages, outcome, duration_us, event_count }));
    const expected = shape(await requestsOf(lines));
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(lines, { minLength: lines.length }), fc.integer({ min: 1, max: 5 }), async (shuffled, cut) => {
        expect(shape(await requestsOf(shuffled.slice(0, cut), shuffled.slice(cut)))).toEqual(expected);
      }),
      { numRuns: 8 },
    );
  });
});

describe('in slices of time', () => {
  const record = fc.record({
    stage: fc.constantFrom('RequestReceived', 'ResponseStarted', 'ResponseComplete', 'Panic'),
    auditId: fc.constantFrom('a1', 'a2', '8f1b1f6a-3c3c-4a53-9d7e-0b4f1e2d3c4b', undefined),
    receivedUs: fc.option(fc.integer({ min: 0, max: 9 }).map((after) => EPOCH_US + BigInt(after)), { nil: undefined }),
    stageUs: fc.integer({ min: 0, max: 20 }).map((after) => EPOCH_US + BigInt(after)),
    username: fc.constantFrom('alice', 'bob'),
    verb: fc.constantFrom('get', 'list'),
    uri: fc.constant('/api/v1/secrets'),
    code: fc.constantFrom(200, 403, undefined),
  });

  it('the same requests come out, in the same order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 6 }), async (records, sliceEvents) => {
        const given = records.map((parts) => Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)));
        await requestsOf(given);
        const state = async (): Promise<unknown> => [
          (await engine.read(fixedSql('SELECT rowid, * FROM paired_requests ORDER BY rowid'))).objects(),
          (await engine.read(fixedSql('SELECT * FROM duplicate_rows ORDER BY event_id'))).objects(),
          (await engine.read(fixedSql('SELECT * FROM signal_rows ORDER BY event_id, test_id'))).objects(),
        ];
        const expected = await state();
        await rebuildRequests(engine, 'complete', sliceEvents);
        expect(await state()).toEqual(expected);
      }),
      { numRuns: 12 },
    );
  });

  it('a request whose files were shifted apart stays one', async () => {
    await requestsOf(table('RR a1 +0 alice list /api/v1/secrets -\nRC a2 +0 alice list /api/v1/secrets 200'), table('RC a1 +5 alice list /api/v1/secrets 200'));
    const [second] = (await engine.read(fixedSql('SELECT max(evidence_id) AS id FROM evidence_rows'))).objects();
    await store.shift(Number(second?.['id']), 60_000_000n);
    await rebuildRequests(engine, 'complete', 1);
    expect((await engine.read(fixedSql("SELECT event_count FROM requests WHERE audit_id = 'a1'"))).objects()).toEqual([{ event_count: 2 }]);
  });
});

describe('signals', () => {
  it('name the tests that fired on each event', async () => {
    await requestsOf([
      { stage: 'ResponseComplete', auditId: 'Lorem', receivedUs: EPOCH_US, stageUs: EPOCH_US - 1n, username: 'system:anonymous', groups: ['system:unauthenticated'], verb: 'list', uri: '/api/v1/secrets', code: 200, agent: 'curl/7.68.0', sourceIps: ['127.0.0.1', '8.8.8.8'] },
      { stage: 'RequestReceived', auditId: 'Lorem', receivedUs: EPOCH_US, stageUs: EPOCH_US, username: 'root', groups: ['system:masters'], verb: 'get', uri: '/version' },
    ]);
    const rows = await engine.read(fixedSql('SELECT event_id - min(event_id) OVER () AS e, list(test_id ORDER BY test_id) AS tests FROM signals GROUP BY event_id ORDER BY event_id'));
    expect(rows.objects()).toEqual([{ e: 0, tests: ['A1', 'A2', 'C1', 'I7', 'K4', 'S1', 'S2', 'S4'] }, { e: 1, tests: ['A1', 'A2', 'G2', 'I1', 'K4'] }]);
  });

  it('tell the same record delivered twice from one stage that says two things', async () => {
    const [record] = table('RC a1 +5 alice list /api/v1/secrets 200');
    const [other] = table('RC a2 +5 alice list /api/v1/secrets 200');
    const rows = await requestsOf([record ?? {}, other ?? {}], [record ?? {}, { ...other, code: 403 }]);
    expect(rows.map(({ audit_id, event_count }) => [audit_id, event_count])).toEqual([['a1', 2], ['a2', 2]]);
    const duplicates = await engine.read(fixedSql('SELECT d.event_id > e.event_id AS later, e.audit_id FROM events e JOIN events d ON d.duplicate_of = e.event_id'));
    expect(duplicates.objects()).toEqual([{ later: true, audit_id: 'a1' }]);
    expect((await engine.read(fixedSql('SELECT duplicates FROM evidence ORDER BY evidence_id'))).objects()).toEqual([{ duplicates: 0 }, { duplicates: 1 }]);
    const twice = await engine.read(fixedSql("SELECT r.audit_id FROM signals s JOIN requests r USING (request_id) WHERE test_id = 'G5'"));
    expect(twice.objects()).toEqual([{ audit_id: 'a2' }]);
  });

  it('name stages that disagree on the caller', async () => {
    const [received, complete] = table(`
      RR a1 +0 alice list /api/v1/secrets -
      RC a1 +5 alice list /api/v1/secrets 200
    `);
    await requestsOf([{ ...received, agent: 'kubectl' }, { ...complete, agent: 'curl' }]);
    expect((await engine.read(fixedSql("SELECT count(*) AS n FROM signals WHERE test_id = 'G8'"))).objects()).toEqual([{ n: 1 }]);
  });
});

describe('gaps', () => {
  const beat = (second: number): RecordParts => ({
    stage: 'ResponseComplete', auditId: `beat-${second}`, receivedUs: EPOCH_US + BigInt(second) * 1_000_000n, stageUs: EPOCH_US + BigInt(second) * 1_000_000n,
    username: 'system:node:a', verb: 'update', uri: '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/a', resource: 'leases', code: 200,
  });
  const gaps = async () => (await engine.read(fixedSql('SELECT evidence_id - (SELECT min(evidence_id) FROM evidence) AS e, epoch_us(from_at) AS f, epoch_us(to_at) AS t, kind, reason FROM gaps ORDER BY 2'))).objects();
  const us = (second: number): number => Number(EPOCH_US) + second * 1_000_000;

  it('are where heartbeats stop, and between files', async () => {
    const every10 = (from: number, count: number) => Array.from({ length: count }, (_, i) => beat(from + i * 10));
    await requestsOf([...every10(0, 40), ...every10(1000, 40)], every10(2000, 40));
    expect(await gaps()).toMatchObject([
      { e: 0, f: us(390), t: us(1000), kind: 'missing', reason: expect.stringContaining('no record for 610 seconds, though a heartbeat (a lease or node status) comes every 10 seconds') as unknown },
      { e: 0, f: us(1390), t: us(2000), kind: 'seam' },
    ]);
  });

  it('are not where something else is recorded, nor where the rhythm is slow', async () => {
    const slow = Array.from({ length: 60 }, (_, i) => beat(i * 300));
    await requestsOf([...slow, { ...beat(20_000), resource: 'pods' }]);
    expect(await gaps()).toEqual([expect.objectContaining({ f: us(17_700), t: us(20_000) })]);
    await requestsOf([...slow, ...Array.from({ length: 6 }, (_, i) => ({ ...beat(18_000 + i * 400), resource: 'pods' }))]);
    expect(await gaps()).toEqual([]);
  });

  it('are only called quiet where no heartbeat tells', async () => {
    const people = Array.from({ length: 120 }, (_, i) => ({ ...beat(i * 5 + (i >= 60 ? 5_000 : 0)), resource: 'pods' }));
    await requestsOf(people);
    expect(await gaps()).toMatchObject([{ kind: 'quiet', f: us(295), t: us(5300) }]);
  });
});
