import { useEffect, useState } from 'react';
import { Button } from '../../ui/button';
import { VisuallyHidden } from '../../ui/visually-hidden';
import { copyText } from './copy-text';

const SAID_FOR_MS = 2_000;

/** Copies exactly `text`; says for a moment whether it worked. */
export function CopyButton({ what, text, label = 'Copy' }: { readonly what: string; readonly text: string; readonly label?: string }) {
  const [result, setResult] = useState<'copied' | 'refused'>();
  useEffect(() => {
    if (result === undefined) return undefined;
    const timer = setTimeout(() => setResult(undefined), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [result]);
  const said = result === undefined ? label : result === 'copied' ? 'Copied' : 'Not allowed here';
  return (
    <Button variant="quiet" size="s" aria-label={`${label} ${what}`} onClick={async () => setResult((await copyText(text)) ? 'copied' : 'refused')}>
      {said}
      <VisuallyHidden>
        <span role="status">{result === undefined ? '' : said}</span>
      </VisuallyHidden>
    </Button>
  );
}
