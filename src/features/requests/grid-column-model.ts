/** The grid's columns: what they are, and the responder's order, widths and choice of them (TanStack Table keeps the model). */
import { columnOrderingFeature, columnSizingFeature, columnVisibilityFeature, createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table';
import { FIRST_COLUMNS, isColumnShown, REQUEST_COLUMNS, requestColumnOrder } from '../../state/request-columns';
import { SORT_COLUMNS } from '../../state/view-state';
import { usePreferences, useWorkbenchCore } from '../../state/workbench-core';
import type { GridColumn, GridColumnsChange } from '../../ui/grid-columns';

const features = tableFeatures({ columnOrderingFeature, columnSizingFeature, columnVisibilityFeature });
const helper = createColumnHelper<typeof features, never>();
const columns = helper.columns(REQUEST_COLUMNS.map((column) => helper.display({ id: column.id, header: column.label, size: column.width, minSize: column.minWidth })));
const NO_ROWS: never[] = [];
/** What a date before the time takes. */
const DATE_WIDTH = 84;
const TIME_COLUMN = 'received_at';
const isSortable = (id: string): boolean => SORT_COLUMNS.some((name) => name === id);

export interface ColumnModel {
  readonly columns: readonly GridColumn[];
  readonly all: readonly { readonly id: string; readonly label: string; readonly visible: boolean; readonly toggle: () => void }[];
  readonly onChange: (change: GridColumnsChange) => void;
  readonly reset: () => void;
}

/** `withDates`: the times are shown with their dates, and take more place unless the responder gave them one. */
export function useColumnModel(withDates: boolean): ColumnModel {
  const { preferences } = useWorkbenchCore();
  const own = usePreferences((state) => state);
  const { columnWidths } = own;
  const timeWidth = REQUEST_COLUMNS.find(({ id }) => id === TIME_COLUMN)?.width ?? 0;
  const columnSizing = withDates ? { [TIME_COLUMN]: timeWidth + DATE_WIDTH, ...columnWidths } : columnWidths;
  const order = requestColumnOrder(own);
  const visibility = Object.fromEntries(REQUEST_COLUMNS.map((column) => [column.id, isColumnShown(own, column)]));
  const table = useTable({ features, columns, data: NO_ROWS, state: { columnOrder: order, columnSizing, columnVisibility: visibility } });
  const setVisible = (id: string, visible: boolean): void => {
    const without = (list: readonly string[]) => list.filter((name) => name !== id);
    const { hiddenColumns: hidden, shownColumns: shown } = preferences.getState();
    preferences.setState(visible ? { hiddenColumns: without(hidden), shownColumns: [...without(shown), id] } : { hiddenColumns: [...without(hidden), id], shownColumns: without(shown) });
  };
  const visible = table.getVisibleLeafColumns().map((column) => column.id);
  return {
    columns: table.getVisibleLeafColumns().map((column) => {
      const known = REQUEST_COLUMNS.find((candidate) => candidate.id === column.id);
      const label = known?.label ?? column.id;
      return {
        id: column.id, header: label, label, width: column.getSize(), minWidth: known?.minWidth ?? 60, align: known?.align, sortable: isSortable(column.id),
        grow: columnWidths[column.id] === undefined ? known?.grow : undefined, fixed: column.id === TIME_COLUMN,
      };
    }),
    all: order.map((id) => ({
      id, label: REQUEST_COLUMNS.find((column) => column.id === id)?.label ?? id, visible: visible.includes(id), toggle: () => setVisible(id, !visible.includes(id)),
    })),
    onChange: (change) => {
      if (change.kind === 'resize') preferences.setState({ columnWidths: { ...columnWidths, [change.id]: change.width } });
      else if (change.kind === 'hide') setVisible(change.id, false);
      else preferences.setState({ columnOrder: moved(order, visible, change.id, change.to) });
    },
    reset: () => preferences.setState(FIRST_COLUMNS),
  };
}

/** The order with a visible column moved to a place among the visible ones. */
export function moved(order: readonly string[], visible: readonly string[], id: string, to: number): string[] {
  const others = order.filter((name) => name !== id);
  const target = visible.filter((name) => name !== id)[to];
  const at = target === undefined ? others.length : others.indexOf(target);
  return [...others.slice(0, at), id, ...others.slice(at)];
}
