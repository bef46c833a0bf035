import { describe, expect, it } from 'vitest';
import type { CaseDatabase } from '../state/case-database';
import { createCaseStore } from '../state/case-store';
import { createJobsStore } from '../state/jobs-store';
import type { SavedPivot } from '../model/pin';
import { startCaseStorage, type CaseStorage } from './case-storage';

class Browser implements CaseDatabase {
  readonly values = new Map<string, unknown>();
  readonly tabs = new Set<() => void>();
  refusal: Error | undefined;
  async update<T>(key: string, next: (stored: unknown) => { readonly entries: readonly { readonly key: string; readonly value: unknown }[]; readonly result: T }): Promise<T> {
    await Promise.resolve();
    if (this.refusal !== undefined) throw this.refusal;
    const { entries, result } = next(structuredClone(this.values.get(key)));
    for (const entry of entries) this.values.set(entry.key, structuredClone(entry.value));
    return result;
  }
}

function openTab(browser: Browser) {
  let id = 0;
  const workbench = { cases: createCaseStore(), jobs: createJobsStore(), nowMs: () => 0, newId: () => String((id += 1)) };
  let own: (() => void) | undefined;
  const storage = startCaseStorage(workbench, {
    database: browser,
    announce: () => {
      for (const tab of browser.tabs) if (tab !== own) tab();
    },
    listen: (onNews) => {
      own = onNews;
      browser.tabs.add(onNews);
      return () => browser.tabs.delete(onNews);
    },
  });
  return { ...workbench, storage, names: () => workbench.cases.getState().savedPivots.map(({ name }) => name), notices: () => workbench.jobs.getState().notices };
}

const pivot = (name: string): SavedPivot => ({ pivotId: name, name, description: '', view: 'v=1', savedAtMs: 0 });
const save = (tab: ReturnType<typeof openTab>, name: string): void => tab.cases.setState((state) => ({ savedPivots: [...state.savedPivots, pivot(name)] }));
async function settled(...tabs: readonly { readonly storage: CaseStorage }[]): Promise<void> {
  for (let i = 0; i < 3; i += 1) for (const tab of tabs) await tab.storage.settled();
}

describe('the case of a browser', () => {
  it('is there again in the next session', async () => {
    const browser = new Browser();
    const first = openTab(browser);
    save(first, 'a');
    await settled(first);
    first.storage.stop();
    const second = openTab(browser);
    await settled(second);
    expect(second.names()).toEqual(['a']);
  });
  it('is read before the first write, also when work began before it was', async () => {
    const browser = new Browser();
    const first = openTab(browser);
    save(first, 'a');
    await settled(first);
    const second = openTab(browser);
    save(second, 'b');
    await settled(first, second);
    expect([first.names(), second.names()]).toEqual([['a', 'b'], ['b', 'a']].map((names) => expect.arrayContaining(names)));
  });
  it('holds what every tab added, even at the same moment', async () => {
    const browser = new Browser();
    const tabs = [openTab(browser), openTab(browser), openTab(browser)];
    await settled(...tabs);
    tabs.forEach((tab, i) => save(tab, `pivot ${i}`));
    tabs.forEach((tab, i) => save(tab, `again ${i}`));
    await settled(...tabs);
    for (const tab of tabs) expect(tab.names().toSorted()).toEqual(['again 0', 'again 1', 'again 2', 'pivot 0', 'pivot 1', 'pivot 2']);
  });
  it('is emptied in every tab when one starts a new case', async () => {
    const browser = new Browser();
    const [one, other] = [openTab(browser), openTab(browser)];
    save(one, 'a');
    await settled(one, other);
    other.cases.setState({ savedPivots: [] });
    await settled(one, other);
    expect(one.names()).toEqual([]);
  });
  it('of a newer version is left alone, and that is said', async () => {
    const browser = new Browser();
    const newer = { schemaVersion: 9, marvels: true };
    browser.values.set('current', newer);
    const tab = openTab(browser);
    save(tab, 'a');
    await settled(tab);
    expect(browser.values.get('current')).toEqual(newer);
    expect(tab.notices().map(({ title }) => title)).toEqual(['A newer Kubewitness has worked on this case']);
  });
  it('is set aside whole before anything is written over what could not be read', async () => {
    const browser = new Browser();
    const damaged = { schemaVersion: 1, name: 'x', pins: [{ pinId: 7 }], savedPivots: [pivot('a')] };
    browser.values.set('current', damaged);
    const tab = openTab(browser);
    await settled(tab);
    expect(tab.names()).toEqual(['a']);
    expect(browser.values.get('current')).toEqual(damaged);
    save(tab, 'b');
    await settled(tab);
    expect([...browser.values.keys()]).toEqual(['current', 'set aside 1970-01-01T00:00:00.000000Z']);
    expect(browser.values.get('set aside 1970-01-01T00:00:00.000000Z')).toEqual(damaged);
    expect(tab.notices()).toHaveLength(1);
  });
  it('that cannot be kept is said once, and kept as soon as it can be', async () => {
    const browser = new Browser();
    browser.refusal = new Error('A mutation operation was attempted on a database that did not allow mutations.');
    const tab = openTab(browser);
    save(tab, 'a');
    await settled(tab);
    save(tab, 'b');
    await settled(tab);
    expect(tab.notices().map(({ detail }) => detail)).toEqual([expect.stringContaining('Export a case file')]);
    browser.refusal = undefined;
    save(tab, 'c');
    await settled(tab);
    expect(browser.values.get('current')).toMatchObject({ savedPivots: [pivot('a'), pivot('b'), pivot('c')] });
  });
});
