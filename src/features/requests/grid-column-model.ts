/** The grid's columns: what they are, and the responder's order, widths and choice of them (TanStack Table keeps the model). */
import { columnOrderingFeature, columnSizingFeature, columnVisibilityFeature, createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table';
import type { PivotField } from '../../model/pivot-field';
import { SORT_COLUMNS } from '../../state/view-state';
import { usePreferences, useWorkbenchCore } from '../../state/workbench-core';
import type { GridColumn, GridColumnsChange } from '../../ui/grid-columns';

export interface RequestColumn {
  readonly id: string;
  readonly label: string;
  readonly width: number;
  readonly minWidth: number;
  readonly hidden?: boolean;
  readonly grow?: boolean;
  readonly align?: 'start' | 'end';
  /** The pivot its cells filter by. */
  readonly pivot: PivotField | undefined;
}

export const REQUEST_COLUMNS: readonly RequestColumn[] = [
  { id: 'received_at', label: 'time (UTC)', width: 130, minWidth: 76, pivot: undefined },
  { id: 'username', label: 'user', width: 148, minWidth: 60, pivot: 'username' },
  { id: 'effective_username', label: 'effective user', width: 150, minWidth: 60, hidden: true, pivot: 'effective_username' },
  { id: 'pod_name', label: 'pod-name', width: 130, minWidth: 60, hidden: true, pivot: 'pod_name' },
  { id: 'verb', label: 'verb', width: 62, minWidth: 48, pivot: 'verb' },
  { id: 'resource', label: 'object', width: 140, minWidth: 80, grow: true, pivot: 'resource' },
  { id: 'request_uri', label: 'requestURI', width: 260, minWidth: 80, hidden: true, pivot: 'request_uri' },
  { id: 'namespace', label: 'namespace', width: 120, minWidth: 60, hidden: true, pivot: 'namespace' },
  { id: 'name', label: 'name', width: 150, minWidth: 60, hidden: true, pivot: 'name' },
  { id: 'code', label: 'code', width: 56, minWidth: 48, pivot: 'code' },
  { id: 'outcome', label: 'outcome', width: 110, minWidth: 60, hidden: true, pivot: 'outcome' },
  { id: 'duration_us', label: 'duration', width: 96, minWidth: 60, hidden: true, align: 'end', pivot: undefined },
  { id: 'peer_ip', label: 'peer IP', width: 112, minWidth: 60, pivot: 'peer_ip' },
  { id: 'claimed_ip', label: 'claimed IPs', width: 130, minWidth: 60, hidden: true, pivot: 'claimed_ip' },
  { id: 'user_agent', label: 'user agent', width: 104, minWidth: 60, pivot: 'user_agent' },
  { id: 'level', label: 'level', width: 90, minWidth: 60, hidden: true, pivot: 'level' },
  { id: 'audit_id', label: 'auditID', width: 260, minWidth: 60, hidden: true, pivot: 'audit_id' },
  { id: 'test', label: 'tests', width: 110, minWidth: 50, hidden: true, pivot: 'test' },
];

const features = tableFeatures({ columnOrderingFeature, columnSizingFeature, columnVisibilityFeature });
const helper = createColumnHelper<typeof features, never>();
const columns = helper.columns(REQUEST_COLUMNS.map((column) => helper.display({ id: column.id, header: column.label, size: column.width, minSize: column.minWidth })));
const NO_ROWS: never[] = [];
const isSortable = (id: string): boolean => SORT_COLUMNS.some((name) => name === id);

export interface ColumnModel {
  readonly columns: readonly GridColumn[];
  readonly all: readonly { readonly id: string; readonly label: string; readonly visible: boolean; readonly toggle: () => void }[];
  readonly onChange: (change: GridColumnsChange) => void;
  readonly reset: () => void;
}

export function useColumnModel(): ColumnModel {
  const { preferences } = useWorkbenchCore();
  const { columnOrder, columnWidths, hiddenColumns, shownColumns } = usePreferences((state) => state);
  const known = columnOrder.filter((id) => REQUEST_COLUMNS.some((column) => column.id === id));
  const order = known.length === 0 ? REQUEST_COLUMNS.map((column) => column.id) : [...known, ...REQUEST_COLUMNS.map((column) => column.id).filter((id) => !known.includes(id))];
  const visibility = Object.fromEntries(
    REQUEST_COLUMNS.map(({ id, hidden }) => [id, id === 'received_at' || (hidden === true ? shownColumns.includes(id) : !hiddenColumns.includes(id))]),
  );
  const table = useTable({ features, columns, data: NO_ROWS, state: { columnOrder: order, columnSizing: columnWidths, columnVisibility: visibility } });
  const setVisible = (id: string, visible: boolean): void => {
    const without = (list: readonly string[]) => list.filter((name) => name !== id);
    const { hiddenColumns: hidden, shownColumns: shown } = preferences.getState();
    preferences.setState(visible ? { hiddenColumns: without(hidden), shownColumns: [...without(shown), id] } : { hiddenColumns: [...without(hidden), id], shownColumns: without(shown) });
  };
  const visible = table.getVisibleLeafColumns().map((column) => column.id);
  return {
    columns: table.getVisibleLeafColumns().map((column) => {
      const own = REQUEST_COLUMNS.find((candidate) => candidate.id === column.id);
      const label = own?.label ?? column.id;
      return {
        id: column.id, header: label, label, width: column.getSize(), minWidth: own?.minWidth ?? 60, align: own?.align, sortable: isSortable(column.id),
        grow: own?.grow, fixed: column.id === 'received_at',
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
    reset: () => preferences.setState({ columnOrder: [], columnWidths: {}, hiddenColumns: [], shownColumns: [] }),
  };
}

/** The order with a visible column moved to a place among the visible ones. */
export function moved(order: readonly string[], visible: readonly string[], id: string, to: number): string[] {
  const others = order.filter((name) => name !== id);
  const target = visible.filter((name) => name !== id)[to];
  const at = target === undefined ? others.length : others.indexOf(target);
  return [...others.slice(0, at), id, ...others.slice(at)];
}
