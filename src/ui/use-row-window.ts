import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { clampTop, isScaled, toContentTop, topShowing, toTrackTop, visibleRows, type ScrollSpace } from './scroll-mapping';

interface RowWindow {
  readonly first: number;
  readonly last: number;
  /** Where content pixel 0 lies on the track. */
  readonly base: number;
  /** The first row that is wholly seen. */
  readonly top: number;
}

export interface RowWindowHandle extends RowWindow {
  readonly space: () => ScrollSpace;
  readonly show: (row: number, place?: 'nearest' | 'centre') => void;
}

const OVERSCAN = 8;
const LINE = 20;

/** Which rows of a scroller are to be drawn, and where; exact for any number of rows. */
export function useRowWindow(scrollerRef: RefObject<HTMLDivElement | null>, rowCount: number, rowHeight: number, headHeight: number): RowWindowHandle {
  const [seen, setSeen] = useState<RowWindow>({ first: 0, last: Math.min(rowCount, 40) - 1, base: 0, top: 0 });
  const contentTopRef = useRef(0);
  /* the track position that this hook itself chose last: a scroll event that finds another one was the reader's */
  const chosenRef = useRef(-1);

  const space = (): ScrollSpace => ({ rowCount, rowHeight, viewport: Math.max(0, (scrollerRef.current?.clientHeight ?? 0) - headHeight) });

  const refresh = () => {
    const now = space();
    const rows = visibleRows(now, contentTopRef.current, OVERSCAN);
    const base = isScaled(now) ? (scrollerRef.current?.scrollTop ?? 0) - contentTopRef.current : 0;
    const top = Math.ceil(contentTopRef.current / rowHeight);
    setSeen((before) => {
      const same = before.first === rows.first && before.last === rows.last && before.base === base;
      return same ? before : { ...rows, base, top };
    });
  };

  const scrollTo = (contentTop: number) => {
    const element = scrollerRef.current;
    if (element === null) return;
    const now = space();
    contentTopRef.current = clampTop(now, contentTop);
    element.scrollTop = toTrackTop(now, contentTopRef.current);
    chosenRef.current = element.scrollTop;
    if (!isScaled(now)) contentTopRef.current = element.scrollTop;
    refresh();
  };

  const onScroll = useEffectEvent((trackTop: number) => {
    const now = space();
    if (!isScaled(now)) contentTopRef.current = trackTop;
    else if (Math.abs(trackTop - chosenRef.current) >= 1) contentTopRef.current = toContentTop(now, trackTop);
    chosenRef.current = trackTop;
    refresh();
  });
  const onWheel = useEffectEvent((event: WheelEvent, element: HTMLElement) => {
    const now = space();
    if (!isScaled(now) || event.ctrlKey || event.shiftKey || event.deltaY === 0) return;
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : event.deltaMode === WheelEvent.DOM_DELTA_PAGE ? now.viewport : 1;
    element.scrollLeft += event.deltaX * unit;
    scrollTo(contentTopRef.current + event.deltaY * unit);
  });
  const onSize = useEffectEvent(refresh);

  useEffect(() => {
    const element = scrollerRef.current;
    if (element === null) return undefined;
    const scrolled = () => onScroll(element.scrollTop);
    const wheeled = (event: WheelEvent) => onWheel(event, element);
    const observer = new ResizeObserver(() => onSize());
    observer.observe(element);
    element.addEventListener('scroll', scrolled, { passive: true });
    element.addEventListener('wheel', wheeled, { passive: false });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', scrolled);
      element.removeEventListener('wheel', wheeled);
    };
  }, [scrollerRef]);

  /* the number of rows changed: keep the place, in rows */
  const keepPlace = useEffectEvent(() => scrollTo(contentTopRef.current));
  useLayoutEffect(() => keepPlace(), [rowCount]);

  const show = (row: number, place: 'nearest' | 'centre' = 'nearest') => {
    const now = space();
    const near = topShowing(now, contentTopRef.current, row);
    if (near !== contentTopRef.current) scrollTo(place === 'nearest' ? near : row * rowHeight - (now.viewport - rowHeight) / 2);
  };
  return { ...seen, space, show };
}
