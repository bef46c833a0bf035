import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { must } from '../base/assert';
import { EMPTY_CASE } from '../state/case-store';
import { isCaseFile, openCaseFile } from './case-file';
import { exportReport } from './export-report';
import { pinRequests, renameCase, resolvePins } from './pins';
import { savePivot } from './saved-pivots';
import { load, recordLine, testWorkbench, workbenchWithoutDatabase, type TestWorkbench } from './workbench.testing';

const LOG = `${[1, 2, 3].map((second) => recordLine(second)).join('\n')}\n`;
const HOSTILE = 'a\u202eb\u001b[2J<img src=x onerror=alert(1)>\n\n`x`,"y" \ud800';

let here: TestWorkbench;
let there: TestWorkbench;

async function work(workbench: TestWorkbench): Promise<void> {
  await load(workbench, 'audit \u202e.log', LOG);
  await pinRequests(workbench, [3, 1], { note: HOSTILE, tags: ['scope', 'a, b'], phase: 'Credential access' });
  savePivot(workbench, 'All of \u200bit', HOSTILE);
  renameCase(workbench, `${HOSTILE} breach`);
}

const caseOf = async (workbench: TestWorkbench): Promise<File> => new File([await exportReport(workbench, 'case')], 'prod.kubewitness');
const partsOf = async (file: File): Promise<Record<string, string>> =>
  Object.fromEntries(Object.entries(unzipSync(new Uint8Array(await file.arrayBuffer()))).map(([name, bytes]) => [name, strFromU8(bytes)]));
const repacked = (parts: Readonly<Record<string, string>>, name = 'x.kubewitness'): File =>
  new File([new Uint8Array(zipSync(Object.fromEntries(Object.entries(parts).map(([part, text]) => [part, strToU8(text)]))))], name);
const lastNotice = (workbench: TestWorkbench): string => {
  const notice = workbench.jobs.getState().notices.at(-1);
  return `${notice?.title ?? ''} ${notice?.detail ?? ''}`;
};

describe('a case file', () => {
  beforeEach(async () => {
    [here, there] = await Promise.all([testWorkbench(), testWorkbench()]);
  });
  afterEach(() => Promise.all([here.engine.close(), there.engine.close()]));
  it('has its three parts, and is told from other zip files by content', async () => {
    await work(here);
    const file = await caseOf(here);
    expect(Object.keys(await partsOf(file))).toEqual(['case.json', 'records.jsonl', 'report.html']);
    expect(await isCaseFile(new File([file], 'renamed.bin'))).toBe(true);
    expect(await isCaseFile(repacked({ 'a.log': 'x' }, 'logs.zip'))).toBe(false);
    expect(await isCaseFile(new File([LOG], 'audit.kubewitness'))).toBe(false);
  });
  it('says when a pinned record is not what the loaded evidence has there', async () => {
    await work(here);
    const parts = await partsOf(await caseOf(here));
    const { pins } = here.cases.getState();
    const hash = must(pins[0]?.places[0]?.recordHash, 'hash');
    const forged = { ...parts, 'case.json': (parts['case.json'] ?? '').replaceAll(hash, 'a'.repeat(64)) };
    await load(there, 'audit.log', LOG);
    expect((await openCaseFile(there, repacked(forged))).ok).toBe(true);
    expect(lastNotice(there)).toContain('1 pinned record is not what the loaded evidence has at that place');
    expect((await openCaseFile(there, repacked(parts), 'replace')).ok).toBe(true);
    expect(lastNotice(there)).not.toContain('not what the loaded evidence has');
  });
  it('the report names the span, the issues with their places, and a case file only where it lies in one', async () => {
    await load(here, 'audit.log', `${LOG}{"cut":`);
    await pinRequests(here, [1]);
    const html = await (await exportReport(here, 'html')).text();
    expect(html).toContain('Times in it: ');
    expect(html).toContain('the file ends inside it');
    expect(html).not.toContain('records.jsonl');
    expect((await partsOf(await caseOf(here)))['report.html']).toContain('records.jsonl');
    expect(await (await exportReport(here, 'markdown')).text()).toMatch(/line 4, byte [\d,]+: `cut-record`/);
  });
  it('comes out of another browser as it went in, with or without the evidence', async () => {
    await work(here);
    const first = await caseOf(here);
    expect((await openCaseFile(there, first)).ok).toBe(true);
    expect(lastNotice(there)).toContain('Its evidence is not loaded: add audit');
    const { pins, name, savedPivots } = here.cases.getState();
    expect(there.cases.getState()).toMatchObject({ pins, name, savedPivots });
    const [before, after] = await Promise.all([partsOf(first), partsOf(await caseOf(there))]);
    expect(after['case.json']).toBe(before['case.json']);
    expect(after['records.jsonl']).toBe(before['records.jsonl']);
    await load(there, 'other name.log', LOG);
    expect((await resolvePins(there, pins)).map(({ request }) => request?.requestId)).toEqual([3, 1]);
    expect((await partsOf(await caseOf(there)))['records.jsonl']?.split('\n')).toHaveLength(3);
  });
  it('is added to what is here, and takes nothing away', async () => {
    await work(here);
    await load(there, 'audit.log', LOG);
    await pinRequests(there, [1, 2], { note: 'mine', tags: ['own'] });
    await openCaseFile(there, await caseOf(here), 'add');
    const { pins } = there.cases.getState();
    expect(pins.map((pin) => pin.places[0]?.line)).toEqual([1, 2, 3]);
    expect(pins[0]).toMatchObject({ note: `mine\n\n${HOSTILE}`, tags: ['own', 'scope', 'a, b'], phase: 'Credential access' });
    expect(pins[1]?.note).toBe('mine');
    expect(lastNotice(there)).toContain('1 request pinned here already');
    // A second time changes nothing.
    await openCaseFile(there, await caseOf(here), 'add');
    expect(there.cases.getState().pins).toEqual(pins);
    await openCaseFile(there, await caseOf(here), 'replace');
    expect(there.cases.getState().pins).toHaveLength(2);
  });
  it('leaves out records whose bytes are not what their hash says, and says so', async () => {
    await work(here);
    const parts = await partsOf(await caseOf(here));
    const forged = must(parts['records.jsonl'], 'records').replace('172.20.39.107', '172.20.39.108');
    await openCaseFile(there, repacked({ 'case.json': must(parts['case.json'], 'case'), 'records.jsonl': forged }));
    expect(there.cases.getState().records).toHaveLength(1);
    expect(lastNotice(there)).toContain('1 record did not have the hash');
  });
  it('gives a report in every kind, also of pins whose evidence is gone', async () => {
    await work(here);
    await openCaseFile(there, await caseOf(here));
    for (const workbench of [here, there]) {
      const html = await (await exportReport(workbench, 'html', { filter: true })).text();
      expect(html).not.toMatch(/<script|<img|\u202e|\u001b/);
      expect(html).toContain('all requests');
      expect(html.match(/172\.20\.39\.107/g)?.length).toBeGreaterThan(1);
      expect(await (await exportReport(workbench, 'markdown')).text()).toContain('# ');
      expect((await (await exportReport(workbench, 'csv')).text()).split('\r\n').length).toBeGreaterThan(2);
      expect((await (await exportReport(workbench, 'timesketch')).text()).trim().split('\n').map((line) => Object.keys(JSON.parse(line)))[0]).toContain('timestamp_desc');
    }
    expect(there.cases.getState()).not.toEqual(EMPTY_CASE);
  });
  it('leaves out a saved pivot of which not everything can be read, and says so', async () => {
    await work(here);
    const parts = await partsOf(await caseOf(here));
    const pivots = here.cases.getState().savedPivots;
    const other = must(parts['case.json'], 'case').replace(must(pivots[0], 'pivot').view, 'v=7&amp;marvels=1');
    expect((await openCaseFile(there, repacked({ ...parts, 'case.json': other }))).ok).toBe(true);
    expect(lastNotice(there)).toContain('1 saved pivot was left out: this version of Kubewitness cannot read all of what it asks for.');
    expect(there.cases.getState().savedPivots).toEqual([]);
    expect(there.cases.getState().pins).toHaveLength(2);
  });
});

describe('a file', () => {
  it.each([
    ['empty', new File([], 'x.kubewitness'), 'empty'],
    ['a log', new File([LOG], 'x.kubewitness'), 'not a zip file'],
    ['cut', new File(['PK\u0003\u0004 and then nothing'], 'x.kubewitness'), 'not a zip file'],
    ['another zip', repacked({ 'a.log': LOG }), 'no case.json'],
    ['no JSON', repacked({ 'case.json': '{' }), 'not JSON'],
    ['other JSON', repacked({ 'case.json': '{"kind":"Event"}' }), 'no schema version'],
    ['of tomorrow', repacked({ 'case.json': '{"schemaVersion":99}' }), 'newer Kubewitness'],
    ['damaged', repacked({ 'case.json': '{"schemaVersion":1,"pins":[]}' }), 'toolVersion'],
  ])('that is %s is refused in words, and nothing changes', async (_, file, reason) => {
    const workbench = workbenchWithoutDatabase();
    const before = workbench.cases.getState();
    const opened = await openCaseFile(workbench, file);
    expect(opened).toMatchObject({ ok: false, error: expect.stringContaining(reason) });
    expect(lastNotice(workbench)).toContain('are unchanged');
    expect(workbench.cases.getState()).toBe(before);
  });
});
