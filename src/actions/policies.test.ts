import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { must } from '../base/assert';
import { timestampUs } from '../base/time';
import { auditPoliciesQuery, type PolicyRow } from '../db/audit-policies.query';
import { readRows } from '../db/define-query';
import { createCaseStore, EMPTY_CASE } from '../state/case-store';
import { createViewStore, type ViewStore } from '../state/view-store';
import { exportReport } from './export-report';
import { openCaseFile } from './case-file';
import { choosePolicy, choosePolicyFrom, followPolicies, takeOutPeriod } from './policies';
import { load, recordLine, testWorkbench, type TestWorkbench } from './workbench.testing';

const POLICY = (level: string): string => `apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n- level: ${level}\n`;
let workbench: TestWorkbench;
let rows: readonly PolicyRow[];
const row = (i: number): PolicyRow => must(rows[i], 'a policy');

beforeAll(async () => {
  workbench = await testWorkbench();
  await load(workbench, 'audit.log', recordLine(1));
  await load(workbench, 'old.yaml', POLICY('None'));
  await load(workbench, 'new.yaml', POLICY('Metadata'));
  rows = await readRows(workbench.engine, auditPoliciesQuery, undefined);
});
afterAll(() => workbench.engine.close());
beforeEach(() => workbench.cases.setState(EMPTY_CASE));

const stated = (): unknown => workbench.cases.getState().policyPeriods.map(({ evidenceName, fromUs }) => [evidenceName, fromUs]);

describe('what is stated', () => {
  it('is one policy from the beginning, until another takes its place', () => {
    choosePolicy(workbench, row(0));
    choosePolicy(workbench, row(1));
    expect(stated()).toEqual([['new.yaml', null]]);
  });
  it('is several, each from a time on, in the order of time', () => {
    expect(choosePolicyFrom(workbench, row(1), '2026-03-14 08:20:00').ok).toBe(true);
    choosePolicy(workbench, row(0));
    expect(stated()).toEqual([['old.yaml', null], ['new.yaml', 1_773_476_400_000_000n]]);
    takeOutPeriod(workbench, must(workbench.cases.getState().policyPeriods[0], 'the first'));
    expect(stated()).toEqual([['new.yaml', 1_773_476_400_000_000n]]);
  });
  it.each(['', 'yesterday', '2026-02-30 08:00:00', '25:00'])('is nothing where %j is typed, and says so', (text) => {
    const chosen = choosePolicyFrom(workbench, row(0), text);
    expect(chosen).toMatchObject({ ok: false, error: expect.stringContaining('Nothing was changed.') });
    expect(stated()).toEqual([]);
  });
  it('has an end', () => {
    workbench.cases.setState({ policyPeriods: Array.from({ length: 50 }, (_, i) => ({ place: { sha256Prefix: '0'.repeat(16), byteOffset: i, nth: 0 }, evidenceName: '', fromUs: timestampUs(BigInt(i)) })) });
    expect(choosePolicyFrom(workbench, row(0), '2026-03-14 08:20:00').ok).toBe(false);
  });
});

it('goes with the case file, and the reader’s own statement stays', async () => {
  choosePolicy(workbench, row(0));
  choosePolicyFrom(workbench, row(1), '2026-03-14 08:20:00.5');
  const before = workbench.cases.getState().policyPeriods;
  const file = new File([await exportReport(workbench, 'case')], 'a.kubewitness');
  workbench.cases.setState(EMPTY_CASE);
  await openCaseFile(workbench, file);
  expect(workbench.cases.getState().policyPeriods).toEqual(before);
  takeOutPeriod(workbench, must(before[0], 'the first'));
  await openCaseFile(workbench, file, 'add');
  expect(workbench.cases.getState().policyPeriods).toEqual(before.slice(1));
  expect(workbench.jobs.getState().notices.at(-1)?.detail).toContain('It states other audit policies than the ones stated here, which were kept.');
});

describe('the address', () => {
  let stop = (): void => undefined;
  afterEach(() => stop());
  const LINK = `policy=${'a'.repeat(16)}.0,${'b'.repeat(16)}.7@1773476400000000`;

  async function started(fragment: string, periods = EMPTY_CASE.policyPeriods): Promise<{ readonly view: ViewStore; readonly cases: TestWorkbench['cases']; readonly address: () => string }> {
    let now = fragment;
    const write = (text: string): void => { now = text; };
    const view = createViewStore({ read: () => now, push: write, replace: write });
    const cases = createCaseStore({ ...EMPTY_CASE, policyPeriods: periods });
    stop = followPolicies({ ...workbench, view, cases }, { settled: () => Promise.resolve() });
    await Promise.resolve();
    await Promise.resolve();
    return { view, cases, address: () => now };
  }

  it('says what the case says', async () => {
    const { cases, address } = await started('v=1');
    choosePolicy({ cases }, row(0));
    expect(address()).toMatch(/policy=[0-9a-f]{16}\.0$/);
    cases.setState({ policyPeriods: [] });
    expect(address()).toBe('v=1');
  });
  it('of a link is stated where nothing is', async () => {
    const { cases } = await started(`v=1&${LINK}`);
    expect(cases.getState().policyPeriods.map(({ place, fromUs }) => [place.byteOffset, fromUs])).toEqual([[0, null], [7, 1_773_476_400_000_000n]]);
  });
  it('of a link changes nothing that is stated', async () => {
    const mine = [{ place: { sha256Prefix: 'c'.repeat(16), byteOffset: 1, nth: 2 }, evidenceName: 'mine.yaml', fromUs: null }];
    const { cases, view, address } = await started(`v=1&${LINK}`, mine);
    expect([cases.getState().policyPeriods, address()]).toEqual([mine, `v=1&policy=${'c'.repeat(16)}.1.2`]);
    expect(workbench.jobs.getState().notices.at(-1)?.title).toBe('The link was made under another audit policy than this case states');
    view.show(`v=1&${LINK}`);
    expect(cases.getState().policyPeriods).toEqual(mine);
  });
});
