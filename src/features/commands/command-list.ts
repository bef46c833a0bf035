/**
 * Every command of the app as data, made from the state of the moment. The palette shows it, the key handler looks its
 * keys up in it, the list of keys is written from it: a key and a palette entry cannot do different things.
 */
import { addEvidence, cancelLoading, dismissNotice } from '../../actions/add-evidence';
import { copyText } from '../../actions/copy-text';
import { saveReport } from '../../actions/export-report';
import { closeRequest } from '../../actions/open-request';
import { togglePin } from '../../actions/pins';
import { changeView, clearFilter, setRange } from '../../actions/pivot';
import { REPORT_KINDS, reportKinds } from '../../actions/report-kinds';
import { exportPivots, openPivot } from '../../actions/saved-pivots';
import { tell } from '../../actions/tell';
import type { Workbench } from '../../actions/workbench';
import { shownNotices } from '../../state/jobs-store';
import { FIRST_COLUMNS } from '../../state/request-columns';
import { SORT_COLUMNS, TABS, type SortColumn, type Tab } from '../../state/view-state';
import { PIVOT_FIELDS, isPivotField, pivotFieldNames } from '../../model/pivot-field';
import type { Command, CommandAct, CommandGroup, CommandHost } from './command';
import { focusGrid, focusPins, focusSearch, pressAddEvidence, pressOpenCase } from './page-places';
import { openRequestId, stepRequest } from './step-request';

const run = (act: () => unknown): CommandAct => ({ kind: 'run', run: () => void act() });

type Part = Omit<Command, 'group'>;

const inGroup = (group: CommandGroup, parts: readonly Part[]): Command[] => parts.map((part) => ({ ...part, group }));

export function commandList(workbench: Workbench, host: CommandHost): readonly Command[] {
  return [
    ...inGroup('Evidence', evidenceCommands(workbench, host)),
    ...inGroup('Look at', lookCommands(workbench)),
    ...inGroup('Filter', filterCommands(workbench)),
    ...inGroup('Request', requestCommands(workbench)),
    ...inGroup('Saved pivots', pivotCommands(workbench)),
    ...inGroup('Hand over', handOverCommands(workbench)),
    ...inGroup('Page', pageCommands(workbench, host)),
  ];
}

const needsEvidence = (workbench: Workbench): string | undefined => (workbench.jobs.getState().hasEvidence ? undefined : 'no evidence yet');

function evidenceCommands(workbench: Workbench, host: CommandHost): Part[] {
  const { load, notices } = workbench.jobs.getState();
  const loading = load.phase !== 'idle';
  return [
    { id: 'add-evidence', label: 'Add evidence', words: 'open load file log upload drop', act: run(pressAddEvidence) },
    { id: 'evidence-list', label: 'Evidence and issues', words: 'files list sha256 hash remove unreadable errors', act: run(() => host.showDialog('evidence')) },
    { id: 'network', label: 'Addresses of the cluster', words: 'settings network ranges cidr pods nodes load balancer proxy control plane trust', act: run(() => host.showDialog('network')) },
    { id: 'open-sample', label: 'Open the sample incident', words: 'demo example try', act: run(() => openSample(workbench)) },
    {
      id: 'dismiss-notices', label: 'Dismiss all notices', words: 'close message warning', keys: escapeFrom(workbench) === 'notices' ? 'Escape' : undefined, quiet: true, unavailable: notices.length > 0 ? undefined : 'there is no notice',
      act: run(() => { for (const notice of notices) dismissNotice(workbench, notice.id); }),
    },
    { id: 'cancel-loading', label: 'Cancel loading', words: 'stop abort', quiet: !loading, unavailable: loading ? undefined : 'nothing is loading', act: run(() => cancelLoading(workbench)) },
  ];
}

/** Escape takes away what lies on top: the notices cover a part of the request. */
const escapeFrom = (workbench: Workbench): 'notices' | 'request' => (shownNotices(workbench.jobs.getState()).length > 0 ? 'notices' : 'request');

async function openSample(workbench: Workbench): Promise<void> {
  const sample = await workbench.sample;
  if (sample.ok) await addEvidence(workbench, [{ file: sample.value, path: sample.value.name }]);
  else tell(workbench, { tone: 'error', title: 'The sample incident could not be opened', detail: `${sample.error} Drop samples/incident/audit.log from the project instead.` });
}

const TAB_LABELS: Readonly<Record<Tab, string>> = { requests: 'Requests', timeline: 'Timeline', crosstab: 'Cross-tab', findings: 'Findings', 'blind-spots': 'Blind spots', sql: 'SQL' };
const TAB_WORDS: Readonly<Record<Tab, string>> = { requests: 'grid table list', timeline: 'swimlanes lanes time', crosstab: 'matrix pivot table heat', findings: 'signals tests', 'blind-spots': 'coverage policy level stages missing never', sql: 'query console database' };

const sortLabel = (column: SortColumn): string => (column === 'received_at' ? 'time' : column === 'duration_us' ? 'duration' : isPivotField(column) ? PIVOT_FIELDS[column].label : column);

function lookCommands(workbench: Workbench): Part[] {
  const { lens, tab, sort, lanes, crossRows, crossColumns } = workbench.view.getState().view;
  const unavailable = needsEvidence(workbench);
  return [
    ...TABS.map((id, i): Part => ({
      id: `tab-${id}`, label: TAB_LABELS[id], words: `tab show ${TAB_WORDS[id]}`, keys: String(i + 1), checked: tab === id, unavailable, act: run(() => changeView(workbench, { tab: id })),
    })),
    { id: 'lens', label: 'Lens: dim what is only claimed', words: 'trust claimed dim', keys: 'l', checked: lens, act: run(() => changeView(workbench, { lens: !workbench.view.getState().view.lens })) },
    ...SORT_COLUMNS.flatMap((column) =>
      [false, true].map((descending): Part => ({
        id: `sort-${column}-${descending ? 'down' : 'up'}`, label: `Sort by ${sortLabel(column)}, ${descending ? 'descending' : 'ascending'}`,
        words: 'order grid', quiet: true, checked: sort.column === column && sort.descending === descending, unavailable, act: run(() => changeView(workbench, { sort: { column, descending } })),
      })),
    ),
    ...pivotFieldNames.filter((field) => !PIVOT_FIELDS[field].many).map((field): Part => ({
      id: `lanes-${field}`, label: `Timeline by ${PIVOT_FIELDS[field].label}`, words: 'lanes swimlanes group', quiet: true, checked: tab === 'timeline' && lanes === field, unavailable,
      act: run(() => changeView(workbench, { tab: 'timeline', lanes: field })),
    })),
    ...pivotFieldNames.flatMap((field): Part[] => [
      {
        id: `rows-${field}`, label: `Cross-tab: rows by ${PIVOT_FIELDS[field].label}`, words: 'matrix group', quiet: true, checked: tab === 'crosstab' && crossRows === field, unavailable,
        act: run(() => changeView(workbench, { tab: 'crosstab', crossRows: field })),
      },
      {
        id: `columns-${field}`, label: `Cross-tab: columns by ${PIVOT_FIELDS[field].label}`, words: 'matrix group', quiet: true, checked: tab === 'crosstab' && crossColumns === field, unavailable,
        act: run(() => changeView(workbench, { tab: 'crosstab', crossColumns: field })),
      },
    ]),
    { id: 'fold-facets', label: 'Fold all facets', words: 'collapse close panel left', quiet: true, unavailable, act: run(() => workbench.preferences.setState({ foldedFacets: [...pivotFieldNames] })) },
    { id: 'unfold-facets', label: 'Unfold all facets', words: 'expand open panel left', quiet: true, unavailable, act: run(() => workbench.preferences.setState({ foldedFacets: [] })) },
    { id: 'swap-axes', label: 'Cross-tab: swap rows and columns', words: 'transpose matrix', quiet: true, unavailable, act: run(() => changeView(workbench, { tab: 'crosstab', crossRows: crossColumns, crossColumns: crossRows })) },
    { id: 'reset-columns', label: 'Reset columns', words: 'grid width order hide show default', quiet: true, unavailable, act: run(() => workbench.preferences.setState(FIRST_COLUMNS)) },
    { id: 'copy-link', label: 'Copy the link to this view', words: 'url share address clipboard', act: run(() => copyLink(workbench)) },
  ];
}

async function copyLink(workbench: Workbench): Promise<void> {
  if (!(await copyText(window.location.href))) {
    tell(workbench, { tone: 'warning', title: 'The link could not be copied', detail: 'The browser does not allow this page to write to the clipboard. Copy the address from the address bar; the view is in it.' });
  }
}

function filterCommands(workbench: Workbench): Part[] {
  const { view, past, future } = workbench.view.getState();
  const unavailable = needsEvidence(workbench);
  const empty = view.filter.clauses.length === 0 && view.filter.range === undefined;
  return [
    { id: 'search', label: 'Search any text', words: 'find text', keys: '/', unavailable, act: run(focusSearch) },
    { id: 'add-filter', label: 'Include a value…', words: 'add filter is', unavailable, act: { kind: 'ask', step: { kind: 'field', sense: 'include' } } },
    { id: 'add-exclusion', label: 'Exclude a value…', words: 'add filter is not hide', unavailable, act: { kind: 'ask', step: { kind: 'field', sense: 'exclude' } } },
    { id: 'undo', label: 'Undo filter change', words: 'back', keys: 'u', unavailable: past.length > 0 ? undefined : 'nothing to undo', act: run(() => workbench.view.undo()) },
    { id: 'redo', label: 'Redo filter change', words: 'forward again', keys: 'Shift+U', unavailable: future.length > 0 ? undefined : 'nothing to redo', act: run(() => workbench.view.redo()) },
    { id: 'clear-range', label: 'Show all times again', words: 'clear time range zoom out reset', unavailable: view.filter.range === undefined ? 'no time range is set' : undefined, act: run(() => setRange(workbench, undefined)) },
    { id: 'clear-filter', label: 'Clear the filter', words: 'reset all everything', unavailable: empty ? 'no filter is set' : undefined, act: run(() => clearFilter(workbench)) },
  ];
}

function requestCommands(workbench: Workbench): Part[] {
  const { openId, view } = workbench.view.getState();
  const none = openId === undefined && view.open === undefined ? 'no request is open' : undefined;
  const unavailable = needsEvidence(workbench);
  return [
    { id: 'next-request', label: 'Next request', words: 'down forward', unavailable, act: run(() => stepRequest(workbench, 1)) },
    { id: 'previous-request', label: 'Previous request', words: 'up back', unavailable, act: run(() => stepRequest(workbench, -1)) },
    { id: 'pin', label: 'Pin or unpin the open request', words: 'incident timeline mark keep', unavailable: none, act: run(() => pinOpen(workbench)) },
    { id: 'close-request', label: 'Close the open request', words: 'inspector hide', keys: escapeFrom(workbench) === 'request' ? 'Escape' : undefined, unavailable: none, act: run(() => closeRequest(workbench)) },
    { id: 'to-grid', label: 'Go to the list', words: 'focus grid requests', quiet: true, unavailable, act: run(focusGrid) },
  ];
}

async function pinOpen(workbench: Workbench): Promise<void> {
  const id = await openRequestId(workbench);
  if (id !== undefined) await togglePin(workbench, id);
}

function pivotCommands(workbench: Workbench): Part[] {
  const { savedPivots } = workbench.cases.getState();
  return [
    { id: 'save-pivot', label: 'Save this pivot…', words: 'bookmark keep view query', unavailable: needsEvidence(workbench), act: { kind: 'ask', step: { kind: 'name', of: 'pivot' } } },
    ...savedPivots.map((pivot): Part => ({ id: `pivot-${pivot.pivotId}`, label: 'Open', detail: pivot.name, words: `saved pivot ${pivot.description}`, act: run(() => openPivot(workbench, pivot)) })),
    { id: 'export-pivots', label: 'Save all pivots as a file', words: 'export download share', unavailable: savedPivots.length > 0 ? undefined : 'no saved pivot', act: run(() => exportPivots(workbench)) },
  ];
}

function handOverCommands(workbench: Workbench): Part[] {
  const { pins } = workbench.cases.getState();
  return [
    ...reportKinds.map((kind): Part => ({
      id: `export-${kind}`, label: REPORT_KINDS[kind].label, words: `export save share report download incident timeline ${kind} ${REPORT_KINDS[kind].hint}`,
      unavailable: pins.length > 0 || kind === 'case' ? undefined : 'no request is pinned', act: run(() => saveReport(workbench, kind)),
    })),
    { id: 'open-case', label: 'Open a case file', words: 'import kubewitness load share', act: run(pressOpenCase) },
    { id: 'rename-case', label: 'Rename the case…', words: 'name title', act: { kind: 'ask', step: { kind: 'name', of: 'case' } } },
    { id: 'to-pins', label: 'Go to the pins', words: 'focus incident timeline note edit', unavailable: pins.length > 0 ? undefined : 'no request is pinned', act: run(focusPins) },
  ];
}

const THEMES = [['system', 'as the system'], ['light', 'light'], ['dark', 'dark']] as const;
const PANELS = [['left', 'facets'], ['right', 'inspector'], ['bottom', 'incident timeline']] as const;

function pageCommands(workbench: Workbench, host: CommandHost): Part[] {
  const { preferences } = workbench;
  const { theme, panels } = preferences.getState();
  return [
    { id: 'palette', label: 'Commands', words: 'palette', keys: 'Mod+K', quiet: true, act: run(() => host.showDialog('palette')) },
    { id: 'keys', label: 'Keys', words: 'keyboard shortcuts help', keys: '?', act: run(() => host.showDialog('keys')) },
    { id: 'trust', label: 'How Kubewitness decides', words: 'trust model verdict marks legend tests who vouches help', act: run(() => host.showDialog('trust')) },
    ...PANELS.map(([side, name]): Part => {
      const folded = panels[`${side}-folded`] === 1;
      return {
        id: `fold-${side}`, label: `${folded ? 'Unfold' : 'Fold'} the ${name}`, words: 'panel show hide collapse', unavailable: needsEvidence(workbench),
        act: run(() => preferences.setState({ panels: { ...preferences.getState().panels, [`${side}-folded`]: folded ? 0 : 1 } })),
      };
    }),
    ...THEMES.map(([id, name]): Part => ({ id: `theme-${id}`, label: `Theme: ${name}`, words: 'colour color mode appearance', checked: theme === id, act: run(() => preferences.setState({ theme: id })) })),
  ];
}
