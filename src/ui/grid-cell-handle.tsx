import { useEffect, useState, type RefObject } from 'react';
import { Icon } from './icon';
import type { MenuAnchor } from './menu';
import styles from './virtual-grid.module.css';

export interface CellPlace {
  readonly row: number;
  readonly columnId: string;
  readonly element: HTMLElement;
}

/** The cell that an event happened in. */
export function cellOf(target: EventTarget | null): CellPlace | undefined {
  if (!(target instanceof Element)) return undefined;
  const element = target.closest<HTMLElement>('[role="gridcell"]');
  const row = Number(element?.parentElement?.dataset['row']);
  const columnId = element?.dataset['column'];
  return element === null || columnId === undefined || Number.isNaN(row) ? undefined : { row, columnId, element };
}

const HALF_WIDTH = 8;

interface CellHandleProps {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly onMenu: (row: number, columnId: string, anchor: MenuAnchor) => void;
}

/** One button for all cells: it follows the pointer from cell to cell, so that the menu can be seen before it is known. */
export function GridCellHandle({ scroller, onMenu }: CellHandleProps) {
  const [place, setPlace] = useState<(CellPlace & { readonly x: number; readonly y: number }) | undefined>(undefined);
  useEffect(() => {
    const element = scroller.current;
    const wrapper = element?.parentElement;
    if (element === null || wrapper === null || wrapper === undefined) return undefined;
    const over = (event: Event) => {
      const cell = cellOf(event.target);
      if (cell === undefined) return;
      const frame = wrapper.getBoundingClientRect();
      const box = cell.element.getBoundingClientRect();
      // The last one has no border to stand on.
      setPlace({ ...cell, x: Math.min(box.right, frame.left + element.clientWidth - HALF_WIDTH) - frame.left, y: box.top - frame.top });
    };
    const away = () => setPlace(undefined);
    element.addEventListener('pointerover', over);
    element.addEventListener('scroll', away, { passive: true });
    wrapper.addEventListener('pointerleave', away);
    return () => {
      element.removeEventListener('pointerover', over);
      element.removeEventListener('scroll', away);
      wrapper.removeEventListener('pointerleave', away);
    };
  }, [scroller]);
  if (place === undefined) return null;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.handle}
      style={{ '--x': `${place.x}px`, '--y': `${place.y}px` }}
      aria-label="What to do with this value"
      title="What to do with this value"
      onClick={(event) => onMenu(place.row, place.columnId, event.currentTarget.getBoundingClientRect())}
    >
      <Icon name="more" />
    </button>
  );
}
