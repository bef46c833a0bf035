import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { trustModelMarkdown } from './trust-model-doc';

const file = new URL('../../docs/trust-model.md', import.meta.url);

test('docs/trust-model.md says what the tables say', () => {
  if (process.env['UPDATE_DOCS'] === '1') {
    mkdirSync(new URL('.', file), { recursive: true });
    writeFileSync(file, trustModelMarkdown());
  }
  expect(readFileSync(file, 'utf8')).toBe(trustModelMarkdown());
});
