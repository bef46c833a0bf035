import { cx } from './class-names';
import styles from './progress-bar.module.css';

export interface ProgressBarProps {
  readonly label: string;
  /** 0 to 1; left out while the end is unknown. */
  readonly value?: number | undefined;
  /** What is read out, for example `42 %, 3 s left`. */
  readonly valueText?: string | undefined;
}

export function ProgressBar({ label, value, valueText }: ProgressBarProps) {
  const share = value === undefined ? undefined : Math.min(1, Math.max(0, value));
  return (
    <div
      className={cx(styles.track, share === undefined && styles.unknown)}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === undefined ? undefined : Math.round(share * 100)}
      aria-valuetext={valueText}
    >
      <div className={styles.fill} style={{ '--share': share ?? 0.3 }} />
    </div>
  );
}
