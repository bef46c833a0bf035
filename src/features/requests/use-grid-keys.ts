/** The grid's letters: j and k move, p pins, f filters by the cell, x excludes it, w shows whose it is. They work wherever no text is being typed. */
import { useEffect, useEffectEvent, type RefObject } from 'react';
import { changeView, toggleValue } from '../../actions/pivot';
import { togglePin } from '../../actions/pins';
import { useWorkbench } from '../../actions/use-workbench';
import type { ValueMenuTarget } from '../../actions/value-menu';
import { isCardField } from '../../model/identity-target';
import type { VirtualGridHandle } from '../../ui/virtual-grid';

interface GridKeys {
  readonly grid: RefObject<VirtualGridHandle | null>;
  /** The open request. */
  readonly open: number | undefined;
  /** The active row's cell in a column. */
  readonly target: (columnId: string) => ValueMenuTarget | undefined;
}

const takesText = (element: Element | null): boolean => element !== null && element.closest('input, textarea, select, [contenteditable="true"], [role="menu"], [role="dialog"]') !== null;

export function useGridKeys({ grid, open, target }: GridKeys): void {
  const workbench = useWorkbench();
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || takesText(document.activeElement)) return;
    if (event.key === 'j' || event.key === 'k') {
      event.preventDefault();
      grid.current?.move(event.key === 'j' ? 1 : -1);
    } else if (event.key === 'p' && open !== undefined) {
      event.preventDefault();
      void togglePin(workbench, open);
    } else if (event.key === 'f' || event.key === 'x' || event.key === 'w') {
      const columnId = document.activeElement?.closest('[data-column]')?.getAttribute('data-column');
      const cell = columnId === null || columnId === undefined ? undefined : target(columnId);
      if (cell?.field === undefined) return;
      event.preventDefault();
      if (event.key === 'w') {
        if (cell.value.kind === 'exact' && isCardField(cell.field)) changeView(workbench, { card: { field: cell.field, text: cell.value.text } });
        return;
      }
      toggleValue(workbench, cell.field, cell.value, event.key === 'f' ? 'include' : 'exclude');
    }
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
