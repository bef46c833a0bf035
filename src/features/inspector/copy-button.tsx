import { useEffect, useState } from 'react';
import { Button } from '../../ui/button';
import { VisuallyHidden } from '../../ui/visually-hidden';
import { copyText } from '../../actions/copy-text';

const SAID_FOR_MS = { copied: 2_000, refused: 6_000 } as const;

/** Copies exactly `text`; says for a moment whether it worked. */
export function CopyButton({ what, text, label = 'Copy' }: { readonly what: string; readonly text: string; readonly label?: string }) {
  const [result, setResult] = useState<'copied' | 'refused'>();
  useEffect(() => {
    if (result === undefined) return undefined;
    const timer = setTimeout(() => setResult(undefined), SAID_FOR_MS[result]);
    return () => clearTimeout(timer);
  }, [result]);
  const said = result === undefined ? label : result === 'copied' ? 'Copied' : 'Select it and copy by hand';
  return (
    <Button variant="quiet" size="s" aria-label={`${label} ${what}`} onClick={async () => setResult((await copyText(text)) ? 'copied' : 'refused')}>
      {said}
      <VisuallyHidden>
        <span role="status">{result === undefined ? '' : said}</span>
      </VisuallyHidden>
    </Button>
  );
}
