import { useId, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { formatCount } from '../base/number';
import { formatClock, shownBetween, shownClock, timestampUs } from '../base/time';
import { IconButton } from './button';
import { cx } from './class-names';
import { Icon } from './icon';
import { LiveRegion } from './live-region';
import { AXIS, drawSwimlanes, LANE, TOKENS, type SwimlaneDensity } from './swimlane-draw';
import { barAt, indexBars, scaleOf, stepBar, type SwimlaneBar } from './swimlane-geometry';
import styles from './swimlanes.module.css';
import { dateText, panBy, spanOf, usAt, zoomAround, type TimeView } from './time-scale';
import { useCanvasColors } from './use-canvas-colors';
import { useSize } from './use-size';
import { useSwimlanePointer } from './use-swimlane-pointer';
import { VisuallyHidden } from './visually-hidden';

export interface Swimlane {
  readonly id: string;
  readonly label: ReactNode;
  /** The label in plain text. */
  readonly text: string;
  /** Characters of the label as shown. */
  readonly characters: number;
  readonly total: number;
}

export interface SwimlanesProps {
  readonly label: string;
  readonly lanes: readonly Swimlane[];
  readonly view: TimeView;
  /** Everything there is: Home goes there, panning stops there. */
  readonly bounds: TimeView;
  readonly bars: readonly SwimlaneBar[];
  /** In place of bars when they are too many. */
  readonly density?: SwimlaneDensity | undefined;
  readonly gaps?: readonly TimeView[];
  /** Pixels of the column of names. */
  readonly names: number;
  readonly selectedId?: string | undefined;
  /** `step` for keys and buttons, `drag` while the pointer moves or the wheel turns. */
  readonly onViewChange: (view: TimeView, by: 'step' | 'drag') => void;
  readonly onSelect: (requestId: string) => void;
  readonly onHover?: ((requestId: string | undefined) => void) | undefined;
  /** Said of the bar under the pointer besides its label, where it is known by then. */
  readonly hoverNote?: string | undefined;
}

const NO_GAPS: readonly TimeView[] = [];

const inWords = (bar: SwimlaneBar): string => {
  const from = timestampUs(BigInt(bar.from));
  const length = bar.to === Infinity ? 'no end in the evidence' : shownBetween(from, timestampUs(BigInt(bar.to)));
  return `${bar.label ?? bar.requestId}, ${shownClock(from)} UTC, ${length}`;
};

/** Requests over time in lanes: bars near by, density far out. */
export function Swimlanes(props: SwimlanesProps) {
  const { label, lanes, view, bounds, bars, density, gaps = NO_GAPS, names, selectedId, onViewChange, onSelect, onHover, hoverNote } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const chart = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const probe = useRef<HTMLSpanElement>(null);
  const help = useId();
  const { width, height } = useSize(chart);
  const colors = useCanvasColors(probe, TOKENS);
  const index = useMemo(() => indexBars(bars), [bars]);
  const selected = useMemo(() => (selectedId === undefined ? undefined : bars.find((bar) => bar.requestId === selectedId)), [bars, selectedId]);
  const [scrollTop, setScrollTop] = useState(0);
  const [lane, setLane] = useState<number | undefined>(undefined);
  const [said, setSaid] = useState('');
  const [hovered, setHovered] = useState<{ readonly bar: SwimlaneBar; readonly x: number; readonly y: number; readonly view: TimeView; readonly scrollTop: number } | undefined>(undefined);

  useLayoutEffect(() => {
    const element = canvas.current;
    const pen = element?.getContext('2d');
    if (element === null || pen === null || pen === undefined || colors === undefined || width === 0) return;
    const ratio = window.devicePixelRatio;
    if (element.width !== Math.round(width * ratio) || element.height !== Math.round(height * ratio)) {
      element.width = Math.round(width * ratio);
      element.height = Math.round(height * ratio);
    }
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    const font = `11px ${getComputedStyle(element).fontFamily}`;
    drawSwimlanes(pen, { width, height, scrollTop, view, lanes, index, density, gaps, selected, currentLane: lane, font }, colors);
  }, [width, height, scrollTop, view, lanes, index, density, gaps, selected, lane, colors]);

  const hit = (x: number, y: number): SwimlaneBar | undefined => {
    const id = y > height - AXIS ? undefined : lanes[Math.floor((y + scrollTop) / LANE)]?.id;
    return id === undefined ? undefined : barAt(index.lanes.get(id), scaleOf(view, width), x);
  };

  const pointer = useSwimlanePointer({
    chart,
    view,
    bounds,
    width,
    onView: onViewChange,
    onScroll: (by) => {
      if (scroller.current !== null) scroller.current.scrollTop += by;
    },
    onPress: (x, y) => {
      const bar = hit(x, y);
      setLane(Math.min(lanes.length - 1, Math.floor((y + scrollTop) / LANE)));
      if (bar !== undefined) onSelect(bar.requestId);
    },
    onPoint: (x, y) => {
      const bar = x === undefined || y === undefined ? undefined : hit(x, y);
      if (bar?.requestId === hovered?.bar.requestId) return;
      setHovered(bar === undefined || x === undefined || y === undefined ? undefined : { bar, x, y, view, scrollTop });
      onHover?.(bar?.requestId);
    },
  });

  const showLane = (next: number) => {
    const element = scroller.current;
    const to = Math.min(lanes.length - 1, Math.max(0, next));
    setLane(to);
    setSaid(lanes[to] === undefined ? '' : `${lanes[to].text}, ${formatCount(lanes[to].total)}`);
    if (element === null) return;
    if (to * LANE < element.scrollTop) element.scrollTop = to * LANE;
    else if ((to + 1) * LANE > element.scrollTop + element.clientHeight - AXIS) element.scrollTop = (to + 1) * LANE - element.clientHeight + AXIS;
  };

  const step = (by: 1 | -1) => {
    const at = lane ?? 0;
    const id = lanes[at]?.id;
    if (id === undefined) return;
    const bar = stepBar(index.lanes.get(id), selected?.lane === id ? selected : undefined, by, Number(view.fromUs));
    setLane(at);
    setSaid(bar === undefined ? 'No single requests at this distance; zoom in' : inWords(bar));
    if (bar === undefined) return;
    const share = (bar.from - Number(view.fromUs)) / spanOf(view);
    if (share < 0 || share > 1) onViewChange(panBy(view, share - 0.5, bounds), 'step');
    onSelect(bar.requestId);
  };

  const zoom = (factor: number) => onViewChange(zoomAround(view, view.fromUs + (view.toUs - view.fromUs) / 2n, factor, bounds), 'step');
  // The names are many and no stops of their own: the lane that the keys are in has its menu by the key for menus.
  const openLane = () => {
    showLane(lane ?? 0);
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-lane="${lane ?? 0}"] button`)?.click());
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act: Readonly<Record<string, () => void>> = {
      '+': () => zoom(0.5),
      '=': () => zoom(0.5),
      '-': () => zoom(2),
      ArrowLeft: () => (event.shiftKey ? step(-1) : onViewChange(panBy(view, -0.2, bounds), 'step')),
      ArrowRight: () => (event.shiftKey ? step(1) : onViewChange(panBy(view, 0.2, bounds), 'step')),
      ArrowUp: () => showLane((lane ?? 1) - 1),
      ArrowDown: () => showLane((lane ?? -1) + 1),
      Home: () => onViewChange(bounds, 'step'),
      ...(event.shiftKey ? { F10: openLane } : {}),
      ContextMenu: openLane,
      ',': () => step(-1),
      '.': () => step(1),
    };
    const chosen = act[event.key];
    if (chosen === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    chosen();
  };

  const firstLane = Math.floor(scrollTop / LANE);
  const seenLanes = lanes.slice(firstLane, firstLane + Math.ceil(height / LANE) + 1);
  return (
    <div ref={scroller} className={styles.scroller} onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}>
      <div className={styles.extent} style={{ '--lanes': `${lanes.length * LANE + AXIS}px` }}>
        <div className={styles.screen} style={{ '--names': `${names}px` }}>
          <div className={styles.names}>
            <ul className={styles.nameList} style={{ '--y': `${firstLane * LANE - scrollTop}px` }}>
              {seenLanes.map((one, offset) => (
                <li key={one.id} data-lane={firstLane + offset} className={cx(styles.name, firstLane + offset === lane && styles.current)} title={one.text}>
                  <span className={styles.nameText}>{one.label}</span>
                  <span className={styles.total}>{formatCount(one.total)}</span>
                </li>
              ))}
            </ul>
            <div className={styles.tools}>
              <IconButton label="Zoom out (−)" onClick={() => zoom(2)}>
                <Icon name="minus" />
              </IconButton>
              <IconButton label="Zoom in (+)" onClick={() => zoom(0.5)}>
                <Icon name="plus" />
              </IconButton>
              <button type="button" className={styles.fit} onClick={() => onViewChange(bounds, 'step')}>
                Fit
              </button>
              <span className={styles.date}>{dateText(view)}</span>
            </div>
          </div>
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex -- role application: its keys are described */}
          <div ref={chart} className={styles.chart} role="application" tabIndex={0} aria-label={label} aria-describedby={help} onKeyDown={onKeyDown} {...pointer}>
            <canvas ref={canvas} className={styles.canvas} aria-hidden="true" />
            <span className={styles.cross} aria-hidden="true" />
            <span className={styles.readout} aria-hidden="true" />
            <span className={styles.box} aria-hidden="true" />
            {hovered === undefined || hovered.view !== view || hovered.scrollTop !== scrollTop ? null : (
              <span className={styles.bubble} style={{ '--bx': `${Math.min(hovered.x, width - 260)}px`, '--by': `${hovered.y > height - 80 ? hovered.y - 40 : hovered.y + 14}px` }} aria-hidden="true">
                {inWords(hovered.bar)}
                {hoverNote === undefined ? null : <span className={styles.note}>{hoverNote}</span>}
              </span>
            )}
            <span ref={probe} hidden />
          </div>
        </div>
      </div>
      <VisuallyHidden id={help}>
        Plus and minus zoom, left and right pan, up and down change the lane, comma and full stop step through its requests, Shift F10 opens the menu of the lane, Home shows everything. Seen: {formatClock(timestampUs(view.fromUs))} to{' '}
        {formatClock(timestampUs(usAt(view, 1, 1)))} UTC.
      </VisuallyHidden>
      <LiveRegion message={said} />
    </div>
  );
}
