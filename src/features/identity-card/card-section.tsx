import type { ReactNode } from 'react';
import styles from './identity-card.module.css';

export function CardSection({ title, note, children }: { readonly title: string; readonly note?: string; readonly children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={title}>
      <h4 className={styles.title}>{title}</h4>
      {note === undefined ? null : <p className={styles.faint}>{note}</p>}
      {children}
    </section>
  );
}
