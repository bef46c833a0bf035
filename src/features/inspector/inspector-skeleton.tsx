import { cx } from '../../ui/class-names';
import styles from './inspector-skeleton.module.css';

/** The shape of what comes, so that nothing jumps when it does; of all of it, or of what stands below the sentence. */
export function InspectorSkeleton({ below = 'nothing' }: { readonly below?: 'nothing' | 'sentence' }) {
  return (
    <div className={cx(styles.skeleton, below === 'sentence' && styles.rest)} role="status" aria-label="Reading the request">
      {below === 'sentence' ? null : (
        <>
          <span className={styles.sentence} />
          <span className={styles.sentence} />
          <span className={styles.short} />
        </>
      )}
      {Array.from({ length: 9 }, (_, i) => (
        <span key={i} className={styles.line} />
      ))}
    </div>
  );
}
