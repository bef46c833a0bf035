import { memo, type ReactNode } from 'react';
import { cx } from './class-names';
import type { GridColumn } from './grid-columns';
import styles from './virtual-grid.module.css';

export interface GridRowProps {
  readonly row: number;
  readonly columns: readonly GridColumn[];
  readonly renderCell: (row: number, columnId: string) => ReactNode;
  readonly selected: boolean;
  readonly marked: boolean;
  /** The column of the cell that the Tab key reaches, in this row. */
  readonly reachable: string | undefined;
  /** Out of sight, kept only because it has the focus. */
  readonly parked: boolean;
}

const skeletonWidth = (row: number, index: number): string => `${40 + ((row * 37 + index * 23) % 45)}%`;

/** One row; drawn again only when its own props change. */
export const GridRow = memo(function GridRow({ row, columns, renderCell, selected, marked, reachable, parked }: GridRowProps) {
  return (
    <div className={cx(styles.row, selected && styles.selected, marked && styles.marked, parked && styles.parked)} role="row" aria-rowindex={row + 2} aria-selected={selected} data-row={row}>
      {columns.map((column, index) => {
        const content = renderCell(row, column.id);
        return (
          <div
            key={column.id}
            className={cx(styles.cell, column.align === 'end' && styles.end)}
            role="gridcell"
            aria-colindex={index + 1}
            tabIndex={reachable === column.id ? 0 : -1}
            data-column={column.id}
          >
            {content === undefined ? <span className={styles.skeleton} style={{ '--w': skeletonWidth(row, index) }} aria-label="loading" role="img" /> : content}
          </div>
        );
      })}
    </div>
  );
});
