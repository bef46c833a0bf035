import { afterAll, beforeAll, expect, it } from 'vitest';
import type { IngestIssue } from '../model/event-batch';
import { createSchema } from './create-schema';
import { openNodeEngine } from './duckdb-node';
import type { Engine } from './engine';
import { EvidenceStore } from './evidence-store';
import { appendRecords, table } from './evidence.testing';
import { sql } from './sql';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
  await createSchema(engine);
});
afterAll(() => engine.close());

const issue = (kind: IngestIssue['kind'], byteOffset: number, reason: string): IngestIssue => ({ kind, line: 1, byteOffset, byteLength: 1, reason, excerpt: '' });

it('says what a file is before what stands around it', async () => {
  const store = new EvidenceStore(engine);
  expect(await store.firstIssue(1)).toBe('');
  await store.appendIssues(1, [issue('skipped-bytes', 0, 'Text.'), issue('not-audit', 9, 'An admin log.'), issue('not-audit', 12, 'Another.')], 'issue_rows');
  await store.appendIssues(2, [issue('cut-record', 7, 'Cut.'), issue('skipped-bytes', 3, 'Text.')], 'issue_rows');
  await store.appendIssues(3, [issue('skipped-bytes', 0, 'Zeros.'), issue('container', 9, 'A bomb.')], 'issue_rows');
  await store.appendIssues(4, [issue('not-json', 0, 'A letter.'), issue('container', 9, 'Cut.')], 'issue_rows');
  expect(await store.firstIssue(1)).toBe('An admin log.');
  expect(await store.firstIssue(3)).toBe('A bomb.');
  expect(await store.firstIssue(4)).toBe('A letter.');
  expect(await store.firstIssue(2)).toBe('Text.');
});

it('keeps what is learnt of the next events while that of the last is on its way into the same table', async () => {
  let arrives: (() => Promise<void>) | undefined;
  const slow: Engine = {
    read: (statement, options) => engine.read(statement, options), run: (script) => engine.run(script), changes: () => engine.changes(), busy: () => engine.busy(), close: () => engine.close(),
    append: async (into, stream) => {
      if (into === 'statuses') {
        const now = arrives;
        arrives = undefined;
        await now?.();
      }
      await engine.append(into, stream);
    },
  };
  const load = await new EvidenceStore(slow).begin({ name: 'a.log', path: 'a.log', bytes: 1 });
  arrives = () => appendRecords(load, table('RC a2 +9 bob list /api/v1/secrets 403'));
  await appendRecords(load, table('RC a1 +5 alice list /api/v1/pods 200'));
  await load.show();
  await load.show();
  const found = await engine.read(sql`SELECT s.code FROM event_staging e LEFT JOIN statuses s USING (status_key) ORDER BY e.event_id`);
  expect(found.objects()).toEqual([{ code: 200 }, { code: 403 }]);
});
