/** An archive that is dropped: its members are evidence of their own, and their records are found again. */
import { gzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { sql } from '../db/sql';
import { addEvidence, removeEvidence } from './add-evidence';
import { readRawRecords, recordText } from './read-raw';
import type { Workbench } from './workbench';
import { recordLine, testWorkbench } from './workbench.testing';

vi.setConfig({ testTimeout: 60_000 });

let workbench: Workbench;
beforeAll(async () => {
  workbench = await testWorkbench();
});
afterAll(() => workbench.engine.close());

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** One file in a tar archive. */
function tar(name: string, content: Uint8Array): Uint8Array {
  const archive = new Uint8Array(512 + Math.ceil(content.length / 512) * 512 + 1024);
  const put = (text: string, at: number): void => archive.set(bytes(text), at);
  put(name, 0);
  put(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  put('        ', 148);
  put('0', 156);
  put(`${archive.subarray(0, 512).reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0')}\0 `, 148);
  archive.set(content, 512);
  return archive;
}

it('reads the members, the archives among them, and their records back', async () => {
  const inner = gzipSync(tar('node-1/audit.log.gz', gzipSync(bytes(recordLine(3)))));
  const zip = zipSync({ 'one.log': bytes(`${recordLine(1)}\n`), 'two/audit.log': [bytes(`${recordLine(2)}\n`), { level: 0 }], 'must-gather.tar.gz': inner, 'notes.txt': bytes('no log') });
  const results = await addEvidence(workbench, [{ file: new File([Uint8Array.from(zip)], 'case.zip'), path: 'case.zip' }]);
  expect(results.map(({ name, events, outcome }) => [name, events, outcome])).toEqual([
    ['case.zip', 0, 'loaded'], ['one.log', 1, 'loaded'], ['audit.log', 1, 'loaded'], ['must-gather.tar.gz', 0, 'loaded'], ['audit.log.gz', 1, 'loaded'], ['notes.txt', 0, 'loaded'],
  ]);
  const rows = await workbench.engine.read(sql`SELECT evidence_id, parent_id, path, container, events FROM evidence ORDER BY evidence_id`);
  expect(Array.from({ length: rows.rowCount }, (_, row) => [1, 2, 3, 4].map((column) => rows.value(row, column)).map((value) => (typeof value === 'bigint' ? Number(value) : value)))).toEqual([
    [null, 'case.zip', 'zip', 0], [1, 'case.zip/one.log', 'none', 1], [1, 'case.zip/two/audit.log', 'none', 1],
    [1, 'case.zip/must-gather.tar.gz', 'gzip, tar', 0], [4, 'case.zip/must-gather.tar.gz/node-1/audit.log.gz', 'gzip', 1], [1, 'case.zip/notes.txt', 'none', 0],
  ]);
  const events = await workbench.engine.read(sql`SELECT event_id FROM event_all ORDER BY event_id`);
  const ids = Array.from({ length: events.rowCount }, (_, row) => Number(events.value(row, 0)));
  expect((await readRawRecords(workbench, ids)).map(recordText)).toEqual([recordLine(1), recordLine(2), recordLine(3)]);
});

it('removes the members with their archive', async () => {
  await removeEvidence(workbench, 1);
  expect(await workbench.evidence.totals()).toEqual({ files: 0, events: 0 });
  expect(workbench.sources.size).toBe(0);
});
