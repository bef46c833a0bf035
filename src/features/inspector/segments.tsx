import type { ReactNode } from 'react';
import styles from './segments.module.css';

export interface Segment<Id extends string | number> {
  readonly id: Id;
  readonly label: ReactNode;
}

/** One of a few: which record, which layout. */
export function Segments<Id extends string | number>({ label, value, segments, onChange }: {
  readonly label: string;
  readonly value: Id;
  readonly segments: readonly Segment<Id>[];
  readonly onChange: (id: Id) => void;
}) {
  return (
    <div role="group" aria-label={label} className={styles.segments}>
      {segments.map((segment) => (
        <button key={segment.id} type="button" className={styles.segment} aria-pressed={segment.id === value} onClick={() => onChange(segment.id)}>
          {segment.label}
        </button>
      ))}
    </div>
  );
}
