import styles from './inspector-skeleton.module.css';

/** The shape of what comes, so that nothing jumps when it does. */
export function InspectorSkeleton() {
  return (
    <div className={styles.skeleton} role="status" aria-label="Reading the request">
      <span className={styles.sentence} />
      <span className={styles.sentence} />
      <span className={styles.short} />
      {Array.from({ length: 9 }, (_, i) => (
        <span key={i} className={styles.line} />
      ))}
    </div>
  );
}
