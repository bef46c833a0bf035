import { Switch as BaseSwitch } from '@base-ui/react/switch';
import { useId, type ReactNode } from 'react';
import styles from './switch.module.css';

export interface SwitchProps {
  readonly label: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
}

export function Switch({ label, checked, onChange, disabled = false }: SwitchProps) {
  const id = useId();
  return (
    <span className={styles.field}>
      <BaseSwitch.Root className={styles.track} checked={checked} disabled={disabled} onCheckedChange={(next) => onChange(next)} aria-labelledby={id}>
        <BaseSwitch.Thumb className={styles.thumb} />
      </BaseSwitch.Root>
      {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the switch has the keys */}
      <span id={id} className={styles.label} onClick={() => { if (!disabled) onChange(!checked); }}>
        {label}
      </span>
    </span>
  );
}
