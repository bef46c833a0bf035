import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fixedSql } from '../db/sql';
import { addEvidence } from './add-evidence';
import { testWorkbench, type TestWorkbench } from './workbench.testing';

const RECORDS = 9_000;
const record = (n: number): string =>
  `${JSON.stringify({
    kind: 'Event', apiVersion: 'audit.k8s.io/v1', level: 'Metadata', auditID: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`, stage: 'ResponseComplete',
    requestURI: '/version', verb: 'get', user: { username: 'u' }, padding: 'x'.repeat(400),
    requestReceivedTimestamp: '2026-03-14T08:00:00.000001Z', stageTimestamp: '2026-03-14T08:00:00.000002Z',
  })}\n`;
const log = Array.from({ length: RECORDS }, (_, n) => record(n)).join('');

let workbench: TestWorkbench;
beforeAll(async () => {
  workbench = await testWorkbench({ roomBytes: 0 });
});
afterAll(() => workbench.engine.close());

const rows = async (sql: string): Promise<Record<string, unknown>[]> => (await workbench.engine.read(fixedSql(sql))).objects();

it('keeps the events that fit, and says from where on the file is not loaded', async () => {
  const [result] = await addEvidence(workbench, [{ file: new File([log], 'audit.log'), path: 'audit.log' }]);
  const kept = result?.events ?? 0;
  expect(kept).toBeGreaterThan(1000);
  expect(kept).toBeLessThan(RECORDS);
  const recordBytes = log.length / RECORDS;
  expect(await rows('SELECT count(*) AS n, min(line) AS first, max(line) AS last, max(byte_offset + byte_length) AS "end" FROM events'))
    .toEqual([{ n: kept, first: 1, last: kept, end: kept * recordBytes - 1 }]);
  expect(await rows('SELECT count(*) AS n FROM requests')).toEqual([{ n: kept }]);
  expect(await rows('SELECT kind, line, byte_offset, byte_length FROM issues'))
    .toEqual([{ kind: 'no-room', line: kept + 1, byte_offset: kept * recordBytes, byte_length: log.length - kept * recordBytes }]);
  // The hash is that of the file as it was given.
  expect(await rows('SELECT sha256 FROM evidence')).toEqual([{ sha256: createHash('sha256').update(log).digest('hex') }]);
  expect(workbench.jobs.getState().notices.map(({ title }) => title)).toEqual(['audit.log is loaded in part']);
});

it('says nothing of a file that fits into what was on its way', async () => {
  const before = workbench.jobs.getState().notices.length;
  const [result] = await addEvidence(workbench, [{ file: new File([record(0).replace('/version', '/livez')], 'small.log'), path: 'small.log' }]);
  expect(result?.events).toBe(1);
  expect(workbench.jobs.getState().notices).toHaveLength(before);
});

it('says the same of a file that comes when it is full already', async () => {
  const before = await workbench.evidence.totals();
  const other = log.replaceAll('/version', '/healthz');
  await addEvidence(workbench, [{ file: new File([other], 'later.log'), path: 'later.log' }]);
  expect((await workbench.evidence.totals()).events).toBeGreaterThan(before.events);
  expect(await rows("SELECT count(*) AS n FROM issues WHERE kind = 'no-room'")).toEqual([{ n: 2 }]);
});
