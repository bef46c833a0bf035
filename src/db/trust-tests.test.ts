import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSchema } from './create-schema';
import { openNodeEngine } from './duckdb-node';
import type { Engine } from './engine';
import { EvidenceStore } from './evidence-store';
import { rebuildRequests } from './request-pairing';
import { fixedSql } from './sql';
import { appendRecords, type RecordParts } from './evidence.testing';
import { ROWS } from './trust-tests.fixture';

let engine: Engine;
let store: EvidenceStore;
let fired: ReadonlyMap<number, ReadonlySet<string>>;

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const AT = 1_750_000_000_000_123n;

/** An ordinary record of its own moment and ID, with what the row says about it. */
const recordOf = (i: number, special: RecordParts): RecordParts => ({
  stage: 'ResponseComplete', auditId: uuid(i), receivedUs: AT + BigInt(i) * 1000n, stageUs: AT + BigInt(i) * 1000n + (special.stage === 'RequestReceived' ? 0n : 5n), username: `user-${i}`, verb: 'get', uri: `/healthz/${i}`, code: 200,
  agent: 'app/v1 (linux/amd64) kubernetes/1', sourceIps: ['10.0.0.9'], ...special,
});

beforeAll(async () => {
  engine = await openNodeEngine();
  await createSchema(engine);
  store = new EvidenceStore(engine);
  const load = await store.begin({ name: 'rows', path: 'rows', bytes: 1 });
  await appendRecords(load, ROWS.map(([, , , special], i) => recordOf(i, special)));
  // Ordinary company, so that what is rare is rare.
  await appendRecords(load, Array.from({ length: 400 }, (_, i) => recordOf(10_000 + i, {})));
  await load.commit({ sha256: 'rows', format: 'test', container: 'none' });
  await rebuildRequests(engine);
  const rows = await engine.read(fixedSql('SELECT line, list(DISTINCT test_id) AS tests FROM signals JOIN events USING (event_id) WHERE event_id <= (SELECT count(*) - 400 FROM events) GROUP BY line'));
  const found = new Map<number, ReadonlySet<string>>();
  for (const { line, tests } of rows.objects()) found.set(Number(line), new Set(Array.isArray(tests) ? tests.map(String) : []));
  fired = found;
});
afterAll(() => engine.close());

describe.each(ROWS.map(([test, fires, why], i) => ({ test, fires, why, line: i + 1 })))('$test $fires: $why', ({ test, fires, line }) => {
  it('is decided so by the engine', () => {
    expect(fired.get(line)?.has(test) ?? false).toBe(fires === 'yes');
  });
});
