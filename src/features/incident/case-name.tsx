/** The case's name, changed where it stands. */
import { useRef, useState } from 'react';
import { renameCase } from '../../actions/pins';
import { useWorkbench } from '../../actions/use-workbench';
import { escapeHostileText } from '../../base/hostile-text';
import { useCase } from '../../state/workbench-core';
import styles from './incident.module.css';

export function CaseName() {
  const workbench = useWorkbench();
  const name = useCase((state) => state.name);
  const [draft, setDraft] = useState<string | undefined>(undefined);
  const field = useRef<HTMLInputElement>(null);
  const leave = (keep: boolean): void => {
    if (keep && draft !== undefined && draft !== name) renameCase(workbench, draft);
    setDraft(undefined);
  };
  return (
    <input
      ref={field}
      className={styles.caseName}
      aria-label="Case name"
      title="Case name: press to change"
      // Invisible characters show as escapes until the name is edited.
      value={draft ?? escapeHostileText(name)}
      maxLength={200}
      spellCheck={false}
      autoComplete="off"
      onFocus={(event) => {
        setDraft(name);
        event.target.select();
      }}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => leave(true)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') field.current?.blur();
        if (event.key === 'Escape') {
          setDraft(name);
          // Blurring saves what it finds, so the old name must be there first.
          requestAnimationFrame(() => field.current?.blur());
        }
      }}
    />
  );
}
