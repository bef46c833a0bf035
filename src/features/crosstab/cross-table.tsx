/** The table itself: one stop for the Tab key, arrow keys inside, Enter filters. Totals stand first, so they stay in sight. */
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { onlyValues } from '../../actions/pivot';
import { useWorkbench } from '../../actions/use-workbench';
import { valueMenu } from '../../actions/value-menu';
import { escapeHostileText, shorten } from '../../base/hostile-text';
import { formatDate } from '../../base/time';
import { exactly, NONE, type FilterValue } from '../../model/filter';
import { isUserField, shortUserText } from '../../model/short-user';
import { PIVOT_FIELDS, type PivotField } from '../../model/pivot-field';
import { verdictOfPivot, verdictOfPivotValue } from '../../trust/value-verdict';
import { isTestId, TRUST_TESTS } from '../../trust/tests';
import { HostileText } from '../../ui/hostile-text';
import { Mark, MarkGlyph } from '../../ui/mark';
import { Menu } from '../../ui/menu';
import styles from './crosstab.module.css';
import { cellText, cellWords, heat, hottest, MEASURE_LABELS, type Measure } from './measure';
import type { AxisEntry, CrosstabData, Measured } from './read-crosstab';

const filterValue = (entry: AxisEntry): FilterValue => (entry.value === null ? NONE : exactly(entry.value));
const spoken = (entry: AxisEntry): string => (entry.value === null ? 'none' : entry.value === '' ? '(empty)' : escapeHostileText(shorten(entry.value, 80)));

export function CrossTable({ data, measure }: { readonly data: CrosstabData; readonly measure: Measure }) {
  const workbench = useWorkbench();
  const table = useRef<HTMLTableElement>(null);
  // Row 0 and column 0 are the headings, 1 the totals.
  const [at, setAt] = useState({ row: 1, column: 1 });
  const { rows, columns, cells, total, question } = data;
  const last = { row: rows.length + 1, column: columns.length + 1 };
  const here = { row: Math.min(at.row, last.row), column: Math.min(at.column, last.column) };
  const most = hottest(cells, measure);
  const withDay = total.first_us !== null && total.last_us !== null && formatDate(total.first_us) !== formatDate(total.last_us);
  const stop = (row: number, column: number) => ({ 'data-cell': `${row} ${column}`, 'tabIndex': row === here.row && column === here.column ? 0 : -1, 'onFocus': () => setAt({ row, column }) });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLElement) || event.target.closest('[data-cell]') === null) return;
    const moves: Readonly<Record<string, readonly [row: number, column: number]>> = {
      ArrowUp: [here.row - 1, here.column], ArrowDown: [here.row + 1, here.column], ArrowLeft: [here.row, here.column - 1], ArrowRight: [here.row, here.column + 1],
      Home: [here.row, 0], End: [here.row, last.column],
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const row = Math.min(last.row, Math.max(0, move[0]));
    const column = Math.min(last.column, Math.max(row === 0 ? 1 : 0, move[1]));
    table.current?.querySelector<HTMLElement>(`[data-cell="${row} ${column}"]`)?.focus();
  };

  const filterBy = (row: AxisEntry | undefined, column: AxisEntry | undefined) => {
    onlyValues(workbench, [
      ...(row === undefined ? [] : [{ field: question.rows, value: filterValue(row) }]),
      ...(column === undefined ? [] : [{ field: question.columns, value: filterValue(column) }]),
    ]);
  };

  const cell = (measured: Measured | undefined, row: number, column: number, kind: 'cell' | 'total') => {
    const [rowEntry, columnEntry] = [rows[row - 2], columns[column - 2]];
    const where = [rowEntry, columnEntry].flatMap((entry) => (entry === undefined ? [] : [spoken(entry)])).join(', ');
    const warm = kind === 'total' ? 0 : heat(measured, measure, most);
    return (
      <td key={column} className={kind === 'total' ? styles.total : styles.cell} style={{ '--heat': `${Math.round(warm * 100)}%` }}>
        {measured === undefined ? (
          <span className={styles.empty} role="img" aria-label={`${where}: no request`} {...focusable(stop(row, column))}>·</span>
        ) : (
          // The total of all filters by nothing; it keeps its place among the keys, where the table is entered.
          <button type="button" className={styles.value} title={`${where === '' ? 'All' : where}: ${cellWords(measured, measure)}`} aria-disabled={where === ''} onClick={() => { if (where !== '') filterBy(rowEntry, columnEntry); }} {...stop(row, column)}>
            {cellText(measured, measure, withDay)}
          </button>
        )}
      </td>
    );
  };

  return (
    <div className={styles.scroller}>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys move between its buttons */}
      <table ref={table} className={styles.table} data-measure={measure} onKeyDown={onKeyDown} aria-label={`${MEASURE_LABELS[measure]} by ${PIVOT_FIELDS[question.rows].label} and ${PIVOT_FIELDS[question.columns].label}`}>
        <thead>
          <tr>
            <th scope="col" className={styles.corner}>
              <span className={styles.axes}>
                <AxisName field={question.rows} /> <span className={styles.by}>by</span> <AxisName field={question.columns} />
              </span>
            </th>
            <th scope="col" className={styles.totalHead}>
              <span {...focusable(stop(0, 1))}>all</span>
            </th>
            {columns.map((entry, j) => (
              <th key={entry.key} scope="col" className={styles.columnHead} style={{ '--w': `${headWidth(question.columns, entry)}px` }}>
                <Heading field={question.columns} entry={entry} stop={stop(0, j + 2)} />
              </th>
            ))}
          </tr>
          <tr className={styles.totals}>
            <th scope="row" className={styles.rowHead}>
              <span {...focusable(stop(1, 0))}>all</span>
            </th>
            {cell(total, 1, 1, 'total')}
            {columns.map((entry, j) => cell(entry, 1, j + 2, 'total'))}
          </tr>
        </thead>
        <tbody>
          {rows.map((entry, i) => (
            <tr key={entry.key}>
              <th scope="row" className={styles.rowHead}>
                <Heading field={question.rows} entry={entry} stop={stop(i + 2, 0)} />
              </th>
              {cell(entry, i + 2, 1, 'total')}
              {columns.map((_, j) => cell(cells[i]?.[j], i + 2, j + 2, 'cell'))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface Stop {
  readonly 'data-cell': string;
  readonly tabIndex: number;
  readonly onFocus: () => void;
}

/** A cell without an action is still a place the arrow keys can go. */
const focusable = (stop: Stop): Stop => stop;

function AxisName({ field }: { readonly field: PivotField }) {
  const whole = verdictOfPivot(field);
  return (
    <span className={styles.axis}>
      {whole === undefined ? null : <MarkGlyph kind={whole.verdict} label={whole.reason} />}
      {PIVOT_FIELDS[field].label}
    </span>
  );
}

/** A word of the heading should not be broken when there is room for it. */
function headWidth(field: PivotField, { value }: AxisEntry): number {
  const shown = isUserField(field) ? shortUserText(value ?? 'none') : (value ?? 'none');
  const word = Math.max(...shown.split(/[\s/:.-]/).map((part) => part.length + 1));
  return Math.min(120, Math.max(60, Math.round(word * 6.7 + 14)));
}

function Heading({ field, entry, stop }: { readonly field: PivotField; readonly entry: AxisEntry; readonly stop: Stop }) {
  const workbench = useWorkbench();
  const verdict = entry.value === null ? undefined : verdictOfPivotValue(field, entry.value);
  const shown = headingText(field, entry.value);
  return (
    <Menu
      sections={valueMenu(workbench, { field, value: filterValue(entry), requestId: undefined })}
      trigger={
        <button type="button" className={styles.heading} title={spoken(entry)} aria-label={`${PIVOT_FIELDS[field].label} ${spoken(entry)}: menu`} {...stop}>
          {verdict === undefined ? shown : <Mark kind={verdict.verdict} title={`${spoken(entry)}: ${verdict.reason}`}>{shown}</Mark>}
        </button>
      }
    />
  );
}

function headingText(field: PivotField, value: string | null): ReactNode {
  if (value === null || value === '') return <em className={styles.none}>{value === null ? 'none' : '(empty)'}</em>;
  if (field === 'test' && isTestId(value)) return <>{value} <span className={styles.testTitle}>{TRUST_TESTS[value].title}</span></>;
  return <HostileText text={isUserField(field) ? shortUserText(value) : value} maxLength={120} />;
}
