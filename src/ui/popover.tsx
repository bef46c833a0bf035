import { Popover as Base } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';
import { cx } from './class-names';
import styles from './popover.module.css';
import popup from './popup.module.css';

export interface PopoverProps {
  /** A Button or IconButton. */
  readonly trigger: ReactElement;
  readonly title: ReactNode;
  readonly children: ReactNode;
  readonly open?: boolean | undefined;
  readonly onOpenChange?: ((open: boolean) => void) | undefined;
  readonly align?: 'start' | 'center' | 'end';
  readonly width?: 's' | 'm' | 'l';
}

/** A small panel beside its button. */
export function Popover({ trigger, title, children, open, onOpenChange, align = 'start', width = 'm' }: PopoverProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange?.(next)}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className={popup.menuLayer} align={align} sideOffset={4} collisionPadding={8}>
          <Base.Popup className={cx(popup.popup, styles.popover, styles[width])}>
            <Base.Title className={styles.title}>{title}</Base.Title>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
