import type { ReactNode } from 'react';

export interface GridColumn {
  readonly id: string;
  readonly header: ReactNode;
  /** The header in plain text. */
  readonly label: string;
  readonly width: number;
  readonly minWidth: number;
  readonly align?: 'start' | 'end' | undefined;
  readonly sortable: boolean;
  /** Its share of the room that is left; none when absent. */
  readonly grow?: number | undefined;
  /** Cannot be hidden. */
  readonly fixed?: boolean | undefined;
}

export interface GridSort {
  readonly columnId: string;
  readonly direction: 'ascending' | 'descending';
}

export type GridColumnsChange =
  | { readonly kind: 'resize'; readonly id: string; readonly width: number }
  | { readonly kind: 'move'; readonly id: string; readonly to: number }
  | { readonly kind: 'hide'; readonly id: string };

export interface ColumnGeometry {
  readonly template: string;
  readonly width: number;
}

/** The tracks of a row, with one column at another width while it is dragged. */
export function columnGeometry(columns: readonly GridColumn[], dragged?: { readonly id: string; readonly width: number }): ColumnGeometry {
  let width = 0;
  const tracks = columns.map((column) => {
    const own = dragged?.id === column.id ? dragged.width : column.width;
    width += own;
    return column.grow === undefined || dragged?.id === column.id ? `${own}px` : `minmax(${own}px, ${column.grow}fr)`;
  });
  return { template: tracks.join(' '), width };
}

export const MAX_COLUMN_WIDTH = 1200;
export const clampWidth = (column: GridColumn, width: number): number => Math.round(Math.min(MAX_COLUMN_WIDTH, Math.max(column.minWidth, width)));

/** The index at which a column lands when it is dropped at `x`, given the left edges and widths of all columns. */
export function dropIndex(edges: readonly { readonly left: number; readonly width: number }[], x: number, from: number): number {
  const before = edges.filter((edge) => edge.left + edge.width / 2 < x).length;
  return before > from ? before - 1 : before;
}

/** What a press on a header sorts by. */
export const nextSort = (sort: GridSort | undefined, columnId: string): GridSort => ({
  columnId,
  direction: sort?.columnId === columnId && sort.direction === 'ascending' ? 'descending' : 'ascending',
});
