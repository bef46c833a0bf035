import { Children, useEffect, useRef, useState, type ReactNode } from 'react';
import { formatCount } from '../base/number';
import { Button } from './button';
import styles from './chip-strip.module.css';
import { cx } from './class-names';
import { Icon } from './icon';
import { useHiddenCount } from './use-hidden-count';

export interface ChipStripProps {
  readonly label: string;
  readonly children: ReactNode;
  /** Behind the last chip, always in sight. */
  readonly after?: ReactNode;
}

/** Chips in one line, whatever their number: what is below does not move with each of them. All are shown when asked for. */
export function ChipStrip({ label, children, after }: ChipStripProps) {
  const line = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const count = Children.toArray(children).length;
  const hidden = useHiddenCount(line, `${label} ${open}`);
  const wrapped = open && count > 0;
  // The last chip is the one that was just added.
  useEffect(() => {
    const element = line.current;
    if (element !== null) element.scrollLeft = element.scrollWidth;
  }, [count]);
  return (
    <div className={styles.strip}>
      <div ref={line} className={cx(styles.line, wrapped && styles.wrapped)} role="group" aria-label={label}>
        {children}
      </div>
      <div className={styles.after}>
        {hidden > 0 || wrapped ? (
          <Button variant="quiet" size="s" aria-expanded={wrapped} onClick={() => setOpen(!open)}>
            {wrapped ? 'In one line' : `${formatCount(hidden)} more`} <Icon name={wrapped ? 'up' : 'down'} size={9} />
          </Button>
        ) : null}
        {after}
      </div>
    </div>
  );
}
