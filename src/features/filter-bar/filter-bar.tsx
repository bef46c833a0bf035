/** The filter as chips that read as a sentence, the search, and how much it leaves. */
import { useState } from 'react';
import { clearFilter, removeClause, replaceClause, search, setRange, toggleClause, addClause } from '../../actions/pivot';
import { useWorkbench } from '../../actions/use-workbench';
import { escapeHostileText } from '../../base/hostile-text';
import { countOf, formatCount } from '../../base/number';
import { formatClockSeconds, formatDate, formatDuration } from '../../base/time';
import { requestCountQuery } from '../../db/request-list.query';
import { clauseSentence, EMPTY_FILTER, filterSentence, type FilterClause } from '../../model/filter';
import { PIVOT_FIELDS } from '../../model/pivot-field';
import { useDbQuery } from '../../state/use-db-query';
import { useJobs, useView, useViewHistory, useWorkbenchCore } from '../../state/workbench-core';
import { Button, IconButton } from '../../ui/button';
import { Chip } from '../../ui/chip';
import { ChipStrip } from '../../ui/chip-strip';
import { HostileText } from '../../ui/hostile-text';
import { LiveRegion } from '../../ui/live-region';
import { SavedPivots } from './saved-pivots';
import { ClauseEditor } from './clause-editor';
import styles from './filter-bar.module.css';
import { SearchField } from './search-field';

type Editing = { readonly kind: 'new' } | { readonly kind: 'clause'; readonly index: number };

export function FilterBar() {
  const workbench = useWorkbench();
  const { view } = useWorkbenchCore();
  const filter = useView((state) => state.filter);
  const canUndo = useViewHistory((state) => state.past.length > 0);
  const canRedo = useViewHistory((state) => state.future.length > 0);
  const [editing, setEditing] = useState<Editing | undefined>(undefined);
  const shown = useDbQuery(requestCountQuery, { filter }).data?.[0]?.n;
  const all = useDbQuery(requestCountQuery, { filter: EMPTY_FILTER }).data?.[0]?.n;
  const reading = useJobs((jobs) => jobs.load.phase !== 'idle');
  const empty = filter.clauses.length === 0 && filter.range === undefined;
  const edited = editing?.kind === 'clause' ? filter.clauses[editing.index] : undefined;
  const { range } = filter;
  return (
    <section className={styles.bar} aria-label="Filter">
      <SearchField text={searchText(filter.clauses)} onSearch={(text, kind) => search(workbench, text, kind)} />
      <ChipStrip label={escapeHostileText(`Showing ${filterSentence(filter)}`)} after={<Button variant="quiet" size="s" onClick={() => setEditing({ kind: 'new' })}>+ filter</Button>}>
        {filter.clauses.map((clause, index) => (
          <Chip
            key={`${index}-${clauseSentence(clause)}`}
            parts={chipParts(clause)}
            label={escapeHostileText(clauseSentence(clause))}
            enabled={clause.enabled}
            excluding={clause.negated}
            onEdit={() => setEditing({ kind: 'clause', index })}
            onToggle={() => toggleClause(workbench, index)}
            onRemove={() => removeClause(workbench, index)}
          />
        ))}
        {range === undefined ? null : (
          <Chip
            parts={['time', 'from', `${formatDate(range.fromUs)} ${formatClockSeconds(range.fromUs)} UTC · ${formatDuration(range.toUs - range.fromUs)}`]}
            label={`received from ${formatDate(range.fromUs)} ${formatClockSeconds(range.fromUs)} UTC for ${formatDuration(range.toUs - range.fromUs)}`}
            onRemove={() => setRange(workbench, undefined)}
          />
        )}
      </ChipStrip>
      <div className={styles.end}>
        <IconButton label="Undo filter change" title="Undo filter change (u)" disabled={!canUndo} onClick={() => view.undo()}>
          <span aria-hidden="true">↶</span>
        </IconButton>
        <IconButton label="Redo filter change" title="Redo filter change (Shift U)" disabled={!canRedo} onClick={() => view.redo()}>
          <span aria-hidden="true">↷</span>
        </IconButton>
        <Button variant="quiet" size="s" disabled={empty} onClick={() => clearFilter(workbench)}>
          Clear
        </Button>
        <SavedPivots />
        <p className={styles.count} data-widest={all === undefined ? undefined : `${formatCount(all)} of ${countOf(all, 'request')}`}>
          <b>{shown === undefined ? '…' : formatCount(shown)}</b> of {all === undefined ? '…' : countOf(all, 'request')}
          {reading ? ' so far' : ''}
        </p>
        <LiveRegion message={shown === undefined || all === undefined ? '' : `${formatCount(shown)} of ${countOf(all, 'request')}`} />
      </div>
      {editing === undefined ? null : (
        <ClauseEditor
          clause={edited}
          onClose={() => setEditing(undefined)}
          onSave={(clause) => {
            if (editing.kind === 'clause') replaceClause(workbench, editing.index, clause);
            else addClause(workbench, clause);
            setEditing(undefined);
          }}
        />
      )}
    </section>
  );
}

const searchText = (clauses: readonly FilterClause[]): string => clauses.flatMap((clause) => (clause.kind === 'search' && !clause.negated ? [clause.text] : []))[0] ?? '';

function chipParts(clause: FilterClause) {
  if (clause.kind === 'search') return ['any text', clause.negated ? 'does not contain' : 'contains', <HostileText key="text" text={clause.text} maxLength={60} />] as const;
  const values = clause.values.map((value) => (value.kind === 'none' ? 'none' : value.text === '' ? '(empty)' : value.text)).join(' or ');
  return [PIVOT_FIELDS[clause.field].label, clause.negated ? 'is not' : 'is', <HostileText key="values" text={values} maxLength={60} />] as const;
}
