import { describe, expect, it } from 'vitest';
import type { Workbench } from '../../actions/workbench';
import { createCaseStore } from '../../state/case-store';
import { createJobsStore } from '../../state/jobs-store';
import { createPreferencesStore } from '../../state/preferences-store';
import { createViewStore } from '../../state/view-store';
import { TABS } from '../../state/view-state';
import { commandList } from './command-list';
import { isChord } from './key-chords';

function workbench(): Workbench {
  let fragment = '';
  const host = { read: () => fragment, push: (next: string) => void (fragment = next), replace: (next: string) => void (fragment = next) };
  return { view: createViewStore(host), jobs: createJobsStore(), cases: createCaseStore(), preferences: createPreferencesStore(undefined) } as unknown as Workbench;
}
const list = (bench: Workbench) => commandList(bench, { showDialog: () => undefined });
const run = (bench: Workbench, id: string): void => {
  const command = list(bench).find((one) => one.id === id);
  expect(command?.unavailable).toBeUndefined();
  if (command?.act.kind === 'run') command.act.run();
};

describe('the commands', () => {
  it('have a name and a key of their own', () => {
    const commands = list(workbench());
    const keys = commands.flatMap((command) => command.keys ?? []);
    expect(new Set(commands.map((command) => command.id)).size).toBe(commands.length);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual(expect.arrayContaining(['Mod+K', '/', 'l', 'u', 'Shift+U', '?', '1', '2', '3', '4', '5', 'Escape']));
    for (const key of ['j', 'k', 'p', 'f', 'x']) expect(keys, 'the keys of the grid').not.toContain(key);
  });
  it('Escape takes away the notices before the request below them', () => {
    const bench = workbench();
    const meant = () => list(bench).filter(({ keys }) => keys === 'Escape').map(({ id }) => id);
    expect(meant()).toEqual(['close-request']);
    bench.jobs.setState({ notices: [{ id: 'n1', tone: 'info', title: 'a.log is loaded already', detail: '' }] });
    expect(meant()).toEqual(['dismiss-notices']);
    run(bench, 'dismiss-notices');
    expect(meant()).toEqual(['close-request']);
  });
  it('that a key runs need no question first', () => {
    expect(list(workbench()).filter((command) => command.keys !== undefined && command.act.kind === 'ask')).toEqual([]);
  });
  it('one key press means one command', () => {
    const press = { key: 'U', ctrlKey: false, metaKey: false, altKey: false, shiftKey: true };
    expect(list(workbench()).filter(({ keys }) => keys !== undefined && isChord(press, keys)).map(({ id }) => id)).toEqual(['redo']);
  });
  it('say why they cannot be done', () => {
    const bench = workbench();
    const why = (id: string) => list(bench).find((command) => command.id === id)?.unavailable;
    expect([why('tab-timeline'), why('undo'), why('pin'), why('export-html'), why('export-case'), why('cancel-loading')]).toEqual(
      ['no evidence yet', 'nothing to undo', 'no request is open', 'no request is pinned', undefined, 'nothing is loading']);
    bench.jobs.setState({ hasEvidence: true });
    expect(why('tab-timeline')).toBeUndefined();
  });
  it('do what they say, and know what is on', () => {
    const bench = workbench();
    bench.jobs.setState({ hasEvidence: true });
    for (const tab of TABS) {
      run(bench, `tab-${tab}`);
      expect(bench.view.getState().view.tab).toBe(tab);
      expect(list(bench).filter((command) => command.id.startsWith('tab-') && command.checked === true).map((command) => command.id)).toEqual([`tab-${tab}`]);
    }
    run(bench, 'lens');
    expect(bench.view.getState().view.lens).toBe(true);
    run(bench, 'lanes-peer_ip');
    expect(bench.view.getState().view).toMatchObject({ tab: 'timeline', lanes: 'peer_ip' });
    run(bench, 'rows-verb');
    run(bench, 'swap-axes');
    expect(bench.view.getState().view).toMatchObject({ tab: 'crosstab', crossColumns: 'verb' });
    bench.preferences.setState({ hiddenColumns: ['verb'] });
    run(bench, 'reset-columns');
    expect(bench.preferences.getState().hiddenColumns).toEqual([]);
    run(bench, 'theme-dark');
    expect(bench.preferences.getState().theme).toBe('dark');
    run(bench, 'fold-left');
    expect(bench.preferences.getState().panels['left-folded']).toBe(1);
    expect(list(bench).find((command) => command.id === 'fold-left')?.label).toBe('Unfold the facets');
  });
});
