/** Name and description of a saved pivot, with what it looks for. */
import { useEffect, useRef, useState } from 'react';
import { filterSentence } from '../../model/filter';
import { fragmentToView } from '../../state/view-url';
import { Button } from '../../ui/button';
import { HostileText } from '../../ui/hostile-text';
import { TextField } from '../../ui/text-field';
import styles from './saved-pivots.module.css';

export interface PivotFormProps {
  readonly view: string;
  readonly name?: string;
  readonly description?: string;
  readonly action: string;
  readonly onSave: (name: string, description: string) => void;
  readonly onCancel: () => void;
}

export function PivotForm({ view, name: oldName = '', description: oldDescription = '', action, onSave, onCancel }: PivotFormProps) {
  const [name, setName] = useState(oldName);
  const [description, setDescription] = useState(oldDescription);
  const field = useRef<HTMLInputElement>(null);
  const ready = name.trim() !== '';
  const save = (): void => {
    if (ready) onSave(name.trim().slice(0, 500), description.trim().slice(0, 10_000));
  };
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  return (
    <div className={styles.panel}>
      <p className={styles.looks}>
        <HostileText text={filterSentence(fragmentToView(view).filter)} maxLength={400} />
      </p>
      <TextField ref={field} label="Name" value={name} onChange={setName} onSubmit={save} placeholder="Secrets read without a credential" />
      <TextField label="Description" rows={2} value={description} onChange={setDescription} onSubmit={save} hint="What it is for. Shown in the list; may stay empty." />
      <div className={styles.foot}>
        <span className={styles.space} />
        <Button size="s" onClick={onCancel}>
          Cancel
        </Button>
        <Button variant="primary" size="s" disabled={!ready} onClick={save}>
          {action}
        </Button>
      </div>
    </div>
  );
}
