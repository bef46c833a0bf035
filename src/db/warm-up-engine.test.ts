/** The warm-up is worth its time only while its statements are the ones that are run. */
import { expect, test } from 'vitest';
import { openNodeEngine } from './duckdb-node';
import { warmUpEngine } from './warm-up-engine';

test('every statement of the warm-up has rows to work on', async () => {
  const engine = await openNodeEngine();
  await warmUpEngine(engine, new AbortController().signal);
  const counts = await engine.read({ text: 'SELECT (SELECT count(*) FROM events) AS events, (SELECT count(*) FROM requests) AS requests, (SELECT count(DISTINCT outcome) FROM requests) AS outcomes', values: [] });
  expect(counts.objects()).toEqual([{ events: 2998, requests: 1499, outcomes: 3 }]);
  await engine.close();
});

test('it stops when it is told to', async () => {
  const engine = await openNodeEngine();
  const stopped = new AbortController();
  stopped.abort();
  await warmUpEngine(engine, stopped.signal);
  expect((await engine.read({ text: "SELECT count(*) AS n FROM duckdb_tables() WHERE database_name = 'kubewitness'", values: [] })).objects()).toEqual([{ n: 0 }]);
  await engine.close();
});
