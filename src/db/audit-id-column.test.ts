import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSchema } from './create-schema';
import { openNodeEngine } from './duckdb-node';
import type { Engine } from './engine';
import { EvidenceStore } from './evidence-store';
import { appendRecords } from './evidence.testing';
import { fixedSql } from './sql';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
  await createSchema(engine);
});
afterAll(() => engine.close());

const UUID = '0f1e2d3c-4b5a-4697-8899-aabbccddeeff';
const IDS: readonly (readonly [id: string | null, isUuid: boolean])[] = [
  [UUID, true], ['ffffffff-ffff-4fff-bfff-ffffffffffff', true], ['00000000-0000-4000-8000-000000000000', true],
  [UUID.toUpperCase(), false], ['0f1e2d3c-4b5a-1697-8899-aabbccddeeff', false], ['0f1e2d3c-4b5a-4697-c899-aabbccddeeff', false],
  ['0f1e2d3c04b5a-4697-8899-aabbccddeeff', false], ['0f1e2d3g-4b5a-4697-8899-aabbccddeeff', false], [`${UUID} `, false], [UUID.slice(1), false],
  ['', false], ['Lorem', false], ['é\u202e💥 <script>', false], ['é1e2d3c-4b5a-4697-8899-aabbccddeeff', false], [null, false],
];

it('keeps every audit ID as it stands, UUIDs in 16 bytes', async () => {
  const load = await new EvidenceStore(engine).begin({ name: 'a', path: 'a', bytes: 1 });
  await appendRecords(load, IDS.map(([auditId]) => ({ auditId })));
  await load.show();
  const rows = await engine.read(fixedSql('SELECT audit_id, audit_uuid IS NOT NULL AS is_uuid FROM event_all ORDER BY event_id'));
  expect(rows.objects()).toEqual(IDS.map(([audit_id, is_uuid]) => ({ audit_id, is_uuid })));
});
