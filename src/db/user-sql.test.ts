import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSchema } from './create-schema';
import { openNodeEngine } from './duckdb-node';
import type { Engine } from './engine';
import { fixedSql } from './sql';
import { readUserSql } from './user-sql';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
  await createSchema(engine);
});
afterAll(() => engine.close());

it.each([
  ["SELECT 1 AS a, 'x' AS b;", [{ a: 1, b: 'x' }]],
  ['SELECT 9007199254740993::BIGINT AS big, 12::BIGINT AS small', [{ big: '9007199254740993', small: 12 }]],
  ["SELECT make_timestamp(1700000000123456) AS t", [{ t: '2023-11-14T22:13:20.123456Z' }]],
  ["SELECT ['a', NULL] AS l, map(['k'], [['v', 'w']]) AS m, {'x': 1::BIGINT, 'y': [2]} AS s", [{ l: ['a', null], m: { k: ['v', 'w'] }, s: { x: 1, y: [2] } }]],
  ['SELECT NULL AS n, true AS b, 1.5::DOUBLE AS d', [{ n: null, b: true, d: 1.5 }]],
  ['SELECT sum(x) AS s FROM (VALUES (1), (2)) t(x)', [{ s: 3 }]],
  ["SELECT '\\xAB'::BLOB AS bytes", [{ bytes: 'ab' }]],
  ['SELECT x FROM (VALUES (2), (1), (3)) t(x) ORDER BY x DESC', [{ x: 3 }, { x: 2 }, { x: 1 }]],
  ['WITH a AS (SELECT 1 AS x) SELECT * FROM a -- end', [{ x: 1 }]],
])('%s', async (text, rows) => {
  expect((await readUserSql(engine, text, [])).objects()).toEqual(rows);
});

it('binds values, whatever they hold', async () => {
  const hostile = `'; DROP TABLE texts; -- "\u202e<b>`;
  expect((await readUserSql(engine, 'SELECT ? AS a, ?::INTEGER AS b, ? AS c', [hostile, 7, null])).objects()).toEqual([{ a: hostile, b: 7, c: null }]);
});

it.each([
  'DROP TABLE event_rows', 'DELETE FROM texts', "INSERT INTO texts VALUES (1, 'x')", 'CREATE TABLE t AS SELECT 1', 'SELECT 1; SELECT 2',
  'SELECT 1) ; DROP TABLE texts; SELECT * FROM (SELECT 1', "ATTACH 'x.db'", "COPY texts TO 'x.csv'", 'SET threads=4', 'INSTALL json', 'LOAD json', '', '   ', 'SELEC 1',
  "UPDATE texts SET text = ''", 'BEGIN', 'TRUNCATE texts',
])('refuses %s', async (text) => {
  await expect(readUserSql(engine, text, [])).rejects.toThrow();
  expect((await engine.read(fixedSql('SELECT count(*)::INTEGER FROM texts'))).value(0, 0)).toBe(0);
});

it.each(["SELECT * FROM read_csv('/etc/passwd')", "SELECT * FROM read_text('/etc/passwd')", "SELECT * FROM 'https://example.org/x.parquet'", "SELECT * FROM glob('/*')"])('reaches nothing outside: %s', async (text) => {
  await expect(readUserSql(engine, text, [])).rejects.toThrow();
});
