import styles from './tag.module.css';

/** A short word before a value that says what kind of value it is. */
export function Tag({ text, title }: { readonly text: string; readonly title: string }) {
  return (
    <span className={styles.tag} title={title}>
      {text}
    </span>
  );
}
