import { useLayoutEffect, useState, type RefObject } from 'react';

/** How many children of a strip that scrolls sideways are not wholly seen; followed while it scrolls or its width changes. */
export function useHiddenCount(strip: RefObject<HTMLElement | null>, children: string): number {
  const [hidden, setHidden] = useState(0);
  useLayoutEffect(() => {
    const element = strip.current;
    if (element === null) return undefined;
    const count = () => {
      const { left, right } = element.getBoundingClientRect();
      setHidden(
        Array.from(element.children).filter((child) => {
          const box = child.getBoundingClientRect();
          return box.left < left - 1 || box.right > right + 1;
        }).length,
      );
    };
    // Hears of the size as soon as it is laid out anyway: asked here, the whole page would be laid out once more, in the middle of its first picture.
    const observer = new ResizeObserver(count);
    observer.observe(element);
    element.addEventListener('scroll', count, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', count);
    };
  }, [strip, children]);
  return hidden;
}
