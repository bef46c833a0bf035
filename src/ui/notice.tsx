import type { ReactNode } from 'react';
import { cx } from './class-names';
import styles from './notice.module.css';

export interface NoticeProps {
  readonly tone: 'info' | 'warning' | 'error';
  /** What happened. */
  readonly title: ReactNode;
  /** What was kept. */
  readonly kept?: ReactNode;
  /** What to do. */
  readonly advice?: ReactNode;
  /** Buttons. */
  readonly actions?: ReactNode;
  /** Said at once by screen readers: for something that has just gone wrong. */
  readonly urgent?: boolean;
}

/** A message in its place: what happened, what was kept, what to do. */
export function Notice({ tone, title, kept, advice, actions, urgent = false }: NoticeProps) {
  return (
    <div className={cx(styles.notice, styles[tone])} role={urgent ? 'alert' : undefined}>
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        {kept === undefined ? null : <p>{kept}</p>}
        {advice === undefined ? null : <p>{advice}</p>}
      </div>
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
