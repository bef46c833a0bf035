import { useEffect, useEffectEvent, useRef, type PointerEvent, type RefObject } from 'react';
import { formatClock, timestampUs } from '../base/time';
import { panBy, usAt, zoomAround, type TimeView } from './time-scale';

interface SwimlanePointerOptions {
  readonly chart: RefObject<HTMLDivElement | null>;
  readonly view: TimeView;
  readonly bounds: TimeView;
  readonly width: number;
  readonly onView: (view: TimeView, by: 'step' | 'drag') => void;
  readonly onScroll: (by: number) => void;
  readonly onPress: (x: number, y: number) => void;
  readonly onPoint: (x: number | undefined, y: number | undefined) => void;
}

interface Drag {
  readonly x: number;
  readonly y: number;
  readonly view: TimeView;
  readonly box: boolean;
  lastY: number;
  moved: boolean;
}

/** Wheel, drag and zoom box. The crosshair and the box are moved by custom properties, without a render. */
export function useSwimlanePointer({ chart, view, bounds, width, onView, onScroll, onPress, onPoint }: SwimlanePointerOptions) {
  const drag = useRef<Drag | undefined>(undefined);

  const onWheel = useEffectEvent((event: WheelEvent) => {
    const frame = chart.current?.getBoundingClientRect();
    if (frame === undefined) return;
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 20 : 1;
    const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
    if (Math.abs(sideways) > Math.abs(event.deltaY) || event.shiftKey) onView(panBy(view, (sideways * unit) / frame.width, bounds), 'drag');
    else onView(zoomAround(view, usAt(view, frame.width, event.clientX - frame.left), Math.exp(event.deltaY * unit * 0.0022), bounds), 'drag');
  });

  useEffect(() => {
    const element = chart.current;
    if (element === null) return undefined;
    const listen = (event: WheelEvent) => onWheel(event);
    element.addEventListener('wheel', listen, { passive: false });
    return () => element.removeEventListener('wheel', listen);
  }, [chart]);

  const placeOf = (event: PointerEvent<HTMLElement>) => {
    const frame = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - frame.left, y: event.clientY - frame.top };
  };

  const readOut = (element: HTMLElement, x: number) => {
    element.dataset['pointing'] = '';
    element.style.setProperty('--x', `${x}px`);
    element.style.setProperty('--label-x', `${Math.min(Math.max(x, 62), width - 62)}px`);
    const label = element.querySelector('[class*="readout"]');
    if (label !== null) label.textContent = formatClock(timestampUs(usAt(view, width, x)));
  };

  return {
    onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
      if (event.button !== 0) return;
      const { x, y } = placeOf(event);
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { x, y, view, box: event.shiftKey, lastY: y, moved: false };
    },
    onPointerMove: (event: PointerEvent<HTMLDivElement>) => {
      const { x, y } = placeOf(event);
      const now = drag.current;
      readOut(event.currentTarget, x);
      if (now === undefined) {
        onPoint(x, y);
        return;
      }
      if (!now.moved && Math.abs(x - now.x) < 4 && Math.abs(y - now.y) < 4) return;
      now.moved = true;
      if (now.box) {
        event.currentTarget.dataset['box'] = '';
        event.currentTarget.style.setProperty('--box-from', `${Math.min(now.x, x)}px`);
        event.currentTarget.style.setProperty('--box-width', `${Math.abs(x - now.x)}px`);
        return;
      }
      event.currentTarget.dataset['panning'] = '';
      onView(panBy(now.view, (now.x - x) / Math.max(1, width), bounds), 'drag');
      onScroll(now.lastY - y);
      now.lastY = y;
    },
    onPointerUp: (event: PointerEvent<HTMLDivElement>) => {
      const { x, y } = placeOf(event);
      const now = drag.current;
      drag.current = undefined;
      delete event.currentTarget.dataset['box'];
      delete event.currentTarget.dataset['panning'];
      if (now === undefined) return;
      if (!now.moved) onPress(x, y);
      else if (now.box && Math.abs(x - now.x) > 3) {
        onView({ fromUs: usAt(now.view, width, Math.min(x, now.x)), toUs: usAt(now.view, width, Math.max(x, now.x)) + 1n }, 'step');
      } else if (!now.box) onView(view, 'step');
    },
    onPointerLeave: (event: PointerEvent<HTMLDivElement>) => {
      delete event.currentTarget.dataset['pointing'];
      onPoint(undefined, undefined);
    },
    onPointerCancel: () => {
      drag.current = undefined;
    },
  };
}
