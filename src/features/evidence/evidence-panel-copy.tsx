/** A hash in full, and a button that puts it on the clipboard. */
import { useEffect, useState } from 'react';
import { copyText } from '../../actions/copy-text';
import { Button } from '../../ui/button';
import { LiveRegion } from '../../ui/live-region';
import styles from './evidence-panel.module.css';

const SAID_FOR_MS = 2_000;

export function CopyHash({ hash }: { readonly hash: string }) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (said === '') return undefined;
    const timer = setTimeout(() => setSaid(''), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = async (): Promise<void> => {
    setSaid((await copyText(hash)) ? 'Copied' : 'Select the text and copy it; the browser does not allow this page to');
  };
  return (
    <span className={styles.hash}>
      <code className={styles.digits}>{hash}</code>
      <Button variant="quiet" size="s" aria-label="Copy SHA-256" onClick={copy}>
        {said === '' ? 'Copy' : said}
      </Button>
      <LiveRegion message={said} />
    </span>
  );
}
