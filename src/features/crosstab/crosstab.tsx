/** Any two pivots crossed; a cell is a filter. */
import { useState } from 'react';
import { changeView } from '../../actions/pivot';
import { useWorkbench } from '../../actions/use-workbench';
import { countOf, formatCount } from '../../base/number';
import { PIVOT_FIELDS, pivotFieldNames, type PivotField } from '../../model/pivot-field';
import { useDbRead } from '../../state/use-db-query';
import { useEmptyAnswer } from '../../state/use-empty-answer';
import { useView } from '../../state/workbench-core';
import { AnswerLines } from '../../ui/answer-lines';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Notice } from '../../ui/notice';
import { Select } from '../../ui/select';
import { crossFields } from './cross-fields';
import { CrossTable } from './cross-table';
import styles from './crosstab.module.css';
import { MEASURE_LABELS, MEASURES, type Measure } from './measure';
import { readCrosstab, type CrosstabData } from './read-crosstab';

const FIELDS = pivotFieldNames.map((field) => ({ value: field, label: PIVOT_FIELDS[field].label }));
const MEASURE_OPTIONS = MEASURES.map((measure) => ({ value: measure, label: MEASURE_LABELS[measure] }));

export function Crosstab() {
  const workbench = useWorkbench();
  const filter = useView((view) => view.filter);
  const wantedRows = useView((view) => view.crossRows);
  const wantedColumns = useView((view) => view.crossColumns);
  const lens = useView((view) => view.lens);
  const [measure, setMeasure] = useState<Measure>('requests');
  const { rows, columns, notes } = crossFields(wantedRows, wantedColumns, lens);
  const question = { filter, rows, columns, actors: measure === 'actors' };
  const read = useDbRead('cross-tab', question, (engine, signal) => readCrosstab(engine, question, signal));
  const emptyAnswer = useEmptyAnswer(read.data?.total.n === 0);

  if (read.error !== null) return <Notice tone="error" title="The cross-tab could not be read." kept={read.error.message} advice="Change the filter or the fields; the evidence is as it was." />;
  return (
    <div className={styles.crosstab}>
      <div className={styles.head}>
        <Select label="Rows" labelPlace="inside" size="s" value={rows} options={FIELDS} onChange={(field) => changeView(workbench, { crossRows: field })} />
        <Select label="Columns" labelPlace="inside" size="s" value={columns} options={FIELDS} onChange={(field) => changeView(workbench, { crossColumns: field })} />
        <Button variant="quiet" size="s" onClick={() => changeView(workbench, { crossRows: wantedColumns, crossColumns: wantedRows })}>Swap</Button>
        <Select label="Cells" labelPlace="inside" size="s" value={measure} options={MEASURE_OPTIONS} onChange={setMeasure} />
        {read.data === undefined ? null : <Size data={read.data} />}
      </div>
      {notes.map((note) => (
        <p key={note} className={styles.note}>{note}</p>
      ))}
      <div className={styles.body} aria-busy={read.isFetching}>
        {read.data === undefined ? null : read.data.total.n === 0 ? (
          <EmptyState title="No request passes the filter"><AnswerLines lines={emptyAnswer} /></EmptyState>
        ) : (
          <CrossTable data={read.data} measure={measure === 'actors' && !read.data.question.actors ? 'requests' : measure} />
        )}
      </div>
    </div>
  );
}

function Size({ data }: { readonly data: CrosstabData }) {
  const part = (shown: number, all: number, field: PivotField): string => `${formatCount(shown)} of ${formatCount(all)} ${PIVOT_FIELDS[field].label}`;
  return (
    <span className={styles.size}>
      {part(data.rows.length, data.rows[0]?.total_values ?? 0, data.question.rows)} × {part(data.columns.length, data.columns[0]?.total_values ?? 0, data.question.columns)} · {countOf(data.total.n, 'request')}
    </span>
  );
}
