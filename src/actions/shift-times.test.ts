import { afterEach, expect, it } from 'vitest';
import { readRows } from '../db/define-query';
import { readRequests } from '../db/read-request';
import { fixedSql } from '../db/sql';
import { gapsQuery } from '../db/gaps.query';
import { stageStory } from '../trust/stage-story';
import { labelSource } from './label-source';
import { shiftTimes } from './shift-times';
import { load, recordLine, testWorkbench, type TestWorkbench } from './workbench.testing';

let workbench: TestWorkbench;
afterEach(() => workbench.engine.close());
const rows = async (text: string): Promise<unknown[]> => (await workbench.engine.read(fixedSql(text))).objects();

it('moves every time of one file, says so, and back', async () => {
  workbench = await testWorkbench();
  const alert = JSON.stringify({ rule: 'r', output: 'o', priority: 'p', time: '2026-03-14T08:00:02Z' });
  await load(workbench, 'a.log', `${recordLine(1)}\n${alert}\nI0314 08:00:03.000000    5656 kubelet.go:1] "x"`);
  await load(workbench, 'b.log', recordLine(2));
  const times = 'SELECT (SELECT list(received_at ORDER BY line, evidence_id) FROM events) AS events, (SELECT seen_at FROM falco_alerts) AS falco, (SELECT seen_at FROM kubelet_entries) AS kubelet, (SELECT list(offset_us ORDER BY evidence_id) FROM evidence) AS offsets';
  const [before] = await rows(times);
  await shiftTimes(workbench, 1, 2_500_000n);
  await shiftTimes(workbench, 1, -1_500_000n);
  expect(await rows(times)).toEqual([{ events: ['2026-03-14T07:59:59.500001Z', '2026-03-14T08:00:02.000001Z'], falco: '2026-03-14T08:00:00.500000Z', kubelet: '2026-03-14T08:00:01.500000Z', offsets: [-1_500_000, 0] }]);
  const [shifted, other] = await readRequests(workbench.engine, [1, 2]);
  expect(shifted === undefined ? [] : stageStory(shifted).remarks).toContain('Times of a.log are shifted by −1.5 s, set by hand; the record itself has the times as logged.');
  expect(other === undefined ? [] : stageStory(other).remarks.join()).not.toContain('shifted');
  await shiftTimes(workbench, 1, 0n);
  expect(await rows(times)).toEqual([before]);
});

it('a label makes a source of its own', async () => {
  workbench = await testWorkbench();
  await load(workbench, 'a.log', recordLine(1));
  await labelSource(workbench, 1, ' cp-1 ');
  expect(await rows('SELECT source FROM evidence')).toEqual([{ source: 'cp-1' }]);
  expect(await rows('SELECT source FROM source_rows')).toEqual([{ source: 'cp-1' }]);
  await labelSource(workbench, 1, ' ');
  expect(await rows('SELECT source FROM evidence')).toEqual([{ source: null }]);
  expect(await readRows(workbench.engine, gapsQuery, undefined)).toEqual([]);
});
