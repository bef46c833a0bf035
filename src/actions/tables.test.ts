/** Tables as evidence: what clouds export as Parquet is read like what they export as JSON, and every event leads back to its row. */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { fixedSql } from '../db/sql';
import { tableOfJson, tableWriter, type TableWriter } from '../ingest/parquet/parquet-fixture.testing';
import { ParquetRows } from '../ingest/parquet/parquet-rows';
import { addEvidence } from './add-evidence';
import { readRawRecords } from './read-raw';
import { recordLine, testWorkbench, type TestWorkbench } from './workbench.testing';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let writer: TableWriter;
beforeAll(async () => {
  writer = await tableWriter();
});
afterAll(() => writer.close());

const added = async (bytes: Uint8Array<ArrayBuffer>, name = 'events.parquet') => {
  const workbench = await testWorkbench();
  const results = await addEvidence(workbench, [{ file: new File([bytes], name), path: name }]);
  return { workbench, results };
};
const rows = async ({ engine }: TestWorkbench, query: string) => (await engine.read(fixedSql(query))).objects();

const ocsf = (at: number) => ({
  class_uid: 6003, class_name: 'API Activity', metadata: { product: { name: 'Amazon EKS' }, log_level: 'Metadata', uid: `o-${at}` }, message: 'ResponseComplete',
  api: { operation: 'list', request: { uid: `o-${at}` }, response: { code: 200 }, service: { name: 'eks' }, group: { name: 'apps' }, version: 'v1' },
  http_request: { url: { path: '/apis/apps/v1/namespaces/n/deployments' }, user_agent: 'kubectl' }, actor: { user: { name: 'ann', groups: [{ name: 'system:masters' }] } },
  src_endpoint: { ip: '1.1.1.1', intermediate_ips: ['2.2.2.2'] }, resources: [{ type: 'deployments', namespace: 'n' }], start_time_dt: '2025-02-03 04:05:06.007', time: 1_738_555_506_943,
  unmapped: { 'annotations.authorization.k8s.io/decision': 'allow' },
});

const bigQuery = (at: number) => ({
  logName: 'projects/p/logs/cloudaudit.googleapis.com%2Factivity', insertId: `g-${at}`, timestamp: '2021-08-11T15:35:06.914207Z', severity: 'NOTICE',
  resource: { type: 'k8s_cluster', labels: { cluster_name: 'c1', node_name: null } }, labels: { authorization_k8s_io_decision: 'allow' },
  protopayload_auditlog: {
    serviceName: 'k8s.io', methodName: 'io.k8s.core.v1.pods.exec.create', resourceName: 'core/v1/namespaces/shop/pods/web-0/exec', authenticationInfo: { principalEmail: 'ann@example.com' },
    requestMetadata: { callerIp: '203.0.113.9' }, requestJson: '{"a":1}', status: null,
  },
});

test.each<[string, (at: number) => object, string, object]>([
  ['the API server\'s own events', (at) => JSON.parse(recordLine(at)) as object, 'audit.k8s.io/v1 JSON lines', { verb: 'list', username: 'system:anonymous', peer_ip: '172.20.39.107' }],
  ['the same with names in lower case, as Athena has them', (at) => Object.fromEntries(Object.entries(JSON.parse(recordLine(at)) as object).map(([key, value]) => [key.toLowerCase(), value])), 'audit.k8s.io/v1 JSON lines', { verb: 'list', username: 'system:anonymous', resource: 'secrets' }],
  ['Security Lake', ocsf, 'Security Lake OCSF records', { verb: 'list', username: 'ann', resource: 'deployments', decision: 'allow' }],
  ['BigQuery', bigQuery, 'GKE Cloud Audit Logs entries', { verb: 'create', username: 'ann@example.com', resource: 'pods', subresource: 'exec', decision: 'allow' }],
  ['CloudWatch messages', (at) => ({ '@timestamp': '2025-02-03 04:05:06.007', '@message': recordLine(at) }), 'audit.k8s.io/v1 CloudWatch Insights rows', { verb: 'list' }],
  ['flat columns', (at) => ({ audit_id: `f-${at}`, verb: 'get', stage: 'ResponseComplete', request_uri: '/api/v1/namespaces/n/secrets/s', username: 'u' }), 'flat JSON rows', { verb: 'get', username: 'u', resource: 'secrets', name: 's' }],
])('%s', async (_, row, format, expected) => {
  const table = await tableOfJson(writer, [1, 2, 3].map(row), ', COMPRESSION zstd');
  const { workbench, results } = await added(table);
  expect(results).toMatchObject([{ outcome: 'loaded', format: 'none' }, { outcome: 'loaded', format, events: 3 }]);
  const events = await rows(workbench, 'SELECT * FROM events ORDER BY line');
  expect(events.map(({ line }) => line)).toEqual([1, 2, 3]);
  expect(events[0]).toMatchObject(expected);
  await workbench.engine.close();
});

test('a table and its rows are evidence of their own, each with its hash, and a record is read back from its row', async () => {
  const table = await tableOfJson(writer, [1, 2].map((at) => JSON.parse(recordLine(at)) as object));
  const { workbench } = await added(table);
  let written = '';
  for await (const part of new ParquetRows(new Blob([table])).bytes()) written += new TextDecoder().decode(part);
  const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
  expect(await rows(workbench, 'SELECT name, path, parent_id, container, bytes, sha256, events FROM evidence ORDER BY evidence_id')).toEqual([
    { name: 'events.parquet', path: 'events.parquet', parent_id: null, container: 'parquet', bytes: table.length, sha256: sha256(table), events: 0 },
    { name: 'rows of events.parquet, written as JSON', path: 'events.parquet/rows.jsonl', parent_id: 1, container: 'rows of a Parquet table', bytes: Buffer.byteLength(written), sha256: sha256(written), events: 2 },
  ]);
  const [second] = await rows(workbench, 'SELECT event_id FROM events WHERE line = 2');
  const [raw] = await readRawRecords(workbench, [Number(second?.['event_id'])]);
  expect(`${new TextDecoder().decode(raw)}\n`).toBe(`${written.split('\n')[1] ?? ''}\n`);
  await workbench.engine.close();
});

test('inside a zip and inside gzip', async () => {
  const table = await tableOfJson(writer, [JSON.parse(recordLine(1)) as object]);
  const { workbench } = await added(Uint8Array.from(zipSync({ 'lake/part-0.parquet': table, 'lake/part-1.parquet.gz': gzipSync(await tableOfJson(writer, [JSON.parse(recordLine(2)) as object])) })), 'lake.zip');
  expect(await rows(workbench, 'SELECT path, events FROM evidence WHERE events > 0 ORDER BY path')).toEqual([
    { path: 'lake.zip/lake/part-0.parquet/rows.jsonl', events: 1 }, { path: 'lake.zip/lake/part-1.parquet.gz/rows.jsonl', events: 1 },
  ]);
  await workbench.engine.close();
});

test('a table that cannot be read says why, and so does one without events', async () => {
  const table = await tableOfJson(writer, [JSON.parse(recordLine(1)) as object]);
  const cut = await added(table.slice(0, 500));
  expect(cut.workbench.jobs.getState().notices).toMatchObject([{ title: 'No audit events in events.parquet', detail: expect.stringMatching(/does not end as one: it is cut/) }]);
  const other = await added(await writer.write('SELECT 1 AS price'));
  expect(other.workbench.jobs.getState().notices).toMatchObject([{ detail: expect.stringMatching(/Not an audit event: an object with the keys price/) }]);
  await cut.workbench.engine.close();
  await other.workbench.engine.close();
});
