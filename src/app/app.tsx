/** The layout of the page; what is in it are the features. */
import { useEffect, useState } from 'react';
import { addEvidence } from '../actions/add-evidence';
import { changeView } from '../actions/pivot';
import { useWorkbench } from '../actions/use-workbench';
import { EvidenceNotices } from '../features/evidence/evidence-notices';
import { LoadBar } from '../features/evidence/load-bar';
import { Facets } from '../features/facets/facets';
import { FilterBar } from '../features/filter-bar/filter-bar';
import { TimeHistogram } from '../features/histogram/time-histogram';
import { IncidentPanel } from '../features/incident/incident-panel';
import { Inspector } from '../features/inspector/inspector';
import { RequestsGrid } from '../features/requests/requests-grid';
import { TopBar } from '../features/top-bar/top-bar';
import { Welcome } from '../features/welcome/welcome';
import type { Tab } from '../state/view-state';
import { useJobs, usePreferences, useView, useWorkbenchCore } from '../state/workbench-core';
import { FileDrop } from '../ui/file-drop';
import { Panels, type PanelFolds, type PanelSide } from '../ui/panels';
import { Tabs, type TabItem } from '../ui/tabs';
import styles from './app.module.css';
import { ErrorBoundary } from './error-boundary';

export type AppDialog = 'evidence' | 'palette' | 'keys' | 'trust';

export function App() {
  const workbench = useWorkbench();
  const hasEvidence = useJobs((jobs) => jobs.hasEvidence);
  const lens = useView((view) => view.lens);
  const theme = usePreferences((state) => state.theme);
  const [, setDialog] = useState<AppDialog | undefined>(undefined);
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  return (
    <div className={styles.page} data-lens={lens ? 'on' : 'off'}>
      <FileDrop onFiles={(_, dropped) => void addEvidence(workbench, dropped)} />
      <TopBar onEvidence={() => setDialog('evidence')} onPalette={() => setDialog('palette')} onKeys={() => setDialog('keys')} onTrust={() => setDialog('trust')} />
      <LoadBar />
      <EvidenceNotices />
      {hasEvidence ? <Workspace /> : <Welcome />}
    </div>
  );
}

const SIDES: readonly PanelSide[] = ['left', 'right', 'bottom'];

function Workspace() {
  const workbench = useWorkbench();
  const { preferences } = useWorkbenchCore();
  const panels = usePreferences((state) => state.panels);
  const folded: PanelFolds = { left: panels['left-folded'] === 1, right: panels['right-folded'] === 1, bottom: panels['bottom-folded'] === 1 };
  const tab = useView((view) => view.tab);
  const tabs: readonly TabItem<Tab>[] = [
    { id: 'requests', label: 'Requests', panel: <ErrorBoundary part="The request grid"><RequestsGrid /></ErrorBoundary> },
  ];
  return (
    <>
      <FilterBar />
      <div className={styles.work}>
        <Panels
          left={<ErrorBoundary part="The facets"><Facets /></ErrorBoundary>}
          centre={
            <main className={styles.centre}>
              <ErrorBoundary part="The histogram"><TimeHistogram /></ErrorBoundary>
              <Tabs label="Ways of looking" value={tab} tabs={tabs} onChange={(next) => changeView(workbench, { tab: next })} />
            </main>
          }
          right={<ErrorBoundary part="The inspector"><Inspector /></ErrorBoundary>}
          bottom={<ErrorBoundary part="The incident timeline"><IncidentPanel /></ErrorBoundary>}
          labels={{ left: 'Facets', right: 'Inspector', bottom: 'Incident timeline' }}
          sizes={Object.fromEntries(SIDES.flatMap((side) => (panels[side] === undefined ? [] : [[side, panels[side]]])))}
          folded={folded}
          onFold={(side, isFolded) => preferences.setState({ panels: { ...preferences.getState().panels, [`${side}-folded`]: isFolded ? 1 : 0 } })}
          onSizes={(sizes) => preferences.setState({ panels: { ...preferences.getState().panels, ...sizes } })}
        />
      </div>
    </>
  );
}
