import type { ReactNode } from 'react';
import { cx } from './class-names';
import styles from './waterfall.module.css';

export interface WaterfallRow {
  readonly id: string;
  readonly name: ReactNode;
  /** 0 to 1 along the request; the bar runs from `from` to `at`, the mark stands at `at`. */
  readonly from: number;
  readonly at: number;
  /** Time or delta. */
  readonly text: ReactNode;
  readonly tone?: 'allowed' | 'denied' | 'refused' | 'unauthenticated' | 'failed' | 'unknown' | 'open';
  /** A stage that should be there and is not: dashed, no mark. */
  readonly missing?: boolean;
  readonly selected?: boolean;
}

export interface WaterfallProps {
  readonly label: string;
  readonly rows: readonly WaterfallRow[];
  readonly onSelect?: ((id: string) => void) | undefined;
}

const percent = (share: number): string => `${Math.min(1, Math.max(0, share)) * 100}%`;

/** The stages of one request, one row each. */
export function Waterfall({ label, rows, onSelect }: WaterfallProps) {
  return (
    <ol className={styles.waterfall} aria-label={label}>
      {rows.map((row) => (
        <li key={row.id} className={cx(styles.row, row.missing === true && styles.missing, row.selected === true && styles.selected)}>
          {onSelect === undefined || row.missing === true ? (
            <span className={styles.name}>{row.name}</span>
          ) : (
            <button type="button" className={styles.name} aria-pressed={row.selected === true} onClick={() => onSelect(row.id)}>
              {row.name}
            </button>
          )}
          <span className={styles.track} style={{ '--from': percent(row.from), '--at': percent(row.at) }} aria-hidden="true">
            <span className={cx(styles.bar, styles[row.tone ?? 'allowed'])} />
            {row.missing === true ? null : <span className={styles.tick} />}
          </span>
          <span className={styles.text}>{row.text}</span>
        </li>
      ))}
    </ol>
  );
}
