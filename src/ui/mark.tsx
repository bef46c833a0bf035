import type { ReactNode } from 'react';
import { cx } from './class-names';
import { MARK_LABELS, type MarkKind } from './mark-kind';
import styles from './mark.module.css';

export interface MarkProps {
  readonly kind: MarkKind;
  /** The reason in one sentence; the meaning of the mark when there is none. */
  readonly title?: string | undefined;
  /** The value is in prose, not in the value font. */
  readonly prose?: boolean;
  readonly children: ReactNode;
}

/** A value with the line of who vouches for it; line style carries the meaning, hue only supports it. */
export function Mark({ kind, title, prose = false, children }: MarkProps) {
  const reason = title ?? MARK_LABELS[kind];
  const spoken = title === undefined ? reason : `${MARK_LABELS[kind]}. ${title}`;
  return (
    <span className={cx(styles.mark, styles[kind], !prose && styles.value)} data-mark={kind} title={reason} aria-description={spoken}>
      {kind === 'contradicted' ? <span className={styles.second}>{children}</span> : children}
    </span>
  );
}

function shape(kind: MarkKind): ReactNode {
  switch (kind) {
    case 'observed':
      return <circle cx="6" cy="6" r="3.6" fill="currentColor" />;
    case 'authenticated':
      return (
        <>
          <circle cx="6" cy="6" r="3.5" />
          <path d="M6 2.5a3.5 3.5 0 0 0 0 7z" fill="currentColor" />
        </>
      );
    case 'derived':
      return <circle cx="6" cy="6" r="3.5" />;
    case 'third-party':
      return <path d="M6 1.8L10.2 6 6 10.2 1.8 6z" />;
    case 'claimed':
      return <path d="M1.8 7.2c1.2-3 2.7-3 4.2-1.2s3 1.8 4.2-1.2" strokeWidth="1.6" />;
    case 'contradicted':
      return (
        <>
          <path d="M6 1.8v5" strokeWidth="2" />
          <circle cx="6" cy="9.8" r=".7" fill="currentColor" />
        </>
      );
    case 'unverifiable':
      return (
        <>
          <path d="M3.9 4.3c0-3 4.2-3 4.2-.3 0 1.7-2.1 1.7-2.1 3.3" />
          <circle cx="6" cy="9.8" r=".6" fill="currentColor" />
        </>
      );
  }
}

/** The sign of a kind, drawn rather than typed so that it looks the same with every font. */
export function MarkGlyph({ kind, label }: { readonly kind: MarkKind; readonly label?: string | undefined }) {
  const name = label ?? MARK_LABELS[kind];
  return (
    <span className={cx(styles.glyph, styles[`glyph-${kind}`])} role="img" aria-label={name} title={name}>
      <svg width="12" height="12" viewBox="0 0 12 12" fill="none" stroke="currentColor" strokeWidth="1.3" strokeLinecap="round" aria-hidden="true" focusable="false">
        {shape(kind)}
      </svg>
    </span>
  );
}
