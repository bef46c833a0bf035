/** One statement that reads, its result, and the views it can ask. */
import { useRef, useState, useSyncExternalStore, type KeyboardEvent } from 'react';
import { copyText } from '../../actions/copy-text';
import type { Workbench } from '../../actions/workbench';
import { useWorkbench } from '../../actions/use-workbench';
import { countOf, formatCount } from '../../base/number';
import { shownRequestColumns } from '../../state/request-columns';
import { useJobs, useView, useWorkbenchCore } from '../../state/workbench-core';
import { Button } from '../../ui/button';
import { HostileText } from '../../ui/hostile-text';
import { Kbd } from '../../ui/kbd';
import { LiveRegion } from '../../ui/live-region';
import { useSize } from '../../ui/use-size';
import { resultCsv } from './result-csv';
import { screenSql } from './screen-sql';
import styles from './sql-console.module.css';
import { SqlResultGrid } from './sql-result-grid';
import { SqlSession, type SqlResult, type SqlState } from './sql-session';
import { SqlViews } from './sql-views';

const ROOM_FOR_VIEWS = 620;

const sessions = new WeakMap<Workbench, SqlSession>();

function sessionOf(workbench: Workbench): SqlSession {
  const known = sessions.get(workbench);
  if (known !== undefined) return known;
  const session = new SqlSession(workbench.engine, () => performance.now());
  sessions.set(workbench, session);
  return session;
}

export function SqlConsole() {
  const session = sessionOf(useWorkbench());
  const state = useSyncExternalStore(session.subscribe, session.read);
  const { preferences } = useWorkbenchCore();
  const version = useJobs((jobs) => jobs.evidenceVersion);
  const filter = useView((view) => view.filter);
  const sort = useView((view) => view.sort);
  const root = useRef<HTMLDivElement>(null);
  const { width } = useSize(root);
  // Beside the editor where there is room, until someone says otherwise.
  const [wished, setViews] = useState<boolean | undefined>(undefined);
  const views = wished ?? width >= ROOM_FOR_VIEWS;
  const editor = useRef<HTMLTextAreaElement>(null);
  const running = state.run.phase === 'running';

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void session.run(version);
    } else if (event.key === 'Escape' && running) {
      event.stopPropagation();
      session.cancel();
    }
  };

  /** A name goes where the caret is, spaced from what stands before it. */
  const insert = (name: string) => {
    const { text } = state;
    const [from, to] = [editor.current?.selectionStart ?? text.length, editor.current?.selectionEnd ?? text.length];
    const word = `${from > 0 && !/[\s(,.]$/.test(text.slice(0, from)) ? ' ' : ''}${name}`;
    session.write(text.slice(0, from) + word + text.slice(to));
    requestAnimationFrame(() => {
      editor.current?.focus();
      editor.current?.setSelectionRange(from + word.length, from + word.length);
    });
  };

  return (
    <div ref={root} className={styles.console}>
      <div className={styles.main}>
        <textarea
          ref={editor}
          className={styles.editor}
          aria-label="SQL: one statement that reads"
          value={state.text}
          rows={5}
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          onChange={(event) => session.write(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <div className={styles.bar}>
          {running ? (
            <Button size="s" onClick={() => session.cancel()}>Cancel</Button>
          ) : (
            <Button size="s" variant="primary" disabled={state.text.trim() === ''} onClick={() => void session.run(version)}>Run</Button>
          )}
          <span className={styles.keys}><Kbd keys="Ctrl Enter" /></span>
          <Button size="s" variant="quiet" onClick={() => session.write(screenSql({ filter, sort }, shownRequestColumns(preferences.getState())))} title="The statement behind the request list, with its filter and order">Show the SQL of what is on screen</Button>
          <span className={styles.right}>
            <Button size="s" variant="quiet" pressed={views} onClick={() => setViews(!views)}>Views</Button>
          </span>
        </div>
        <Outcome state={state} stale={state.result !== undefined && state.evidenceVersion !== version} />
        <div className={styles.result}>{state.result === undefined ? <p className={styles.hint}>The result stands here. Nothing that is run here can change the evidence.</p> : <SqlResultGrid key={state.result.statement + String(state.result.ms)} result={state.result} />}</div>
      </div>
      {views ? <SqlViews onInsert={insert} /> : null}
    </div>
  );
}

function Outcome({ state, stale }: { readonly state: SqlState; readonly stale: boolean }) {
  const { run, result } = state;
  const words = outcomeWords(state);
  return (
    <>
      {run.phase === 'failed' ? (
        <div className={styles.error} role="alert">
          {run.reason.split('\n').map((line, i) => (
            <div key={i} className={styles.errorLine}><HostileText text={line} /></div>
          ))}
          {result === undefined ? null : <div className={styles.errorKept}>Below is still the result before.</div>}
        </div>
      ) : null}
      <div className={styles.status}>
        <span>{words}{stale ? ' The evidence has changed since: run it again.' : ''}</span>
        {result === undefined ? null : <CopyCsv result={result} />}
      </div>
      <LiveRegion message={run.phase === 'failed' ? '' : words} />
    </>
  );
}

function outcomeWords({ run, result }: SqlState): string {
  if (run.phase === 'running') return 'Running';
  if (run.phase === 'cancelled') return 'Cancelled.';
  if (result === undefined) return '';
  return `${countOf(result.rowCount, 'row')}, ${countOf(result.names.length, 'column')}, ${result.ms < 10 ? result.ms.toFixed(1) : formatCount(Math.round(result.ms))} ms`;
}

/** More than this is a file, not a clipboard. */
const MOST_COPIED = 50_000;

function CopyCsv({ result }: { readonly result: SqlResult }) {
  const [said, setSaid] = useState('');
  const rows = Math.min(MOST_COPIED, result.rowCount);
  const copy = async () => {
    const copied = await copyText(resultCsv(result, MOST_COPIED));
    setSaid(copied ? `Copied ${formatCount(rows)} of ${countOf(result.rowCount, 'row')}.` : 'The browser does not allow this page to write to the clipboard.');
  };
  return (
    <span className={styles.right}>
      <span role="status">{said}</span>
      <Button size="s" variant="quiet" onClick={() => void copy()} title={rows < result.rowCount ? `The first ${formatCount(rows)} rows; formulas are made harmless` : 'Formulas are made harmless'}>Copy as CSV</Button>
    </span>
  );
}
