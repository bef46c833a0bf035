/** Many small files: stored together, and still each in whole or not at all. */
import { expect, test, vi } from 'vitest';
import { fixedSql } from '../db/sql';
import { addEvidence, cancelLoading } from './add-evidence';
import { readRawRecords } from './read-raw';
import { recordLine, testWorkbench, type TestWorkbench } from './workbench.testing';

vi.setConfig({ testTimeout: 60_000 });

const rows = async ({ engine }: TestWorkbench, query: string) => (await engine.read(fixedSql(query))).objects();
const line = (at: number): string => recordLine(at % 60, { auditID: `5c2b1f0e-0000-4000-8000-${String(at).padStart(12, '0')}` });
const piece = (at: number, more = ''): { file: File; path: string } => ({ file: new File([`${line(at)}\n${more}`], `${at}.log`), path: `pieces/${at}.log` });

test('a hundred files come in with far fewer statements than files, and each record leads back to its own', async () => {
  const workbench = await testWorkbench();
  const append = vi.spyOn(workbench.engine, 'append');
  const run = vi.spyOn(workbench.engine, 'run');
  const read = vi.spyOn(workbench.engine, 'read');
  const results = await addEvidence(workbench, Array.from({ length: 100 }, (_, at) => piece(at, at === 7 ? 'not a record\n' : '')));
  expect(append.mock.calls.length + run.mock.calls.length + read.mock.calls.length).toBeLessThan(200);
  expect(results.map(({ name, outcome, events }) => [name, outcome, events])).toEqual(Array.from({ length: 100 }, (_, at) => [`${at}.log`, 'loaded', 1]));
  expect(await rows(workbench, 'SELECT count(*) AS files, sum(events)::INTEGER AS events, sum(issues)::INTEGER AS issues, count(DISTINCT sha256) AS hashes FROM evidence')).toEqual([{ files: 100, events: 100, issues: 1, hashes: 100 }]);
  expect(await rows(workbench, "SELECT name, kind, line FROM issues JOIN evidence USING (evidence_id)")).toEqual([{ name: '7.log', kind: 'skipped-bytes', line: 2 }]);
  expect(await rows(workbench, 'SELECT count(*) AS n FROM requests')).toEqual([{ n: 100 }]);
  const [event] = await rows(workbench, "SELECT event_id FROM events JOIN evidence USING (evidence_id) WHERE evidence.name = '42.log'");
  const [raw] = await readRawRecords(workbench, [Number(event?.['event_id'])]);
  expect(new TextDecoder().decode(raw)).toBe(line(42));
  await workbench.engine.close();
});

test('the same bytes twice among files that are stored together count once', async () => {
  const workbench = await testWorkbench();
  const twin = { file: new File([`${line(1)}\n`], 'copy.log'), path: 'copy.log' };
  const results = await addEvidence(workbench, [piece(0), piece(1), twin, piece(2)]);
  expect(results.map(({ outcome }) => outcome)).toEqual(['loaded', 'loaded', 'duplicate', 'loaded']);
  expect(await rows(workbench, "SELECT duplicates, events FROM evidence WHERE name = 'copy.log'")).toEqual([{ duplicates: 1, events: 0 }]);
  expect(await rows(workbench, 'SELECT kind, reason FROM issues')).toMatchObject([{ kind: 'duplicate-file', reason: expect.stringContaining('equals 1.log') }]);
  await workbench.engine.close();
});

test('files with nothing in them are no copies of each other', async () => {
  const workbench = await testWorkbench();
  const empty = (name: string) => ({ file: new File([], name), path: name });
  await addEvidence(workbench, [empty('a.lock'), empty('b.lock')]);
  await addEvidence(workbench, [empty('c.lock')]);
  expect(await rows(workbench, 'SELECT name, kind FROM issues JOIN evidence USING (evidence_id) ORDER BY name')).toEqual(['a', 'b', 'c'].map((name) => ({ name: `${name}.lock`, kind: 'empty' })));
  await workbench.engine.close();
});

test('what was read before loading is cancelled stays, the rest never comes', async () => {
  const workbench = await testWorkbench();
  const { readEvidence } = workbench;
  let read = 0;
  const stopping: TestWorkbench = Object.assign(workbench, {
    readEvidence: (...given: Parameters<typeof readEvidence>) => {
      read += 1;
      if (read === 6) cancelLoading(stopping);
      return readEvidence(...given);
    },
  });
  const results = await addEvidence(stopping, Array.from({ length: 20 }, (_, at) => piece(at)));
  expect(results.map(({ outcome }) => outcome)).toEqual([...new Array<string>(5).fill('loaded'), ...new Array<string>(15).fill('cancelled')]);
  expect(await rows(workbench, 'SELECT count(*) AS files, sum(events)::INTEGER AS events FROM evidence')).toEqual([{ files: 5, events: 5 }]);
  await workbench.engine.close();
});

test('when storing fails none of the files that wait is half there, each says why, and later ones load', async () => {
  const workbench = await testWorkbench();
  const { engine } = workbench;
  const append = engine.append.bind(engine);
  let fails = true;
  vi.spyOn(engine, 'append').mockImplementation((table, stream) => {
    if (table !== 'format_rows' || !fails) return append(table, stream);
    fails = false;
    return Promise.reject(new Error('The engine had a bad day.'));
  });
  const results = await addEvidence(workbench, [piece(0), piece(1)]);
  expect(results.map(({ outcome }) => outcome)).toEqual(['failed', 'failed']);
  expect(await rows(workbench, 'SELECT (SELECT count(*) FROM events) AS events, count(*) AS files FROM evidence')).toEqual([{ events: 0, files: 2 }]);
  expect(await rows(workbench, 'SELECT DISTINCT reason FROM issues')).toEqual([{ reason: 'The engine had a bad day.' }]);
  expect((await addEvidence(workbench, [piece(0), piece(3)])).map(({ outcome }) => outcome)).toEqual(['loaded', 'loaded']);
  expect(await rows(workbench, 'SELECT count(*) AS n FROM requests')).toEqual([{ n: 2 }]);
  await workbench.engine.close();
});
