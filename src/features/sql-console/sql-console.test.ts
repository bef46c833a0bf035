import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSchema } from '../../db/create-schema';
import { openNodeEngine } from '../../db/duckdb-node';
import type { Engine } from '../../db/engine';
import { readUserSql } from '../../db/user-sql';
import { csvText } from '../../base/csv';
import { exactly, type Filter } from '../../model/filter';
import { resultCsv } from './result-csv';
import { requestIdsQuery } from '../../db/request-list.query';
import { REQUEST_COLUMNS } from '../../state/request-columns';
import { clausesOnLines, screenSql } from './screen-sql';
import { SqlSession } from './sql-session';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
  await createSchema(engine);
});
afterAll(() => engine.close());

async function run(text: string) {
  const session = new SqlSession(engine, () => 0);
  session.write(text);
  await session.run(1);
  return session.read();
}

describe('a statement', () => {
  it('gives names, types and texts', async () => {
    const { result } = await run(`SELECT 1 AS n, TIMESTAMP '2020-01-01 00:00:00.123456' AS at, ['a', 'b "c"'] AS l, map(['k'], [['x']]) AS m, NULL::VARCHAR AS none, DATE '2020-01-02' AS d,
      TIMESTAMP_S '2020-01-01 00:00:07' AS s, TIMESTAMP_NS '2020-01-01 00:00:00.123456789' AS ns, 'ab'::BLOB AS b, INTERVAL '1 day 2 hours' AS i, {'a': 1} AS struct, 9007199254740993 AS big, TIME '10:00:01.5' AS t;`);
    expect(result?.names.map((name, i) => [name, result.types[i], result.text(0, i)])).toEqual([
      ['n', 'INTEGER', '1'], ['at', 'TIMESTAMP', '2020-01-01T00:00:00.123456Z'], ['l', 'VARCHAR[]', '["a", "b \\"c\\""]'], ['m', 'MAP(VARCHAR, VARCHAR[])', '{"k": ["x"]}'],
      ['none', 'VARCHAR', undefined], ['d', 'DATE', '2020-01-02'], ['s', 'TIMESTAMP_S', '2020-01-01T00:00:07.000000Z'], ['ns', 'TIMESTAMP_NS', '2020-01-01T00:00:00.123456Z'],
      ['b', 'BLOB', '6162'], ['i', 'INTERVAL', '1 days 7200 s'], ['struct', 'STRUCT(a INTEGER)', '{"a": 1}'], ['big', 'BIGINT', '9007199254740993'], ['t', 'TIME', '10:00:01.500000'],
    ]);
    expect(result?.numeric.map((is, i) => (is ? result.names[i] : '')).join('')).toBe('nbig');
  });
  it('that is refused says why, with the responder’s own line, and leaves the text', async () => {
    const state = await run('SELECT 1\nFROM nothing_here');
    expect(state.text).toBe('SELECT 1\nFROM nothing_here');
    expect(state.run).toMatchObject({ phase: 'failed' });
    if (state.run.phase !== 'failed') return;
    expect(state.run.reason).toContain('nothing_here does not exist');
    expect(state.run.reason).toContain('LINE 2:');
    expect(state.run.reason.match(/LINE/g)).toHaveLength(1);
  });
  it.each(['DROP TABLE texts', 'SELECT 1; SELECT 2', 'SELECT 1) LIMIT 0; DROP TABLE texts; SELECT * FROM (SELECT 1', 'COPY texts TO \'x\'', 'DELETE FROM texts', ''])('is not run when it does more than read: %s', async (text) => {
    expect((await run(text)).run.phase).toBe('failed');
    expect((await run('SELECT count(*) FROM texts')).run.phase).toBe('done');
  });
  it('keeps the last result when the next one fails', async () => {
    const session = new SqlSession(engine, () => 0);
    session.write('SELECT 1 AS one');
    await session.run(1);
    session.write('SELECT');
    await session.run(1);
    expect(session.read()).toMatchObject({ run: { phase: 'failed' }, result: { names: ['one'], statement: 'SELECT 1 AS one' } });
  });
  it('given up for another one does not come back', async () => {
    const session = new SqlSession(engine, () => 0);
    session.write('SELECT 1 AS first');
    const first = session.run(1);
    session.write('SELECT 2 AS second');
    await Promise.all([first, session.run(1)]);
    expect(session.read().result?.names).toEqual(['second']);
  });
});

describe('the SQL of the screen', () => {
  const filter: Filter = {
    clauses: [{ kind: 'field', field: 'username', negated: false, values: [exactly("o'hara?\n; DROP TABLE texts")], enabled: true }, { kind: 'search', text: 'x', negated: true, enabled: true }],
    range: undefined,
  };
  it('runs, whatever the filter holds', async () => {
    const text = screenSql({ filter, sort: { column: 'username', descending: true } }, ['received_at', 'username', 'resource', 'name', 'claimed_ip', 'test']);
    expect(text.split('\n')[0]).toContain('\\n; DROP');
    const table = await readUserSql(engine, text, []);
    expect(table.columns.map((column) => column.name)).toEqual(['request_id', 'received_at', 'username', 'resource', 'subresource', 'namespace', 'name', 'claimed_ips', 'tests']);
  });
  it('gives every column the grid can show, in the order of the list', async () => {
    const everything = { clauses: [], range: undefined };
    for (const descending of [false, true]) {
      const sort = { column: 'received_at', descending } as const;
      const shown = await readUserSql(engine, screenSql({ filter: everything, sort }, REQUEST_COLUMNS.map(({ id }) => id)), []);
      const ids = await engine.read(requestIdsQuery.sql({ filter: everything, sort }));
      expect(Array.from(shown.int32(0))).toEqual(Array.from(ids.int32(0)));
    }
  });
  it('has each clause on its line', () => {
    expect(clausesOnLines('SELECT a FROM b  WHERE (x AND y) AND z IN (SELECT 1 FROM c) ORDER BY a')).toBe('SELECT a\nFROM b\nWHERE (x AND y)\n  AND z IN (SELECT 1 FROM c)\nORDER BY a');
  });
});

it('CSV is written as the report writes it', () => {
  fc.assert(fc.property(fc.array(fc.array(fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\'', '"', ',', '\n', '\r', '\t', 'a', '1', ' ', '＝') }), { minLength: 2, maxLength: 2 }), { maxLength: 4 }), (rows) => {
    const source = { names: ['=a', 'b'], numeric: [false, false], rowCount: rows.length, text: (row: number, column: number) => rows[row]?.[column] };
    expect(resultCsv(source, 10)).toBe(csvText([['=a', 'b'], ...rows]));
  }));
  expect(resultCsv({ names: ['n'], numeric: [true], rowCount: 2, text: () => '-1' }, 1)).toBe('n\r\n-1\r\n');
});
