/** What leaves the tab, and the way back in. */
import { useRef, useState } from 'react';
import { openCaseFile, startNewCase, type OpenCaseMode } from '../../actions/case-file';
import { saveReport } from '../../actions/export-report';
import { REPORT_KINDS, type ReportKind } from '../../actions/report-kinds';
import { useWorkbench } from '../../actions/use-workbench';
import { countOf } from '../../base/number';
import { isUntouched } from '../../state/case-store';
import { useCase } from '../../state/workbench-core';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { HostileText } from '../../ui/hostile-text';
import { Icon } from '../../ui/icon';
import { Menu, type MenuEntry } from '../../ui/menu';
import styles from './incident.module.css';

const REPORTS: readonly ReportKind[] = ['html', 'markdown', 'csv', 'timesketch'];

type Asking = { readonly kind: 'open'; readonly file: File } | { readonly kind: 'new' };

export function ExportMenu() {
  const workbench = useWorkbench();
  const untouched = useCase(isUntouched);
  const pins = useCase((state) => state.pins.length);
  const [running, setRunning] = useState(false);
  const [asking, setAsking] = useState<Asking | undefined>(undefined);
  const input = useRef<HTMLInputElement>(null);
  const run = async (work: () => Promise<unknown>): Promise<void> => {
    setRunning(true);
    await work();
    setRunning(false);
  };
  const open = (file: File, mode: OpenCaseMode): void => {
    setAsking(undefined);
    void run(() => openCaseFile(workbench, file, mode));
  };
  const entry = (kind: ReportKind, disabled: boolean): MenuEntry => ({
    kind: 'item', id: kind, label: REPORT_KINDS[kind].label, hint: REPORT_KINDS[kind].hint, disabled, onSelect: () => void run(() => saveReport(workbench, kind)),
  });
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button size="s" aria-busy={running}>
            {running ? 'Working…' : 'Export'} <Icon name="down" />
          </Button>
        }
        sections={[
          { id: 'report', label: pins === 0 ? 'Pin a request first' : `Incident timeline, ${countOf(pins, 'pin')}`, entries: REPORTS.map((kind) => entry(kind, pins === 0)) },
          {
            id: 'case',
            label: 'Case: pins, notes, saved pivots and the pinned records',
            entries: [
              { ...entry('case', untouched), label: 'Save case file' },
              { kind: 'item', id: 'open', label: 'Open case file…', onSelect: () => input.current?.click() },
              { kind: 'item', id: 'new', label: 'Start a new case…', disabled: untouched, onSelect: () => setAsking({ kind: 'new' }) },
            ],
          },
        ]}
      />
      <input
        ref={input}
        type="file"
        hidden
        aria-label="Open case file"
        accept=".kubewitness,application/zip"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file === undefined) return;
          if (untouched) open(file, 'replace');
          else setAsking({ kind: 'open', file });
        }}
      />
      {asking === undefined ? null : <CaseQuestion asking={asking} onClose={() => setAsking(undefined)} onOpen={open} />}
    </>
  );
}

interface CaseQuestionProps {
  readonly asking: Asking;
  readonly onClose: () => void;
  readonly onOpen: (file: File, mode: OpenCaseMode) => void;
}

function CaseQuestion({ asking, onClose, onOpen }: CaseQuestionProps) {
  const workbench = useWorkbench();
  const name = useCase((state) => state.name);
  const pins = useCase((state) => state.pins.length);
  const pivots = useCase((state) => state.savedPivots.length);
  const here = `${countOf(pins, 'pin')}${pivots === 0 ? '' : ` and ${countOf(pivots, 'saved pivot')}`}`;
  const saveFirst = <Button onClick={() => void saveReport(workbench, 'case')}>Save this case first</Button>;
  return (
    <Dialog
      open
      size="m"
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={asking.kind === 'open' ? 'Open a case file' : 'Start a new case'}
      footer={
        asking.kind === 'open' ? (
          <>
            <span className={styles.left}>{saveFirst}</span>
            <Button variant="danger" onClick={() => onOpen(asking.file, 'replace')}>Replace this case</Button>
            <Button variant="primary" onClick={() => onOpen(asking.file, 'add')}>Add to this case</Button>
          </>
        ) : (
          <>
            <span className={styles.left}>{saveFirst}</span>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              variant="danger"
              onClick={() => {
                startNewCase(workbench);
                onClose();
              }}
            >
              Start a new case
            </Button>
          </>
        )
      }
    >
      <p className={styles.question}>
        {asking.kind === 'open' ? (
          <>
            <b><HostileText text={name} maxLength={80} /></b> holds {here}. Add what is in <b><HostileText text={asking.file.name} maxLength={80} /></b> to it, or put that case in its place? Adding takes nothing away: a request that is pinned in both keeps both notes.
          </>
        ) : (
          <>
            This removes {here} of <b><HostileText text={name} maxLength={80} /></b> from this browser, in every tab. The evidence stays loaded. It cannot be undone, except by opening a case file.
          </>
        )}
      </p>
    </Dialog>
  );
}
