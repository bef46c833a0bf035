/** The head of the page: what is loaded, and what concerns the whole of it. */
import type { ReactNode } from 'react';
import { filesWithPaths, type AddedFile } from '../../actions/add-evidence';
import { changeView } from '../../actions/pivot';
import { useWorkbench } from '../../actions/use-workbench';
import { countOf, formatCount } from '../../base/number';
import { evidenceTotalsQuery } from './evidence-totals.query';
import { useDbQuery } from '../../state/use-db-query';
import { useJobs, usePreferences, useView, useWorkbenchCore } from '../../state/workbench-core';
import { Button } from '../../ui/button';
import { FileInput } from '../../ui/file-drop';
import { Kbd } from '../../ui/kbd';
import { Menu } from '../../ui/menu';
import styles from './top-bar.module.css';

export interface TopBarProps {
  readonly onFiles: (files: readonly AddedFile[]) => void;
  readonly onEvidence: () => void;
  readonly onPalette: () => void;
  readonly onKeys: () => void;
  readonly onTrust: () => void;
  readonly onNetwork: () => void;
  /** What is on its way in; in the bar itself, so that nothing below moves when it comes and goes. */
  readonly loading: ReactNode;
}

const THEMES = [{ id: 'system', label: 'As the system' }, { id: 'light', label: 'Light' }, { id: 'dark', label: 'Dark' }] as const;

export function TopBar({ onFiles, onEvidence, onPalette, onKeys, onTrust, onNetwork, loading }: TopBarProps) {
  const workbench = useWorkbench();
  const { preferences } = useWorkbenchCore();
  const hasEvidence = useJobs((jobs) => jobs.hasEvidence);
  const reading = useJobs((jobs) => jobs.load.phase !== 'idle');
  const lens = useView((view) => view.lens);
  const theme = usePreferences((state) => state.theme);
  const totals = useDbQuery(evidenceTotalsQuery, undefined, { enabled: hasEvidence }).data?.[0];
  return (
    <header className={styles.bar}>
      <h1 className={styles.brand}>
        <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
          <circle cx="9" cy="9" r="7" fill="none" stroke="currentColor" strokeWidth="2" />
          <circle cx="9" cy="9" r="3.4" fill="currentColor" />
        </svg>
        <span className={styles.word}>Kubewitness</span>
      </h1>
      <FileInput label="Add evidence" variant={hasEvidence ? 'plain' : 'primary'} onFiles={(files) => onFiles(filesWithPaths(files))} />
      {hasEvidence && totals !== undefined ? (
        <button type="button" className={styles.totals} onClick={onEvidence} aria-haspopup="dialog">
          <span><b>{formatCount(totals.files)}</b> {totals.files === 1 ? 'file' : 'files'}</span>
          <span><b>{formatCount(totals.events)}</b> {totals.events === 1 ? 'event' : 'events'}{reading ? ' so far' : ''}</span>
          <span className={totals.issues > 0 ? styles.warn : undefined}><b>{formatCount(totals.issues)}</b> {totals.issues === 1 ? 'issue' : 'issues'}</span>
        </button>
      ) : null}
      <div className={styles.space}>{loading}</div>
      <button type="button" className={styles.palette} data-reading={reading} onClick={onPalette}>
        <span className={styles.search}>Search or run a command </span><Kbd keys="Ctrl K" />
      </button>
      {totals === undefined || totals.shifted === 0 ? null : (
        <button type="button" className={styles.shifted} title="The evidence list says which, and by how much" onClick={onEvidence}>times of {countOf(totals.shifted, 'file')} shifted by hand</button>
      )}
      <span className={styles.zone} title="All times are UTC, to the microsecond">UTC</span>
      <Button pressed={lens} title="Dim what is only claimed, and group by what the server saw" onClick={() => changeView(workbench, { lens: !lens })}>
        Lens <Kbd keys="l" />
      </Button>
      <Menu
        align="end"
        trigger={<Button>View</Button>}
        sections={[
          { id: 'theme', label: 'Theme', entries: THEMES.map(({ id, label }) => ({ kind: 'check' as const, id, label, checked: theme === id, onChange: () => preferences.setState({ theme: id }) })) },
          { id: 'settings', label: 'Settings', entries: [{ kind: 'item', id: 'network', label: 'Addresses of the cluster', onSelect: onNetwork }] },
          {
            id: 'help',
            entries: [
              { kind: 'item', id: 'trust', label: 'How Kubewitness decides', onSelect: onTrust },
              { kind: 'item', id: 'keys', label: 'Keys', shortcut: '?', onSelect: onKeys },
            ],
          },
        ]}
      />
    </header>
  );
}
