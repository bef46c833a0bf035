/** Text search. What is typed is searched after a short pause; Enter searches at once and leaves the field. */
import { useEffect, useRef, useState } from 'react';
import type { ChangeKind } from '../../state/view-store';
import { TextField } from '../../ui/text-field';
import styles from './filter-bar.module.css';

const PAUSE_MS = 250;

/** Where the reader goes next: the rows, so that j, k and the other letters work at once. */
const focusRows = (): void => document.querySelector<HTMLElement>('main [role="grid"] [tabindex="0"]')?.focus();

export function SearchField({ text, onSearch }: { readonly text: string; readonly onSearch: (text: string, kind: ChangeKind) => void }) {
  const [typed, setTyped] = useState(text);
  const [known, setKnown] = useState(text);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  // One search is one step to undo, however many pauses its typing had.
  const begun = useRef(false);
  if (known !== text) {
    // The search was changed elsewhere: by undo, a chip, a link.
    setKnown(text);
    setTyped(text);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  const now = (value: string): void => {
    clearTimeout(timer.current);
    setKnown(value);
    onSearch(value, begun.current ? 'drag' : 'step');
    begun.current = value !== '';
  };
  return (
    <form
      className={styles.search}
      role="search"
      onBlur={() => { begun.current = false; }}
      onSubmit={(event) => {
        event.preventDefault();
        now(typed);
        begun.current = false;
        // The letters are keys again, and Enter opens the first that was found.
        focusRows();
      }}
    >
      <TextField
        label="Search any text of a request"
        hideLabel
        type="search"
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' || (event.key === 'Escape' && typed === '')) {
            event.preventDefault();
            focusRows();
          }
        }}
        placeholder="Search any text  /"
        value={typed}
        onChange={(value) => {
          setTyped(value);
          clearTimeout(timer.current);
          if (value === '') now('');
          else timer.current = setTimeout(() => now(value), PAUSE_MS);
        }}
      />
    </form>
  );
}
