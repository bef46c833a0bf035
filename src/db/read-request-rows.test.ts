/** The rows of the grid against the view `requests`, which joins every dictionary. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { STAGES } from '../model/stage';
import { createSchema } from './create-schema';
import { openNodeEngine } from './duckdb-node';
import type { Engine } from './engine';
import { appendRecords, EPOCH_US, table, type RecordParts } from './evidence.testing';
import { EvidenceStore } from './evidence-store';
import { readRequestRows } from './read-request-rows';
import { rebuildRequests } from './request-pairing';
import { fixedSql } from './sql';

const COLUMNS = [
  'request_id', 'audit_id', 'audit_id_shared_by', 'verb', 'user_agent', 'request_uri', 'username', 'effective_username', 'pod_name', 'credential_id', 'resource', 'subresource',
  'namespace', 'name', 'peer_ip', 'level', 'source_ips', 'groups', 'message', 'reason', 'decision', 'decision_reason', 'api_group', 'outcome', 'outcome_reason', 'code', 'event_count',
] as const;

const record = fc.record({
  stage: fc.constantFrom(...STAGES), auditId: fc.constantFrom('a', 'b', '3f2a9d10-5b6c-4e7f-8a9b-0c1d2e3f4a5b', null), receivedUs: fc.constantFrom(EPOCH_US, EPOCH_US + 5n, null),
  stageUs: fc.constant(EPOCH_US + 9n), username: fc.constantFrom('alice', "o'brien\n\u202e", '', null), groups: fc.constantFrom(['system:masters', ''], [], null),
  extra: fc.constantFrom<(NonNullable<RecordParts['extra']> | null)[]>([['authentication.kubernetes.io/pod-name', ['web-1']]], null), impersonated: fc.constantFrom('bob', null), verb: fc.constantFrom('get', null),
  uri: fc.constantFrom('/api/v1/secrets?a=[1]', '/x', null), agent: fc.constantFrom('curl/7', null), sourceIps: fc.constantFrom(['8.8.8.8', '10.0.0.1'], [], null),
  resource: fc.constantFrom('pods', null), subresource: fc.constantFrom('log', null), namespace: fc.constantFrom('ci', '', null), name: fc.constantFrom('n', null),
  apiGroup: fc.constantFrom('apps', '', null), code: fc.constantFrom(200, 403, null), message: fc.constantFrom('Forbidden', null), reason: fc.constantFrom('x', null),
  annotations: fc.constantFrom<(NonNullable<RecordParts['annotations']> | null)[]>([['authorization.k8s.io/decision', 'allow'], ['authorization.k8s.io/reason', 'RBAC']], [], null),
}) satisfies fc.Arbitrary<RecordParts>;

let engine: Engine;
let store: EvidenceStore;

async function load(name: string, records: readonly RecordParts[]): Promise<void> {
  const file = await store.begin({ name, path: name, bytes: 1 });
  await appendRecords(file, records);
  await file.commit({ sha256: name, format: 'test', container: 'none' });
  await rebuildRequests(engine);
}

beforeAll(async () => {
  engine = await openNodeEngine();
  await createSchema(engine);
  store = new EvidenceStore(engine);
  await load('first', fc.sample(record, { numRuns: 200, seed: 11 }));
});
afterAll(() => engine.close());

const allIds = async (): Promise<number[]> =>
  (await engine.read(fixedSql('SELECT request_id FROM requests ORDER BY request_id'))).objects().map((row) => Number(row['request_id']));
const byId = (a: { readonly request_id: number }, b: { readonly request_id: number }): number => a.request_id - b.request_id;

it('says what the view says, with and without what was known before', async () => {
  const ids = await allIds();
  expect(ids.length).toBeGreaterThan(50);
  const wanted = (await engine.read(fixedSql(`SELECT ${COLUMNS.join(', ')} FROM requests ORDER BY request_id`))).objects();
  for (const found of [await readRequestRows(engine, ids), await readRequestRows(engine, ids)]) {
    expect(found.sort(byId).map((row) => Object.fromEntries(COLUMNS.map((column) => [column, row[column]])))).toEqual(wanted);
  }
});

it('has the tests that fired, also those of a pairing that came later', async () => {
  const firedOn = async (): Promise<Map<number, string>> => {
    const table = await engine.read(fixedSql('SELECT request_id::INTEGER AS id, list(DISTINCT test_id ORDER BY test_id) AS tests FROM signals WHERE request_id IS NOT NULL GROUP BY 1'));
    return new Map(table.objects().map((row) => [Number(row['id']), JSON.stringify(row['tests'])]));
  };
  const check = async (): Promise<void> => {
    const fired = await firedOn();
    expect(fired.size).toBeGreaterThan(0);
    for (const row of await readRequestRows(engine, await allIds())) expect(JSON.stringify(row.tests?.toSorted() ?? null)).toBe(fired.get(row.request_id) ?? 'null');
  };
  await check();
  await load('second', table(`
    RC a +5 mallory list /api/v1/secrets 200
    RC a +6 trudy list /api/v1/secrets 401
  `));
  await check();
});

it('asks for nothing where there are no ids, and leaves out those that are no requests', async () => {
  expect(await readRequestRows(engine, [])).toEqual([]);
  expect(await readRequestRows(engine, [999_999_999])).toEqual([]);
});
