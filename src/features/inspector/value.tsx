import { useContext, type ReactNode } from 'react';
import type { ValueMenuTarget } from '../../actions/value-menu';
import { cx } from '../../ui/class-names';
import { HostileText } from '../../ui/hostile-text';
import { Mark } from '../../ui/mark';
import { MARK_LABELS, type MarkKind } from '../../ui/mark-kind';
import styles from './value.module.css';
import { ValueMenuContext } from './value-menu-context';

export interface ValueProps {
  readonly text: string;
  readonly verdict: MarkKind;
  readonly reason: string;
  readonly target: ValueMenuTarget;
  readonly maxLength?: number;
  /** In a sentence: no handle beside it, words follow. */
  readonly inline?: boolean;
  readonly children?: ReactNode;
}

/** A value with its mark; a press, a right click or the menu key opens what can be done with it. */
export function Value({ text, verdict, reason, target, maxLength = 240, inline = false, children }: ValueProps) {
  const openMenu = useContext(ValueMenuContext);
  const openAt = (from: HTMLElement, point?: { readonly x: number; readonly y: number }) => {
    const box = from.getClientRects()[0] ?? from.getBoundingClientRect();
    openMenu({ target, from, anchor: point === undefined ? { x: box.x, y: box.y, width: box.width, height: box.height } : { ...point, width: 0, height: 0 } });
  };
  // ARIA 1.3, for every role; the linter knows 1.2.
  const spoken = { 'aria-description': `${MARK_LABELS[verdict]}. ${reason}` };
  return (
    <span
      role="button"
      tabIndex={0}
      aria-haspopup="menu"
      {...spoken}
      className={cx(styles.value, inline && styles.inline)}
      onClick={(event) => {
        // Text that was just selected is meant to be copied.
        if (hasSelectionIn(event.currentTarget)) return;
        openAt(event.currentTarget);
      }}
      onContextMenu={(event) => {
        if (hasSelectionIn(event.currentTarget)) return;
        event.preventDefault();
        // The menu key makes this event too, without a place.
        openAt(event.currentTarget, event.clientX === 0 && event.clientY === 0 ? undefined : { x: event.clientX, y: event.clientY });
      }}
      onKeyDown={(event) => {
        const opens = event.key === 'Enter' || event.key === ' ' || event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
        if (!opens) return;
        event.preventDefault();
        event.stopPropagation();
        openAt(event.currentTarget);
      }}
    >
      <Mark kind={verdict} title={reason}>
        {children ?? (text === '' ? <span className={styles.empty}>(empty)</span> : <HostileText text={text} maxLength={maxLength} />)}
      </Mark>
    </span>
  );
}

function hasSelectionIn(element: HTMLElement): boolean {
  const selection = window.getSelection();
  return selection !== null && !selection.isCollapsed && selection.containsNode(element, true);
}
