import styles from './kbd.module.css';

/** Keys as on the keyboard: `<Kbd keys="Ctrl K" />`. */
export function Kbd({ keys }: { readonly keys: string }) {
  return <kbd className={styles.kbd}>{keys}</kbd>;
}
