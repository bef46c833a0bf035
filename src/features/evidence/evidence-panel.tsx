/** Every piece of evidence: what it is, what came out of it, and what could not be read. */
import { useDeferredValue, useRef, useState, type RefObject } from 'react';
import { useWorkbench } from '../../actions/use-workbench';
import { formatBytes } from '../../base/bytes';
import { countOf, formatCount } from '../../base/number';
import { formatDuration, shownTimestamp } from '../../base/time';
import { useDbQuery } from '../../state/use-db-query';
import { useJobs } from '../../state/workbench-core';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { EmptyState } from '../../ui/empty-state';
import { EvidenceDetail } from './evidence-panel-detail';
import { listFiles, stateOfFile, totalsOf, type EvidenceFile, type FileOrder } from './evidence-panel-files';
import { EvidenceFileList } from './evidence-panel-list';
import { evidenceFilesQuery } from './evidence-panel.query';
import styles from './evidence-panel.module.css';

export interface EvidencePanelProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function EvidencePanel({ open, onOpenChange }: EvidencePanelProps) {
  const list = useRef<HTMLDivElement>(null);
  return (
    <Dialog
      initialFocus={list}
      open={open}
      onOpenChange={onOpenChange}
      title="Evidence"
      size="full"
      footer={
        <>
          <p className={styles.hint}>More evidence can be dropped anywhere on the page, at any time.</p>
          <Button onClick={pressAddEvidence}>Add evidence</Button>
        </>
      }
    >
      <EvidenceBody list={list} onClose={() => onOpenChange(false)} />
    </Dialog>
  );
}

/** The page has one file input, in the top bar. */
function pressAddEvidence(): void {
  document.querySelector<HTMLInputElement>('input[type="file"][aria-label="Add evidence"]')?.click();
}

const NO_FILES: readonly EvidenceFile[] = [];

function EvidenceBody({ list, onClose }: { readonly list: RefObject<HTMLDivElement | null>; readonly onClose: () => void }) {
  const workbench = useWorkbench();
  const { data: files = NO_FILES, isPending, error } = useDbQuery(evidenceFilesQuery, undefined);
  const loading = useJobs((jobs) => jobs.load.phase !== 'idle');
  const [search, setSearch] = useState('');
  const [order, setOrder] = useState<FileOrder>('added');
  const [chosen, setChosen] = useState<number | undefined>(undefined);
  const totals = totalsOf(files);
  const shown = listFiles(files, useDeferredValue(search), order);
  const current = files.find((file) => file.evidence_id === chosen) ?? shown[0] ?? files[0];
  if (error !== null) return <EmptyState title="The evidence list could not be read">{error.message} Close the list and open it again; the evidence is unchanged.</EmptyState>;
  if (files.length === 0) {
    return isPending ? null : (
      <EmptyState title="No evidence yet" actions={<Button variant="primary" onClick={pressAddEvidence}>Add evidence</Button>}>
        Add audit logs, or drop files and folders anywhere on the page. Nothing leaves this tab.
      </EmptyState>
    );
  }
  return (
    <div className={styles.panel}>
      <p className={styles.totals}>
        <span><b>{formatCount(files.length)}</b> {files.length === 1 ? 'file' : 'files'}</span>
        <span><b>{formatBytes(totals.bytes)}</b></span>
        <span><b>{formatCount(totals.events)}</b> {totals.events === 1 ? 'event' : 'events'}</span>
        <span className={totals.issues > 0 ? styles.warn : undefined}><b>{formatCount(totals.issues)}</b> {totals.issues === 1 ? 'issue' : 'issues'}</span>
        {totals.duplicates > 0 ? <span title="Records that are there more than once, and files whose every byte is loaded already">{countOf(totals.duplicates, 'duplicate event')}</span> : null}
        {totals.firstUs === undefined || totals.lastUs === undefined ? null : (
          <span className={styles.span}>
            {shownTimestamp(totals.firstUs)} to {shownTimestamp(totals.lastUs)} · {formatDuration(totals.lastUs - totals.firstUs)}
          </span>
        )}
      </p>
      <div className={styles.columns}>
        <EvidenceFileList list={list} files={shown} all={files} totals={totals} current={current?.evidence_id} loading={loading} search={search} onSearch={setSearch} order={order} onOrder={setOrder} onChoose={setChosen} />
        {current === undefined ? null : (
          <EvidenceDetail key={current.evidence_id} file={current} state={stateOfFile(current, files, loading)} workbench={workbench} onRemoved={() => {
              setChosen(undefined);
              list.current?.focus();
            }} onClose={onClose} />
        )}
      </div>
    </div>
  );
}
