import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openNodeEngine } from './duckdb-node';
import type { Engine } from './engine';
import { foundRowsOf, withFoundRows } from './found-rows';
import { sql, sqlForReading, type Sql } from './sql';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
});
afterAll(() => engine.close());
beforeEach(() => engine.run("CREATE OR REPLACE TABLE words AS SELECT * FROM (VALUES (1, 'a'), (2, 'b?'), (3, 'b?')) w (word_key, word)"));

const rows = (word: string): Sql => foundRowsOf(sql`SELECT word_key FROM words WHERE word = ${word}`);
const question = (word: string): Sql => sql`SELECT word_key FROM words WHERE ${'x'} = 'x' AND word_key IN ${rows(word)} ORDER BY ALL`;

/** What the statement answers, and the text that was run for it. */
async function ask(statement: Sql, signal?: AbortSignal) {
  return withFoundRows(engine, statement, { signal }, async (run) => ({ run, keys: (await engine.read(run)).objects().map((row) => row['word_key']) }));
}

const lying = async (): Promise<number> => Number((await engine.read(sql`SELECT count(*) AS n FROM duckdb_tables() WHERE table_name LIKE 'found%'`)).objects()[0]?.['n']);

describe('rows that are found before the statements that need them', () => {
  it('are looked up in one table, whoever asks', async () => {
    const [first, second] = await Promise.all([ask(question('b?')), ask(sql`SELECT word_key FROM words WHERE NOT word_key IN ${rows('b?')}`)]);
    expect(first.keys).toEqual([2, 3]);
    expect(second.keys).toEqual([1]);
    const table = /temp\.found_\d+/.exec(first.run.text)?.[0] ?? 'none';
    expect(first.run).toEqual({ text: `SELECT word_key FROM words WHERE ? = 'x' AND word_key IN (FROM ${table}) ORDER BY ALL`, values: ['x'] });
    expect(second.run.text).toBe(`SELECT word_key FROM words WHERE NOT word_key IN (FROM ${table})`);
    // As it stands it means the same.
    expect((await engine.read(question('b?'))).rowCount).toBe(2);
    expect(sqlForReading(question('b?'))).toContain("word_key IN (SELECT word_key FROM words WHERE word = 'b?')");
  });

  it('count as no change of the evidence, and are found again when it has changed', async () => {
    const before = engine.changes();
    expect((await ask(question('a'))).keys).toEqual([1]);
    expect(engine.changes()).toBe(before);
    await engine.run("INSERT INTO words VALUES (9, 'a')");
    expect((await ask(question('a'))).keys).toEqual([1, 9]);
  });

  it('do not pile up: a few stay for the way back, and none that a statement still names goes', async () => {
    const open: (() => void)[] = [];
    const slow = withFoundRows(engine, question('a'), undefined, async (run) => {
      await new Promise<void>((resolve) => open.push(resolve));
      return (await engine.read(run)).rowCount;
    });
    for (let i = 0; i < 20; i += 1) await ask(question(`word ${i}`));
    open[0]?.();
    expect(await slow).toBe(1);
    expect(await lying()).toBeLessThanOrEqual(5);
  });

  it('are found for who still waits when the first to ask has turned away', async () => {
    const leaving = new AbortController();
    const busy = engine.read(sql`SELECT 1`);
    const first = ask(question('b?'), leaving.signal);
    const second = ask(question('b?'));
    leaving.abort();
    await expect(first).rejects.toMatchObject({ name: 'AbortError' });
    expect((await second).keys).toEqual([2, 3]);
    await busy;
  });

  it('stay a part of the statement when they cannot be found, which then says why', async () => {
    const broken = sql`SELECT 1 IN ${foundRowsOf(sql`SELECT nothing FROM nowhere WHERE a = ${'z'}`)}`;
    await expect(ask(broken)).rejects.toThrow(/nowhere/);
  });
});
