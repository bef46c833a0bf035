import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNodeEngine } from './duckdb-node';
import type { Engine } from './engine';
import { keysOf, learnKey, withKnownKeys } from './known-keys';
import { fixedSql, sql, sqlForReading } from './sql';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
  await engine.run("CREATE TABLE words AS SELECT * FROM (VALUES (1, 'a'), (2, 'b?'), (3, 'b?')) w (word_key, word)");
});
afterAll(() => engine.close());

const keys = (word: string) => keysOf(sql`SELECT word_key FROM words WHERE word = ${word}`);

describe('keys that are asked for before the statement', () => {
  it('stand in it as numbers, and every other value stays in its place', async () => {
    const statement = sql`SELECT ${'first'} AS a WHERE 1 IN ${keys('a')} AND 2 IN ${keys('b?')} AND ${'last'} = 'last'`;
    expect(await withKnownKeys(engine, statement)).toEqual({ text: "SELECT ? AS a WHERE 1 IN (1) AND 2 IN (2, 3) AND ? = 'last'", values: ['first', 'last'] });
    // As it stands it means the same.
    expect((await engine.read(statement)).objects()).toEqual([{ a: 'first' }]);
    expect(sqlForReading(statement)).toBe("SELECT 'first' AS a WHERE 1 IN (SELECT word_key FROM words WHERE word = 'a') AND 2 IN (SELECT word_key FROM words WHERE word = 'b?') AND 'last' = 'last'");
  });

  it('are not asked for when they came with something else, as long as the tables stay', async () => {
    const select = sql`SELECT word_key FROM words WHERE word = ${'a'}`;
    await engine.run('SELECT 1');
    learnKey(engine, engine.changes(), select, 77);
    expect(await withKnownKeys(engine, sql`SELECT 1 IN ${keysOf(select)}`)).toEqual({ text: 'SELECT 1 IN (77)', values: [] });
    learnKey(engine, engine.changes() - 1, sql`SELECT word_key FROM words WHERE word = ${'b?'}`, 78);
    expect((await withKnownKeys(engine, sql`SELECT 1 IN ${keys('b?')}`)).text).toBe('SELECT 1 IN (2, 3)');
    await engine.run('SELECT 1');
    expect((await withKnownKeys(engine, sql`SELECT 1 IN ${keysOf(select)}`)).text).toBe('SELECT 1 IN (1)');
  });

  it('match nothing when there are none', async () => {
    const statement = await withKnownKeys(engine, sql`SELECT -1 IN ${keys('never')} AS found`);
    expect((await engine.read(statement)).objects()).toEqual([{ found: false }]);
  });

  it('stay a subquery when they are many, or when it fails', async () => {
    const many = sql`SELECT ${'x'} WHERE 5 IN ${keysOf(fixedSql('SELECT range FROM range(1000)'))} AND ${'y'} = 'y'`;
    expect(await withKnownKeys(engine, many)).toEqual({ text: "SELECT ? WHERE 5 IN (SELECT range FROM range(1000)) AND ? = 'y'", values: ['x', 'y'] });
    const broken = sql`SELECT 1 IN ${keysOf(sql`SELECT nothing FROM nowhere WHERE a = ${'z'}`)}`;
    expect(await withKnownKeys(engine, broken)).toMatchObject({ values: ['z'] });
  });

  it('are asked for again when the tables have changed', async () => {
    const statement = sql`SELECT 9 IN ${keys('late')} AS found`;
    expect((await engine.read(await withKnownKeys(engine, statement))).objects()).toEqual([{ found: false }]);
    await engine.run("INSERT INTO words VALUES (9, 'late')");
    expect((await engine.read(await withKnownKeys(engine, statement))).objects()).toEqual([{ found: true }]);
  });
});
