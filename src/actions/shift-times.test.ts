import { afterEach, expect, it, vi } from 'vitest';
import { readRows } from '../db/define-query';
import { rebuildRequests } from '../db/request-pairing';
import { readRequests } from '../db/read-request';
import { fixedSql } from '../db/sql';
import { gapsQuery } from '../db/gaps.query';
import { stageStory } from '../trust/stage-story';
import { exportReport } from './export-report';
import { followClockShifts } from './clock-shifts';
import { openCaseFile, startNewCase } from './case-file';
import { pinRequests, resolvePins } from './pins';
import { removeEvidence } from './add-evidence';
import { labelSource } from './label-source';
import { shiftTimes } from './shift-times';
import { load, recordLine, testWorkbench, type TestWorkbench } from './workbench.testing';

// Several engines are started, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

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

const offsets = (): Promise<unknown[]> => rows('SELECT name, offset_us FROM evidence ORDER BY evidence_id');
const lastNotice = (): string => workbench.jobs.getState().notices.at(-1)?.detail ?? '';

it('is kept in the case, and made again where the same bytes are added under any name', async () => {
  workbench = await testWorkbench();
  await load(workbench, 'a.log', recordLine(1));
  await shiftTimes(workbench, 1, 2_500_000n);
  expect(workbench.cases.getState().clockShifts).toMatchObject([{ evidenceName: 'a.log', offsetUs: '2500000' }]);
  await removeEvidence(workbench, 1);
  await load(workbench, 'renamed.log', recordLine(1));
  expect(await offsets()).toEqual([{ name: 'renamed.log', offset_us: 2_500_000 }]);
  expect(lastNotice()).toContain('Times of renamed.log are shifted by +2.5 s, set by hand, as the case says.');
  expect(await rows('SELECT received_at FROM requests')).toEqual([{ received_at: '2026-03-14T08:00:03.500001Z' }]);
  await shiftTimes(workbench, 2, 0n);
  expect(workbench.cases.getState().clockShifts).toEqual([]);
});

it.each([['before', true], ['after', false]])('comes with a case file, the evidence %s it, and goes with the case', async (_, isEvidenceFirst) => {
  const here = await testWorkbench();
  await load(here, 'a.log', recordLine(1));
  await pinRequests(here, [1]);
  await shiftTimes(here, 1, -3_600_000_000n);
  const file = new File([await exportReport(here, 'case')], 'x.kubewitness');
  await here.engine.close();
  workbench = await testWorkbench();
  const stop = followClockShifts(workbench);
  if (isEvidenceFirst) await load(workbench, 'b.log', recordLine(1));
  expect((await openCaseFile(workbench, file)).ok).toBe(true);
  if (!isEvidenceFirst) await load(workbench, 'b.log', recordLine(1));
  await expect.poll(offsets, { timeout: 30_000 }).toEqual([{ name: 'b.log', offset_us: -3_600_000_000 }]);
  startNewCase(workbench);
  await expect.poll(offsets, { timeout: 30_000 }).toEqual([{ name: 'b.log', offset_us: 0 }]);
  expect(await rows('SELECT received_at FROM events')).toEqual([{ received_at: '2026-03-14T08:00:01.000001Z' }]);
  stop();
  await rebuildRequests(workbench.engine);
});

it('set twice at once is set once', async () => {
  workbench = await testWorkbench();
  const stop = followClockShifts(workbench);
  await load(workbench, 'a.log', recordLine(1));
  await Promise.all([shiftTimes(workbench, 1, 1_000_000n), shiftTimes(workbench, 1, 2_000_000n)]);
  stop();
  expect(await offsets()).toEqual([{ name: 'a.log', offset_us: 2_000_000 }]);
  expect(await rows('SELECT received_at FROM events')).toEqual([{ received_at: '2026-03-14T08:00:03.000001Z' }]);
});

it('a pin whose record is another one in the evidence that is added later says so', async () => {
  workbench = await testWorkbench();
  await load(workbench, 'a.log', `${recordLine(1)}\n${recordLine(2)}`);
  await pinRequests(workbench, [1, 2]);
  const { pins, evidence } = workbench.cases.getState();
  await workbench.engine.close();
  workbench = await testWorkbench();
  // One pin says another hash, one is as it was.
  const forged = pins.map((pin, i) => (i === 0 ? { ...pin, places: pin.places.map((place) => ({ ...place, recordHash: 'f'.repeat(64) })) } : pin));
  workbench.cases.setState({ pins: forged, evidence });
  await load(workbench, 'a.log', `${recordLine(1)}\n${recordLine(2)}`);
  expect(workbench.jobs.getState().notices.at(-1)).toMatchObject({ tone: 'error', title: '1 pin does not match the evidence', detail: expect.stringContaining('the record has not') });
  expect((await resolvePins(workbench, forged)).map(({ differs }) => differs)).toEqual([true, false]);
  // A place at which nothing stands is another record too.
  const moved = pins.map((pin) => ({ ...pin, places: pin.places.map((place) => ({ ...place, byteOffset: place.byteOffset + 7 })) }));
  expect((await resolvePins(workbench, moved)).map(({ differs, request }) => [differs, request])).toEqual([[true, undefined], [true, undefined]]);
});
