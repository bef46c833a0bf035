import { useRef, useState, type PointerEvent } from 'react';
import { IconButton } from './button';
import { cx } from './class-names';
import { clampWidth, columnGeometry, dropIndex, MAX_COLUMN_WIDTH, nextSort, type ColumnGeometry, type GridColumn, type GridColumnsChange, type GridSort } from './grid-columns';
import { Icon } from './icon';
import { Menu, type MenuSection } from './menu';
import styles from './virtual-grid.module.css';

export interface GridHeaderProps {
  readonly columns: readonly GridColumn[];
  readonly sort: GridSort | undefined;
  readonly onSort: ((sort: GridSort) => void) | undefined;
  readonly onColumnsChange: ((change: GridColumnsChange) => void) | undefined;
  /** While a border is dragged: geometry without a render. */
  readonly onDragGeometry: (geometry: ColumnGeometry) => void;
  /** The header that the Tab key reaches. */
  readonly reachable: string | undefined;
  /** The width that the drawn cells of a column would like to have. */
  readonly measure: (columnId: string) => number;
  /** The width on screen, which is more than a column's own where room was left. */
  readonly drawn: (columnId: string) => number;
}

const STEP = 16;

export function GridHeader(props: GridHeaderProps) {
  const { columns, sort, onSort, onColumnsChange } = props;
  const bar = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  const [drop, setDrop] = useState<{ readonly id: string; readonly to: number } | undefined>(undefined);

  const startMove = (column: GridColumn, index: number, event: PointerEvent<HTMLElement>) => {
    moved.current = false;
    if (event.button !== 0 || onColumnsChange === undefined) return;
    const startX = event.clientX;
    const target = event.currentTarget;
    let to = index;
    const onMove = (move: globalThis.PointerEvent) => {
      if (!moved.current && Math.abs(move.clientX - startX) < 6) return;
      if (!moved.current) target.setPointerCapture(move.pointerId);
      moved.current = true;
      const cells = [...(bar.current?.querySelectorAll('[role="columnheader"]') ?? [])];
      to = dropIndex(cells.map((cell) => cell.getBoundingClientRect()), move.clientX, index);
      setDrop({ id: column.id, to });
    };
    const onEnd = (end: globalThis.PointerEvent) => {
      window.removeEventListener('pointermove', onMove);
      window.removeEventListener('pointerup', onEnd);
      window.removeEventListener('pointercancel', onEnd);
      setDrop(undefined);
      if (moved.current && to !== index && end.type === 'pointerup') onColumnsChange({ kind: 'move', id: column.id, to });
    };
    window.addEventListener('pointermove', onMove);
    window.addEventListener('pointerup', onEnd);
    window.addEventListener('pointercancel', onEnd);
  };

  const startResize = (column: GridColumn, event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || onColumnsChange === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const handle = event.currentTarget;
    const from = handle.parentElement?.getBoundingClientRect().width ?? column.width;
    const startX = event.clientX;
    let width = column.width;
    handle.setPointerCapture(event.pointerId);
    const onMove = (move: globalThis.PointerEvent) => {
      width = clampWidth(column, from + move.clientX - startX);
      props.onDragGeometry(columnGeometry(columns, { id: column.id, width }));
    };
    const onEnd = () => {
      handle.removeEventListener('pointermove', onMove);
      handle.removeEventListener('lostpointercapture', onEnd);
      if (width !== column.width) onColumnsChange({ kind: 'resize', id: column.id, width });
    };
    handle.addEventListener('pointermove', onMove);
    handle.addEventListener('lostpointercapture', onEnd);
  };

  return (
    <div ref={bar} className={styles.head} role="row" aria-rowindex={1}>
      {columns.map((column, index) => {
        const direction = sort?.columnId === column.id ? sort.direction : undefined;
        const dropHere = drop !== undefined && drop.to === index && drop.id !== column.id;
        const after = dropHere && columns.findIndex((one) => one.id === drop.id) < index;
        return (
          <div
            key={column.id}
            className={cx(styles.headCell, column.align === 'end' && styles.end, drop?.id === column.id && styles.dragged, dropHere && (after ? styles.dropAfter : styles.dropBefore))}
            role="columnheader"
            aria-colindex={index + 1}
            aria-sort={column.sortable ? (direction ?? 'none') : undefined}
            tabIndex={props.reachable === column.id ? 0 : -1}
            data-column={column.id}
          >
            <button
              type="button"
              tabIndex={-1}
              className={styles.sort}
              data-sort=""
              aria-disabled={!column.sortable}
              onPointerDown={(event) => startMove(column, index, event)}
              onClick={() => {
                if (!moved.current && column.sortable) onSort?.(nextSort(sort, column.id));
              }}
            >
              <span className={styles.headText}>{column.header}</span>
              {direction === undefined ? null : <Icon name={direction} size={10} />}
            </button>
            <Menu
              align="end"
              returnFocus={() => bar.current?.querySelector<HTMLElement>(`[role="columnheader"][data-column="${CSS.escape(column.id)}"]`) ?? null}
              trigger={
                <IconButton label={`Column ${column.label}`} tabIndex={-1} data-head-menu="">
                  <Icon name="down" size={10} />
                </IconButton>
              }
              sections={headMenu(props, column, index)}
            />
            {onColumnsChange === undefined ? null : (
              <span
                className={styles.resize}
                title="Drag to resize, double click to fit"
                onPointerDown={(event) => startResize(column, event)}
                onDoubleClick={() => onColumnsChange({ kind: 'resize', id: column.id, width: clampWidth(column, props.measure(column.id)) })}
              />
            )}
          </div>
        );
      })}
    </div>
  );
}

function headMenu({ columns, sort, onSort, onColumnsChange, measure, drawn }: GridHeaderProps, column: GridColumn, index: number): readonly MenuSection[] {
  const { id } = column;
  const change = (next: GridColumnsChange) => () => onColumnsChange?.(next);
  const resize = (by: number) => () => onColumnsChange?.({ kind: 'resize', id, width: clampWidth(column, drawn(id) + by) });
  const by = (direction: GridSort['direction']) => direction === sort?.direction && sort.columnId === id;
  return [
    {
      id: 'sort',
      entries: !column.sortable
        ? []
        : [
            { kind: 'item', id: 'up', label: 'Sort ascending', icon: <Icon name="ascending" />, disabled: by('ascending'), onSelect: () => onSort?.({ columnId: id, direction: 'ascending' }) },
            { kind: 'item', id: 'down', label: 'Sort descending', icon: <Icon name="descending" />, disabled: by('descending'), onSelect: () => onSort?.({ columnId: id, direction: 'descending' }) },
          ],
    },
    {
      id: 'place',
      entries:
        onColumnsChange === undefined
          ? []
          : [
              { kind: 'item', id: 'left', label: 'Move left', shortcut: 'Ctrl ⇧ ←', disabled: index === 0, onSelect: change({ kind: 'move', id, to: index - 1 }) },
              { kind: 'item', id: 'right', label: 'Move right', shortcut: 'Ctrl ⇧ →', disabled: index === columns.length - 1, onSelect: change({ kind: 'move', id, to: index + 1 }) },
              { kind: 'item', id: 'narrow', label: 'Narrower', shortcut: '⇧ ←', disabled: column.width <= column.minWidth, onSelect: resize(-STEP) },
              { kind: 'item', id: 'wide', label: 'Wider', shortcut: '⇧ →', disabled: column.width >= MAX_COLUMN_WIDTH, onSelect: resize(STEP) },
              { kind: 'item', id: 'fit', label: 'Fit to the values', onSelect: () => onColumnsChange({ kind: 'resize', id, width: clampWidth(column, measure(id)) }) },
            ],
    },
    {
      id: 'hide',
      entries: onColumnsChange === undefined ? [] : [{ kind: 'item', id: 'hide', label: 'Hide column', disabled: column.fixed === true || columns.length === 1, onSelect: change({ kind: 'hide', id }) }],
    },
  ];
}
