import { beforeEach, describe, expect, it } from 'vitest';
import { must } from '../base/assert';
import { filterSentence } from '../model/filter';
import { fragmentToView } from '../state/view-url';
import { addClause, changeView } from './pivot';
import { deletePivot, exportPivots, importPivotFile, importPivots, openPivot, renamePivot, restorePivot, savePivot } from './saved-pivots';
import { workbenchWithoutDatabase, type TestWorkbench } from './workbench.testing';

let here: TestWorkbench;
let there: TestWorkbench;
beforeEach(() => {
  [here, there] = [workbenchWithoutDatabase(), workbenchWithoutDatabase()];
});

const HOSTILE = 'a\u202eb\u001b[2J<script>alert(1)</script> "\n';

describe('saved pivots', () => {
  it('go to another browser and give the same view there', async () => {
    addClause(here, { kind: 'field', field: 'user_agent', negated: true, enabled: true, values: [{ kind: 'exact', text: HOSTILE }, { kind: 'none' }] });
    changeView(here, { tab: 'timeline', lens: true, open: { sha256Prefix: '0123456789abcdef', byteOffset: 7 } });
    savePivot(here, HOSTILE, 'why');
    exportPivots(here);
    const { name, content } = must(here.saved[0], 'the file');
    expect(await importPivotFile(there, new File([content], name))).toEqual({ ok: true, value: { added: 1, known: 0, left: 0 } });
    expect(await importPivotFile(there, new File([content], name))).toEqual({ ok: true, value: { added: 0, known: 1, left: 0 } });
    const pivot = must(there.cases.getState().savedPivots[0], 'the pivot');
    expect(pivot).toMatchObject({ name: HOSTILE, description: 'why' });
    openPivot(there, pivot);
    const { view } = there.view.getState();
    expect(view).toEqual({ ...here.view.getState().view, open: undefined });
    expect(filterSentence(fragmentToView(pivot.view).filter)).toContain('is not');
  });
  it('are renamed, deleted, and come back where they were', () => {
    const [, second] = ['a', 'b', 'c'].map((name) => savePivot(here, name, ''));
    const pivot = must(second, 'b');
    renamePivot(here, pivot.pivotId, 'B', 'said');
    deletePivot(here, pivot.pivotId);
    expect(here.cases.getState().savedPivots.map(({ name }) => name)).toEqual(['a', 'c']);
    restorePivot(here, pivot, 1);
    restorePivot(here, pivot, 1);
    expect(here.cases.getState().savedPivots.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });
  it.each([
    ['', 'not JSON'],
    ['kind: Event', 'not JSON'],
    ['null', 'no list of saved pivots'],
    ['[]', 'no list of saved pivots'],
    ['{"kind":"Event","apiVersion":"audit.k8s.io/v1"}', 'no list of saved pivots'],
    ['{"format":"kubewitness-pivots","version":2,"pivots":[]}', 'newer Kubewitness'],
    ['{"format":"kubewitness-pivots","version":1}', 'damaged at pivots'],
    ['{"format":"kubewitness-pivots","version":1,"pivots":[{"name":"a","description":"","view":7}]}', 'damaged at pivots.0.view'],
    ['{"format":"kubewitness-pivots","version":1,"pivots":[{"name":"","description":"","view":""}]}', 'damaged at pivots.0.name'],
  ])('refuse %j in words, and nothing changes', (text, reason) => {
    savePivot(here, 'kept', '');
    const before = here.cases.getState();
    expect(importPivots(here, text)).toMatchObject({ ok: false, error: expect.stringMatching(new RegExp(`(?=.*${reason}).*Nothing was imported`, 's')) });
    expect(here.cases.getState()).toBe(before);
  });
  it('say what a case file is for when one is given', async () => {
    expect(await importPivotFile(here, new File(['PK\u0003\u0004'], 'a.kubewitness'))).toMatchObject({ ok: false, error: expect.stringContaining('Open case file') });
  });
  it('carry nothing into the view that a link could not', () => {
    const view = 'v=1&f=username=e:%61&open=0123456789abcdef.9&&';
    importPivots(here, JSON.stringify({ format: 'kubewitness-pivots', version: 1, extra: 1, pivots: [{ name: 'a', description: '', view, pivotId: 'mine' }, { name: 'a', description: '', view }] }));
    expect(here.cases.getState().savedPivots).toEqual([{ name: 'a', description: '', view: 'v=1&f=username=e:a', pivotId: 'id-1', savedAtMs: here.nowMs() }]);
  });
  it.each(['v=2&f=username=e:a', 'v=1&f=username=e:a&f=nonsense=e:b', 'v=1&f=verb!e:get,q:list'])('are left out when not all of %s can be read, because less of it is another question', (view) => {
    const file = JSON.stringify({ format: 'kubewitness-pivots', version: 1, pivots: [{ name: 'a', description: '', view }, { name: 'b', description: '', view: 'v=1' }] });
    expect(importPivots(here, file)).toEqual({ ok: true, value: { added: 1, known: 0, left: 1 } });
    expect(here.cases.getState().savedPivots.map(({ name }) => name)).toEqual(['b']);
  });
});
