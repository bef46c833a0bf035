import { useEffect, useState, type RefObject } from 'react';

export type CanvasColors = Readonly<Record<string, string>>;

/** Tokens as colours that a canvas understands; read again when the theme changes. */
export function useCanvasColors(probeRef: RefObject<HTMLElement | null>, tokens: readonly string[]): CanvasColors | undefined {
  const [colors, setColors] = useState<CanvasColors | undefined>(undefined);
  useEffect(() => {
    const element = probeRef.current;
    if (element === null) return undefined;
    const read = () => {
      const found: Record<string, string> = {};
      for (const token of tokens) {
        element.style.setProperty('color', `var(--${token})`);
        found[token] = getComputedStyle(element).color;
      }
      element.style.removeProperty('color');
      setColors((before) => (before !== undefined && tokens.every((token) => before[token] === found[token]) ? before : found));
    };
    read();
    const system = window.matchMedia('(prefers-color-scheme: dark)');
    const chosen = new MutationObserver(read);
    system.addEventListener('change', read);
    chosen.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class'] });
    return () => {
      system.removeEventListener('change', read);
      chosen.disconnect();
    };
  }, [probeRef, tokens]);
  return colors;
}
