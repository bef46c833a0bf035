import { useEffect, useEffectEvent } from 'react';

type Keys = Readonly<Record<string, () => void>>;

/** Keys that hold while the focus is inside the region; a key taken here is not taken again further out. */
export function useRegionKeys(region: HTMLElement | null, keys: Keys): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const act = keys[event.key];
    if (act === undefined || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });
  useEffect(() => {
    if (region === null) return undefined;
    const listen = (event: KeyboardEvent) => onKey(event);
    region.addEventListener('keydown', listen);
    return () => region.removeEventListener('keydown', listen);
  }, [region]);
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement);
