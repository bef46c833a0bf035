/** Filters can come from a link and texts from an attacker: neither may keep the engine busy for ever, or break it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FilterValue } from '../model/filter';
import { createSchema } from './create-schema';
import { openNodeEngine } from './duckdb-node';
import { QueryError, type Engine } from './engine';
import { EvidenceStore } from './evidence-store';
import { appendRecords } from './evidence.testing';
import { filterSql, valueMatches } from './pivot-sql';
import { rebuildRequests } from './request-pairing';
import { fixedSql, sql } from './sql';

const LONG = 'a'.repeat(100_000);
let engine: Engine;

beforeAll(async () => {
  engine = await openNodeEngine();
  await createSchema(engine);
  const store = new EvidenceStore(engine);
  const load = await store.begin({ name: 'a', path: 'a', bytes: 1 });
  await appendRecords(load, [{ uri: LONG, username: 'x_y' }, { uri: `${LONG}_b`, username: 'xzy' }, { uri: '/a\n.b\\%c', username: 'x\0y' }]);
  await load.commit({ sha256: '1', format: 'test', container: 'none' });
  await rebuildRequests(engine);
});
afterAll(() => engine.close());

async function count(field: 'request_uri' | 'username', ...texts: string[]): Promise<number> {
  const values = texts.map((text): FilterValue => ({ kind: 'pattern', text }));
  const where = filterSql({ clauses: [{ kind: 'field', field, values, negated: false, enabled: true }], range: undefined });
  return Number((await engine.read(sql`SELECT count(*)::INTEGER FROM paired_requests r WHERE ${where}`)).value(0, 0));
}

it('matches a pattern of many stars against a long text at once', async () => {
  expect(await count('request_uri', '*a*_b')).toBe(1);
  expect(await count('request_uri', `${'*a'.repeat(30)}*c`)).toBe(0);
  expect(await count('request_uri', `${'*a'.repeat(30)}*%c`)).toBe(0);
}, 5_000);

it('takes every character of a pattern but the star for itself', async () => {
  expect(await count('username', 'x_*')).toBe(1);
  expect(await count('username', 'x*y')).toBe(3);
  expect(await count('username', 'x\0*')).toBe(1);
  expect(await count('request_uri', '/a*.b\\%*')).toBe(1);
  expect(await count('request_uri', '/a*\\d%c')).toBe(0);
  expect(await count('request_uri', '*b\\%c', '*_b', '^(?i)[a]+$*')).toBe(2);
});

it('matches a pattern of many stars against a fixed word at once', () => {
  const pattern = (text: string): FilterValue => ({ kind: 'pattern', text });
  expect(valueMatches(pattern(`${'*'.repeat(40)}x`), 'unauthenticated')).toBe(false);
  expect(valueMatches(pattern('un*t*t*d'), 'unauthenticated')).toBe(true);
  expect(valueMatches(pattern('un*d*d'), 'unauthenticated')).toBe(false);
  expect(valueMatches(pattern('a*a'), 'a')).toBe(false);
  expect(valueMatches(pattern('*'), '')).toBe(true);
}, 5_000);

it('refuses texts that are too long for the engine, and the engine goes on', async () => {
  await expect(engine.read(sql`SELECT length(${'x'.repeat(900_000)})`)).resolves.toMatchObject({ rowCount: 1 });
  const reading = engine.read(sql`SELECT length(${'x'.repeat(700_000)}) + length(${'y'.repeat(700_000)})`);
  await expect(reading).rejects.toThrow(QueryError);
  await expect(reading).rejects.toThrow('too long');
  expect((await engine.read(fixedSql('SELECT count(*)::INTEGER FROM event_rows'))).value(0, 0)).toBe(3);
});
