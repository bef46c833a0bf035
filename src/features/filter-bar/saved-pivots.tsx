/** Pivots kept under a name: a filter and a way of looking, opened again with one press. */
import { useRef, useState } from 'react';
import { deletePivot, exportPivots, importPivotFile, openPivot, renamePivot, restorePivot, savePivot } from '../../actions/saved-pivots';
import { useWorkbench } from '../../actions/use-workbench';
import { escapeHostileText } from '../../base/hostile-text';
import { countOf } from '../../base/number';
import { filterSentence } from '../../model/filter';
import type { SavedPivot } from '../../model/pin';
import { fragmentToView, viewToFragment } from '../../state/view-url';
import { useCase, useView } from '../../state/workbench-core';
import { Button, IconButton } from '../../ui/button';
import { HostileText } from '../../ui/hostile-text';
import { Icon } from '../../ui/icon';
import { Notice } from '../../ui/notice';
import { Popover } from '../../ui/popover';
import { PivotForm } from './saved-pivots-form';
import styles from './saved-pivots.module.css';

type Mode = { readonly kind: 'list' } | { readonly kind: 'new' } | { readonly kind: 'rename'; readonly pivot: SavedPivot };

interface Said {
  readonly tone: 'info' | 'warning' | 'error';
  readonly text: string;
  readonly undo?: () => void;
}

export function SavedPivots() {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      title="Saved pivots"
      width="l"
      align="end"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="s">
          Saved pivots <Icon name="down" />
        </Button>
      }
    >
      <PivotPanel onDone={() => setOpen(false)} />
    </Popover>
  );
}

function PivotPanel({ onDone }: { readonly onDone: () => void }) {
  const workbench = useWorkbench();
  const pivots = useCase((state) => state.savedPivots);
  const [mode, setMode] = useState<Mode>({ kind: 'list' });
  const [said, setSaid] = useState<Said | undefined>(undefined);
  const input = useRef<HTMLInputElement>(null);
  const here = useView((view) => viewToFragment({ ...view, open: undefined }));
  const list = (): void => setMode({ kind: 'list' });

  if (mode.kind === 'new') {
    return (
      <PivotForm
        view={here}
        action="Save"
        onCancel={list}
        onSave={(name, description) => {
          savePivot(workbench, name, description);
          setSaid({ tone: 'info', text: `Saved ${escapeHostileText(name)}.` });
          list();
        }}
      />
    );
  }
  if (mode.kind === 'rename') {
    const { pivot } = mode;
    return (
      <PivotForm
        view={pivot.view}
        name={pivot.name}
        description={pivot.description}
        action="Rename"
        onCancel={list}
        onSave={(name, description) => {
          renamePivot(workbench, pivot.pivotId, name, description);
          list();
        }}
      />
    );
  }

  const remove = (pivot: SavedPivot): void => {
    const index = pivots.indexOf(pivot);
    deletePivot(workbench, pivot.pivotId);
    setSaid({
      tone: 'info', text: `Deleted ${escapeHostileText(pivot.name)}.`,
      undo: () => {
        restorePivot(workbench, pivot, index);
        setSaid(undefined);
      },
    });
  };
  const read = async (file: File): Promise<void> => {
    const imported = await importPivotFile(workbench, file);
    if (!imported.ok) setSaid({ tone: 'error', text: `${escapeHostileText(file.name)}: ${imported.error}` });
    else {
      const { added, known, left } = imported.value;
      const here = known === 0 ? '' : `, ${known} ${known === 1 ? 'was' : 'were'} here already`;
      const without = left === 0 ? '' : ` ${countOf(left, 'pivot')} ${left === 1 ? 'was' : 'were'} left out: this version of Kubewitness cannot read all of what ${left === 1 ? 'it asks' : 'they ask'} for.`;
      setSaid({ tone: left === 0 ? 'info' : 'warning', text: `${countOf(added, 'pivot')} imported${here}.${without}` });
    }
  };
  return (
    <div className={styles.panel}>
      {pivots.length === 0 ? (
        <p className={styles.none}>None yet. A saved pivot is the filter, the tab, the order and the lens, under a name of yours. It stays in this browser and goes into the case file.</p>
      ) : (
        <ul className={styles.list} aria-label="Saved pivots">
          {pivots.map((pivot) => (
            <li key={pivot.pivotId} className={styles.item}>
              <button
                type="button"
                className={styles.open}
                aria-current={pivot.view === here ? true : undefined}
                onClick={() => {
                  openPivot(workbench, pivot);
                  onDone();
                }}
              >
                <span className={styles.name}>
                  <HostileText text={pivot.name} maxLength={120} />
                  {pivot.view === here ? <span className={styles.here}>shown now</span> : null}
                </span>
                {pivot.description === '' ? null : (
                  <span className={styles.description}>
                    <HostileText text={pivot.description} maxLength={300} />
                  </span>
                )}
                <span className={styles.sentence}>
                  <HostileText text={filterSentence(fragmentToView(pivot.view).filter)} maxLength={240} />
                </span>
              </button>
              <span className={styles.tools}>
                <IconButton label={`Rename ${escapeHostileText(pivot.name)}`} title="Rename" onClick={() => setMode({ kind: 'rename', pivot })}>
                  <svg width="12" height="12" viewBox="0 0 12 12" fill="none" stroke="currentColor" strokeWidth="1.3" strokeLinejoin="round" aria-hidden="true" focusable="false">
                    <path d="M2 10l.5-2.2 5.6-5.6 1.7 1.7-5.6 5.6z" />
                  </svg>
                </IconButton>
                <IconButton label={`Delete ${escapeHostileText(pivot.name)}`} title="Delete" onClick={() => remove(pivot)}>
                  <Icon name="close" />
                </IconButton>
              </span>
            </li>
          ))}
        </ul>
      )}
      {said === undefined ? null : (
        <Notice tone={said.tone} urgent title={said.text} actions={said.undo === undefined ? undefined : <Button size="s" onClick={said.undo}>Undo</Button>} />
      )}
      <div className={styles.foot}>
        <Button variant="primary" size="s" onClick={() => setMode({ kind: 'new' })}>
          Save current view…
        </Button>
        <span className={styles.space} />
        <Button variant="quiet" size="s" onClick={() => input.current?.click()}>
          Import…
        </Button>
        <Button variant="quiet" size="s" disabled={pivots.length === 0} onClick={() => exportPivots(workbench)}>
          Export
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          aria-label="Import saved pivots"
          accept=".json,application/json"
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (file !== undefined) void read(file);
          }}
        />
      </div>
    </div>
  );
}
