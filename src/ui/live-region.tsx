import { VisuallyHidden } from './visually-hidden';

/** Says `message` politely whenever it changes; stays in the page so that the first message is heard too. */
export function LiveRegion({ message }: { readonly message: string }) {
  return (
    <VisuallyHidden>
      <span role="status" aria-live="polite" aria-atomic="true">
        {message}
      </span>
    </VisuallyHidden>
  );
}
