import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import { clampWidth, columnGeometry, type GridColumn, type GridColumnsChange, type GridSort } from './grid-columns';
import { cellOf, GridCellHandle } from './grid-cell-handle';
import { GridHeader } from './grid-header';
import { GridRow } from './grid-row';
import type { MenuAnchor } from './menu';
import { pageRows, trackHeight } from './scroll-mapping';
import { useRowWindow } from './use-row-window';
import styles from './virtual-grid.module.css';

export interface VirtualGridHandle {
  readonly scrollToRow: (row: number, place?: 'nearest' | 'centre') => void;
  /** Moves the active row, as j and k do. */
  readonly move: (rows: number) => void;
  readonly focus: () => void;
}

export interface VirtualGridProps {
  readonly label: string;
  readonly rowCount: number;
  readonly columns: readonly GridColumn[];
  /** `undefined`: not loaded. Keep its identity while nothing changed; a new one draws all rows again. */
  readonly renderCell: (row: number, columnId: string) => ReactNode;
  readonly activeRow: number | undefined;
  readonly onActiveCell: (row: number, columnId: string) => void;
  readonly onActivate?: ((row: number) => void) | undefined;
  readonly onCellMenu?: ((row: number, columnId: string, anchor: MenuAnchor) => void) | undefined;
  readonly sort?: GridSort | undefined;
  readonly onSort?: ((sort: GridSort) => void) | undefined;
  readonly onColumnsChange?: ((change: GridColumnsChange) => void) | undefined;
  /** Rows that are drawn, some more than are seen. */
  readonly onRangeChange?: ((first: number, last: number) => void) | undefined;
  /** Rows with a bar at the left, such as the pinned ones. */
  readonly isMarked?: ((row: number) => boolean) | undefined;
  readonly empty?: ReactNode;
  readonly ref?: Ref<VirtualGridHandle>;
}

const ROW = 28;
const HEAD = 26;

/** Rows by the million: only those on screen are drawn, and every one can be reached exactly. */
export function VirtualGrid({
  label,
  rowCount,
  columns,
  renderCell,
  activeRow,
  onActiveCell,
  onActivate,
  onCellMenu,
  sort,
  onSort,
  onColumnsChange,
  onRangeChange,
  isMarked,
  empty,
  ref,
}: VirtualGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const wantsFocus = useRef(false);
  const hasFocus = useRef(false);
  const waitsInHead = useRef(false);
  const [column, setColumn] = useState<string | undefined>(undefined);
  const [inHead, setInHead] = useState(false);
  const rows = useRowWindow(scroller, rowCount, ROW, HEAD);
  const { first, last } = rows;
  const current = columns.find((one) => one.id === column) ?? columns[0];
  const geometry = columnGeometry(columns);
  const focusRow = Math.min(activeRow ?? rows.top, rowCount - 1);

  useEffect(() => {
    if (last >= first) onRangeChange?.(first, last);
  }, [first, last, onRangeChange]);

  const go = (row: number, columnId: string | undefined) => {
    const id = columnId ?? current?.id;
    if (id === undefined || rowCount === 0) return;
    const to = Math.min(rowCount - 1, Math.max(0, row));
    setColumn(id);
    setInHead(false);
    rows.show(to);
    onActiveCell(to, id);
  };

  const focusCell = () => {
    const selector = inHead || rowCount === 0 ? `[role="columnheader"][tabindex="0"]` : `[role="gridcell"][tabindex="0"]`;
    const cell = scroller.current?.querySelector<HTMLElement>(selector);
    if (cell === null || cell === undefined) return;
    cell.focus({ preventScroll: true });
    const box = scroller.current;
    if (box === null) return;
    if (cell.offsetLeft < box.scrollLeft) box.scrollLeft = cell.offsetLeft;
    else if (cell.offsetLeft + cell.offsetWidth > box.scrollLeft + box.clientWidth) box.scrollLeft = cell.offsetLeft + cell.offsetWidth - box.clientWidth;
  };

  useLayoutEffect(() => {
    /* the row that had the focus can be gone: a filter moved it, or took it away */
    const lost = hasFocus.current && document.activeElement === document.body;
    /* it waited in the head while there was no row at all */
    const back = hasFocus.current && waitsInHead.current && rowCount > 0;
    if (!wantsFocus.current && !lost && !back) return;
    wantsFocus.current = false;
    focusCell();
  });

  useImperativeHandle(ref, () => ({
    scrollToRow: rows.show,
    move: (by) => go(activeRow === undefined ? focusRow : activeRow + by, undefined),
    focus: focusCell,
  }));

  const measure = (columnId: string): number => {
    const cells = [...(scroller.current?.querySelectorAll<HTMLElement>(`[data-column="${CSS.escape(columnId)}"]`) ?? [])];
    const widths = cells.map((cell) => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      return range.getBoundingClientRect().width;
    });
    return Math.ceil(Math.max(0, ...widths)) + 20;
  };

  const drawnWidth = (columnId: string): number =>
    scroller.current?.querySelector<HTMLElement>(`[role="columnheader"][data-column="${CSS.escape(columnId)}"]`)?.offsetWidth ?? 0;

  const onHeadKey = (event: KeyboardEvent, index: number, cell: HTMLElement): boolean => {
    const own = columns[index];
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (own === undefined) return false;
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey) || (event.key === 'ArrowDown' && event.altKey)) cell.querySelector<HTMLElement>('[data-head-menu]')?.click();
    else if (event.key === 'Enter' || event.key === ' ') cell.querySelector<HTMLElement>('[data-sort]')?.click();
    else if (event.key === 'ArrowDown' || event.key === 'j') setInHead(false);
    else if (step !== 0 && event.ctrlKey && event.shiftKey) {
      const to = index + step;
      if (to >= 0 && to < columns.length) onColumnsChange?.({ kind: 'move', id: own.id, to });
    } else if (step !== 0 && event.shiftKey) onColumnsChange?.({ kind: 'resize', id: own.id, width: clampWidth(own, cell.offsetWidth + step * 16) });
    else if (step !== 0) setColumn(columns[index + step]?.id ?? own.id);
    else return false;
    return true;
  };

  const onBodyKey = (event: KeyboardEvent, index: number, cell: HTMLElement): boolean => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: pageRows(rows.space()), PageUp: -pageRows(rows.space()), Home: -Infinity, End: Infinity }[event.key];
    if (onCellMenu !== undefined && (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey))) {
      const box = cell.getBoundingClientRect();
      onCellMenu(focusRow, current?.id ?? '', { x: box.x, y: box.y, width: Math.min(box.width, 160), height: box.height });
    } else if (step !== undefined && (plain || Math.abs(step) === Infinity)) {
      if (event.key === 'ArrowUp' && focusRow === 0) setInHead(true);
      else go(activeRow === undefined && Math.abs(step) === 1 ? focusRow : focusRow + step, undefined);
    } else if (plain && event.key === 'ArrowRight') go(focusRow, columns[Math.min(columns.length - 1, index + 1)]?.id);
    else if (plain && event.key === 'ArrowLeft') go(focusRow, columns[Math.max(0, index - 1)]?.id);
    else if (plain && event.key === 'Enter') onActivate?.(focusRow);
    else return false;
    return true;
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (!(event.target instanceof HTMLElement)) return;
    const role = event.target.getAttribute('role');
    const index = columns.findIndex((one) => one.id === current?.id);
    if (role !== 'gridcell' && role !== 'columnheader') return;
    const done = role === 'columnheader' ? onHeadKey(event, index, event.target) : onBodyKey(event, index, event.target);
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
    wantsFocus.current = !(event.key === 'ContextMenu' || event.key === 'F10' || event.altKey);
  };

  const drawn: number[] = [];
  for (let row = first; row <= Math.min(last, rowCount - 1); row += 1) drawn.push(row);
  /* the focused row is kept while it is out of sight; in the same list, or it would lose the focus */
  if (focusRow >= 0 && focusRow < first) drawn.unshift(focusRow);
  if (focusRow > last) drawn.push(focusRow);
  return (
    <div className={styles.frame}>
      {/* eslint-disable-next-line jsx-a11y/interactive-supports-focus -- its cells take the focus */}
      <div
        ref={scroller}
        className={styles.grid}
        style={{ '--columns': geometry.template, '--width': `${geometry.width}px` }}
        role="grid"
        aria-label={label}
        aria-rowcount={rowCount + 1}
        aria-colcount={columns.length}
        onKeyDown={onKeyDown}
        onBlur={() => {
          hasFocus.current = false;
        }}
        onFocus={(event) => {
          hasFocus.current = true;
          waitsInHead.current = rowCount === 0;
          const id = event.target.dataset['column'];
          if (id !== undefined && id !== column) setColumn(id);
        }}
        onClick={(event) => {
          const cell = cellOf(event.target);
          if (cell === undefined || getSelection()?.isCollapsed === false) return;
          wantsFocus.current = true;
          go(cell.row, cell.columnId);
        }}
        onDoubleClick={(event) => {
          const cell = cellOf(event.target);
          if (cell !== undefined) onActivate?.(cell.row);
        }}
        onContextMenu={(event) => {
          const cell = cellOf(event.target);
          if (cell === undefined || onCellMenu === undefined) return;
          event.preventDefault();
          if (event.clientX === 0 && event.clientY === 0) return;
          go(cell.row, cell.columnId);
          onCellMenu(cell.row, cell.columnId, { x: event.clientX, y: event.clientY, width: 0, height: 0 });
        }}
      >
        <GridHeader
          columns={columns}
          sort={sort}
          onSort={onSort}
          onColumnsChange={onColumnsChange}
          reachable={inHead || rowCount === 0 ? current?.id : undefined}
          measure={measure}
          drawn={drawnWidth}
          onDragGeometry={(next) => {
            scroller.current?.style.setProperty('--columns', next.template);
            scroller.current?.style.setProperty('--width', `${next.width}px`);
          }}
        />
        <div className={styles.track} style={{ '--track': `${trackHeight({ rowCount, rowHeight: ROW, viewport: 0 })}px` }} role="rowgroup">
          <div className={styles.layer} style={{ '--y': `${rows.base + first * ROW}px` }} role="presentation">
            {drawn.map((index) => (
              <GridRow
                key={index}
                row={index}
                columns={columns}
                renderCell={renderCell}
                selected={index === activeRow}
                marked={isMarked?.(index) === true}
                reachable={!inHead && index === focusRow ? current?.id : undefined}
                parked={index < first || index > last}
              />
            ))}
          </div>
        </div>
      </div>
      {onCellMenu === undefined ? null : (
        <GridCellHandle
          scroller={scroller}
          onMenu={(at, columnId, anchor) => {
            go(at, columnId);
            onCellMenu(at, columnId, anchor);
          }}
        />
      )}
      {rowCount === 0 && empty !== undefined ? <div className={styles.empty}>{empty}</div> : null}
    </div>
  );
}
