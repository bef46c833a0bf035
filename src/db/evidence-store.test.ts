import { afterAll, beforeAll, expect, it } from 'vitest';
import type { IngestIssue } from '../model/event-batch';
import { createSchema } from './create-schema';
import { openNodeEngine } from './duckdb-node';
import type { Engine } from './engine';
import { EvidenceStore } from './evidence-store';

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
