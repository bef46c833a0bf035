/** The layout of the page; what is in it are the features. */
import { useEffect, useState } from 'react';
import { changeView } from '../actions/pivot';
import { takeFiles } from '../actions/take-files';
import { useWorkbench } from '../actions/use-workbench';
import { BlindSpots } from '../features/blind-spots/blind-spots';
import { Commands } from '../features/commands/commands';
import type { DialogName } from '../features/commands/command';
import { GlobalKeys } from '../features/commands/global-keys';
import { KeysHelp } from '../features/commands/keys-help';
import { Crosstab } from '../features/crosstab/crosstab';
import { EvidenceNotices } from '../features/evidence/evidence-notices';
import { EvidencePanel } from '../features/evidence/evidence-panel';
import { NoticesButton } from '../features/evidence/notices-button';
import { LoadBar } from '../features/evidence/load-bar';
import { Facets } from '../features/facets/facets';
import { FilterBar } from '../features/filter-bar/filter-bar';
import { Findings } from '../features/findings/findings';
import { TimeHistogram } from '../features/histogram/time-histogram';
import { IncidentPanel } from '../features/incident/incident-panel';
import { IncidentShelf } from '../features/incident/incident-shelf';
import { IdentityCard } from '../features/identity-card/identity-card';
import { Inspector } from '../features/inspector/inspector';
import { NetworkPanel } from '../features/network/network-panel';
import { RequestsGrid } from '../features/requests/requests-grid';
import { SqlConsole } from '../features/sql-console/sql-console';
import { Timeline } from '../features/timeline/timeline';
import { TopBar } from '../features/top-bar/top-bar';
import { TrustPage } from '../features/trust-page/trust-page';
import { Welcome } from '../features/welcome/welcome';
import { usePanelFolds } from '../state/panel-folds';
import type { Tab } from '../state/view-state';
import { useJobs, usePreferences, useView, useWorkbenchCore } from '../state/workbench-core';
import { FileDrop } from '../ui/file-drop';
import { Panels } from '../ui/panels';
import { Tabs, type TabItem } from '../ui/tabs';
import { useTurns } from '../ui/use-turns';
import styles from './app.module.css';
import { ErrorBoundary } from './error-boundary';
import { panelSizes } from './panel-sizes';

export function App() {
  const workbench = useWorkbench();
  const lens = useView((view) => view.lens);
  const theme = usePreferences((state) => state.theme);
  const [dialog, setDialog] = useState<DialogName | undefined>(undefined);
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  // On the root, because dialogs, menus and tooltips are drawn beside the page and not in it.
  useEffect(() => {
    document.documentElement.dataset['lens'] = lens ? 'on' : 'off';
  }, [lens]);
  const close = (open: boolean): void => {
    if (!open) setDialog(undefined);
  };
  return (
    <div className={styles.page}>
      <FileDrop onDrop={(files) => void takeFiles(workbench, files)} />
      <GlobalKeys dialog={dialog} onDialog={setDialog} />
      <TopBar onFiles={(files) => void takeFiles(workbench, files)} onEvidence={() => setDialog('evidence')} onPalette={() => setDialog('palette')} onKeys={() => setDialog('keys')} onTrust={() => setDialog('trust')} onNetwork={() => setDialog('network')} loading={<><NoticesButton /><LoadBar /></>} />
      <EvidenceNotices />
      <Body />
      <Commands open={dialog === 'palette'} onOpenChange={close} onDialog={setDialog} />
      <KeysHelp open={dialog === 'keys'} onOpenChange={close} onDialog={setDialog} />
      <EvidencePanel open={dialog === 'evidence'} onOpenChange={close} />
      <NetworkPanel open={dialog === 'network'} onOpenChange={close} />
      <IdentityCard />
      <TrustPage open={dialog === 'trust'} onOpenChange={close} />
    </div>
  );
}

/** Apart from the page, so that nothing else is drawn anew when the first events come. */
function Body() {
  const hasEvents = useJobs((jobs) => jobs.hasEvents);
  return hasEvents ? <Workspace /> : <><Welcome /><ErrorBoundary part="The incident timeline"><IncidentShelf /></ErrorBoundary></>;
}

const TABS: readonly TabItem<Tab>[] = [
  { id: 'requests', label: 'Requests', panel: <ErrorBoundary part="The request grid"><RequestsGrid /></ErrorBoundary> },
  { id: 'timeline', label: 'Timeline', panel: <ErrorBoundary part="The timeline"><Timeline /></ErrorBoundary> },
  { id: 'crosstab', label: 'Cross-tab', panel: <ErrorBoundary part="The cross-tab"><Crosstab /></ErrorBoundary> },
  { id: 'findings', label: 'Findings', panel: <ErrorBoundary part="The findings"><Findings /></ErrorBoundary> },
  { id: 'blind-spots', label: 'Blind spots', panel: <ErrorBoundary part="The blind spots"><BlindSpots /></ErrorBoundary> },
  { id: 'sql', label: 'SQL', panel: <ErrorBoundary part="The SQL console"><SqlConsole /></ErrorBoundary> },
];

/** The tabs before their content is drawn. */
const BARE_TABS: readonly TabItem<Tab>[] = TABS.map((tab) => ({ ...tab, panel: null }));

function Workspace() {
  const workbench = useWorkbench();
  const { preferences } = useWorkbenchCore();
  const panels = usePreferences((state) => state.panels);
  const folded = usePanelFolds();
  const tab = useView((view) => view.tab);
  // The parts come one after the other: all of them at once would keep the page busy while the first file is read.
  const turn = useTurns(7);
  return (
    <>
      <FilterBar />
      <main className={styles.work}>
        {turn < 1 ? null : <Panels
          left={turn < 5 ? null : <ErrorBoundary part="The facets"><Facets /></ErrorBoundary>}
          centre={
            <div className={styles.centre}>
              {turn < 2 ? null : <ErrorBoundary part="The histogram"><TimeHistogram /></ErrorBoundary>}
              {turn < 3 ? null : <Tabs label="Ways of looking" value={tab} tabs={turn < 4 ? BARE_TABS : TABS} onChange={(next) => changeView(workbench, { tab: next })} />}
            </div>
          }
          right={turn < 6 ? null : <ErrorBoundary part="The inspector"><Inspector /></ErrorBoundary>}
          bottom={turn < 7 ? null : <ErrorBoundary part="The incident timeline"><IncidentPanel /></ErrorBoundary>}
          labels={{ left: 'Facets', right: 'Inspector', bottom: 'Incident timeline' }}
          sizes={panelSizes({ width: window.innerWidth, height: window.innerHeight }, panels)}
          folded={folded}
          onFold={(side, isFolded) => preferences.setState({ panels: { ...preferences.getState().panels, [`${side}-folded`]: isFolded ? 1 : 0 } })}
          onSizes={(sizes) => preferences.setState({ panels: { ...preferences.getState().panels, ...sizes } })}
        />}
      </main>
    </>
  );
}
