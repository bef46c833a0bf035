/** Every matching request in a grid: scroll anywhere, sort, choose columns, and pivot from any cell. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { openRequest } from '../../actions/open-request';
import { changeView } from '../../actions/pivot';
import { useWorkbench } from '../../actions/use-workbench';
import { valueMenu, type ValueMenuSection } from '../../actions/value-menu';
import { EMPTY_FILTER, exactly, NONE } from '../../model/filter';
import { formatDate } from '../../base/time';
import { requestExtentQuery } from '../../db/request-list.query';
import { SORT_COLUMNS } from '../../state/view-state';
import { useDbQuery } from '../../state/use-db-query';
import { useOpenRequestId } from '../../state/use-open-request';
import { useCase, useView } from '../../state/workbench-core';
import { NothingMatches } from './nothing-matches';
import { cellReason, commandReason } from './cell-verdict';
import { ContextMenu, type MenuAnchor } from '../../ui/menu';
import { Notice } from '../../ui/notice';
import { VirtualGrid, type VirtualGridHandle } from '../../ui/virtual-grid';
import { ColumnsMenu } from './columns-menu';
import { REQUEST_COLUMNS } from '../../state/request-columns';
import { useColumnModel } from './grid-column-model';
import { pinnedRequestsQuery } from './pinned-requests.query';
import { RequestCell } from './request-cell';
import { useGridKeys } from './use-grid-keys';
import styles from './requests-grid.module.css';
import { cellText } from './cell-text';
import { useRequestIds, useRequestRows, useRowCommands } from './use-request-rows';

interface OpenMenu {
  readonly anchor: MenuAnchor;
  readonly sections: readonly ValueMenuSection[];
}

export function RequestsGrid() {
  const workbench = useWorkbench();
  const sort = useView((view) => view.sort);
  const { data: ids, error } = useRequestIds();
  const [range, setRange] = useState({ first: 0, last: 40 });
  const rowAt = useRequestRows(ids, range.first, range.last);
  const filter = useView((view) => view.filter);
  // Of all evidence, so that no choice of a value makes the columns jump.
  const extent = useDbQuery(requestExtentQuery, { filter: EMPTY_FILTER }).data?.[0];
  const first = filter.range?.fromUs ?? extent?.first_us ?? null;
  const last = filter.range?.toUs ?? extent?.last_us ?? null;
  const manyDays = first !== null && last !== null && formatDate(first) !== formatDate(last);
  const model = useColumnModel(manyDays);
  const commandAt = useRowCommands(ids, range.first, range.last, model.columns.some((column) => column.id === 'command'));
  const openId = useOpenRequestId();
  const [menu, setMenu] = useState<OpenMenu | undefined>(undefined);
  const grid = useRef<VirtualGridHandle>(null);

  const active = useMemo(() => {
    const at = openId === undefined || ids === undefined ? -1 : ids.indexOf(openId);
    return at < 0 ? undefined : at;
  }, [ids, openId]);
  const pins = useCase((state) => state.pins);
  const pinned = useDbQuery(pinnedRequestsQuery, { places: pins.map((pin) => pin.places[0]).filter((place) => place !== undefined) }, { enabled: pins.length > 0 });
  const pinnedIds = useMemo(() => new Set(pins.length === 0 ? [] : (pinned.data ?? []).map((row) => row.request_id)), [pins, pinned.data]);

  // A link or a pin opens a request that may lie anywhere: it is brought into view once.
  const shown = useRef<number | undefined>(undefined);
  useEffect(() => {
    if (active === undefined || openId === shown.current) return;
    shown.current = openId;
    grid.current?.scrollToRow(active, 'nearest');
  }, [active, openId]);

  const onRangeChange = useCallback((first: number, last: number) => setRange({ first, last }), []);

  const renderCell = useCallback(
    (position: number, columnId: string) => {
      const row = rowAt(position);
      if (row === undefined) return undefined;
      const date = manyDays && row.at_us !== null ? formatDate(row.at_us) : undefined;
      return <RequestCell row={row} columnId={columnId} date={date} command={columnId === 'command' ? commandAt(position) : undefined} />;
    },
    [rowAt, commandAt, manyDays],
  );

  const target = (position: number, columnId: string) => {
    const row = rowAt(position);
    if (row === undefined) return undefined;
    const column = REQUEST_COLUMNS.find((candidate) => candidate.id === columnId);
    const command = columnId === 'command' ? commandAt(position) : undefined;
    const text = command?.text ?? cellText(row, columnId);
    const related = [
      { field: 'username', text: row.username }, { field: 'pod_name', text: row.pod_name },
      { field: 'credential_id', text: row.credential_id }, { field: 'peer_ip', text: row.peer_ip },
    ] as const;
    return {
      field: column?.pivot, value: text === null ? NONE : exactly(text), requestId: row.request_id, isCommand: command !== undefined, reason: command === undefined ? cellReason(row, columnId) : commandReason(command),
      related: related.flatMap((one) => (one.text === null ? [] : [{ field: one.field, text: one.text }])),
    };
  };

  useGridKeys({ grid, open: active === undefined ? undefined : ids?.[active], target: (columnId) => (active === undefined ? undefined : target(active, columnId)) });

  if (error !== null) return <Notice tone="error" urgent title={`The list could not be read: ${error.message}`} kept="The evidence is unchanged." advice="Change or clear the filter." />;
  return (
    <div className={styles.grid}>
      <VirtualGrid
        ref={grid}
        label="Requests"
        rowCount={ids?.length ?? 0}
        columns={model.columns}
        renderCell={renderCell}
        activeRow={active}
        onActiveCell={(position) => {
          const id = ids?.[position];
          if (id !== undefined && id !== openId) {
            shown.current = id;
            void openRequest(workbench, id);
          }
        }}
        onActivate={(position) => {
          const id = ids?.[position];
          if (id !== undefined) void openRequest(workbench, id);
        }}
        onCellMenu={(position, columnId, anchor) => {
          const at = target(position, columnId);
          if (at !== undefined) setMenu({ anchor, sections: valueMenu(workbench, at) });
        }}
        sort={{ columnId: sort.column, direction: sort.descending ? 'descending' : 'ascending' }}
        onSort={({ columnId, direction }) => {
          const column = SORT_COLUMNS.find((name) => name === columnId);
          if (column !== undefined) changeView(workbench, { sort: { column, descending: direction === 'descending' } });
        }}
        onColumnsChange={model.onChange}
        onRangeChange={onRangeChange}
        isMarked={(position) => pinnedIds.has(ids?.[position] ?? -1)}
        empty={
          ids === undefined ? null : <NothingMatches />
        }
      />
      <ColumnsMenu model={model} />
      <ContextMenu label="Value" anchor={menu?.anchor} sections={menu?.sections ?? []} onClose={() => setMenu(undefined)} />
    </div>
  );
}
