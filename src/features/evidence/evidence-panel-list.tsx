/** The files on the left: one of them is shown on the right. */
import { useEffect, useId, type KeyboardEvent, type RefObject } from 'react';
import { formatBytes } from '../../base/bytes';
import { countOf } from '../../base/number';
import { useJobs } from '../../state/workbench-core';
import { HostileText } from '../../ui/hostile-text';
import { Select } from '../../ui/select';
import { TextField } from '../../ui/text-field';
import { coverageOf, isFileOrder, stateOfFile, type EvidenceFile, type FileOrder, type FileTotals } from './evidence-panel-files';
import styles from './evidence-panel-list.module.css';
import { loadWords } from './load-words';

export interface EvidenceFileListProps {
  readonly list: RefObject<HTMLDivElement | null>;
  readonly files: readonly EvidenceFile[];
  readonly all: readonly EvidenceFile[];
  readonly totals: FileTotals;
  readonly current: number | undefined;
  readonly loading: boolean;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly order: FileOrder;
  readonly onOrder: (order: FileOrder) => void;
  readonly onChoose: (evidenceId: number) => void;
}

/** From here on a list is searched rather than read. */
const MANY = 8;
const PAGE = 10;

const ORDERS = [
  { value: 'added', label: 'as added' },
  { value: 'name', label: 'by name' },
  { value: 'first', label: 'by first event' },
  { value: 'events', label: 'most events' },
  { value: 'issues', label: 'most issues' },
] as const satisfies readonly { readonly value: FileOrder; readonly label: string }[];

export function EvidenceFileList(props: EvidenceFileListProps) {
  const { list, files, all, totals, current, loading, search, onSearch, order, onOrder, onChoose } = props;
  const id = useId();
  const at = files.findIndex((file) => file.evidence_id === current);
  useEffect(() => {
    if (current !== undefined) document.getElementById(`${id}-${current}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, current, order]);
  // The dialog can be open before the list is read; the arrows work from the beginning all the same.
  useEffect(() => list.current?.focus(), [list]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + PAGE, PageUp: at - PAGE, Home: 0, End: files.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = files[Math.min(files.length - 1, Math.max(0, to))];
    if (next !== undefined) onChoose(next.evidence_id);
  };
  return (
    <section className={styles.side} aria-label="Files">
      {all.length < 2 ? null : (
        <div className={styles.tools}>
          {all.length < MANY ? (
            <span className={styles.count}>{countOf(all.length, 'file')}</span>
          ) : (
            <TextField label="Search files" hideLabel type="search" placeholder={`Search ${countOf(all.length, 'file')}`} value={search} onChange={onSearch} />
          )}
          <Select label="Order" labelPlace="hidden" size="s" value={order} options={ORDERS} onChange={(next) => onOrder(isFileOrder(next) ? next : 'added')} />
        </div>
      )}
      <div ref={list} className={styles.list} role="listbox" aria-label="Files" tabIndex={0} aria-activedescendant={current === undefined ? undefined : `${id}-${current}`} onKeyDown={onKeyDown}>
        {files.map((file) => (
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are the list's
          <div
            key={file.evidence_id}
            id={`${id}-${file.evidence_id}`}
            className={styles.file}
            role="option"
            tabIndex={-1}
            aria-selected={file.evidence_id === current}
            onMouseDown={(event) => {
              event.preventDefault();
              list.current?.focus();
            }}
            onClick={() => onChoose(file.evidence_id)}
          >
            <FileLines file={file} state={stateOfFile(file, all, loading)} totals={totals} many={all.length > 1} />
          </div>
        ))}
        {files.length === 0 ? <p className={styles.nothing}>No file fits this search.</p> : null}
      </div>
    </section>
  );
}

function FileLines({ file, state, totals, many }: { readonly file: EvidenceFile; readonly state: 'complete' | 'reading' | 'unread'; readonly totals: FileTotals; readonly many: boolean }) {
  const covered = coverageOf(file, totals);
  const folder = file.path !== null && file.path !== file.name && file.path.endsWith(file.name) ? file.path.slice(0, -file.name.length) : undefined;
  return (
    <>
      <span className={styles.name}>
        <HostileText text={file.name} maxLength={160} />
      </span>
      <span className={styles.events}>{state === 'reading' ? <Reading /> : state === 'unread' ? 'not read' : countOf(file.events === 0 ? sideOf(file) : file.events, file.events === 0 && sideOf(file) > 0 ? 'record' : 'event')}</span>
      <span className={styles.facts}>
        {folder === undefined ? null : (
          <>
            <HostileText text={folder} maxLength={80} /> ·{' '}
          </>
        )}
        {formatBytes(file.bytes)}
        {file.format === null || file.format === 'none' ? null : ` · ${file.format}`}
        {file.container === null || file.container === 'none' ? null : ` · ${file.container}`}
      </span>
      <span className={styles.issues}>
        {isRepeated(file) ? <span className={styles.quiet}>duplicate</span> : file.issues > 0 ? countOf(file.issues, 'issue') : file.duplicates > 0 ? <span className={styles.quiet}>{countOf(file.duplicates, 'duplicate')}</span> : null}
      </span>
      {many ? (
        <span className={styles.track} aria-hidden="true">
          {covered === undefined ? null : <span className={styles.covered} style={{ '--from': `${covered.from * 100}%`, '--to': `${covered.to * 100}%` }} />}
        </span>
      ) : null}
    </>
  );
}

/** Every byte of it is loaded already; in other files some records are repeated. */
const isRepeated = ({ events, duplicates }: EvidenceFile): boolean => events === 0 && duplicates > 0;

/** A file that holds only side evidence counts that; the line below says what it is. */
const sideOf = (file: EvidenceFile): number => file.falco_alerts + file.kubelet_entries + file.audit_policies;

function Reading() {
  const load = useJobs((jobs) => jobs.load);
  if (load.phase === 'idle') return null;
  return <span className={styles.reading}>{load.phase === 'pairing' ? 'pairing' : `reading ${loadWords(load.progress).percent}`}</span>;
}
