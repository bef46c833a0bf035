/** Which section is being read: the last one whose beginning has passed the upper part of the scroller. */
import { useEffect, useState, type RefObject } from 'react';

export function useReadSection(scroller: RefObject<HTMLElement | null>, sections: readonly unknown[]): readonly [string | undefined, (id: string) => void] {
  const [read, setRead] = useState<string | undefined>(undefined);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const look = (): void => {
      const line = element.getBoundingClientRect().top + 80;
      const parts = [...element.querySelectorAll<HTMLElement>('[data-section]')];
      const atEnd = element.scrollTop + element.clientHeight >= element.scrollHeight - 2;
      const passed = parts.filter((part) => part.getBoundingClientRect().top <= line).at(-1) ?? parts[0];
      setRead((atEnd && element.scrollTop > 0 ? parts.at(-1) : passed)?.dataset['section']);
    };
    look();
    element.addEventListener('scroll', look, { passive: true });
    return () => element.removeEventListener('scroll', look);
  }, [scroller, sections]);
  return [read, setRead];
}
