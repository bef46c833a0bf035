import type { ReactNode } from 'react';
import { cx } from './class-names';
import { Icon } from './icon';
import styles from './chip.module.css';

export interface ChipProps {
  /** field, operator, value: the operator is set back, the last part is in the value font. */
  readonly parts: readonly [ReactNode, ReactNode, ReactNode];
  /** The filter in words: names the chip's controls, so it must be plain text. */
  readonly label: string;
  readonly enabled?: boolean;
  readonly excluding?: boolean;
  readonly onEdit?: (() => void) | undefined;
  readonly onToggle?: (() => void) | undefined;
  readonly onRemove?: (() => void) | undefined;
}

/** One condition of a filter: press to edit, switch off without losing it, or take away. */
export function Chip({ parts, label, enabled = true, excluding = false, onEdit, onToggle, onRemove }: ChipProps) {
  const [field, operator, value] = parts;
  return (
    <span className={cx(styles.chip, !enabled && styles.off, excluding && styles.excluding)} role="group" aria-label={enabled ? label : `${label}, switched off`}>
      {onToggle === undefined ? null : (
        <button type="button" className={styles.toggle} role="switch" aria-checked={enabled} aria-label={`Use: ${label}`} title={enabled ? 'Switch off' : 'Switch on'} onClick={onToggle}>
          <span className={styles.dot} />
        </button>
      )}
      <button type="button" className={styles.body} aria-label={`Edit: ${label}`} onClick={onEdit} disabled={onEdit === undefined}>
        <span>{field}</span>
        <span className={styles.operator}>{operator}</span>
        <span className={styles.value}>{value}</span>
      </button>
      {onRemove === undefined ? null : (
        <button type="button" className={styles.remove} aria-label={`Remove: ${label}`} title="Remove" onClick={onRemove}>
          <Icon name="close" size={10} />
        </button>
      )}
    </span>
  );
}
