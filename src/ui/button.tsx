import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { cx } from './class-names';
import styles from './button.module.css';

export type ButtonVariant = 'plain' | 'primary' | 'quiet' | 'danger';

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'style'> {
  readonly variant?: ButtonVariant;
  readonly size?: 's' | 'm' | 'l';
  /** A toggle: sets aria-pressed. */
  readonly pressed?: boolean | undefined;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({ variant = 'plain', size = 'm', pressed, type = 'button', children, ...rest }: ButtonProps) {
  return (
    <button type={type} aria-pressed={pressed} {...rest} className={cx(styles.button, styles[variant], styles[size])}>
      {children}
    </button>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, 'aria-label' | 'children'> {
  /** Its accessible name and its tooltip. */
  readonly label: string;
  readonly children: ReactNode;
}

export function IconButton({ label, variant = 'quiet', size = 's', pressed, type = 'button', title, children, ...rest }: IconButtonProps) {
  return (
    <button
      type={type}
      aria-pressed={pressed}
      aria-label={label}
      title={title ?? label}
      {...rest}
      className={cx(styles.button, styles.icon, styles[variant], styles[size])}
    >
      {children}
    </button>
  );
}
