/** Reads a whole cross-tab: totals, both axes, cells. */
import { readRows, type RowOf } from '../../db/define-query';
import type { Engine } from '../../db/engine';
import type { Filter } from '../../model/filter';
import type { PivotField } from '../../model/pivot-field';
import { crossAxisQuery, crossCellsQuery, crossTotalQuery } from './crosstab.query';

export const MOST_ROWS = 30;
export const MOST_COLUMNS = 12;

export interface CrossQuestion {
  readonly filter: Filter;
  readonly rows: PivotField;
  readonly columns: PivotField;
  readonly actors: boolean;
}

export type AxisEntry = RowOf<typeof crossAxisQuery.columns>;
export type Measured = RowOf<typeof crossTotalQuery.columns>;

export interface CrosstabData {
  readonly question: CrossQuestion;
  readonly total: Measured;
  readonly rows: readonly AxisEntry[];
  readonly columns: readonly AxisEntry[];
  /** By row and column place; nothing where they never meet. */
  readonly cells: readonly (readonly (Measured | undefined)[])[];
}

const NOTHING: Measured = { n: 0, denied: 0, actors: 0, first_us: null, last_us: null };

export async function readCrosstab(engine: Engine, question: CrossQuestion, signal: AbortSignal): Promise<CrosstabData> {
  const { filter, actors } = question;
  const axis = (field: PivotField, limit: number) => readRows(engine, crossAxisQuery, { filter, field, actors, limit }, { signal });
  const [total] = await readRows(engine, crossTotalQuery, { filter, actors }, { signal });
  const rows = await axis(question.rows, MOST_ROWS);
  const columns = await axis(question.columns, MOST_COLUMNS);
  const found = rows.length === 0 ? [] : await readRows(engine, crossCellsQuery, { ...question, rowKeys: rows.map(({ key }) => key), columnKeys: columns.map(({ key }) => key) }, { signal });
  const cells = rows.map(() => columns.map((): Measured | undefined => undefined));
  for (const cell of found) {
    const row = cells[cell.row_place];
    if (row !== undefined) row[cell.column_place] = cell;
  }
  return { question, total: total ?? NOTHING, rows, columns, cells };
}
