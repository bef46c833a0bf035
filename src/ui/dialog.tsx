import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactNode, RefObject } from 'react';
import { IconButton } from './button';
import { cx } from './class-names';
import styles from './dialog.module.css';
import { Icon } from './icon';
import { VisuallyHidden } from './visually-hidden';

export interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: ReactNode;
  /** The title is for assistive technology only, as in a command palette. */
  readonly bare?: boolean;
  readonly description?: ReactNode;
  readonly size?: 's' | 'm' | 'l' | 'full';
  readonly footer?: ReactNode;
  readonly children: ReactNode;
  readonly initialFocus?: RefObject<HTMLElement | null>;
}

/** A modal dialog: head, scrolling body, foot. */
export function Dialog({ open, onOpenChange, title, bare = false, description, size = 'm', footer, children, initialFocus }: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup className={cx(styles.dialog, styles[size], bare && styles.bare)} initialFocus={initialFocus ?? true}>
          {bare ? (
            <VisuallyHidden>
              <Base.Title>{title}</Base.Title>
            </VisuallyHidden>
          ) : (
            <header className={styles.head}>
              <Base.Title className={styles.title}>{title}</Base.Title>
              <Base.Close
                render={
                  <IconButton label="Close">
                    <Icon name="close" />
                  </IconButton>
                }
              />
              {description === undefined ? null : <Base.Description className={styles.description}>{description}</Base.Description>}
            </header>
          )}
          <div className={styles.body}>{children}</div>
          {footer === undefined ? null : <footer className={styles.foot}>{footer}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
