import { useId, useRef, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import { cx } from './class-names';
import { Icon } from './icon';
import styles from './text-field.module.css';
import { VisuallyHidden } from './visually-hidden';

export interface TextFieldProps {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onSubmit?: (() => void) | undefined;
  readonly onKeyDown?: ((event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => void) | undefined;
  readonly placeholder?: string;
  readonly type?: 'text' | 'search';
  /** The value font, for patterns and paths. */
  readonly mono?: boolean;
  /** More than one line; Ctrl or ⌘ Enter submits. */
  readonly rows?: number;
  readonly error?: string | undefined;
  readonly hint?: ReactNode;
  readonly ref?: Ref<HTMLInputElement>;
}

export function TextField(props: TextFieldProps) {
  const { label, hideLabel = false, value, onChange, onSubmit, placeholder, type = 'text', mono = false, rows, error, hint, ref } = props;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const note = error ?? hint;
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
    props.onKeyDown?.(event);
    if (event.defaultPrevented || event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && onSubmit !== undefined && (rows === undefined || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSubmit();
    }
    if (event.key === 'Escape' && type === 'search' && value !== '') {
      event.stopPropagation();
      onChange('');
    }
  };
  const shared = {
    id,
    value,
    placeholder,
    onKeyDown,
    className: cx(styles.input, mono && styles.mono),
    'aria-invalid': error !== undefined,
    'aria-describedby': note === undefined ? undefined : `${id}-note`,
    autoComplete: 'off',
    spellCheck: false,
  };
  return (
    <div className={styles.field}>
      {hideLabel ? (
        <VisuallyHidden>
          <label htmlFor={id}>{label}</label>
        </VisuallyHidden>
      ) : (
        <label className={styles.label} htmlFor={id}>
          {label}
        </label>
      )}
      <div ref={box} className={cx(styles.box, error !== undefined && styles.invalid)}>
        {type === 'search' ? (
          <span className={styles.lead}>
            <Icon name="search" />
          </span>
        ) : null}
        {rows === undefined ? (
          <input ref={ref} type="text" role={type === 'search' ? 'searchbox' : undefined} {...shared} onChange={(event) => onChange(event.target.value)} />
        ) : (
          <textarea rows={rows} {...shared} onChange={(event) => onChange(event.target.value)} />
        )}
        {value !== '' && rows === undefined ? (
          <button
            type="button"
            className={styles.clear}
            aria-label={`Clear ${label}`}
            onClick={() => {
              onChange('');
              box.current?.querySelector('input')?.focus();
            }}
          >
            <Icon name="close" size={10} />
          </button>
        ) : null}
      </div>
      {note === undefined ? null : (
        <p id={`${id}-note`} className={cx(styles.note, error !== undefined && styles.error)}>
          {note}
        </p>
      )}
    </div>
  );
}
