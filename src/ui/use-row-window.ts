import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
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
  readonly scrollTo: (contentTop: number) => void;
  readonly show: (row: number, place?: 'nearest' | 'centre') => void;
}

const OVERSCAN = 8;
const LINE = 20;

/** Which rows of a scroller are to be drawn, and where; exact for any number of rows. */
export function useRowWindow(scroller: RefObject<HTMLDivElement | null>, rowCount: number, rowHeight: number, headHeight: number): RowWindowHandle {
  const [seen, setSeen] = useState<RowWindow>({ first: 0, last: Math.min(rowCount, 40) - 1, base: 0, top: 0 });
  const contentTop = useRef(0);
  const ownTrackTop = useRef(-1);

  const space = useCallback((): ScrollSpace => {
    const element = scroller.current;
    return { rowCount, rowHeight, viewport: element === null ? 0 : Math.max(0, element.clientHeight - headHeight) };
  }, [scroller, rowCount, rowHeight, headHeight]);

  const refresh = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const now = space();
    const rows = visibleRows(now, contentTop.current, OVERSCAN);
    const base = isScaled(now) ? element.scrollTop - contentTop.current : 0;
    const top = Math.ceil(contentTop.current / rowHeight);
    setSeen((before) => {
      const same = before.first === rows.first && before.last === rows.last && before.base === base;
      return same ? before : { ...rows, base, top };
    });
  }, [scroller, space, rowHeight]);

  const scrollTo = useCallback(
    (top: number) => {
      const element = scroller.current;
      if (element === null) return;
      const now = space();
      contentTop.current = clampTop(now, top);
      element.scrollTop = toTrackTop(now, contentTop.current);
      ownTrackTop.current = element.scrollTop;
      if (!isScaled(now)) contentTop.current = element.scrollTop;
      refresh();
    },
    [scroller, space, refresh],
  );

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const onScroll = () => {
      const now = space();
      const moved = Math.abs(element.scrollTop - ownTrackTop.current) >= 1;
      if (!isScaled(now)) contentTop.current = element.scrollTop;
      else if (moved) contentTop.current = toContentTop(now, element.scrollTop);
      ownTrackTop.current = element.scrollTop;
      refresh();
    };
    const onWheel = (event: WheelEvent) => {
      if (!isScaled(space()) || event.ctrlKey || event.shiftKey || event.deltaY === 0) return;
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : event.deltaMode === WheelEvent.DOM_DELTA_PAGE ? space().viewport : 1;
      element.scrollLeft += event.deltaX * unit;
      scrollTo(contentTop.current + event.deltaY * unit);
    };
    const observer = new ResizeObserver(refresh);
    observer.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', onScroll);
      element.removeEventListener('wheel', onWheel);
    };
  }, [scroller, space, refresh, scrollTo]);

  /* the number of rows changed: keep the place, in rows */
  useLayoutEffect(() => {
    if (scroller.current !== null) scrollTo(contentTop.current);
  }, [scroller, scrollTo]);

  const show = useCallback(
    (row: number, place: 'nearest' | 'centre' = 'nearest') => {
      const now = space();
      const near = topShowing(now, contentTop.current, row);
      if (near !== contentTop.current) scrollTo(place === 'nearest' ? near : row * rowHeight - (now.viewport - rowHeight) / 2);
    },
    [space, scrollTo, rowHeight],
  );
  return { ...seen, space, scrollTo, show };
}
