import { afterEach, expect, it } from 'vitest';
import { openNodeEngine } from './duckdb-node';
import type { Engine } from './engine';
import { fixedSql } from './sql';

const open: Engine[] = [];
const start = async (): Promise<Engine> => {
  const engine = await openNodeEngine();
  open.push(engine);
  return engine;
};
afterEach(() => Promise.all(open.splice(0).map((engine) => engine.close())));

const tables = async (engine: Engine): Promise<unknown[]> => (await engine.read(fixedSql('SELECT table_name FROM duckdb_tables()'))).objects();

it('gives an empty database, also where an engine was closed before', async () => {
  const first = await start();
  await first.run('CREATE TABLE leftover (x INTEGER); INSERT INTO leftover VALUES (1)');
  await first.close();
  const second = await start();
  expect(await tables(second)).toEqual([]);
  await second.run('CREATE TABLE leftover (x INTEGER)');
  expect((await second.read(fixedSql('SELECT count(*) AS n FROM leftover'))).objects()).toEqual([{ n: 0 }]);
});

it('keeps two that are open apart, and a second close is none of theirs', async () => {
  const closed = await start();
  await closed.close();
  const [one, other] = [await start(), await start()];
  await one.run('CREATE TABLE mine (x INTEGER)');
  await closed.close();
  expect(await tables(await start())).toEqual([]);
  expect(await tables(other)).toEqual([]);
  expect(await tables(one)).toEqual([{ table_name: 'mine' }]);
});

it('has its door shut every time', async () => {
  for (let n = 0; n < 2; n += 1) {
    const engine = await start();
    await expect(engine.read(fixedSql("SELECT * FROM read_text('/etc/hostname')"))).rejects.toThrow(/disabled|not allowed|Permission/i);
    await expect(engine.run('SET enable_external_access=true')).rejects.toThrow(/locked|Cannot/i);
    await engine.close();
  }
});
