import { Select as Base } from '@base-ui/react/select';
import { useId, type ReactNode } from 'react';
import { cx } from './class-names';
import { Icon } from './icon';
import popup from './popup.module.css';
import styles from './select.module.css';

export interface SelectOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: ReactNode;
}

export interface SelectProps<Value extends string> {
  readonly label: string;
  /** Above the control, before its value inside it, or for assistive technology only. */
  readonly labelPlace?: 'above' | 'inside' | 'hidden';
  readonly value: Value;
  readonly options: readonly SelectOption<Value>[];
  readonly onChange: (value: Value) => void;
  readonly size?: 's' | 'm';
  readonly disabled?: boolean;
}

export function Select<Value extends string>({ label, labelPlace = 'above', value, options, onChange, size = 'm', disabled = false }: SelectProps<Value>) {
  const id = useId();
  const current = options.find((option) => option.value === value);
  return (
    <div className={cx(styles.field, labelPlace === 'above' && styles.above)}>
      {labelPlace === 'above' ? (
        <span id={id} className={styles.label}>
          {label}
        </span>
      ) : null}
      <Base.Root
        value={value}
        disabled={disabled}
        modal={false}
        onValueChange={(next) => {
          if (next !== null) onChange(next);
        }}
      >
        <Base.Trigger className={cx(styles.trigger, styles[size])} aria-label={`${label}: ${current?.label ?? value}`}>
          {labelPlace === 'inside' ? <span className={styles.inside}>{label}</span> : null}
          <span className={styles.value}>{current?.label ?? value}</span>
          <Icon name="down" />
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner className={popup.menuLayer} sideOffset={4} collisionPadding={8} alignItemWithTrigger={false}>
            <Base.Popup className={cx(popup.popup, styles.list)}>
              {options.map((option) => (
                <Base.Item key={option.value} value={option.value} className={styles.item} label={option.label}>
                  <span className={styles.lead}>
                    <Base.ItemIndicator>
                      <Icon name="check" />
                    </Base.ItemIndicator>
                  </span>
                  <Base.ItemText>{option.label}</Base.ItemText>
                  {option.hint === undefined ? null : <span className={styles.hint}>{option.hint}</span>}
                </Base.Item>
              ))}
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </div>
  );
}
