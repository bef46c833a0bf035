/** A fact of a file that the responder may set: shown with a way to change it, or as a field. */
import { useState, type ReactNode } from 'react';
import { Button } from '../../ui/button';
import { TextField } from '../../ui/text-field';
import styles from './evidence-panel-field.module.css';

export interface EvidenceFieldProps {
  readonly label: string;
  readonly placeholder: string;
  /** What is in the field when it opens. */
  readonly value: string;
  readonly change: string;
  readonly loading: boolean;
  /** Rejects with what is wrong, which is shown. */
  readonly save: (text: string) => Promise<void>;
  readonly hint?: string;
  readonly children: ReactNode;
}

export function EvidenceField({ label, placeholder, value, change, loading, save, hint, children }: EvidenceFieldProps) {
  const [draft, setDraft] = useState<string | undefined>(undefined);
  const [failure, setFailure] = useState<string | undefined>(undefined);
  const [saving, setSaving] = useState(false);
  const close = (): void => {
    setDraft(undefined);
    setFailure(undefined);
  };
  const submit = async (): Promise<void> => {
    setSaving(true);
    try {
      await save(draft ?? '');
      close();
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    }
    setSaving(false);
  };
  if (draft === undefined) {
    return (
      <span className={styles.shown}>
        {children}
        <Button size="s" variant="quiet" aria-label={`${change}: ${label}`} disabled={loading} title={loading ? 'Possible when nothing is being read' : undefined} onClick={() => setDraft(value)}>{change}</Button>
      </span>
    );
  }
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      <TextField
        label={label} hideLabel value={draft} onChange={setDraft} placeholder={placeholder} error={failure} hint={hint}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          event.stopPropagation();
          close();
        }}
      />
      <Button size="s" type="submit" variant="primary" disabled={saving || loading}>{saving ? 'Saving' : 'Save'}</Button>
      <Button size="s" onClick={close}>Cancel</Button>
    </form>
  );
}
