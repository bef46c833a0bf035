import { useDeferredValue, useId, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { countOf, formatCount } from '../base/number';
import { bucketAt, clampBucket, dragTo, gripAt, placeOf, rangeBetween, rangeUs, type BrushGrip, type BucketRange } from './brush';
import { cx } from './class-names';
import { HistogramBars } from './histogram-bars';
import type { HistogramBucket, HistogramSeries } from './histogram-data';
import { bucketText, HistogramTooltip } from './histogram-tooltip';
import styles from './histogram.module.css';
import { dateText, ticks } from './time-scale';
import { useSize } from './use-size';
import { VisuallyHidden } from './visually-hidden';

export interface TimeRangeUs {
  readonly fromUs: bigint;
  readonly toUs: bigint;
}

export interface HistogramProps {
  readonly label: string;
  /** What is counted, in the plural. */
  readonly unit?: string;
  /** Side by side, none left out. */
  readonly buckets: readonly HistogramBucket[];
  readonly series: readonly HistogramSeries[];
  readonly bucketWidthUs: bigint;
  /** Times nothing is known of; `reason` says why, in a sentence. */
  readonly gaps?: readonly (TimeRangeUs & { readonly reason: string })[];
  readonly range: TimeRangeUs | undefined;
  readonly onRange: (range: TimeRangeUs | undefined) => void;
  /** While a drag lasts. */
  readonly onDrag?: (range: TimeRangeUs) => void;
  readonly loading?: boolean;
  readonly emptyText?: string;
}

interface Drag {
  readonly grip: BrushGrip;
  readonly anchor: number;
  readonly start: BucketRange | undefined;
  readonly range: BucketRange;
  readonly moved: boolean;
}

const CHARACTER_WIDTH = 7.2;
const widthOf = (text: string): number => text.length * CHARACTER_WIDTH;
/** Between the last time of the axis and the date at its end. */
const AXIS_GAP = 12;

/** Counts over time, stacked; drag to select a range. */
export function Histogram(props: HistogramProps) {
  const { label, unit = 'requests', buckets, series, bucketWidthUs, gaps = [], range, onRange, loading = false, emptyText = `No ${unit} in this time` } = props;
  const plot = useRef<HTMLDivElement>(null);
  const help = useId();
  const { width, height } = useSize(plot);
  const [hover, setHover] = useState<number | undefined>(undefined);
  const [drag, setDrag] = useState<Drag | undefined>(undefined);
  const [keys, setKeys] = useState<{ readonly anchor: number; readonly cursor: number; readonly extended: boolean } | undefined>(undefined);

  // The bars take longest to draw and nobody waits for them: what the reader does meanwhile goes first.
  const drawn = useDeferredValue(buckets);
  const count = buckets.length;
  const first = buckets[0];
  const space = { firstUs: first?.fromUs ?? 0n, widthUs: bucketWidthUs, count };
  const view = { fromUs: space.firstUs, toUs: space.firstUs + bucketWidthUs * BigInt(count) };
  const place = range === undefined || count === 0 ? undefined : placeOf(space, range);
  const settled = place === undefined ? undefined : { from: clampBucket(Math.floor(place.from), count), to: clampBucket(Math.ceil(place.to) - 1, count) };
  const byKeys = keys?.extended === true ? rangeBetween(keys.anchor, keys.cursor) : undefined;
  const pending = drag?.moved === true ? drag.range : byKeys;
  const box = pending === undefined ? place : { from: pending.from, to: pending.to + 1 };
  const percent = (buckets_: number) => `${(buckets_ / Math.max(1, count)) * 100}%`;
  const shown = drag === undefined ? (hover ?? keys?.cursor) : undefined;
  const cursor = keys?.cursor ?? settled?.from ?? 0;

  const gapAt = (index: number) => {
    const fromUs = buckets[index]?.fromUs;
    return fromUs === undefined ? undefined : gaps.find((gap) => gap.fromUs < fromUs + bucketWidthUs && gap.toUs > fromUs);
  };

  const bucketOf = (event: PointerEvent<HTMLElement>) => {
    const frame = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - frame.left, bucket: bucketAt(event.clientX - frame.left, frame.width, count) };
  };

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0 || count === 0) return;
    const { x, bucket } = bucketOf(event);
    const grip = gripAt(x, width, count, settled);
    event.currentTarget.setPointerCapture(event.pointerId);
    setKeys(undefined);
    setDrag({ grip, anchor: bucket, start: settled, range: rangeBetween(bucket, bucket), moved: false });
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (count === 0) return;
    const { x, bucket } = bucketOf(event);
    if (drag === undefined) {
      setHover(bucket);
      event.currentTarget.dataset['grip'] = gripAt(x, width, count, settled);
      return;
    }
    if (!drag.moved && bucket === drag.anchor) return;
    const next = dragTo(drag.grip, drag.start, drag.anchor, bucket);
    if (next.from === drag.range.from && next.to === drag.range.to && drag.moved) return;
    setDrag({ ...drag, range: next, moved: true });
    props.onDrag?.(rangeUs(space, next));
  };
  const onPointerUp = () => {
    if (drag?.moved === true) onRange(rangeUs(space, drag.range));
    setDrag(undefined);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (count === 0) return;
    const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10, Home: -Infinity, End: Infinity }[event.key];
    if (step !== undefined) {
      const next = clampBucket(cursor + step, count);
      setKeys({ anchor: event.shiftKey ? (keys?.anchor ?? cursor) : next, cursor: next, extended: event.shiftKey });
    } else if (event.key === 'Enter' && (keys !== undefined || drag === undefined)) {
      onRange(rangeUs(space, byKeys ?? rangeBetween(cursor, cursor)));
      setKeys(undefined);
    } else if (event.key === 'Escape' && (drag !== undefined || keys?.extended === true)) {
      setDrag(undefined);
      setKeys(undefined);
    } else if (event.key === 'Escape' && range !== undefined) onRange(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className={styles.histogram} aria-busy={loading}>
      <div
        ref={plot}
        className={styles.plot}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-describedby={help}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, count - 1)}
        aria-valuenow={cursor}
        aria-valuetext={count === 0 ? emptyText : bucketText(buckets[cursor], bucketWidthUs, series, unit) + (gapAt(cursor) === undefined ? '' : `; ${gapAt(cursor)?.reason ?? ''}`) + (byKeys === undefined ? '' : `; ${byKeys.to - byKeys.from + 1} intervals chosen`)}
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => setDrag(undefined)}
        onPointerLeave={() => setHover(undefined)}
        onDoubleClick={() => onRange(undefined)}
        onBlur={() => setKeys(undefined)}
      >
        {width > 0 && drawn.length > 0 ? <HistogramBars buckets={drawn} series={series} width={width} height={height} /> : null}
        {gaps.map((gap) => {
          const at = count === 0 ? undefined : placeOf(space, gap);
          if (at === undefined) return null;
          return <div key={String(gap.fromUs)} className={styles.gap} style={{ '--from': percent(at.from), '--to': percent(at.to) }} />;
        })}
        {shown === undefined ? null : <div className={styles.cursor} style={{ '--from': percent(shown), '--to': percent(shown + 1) }} />}
        {box === undefined ? null : <div className={cx(styles.range, pending !== undefined && styles.pending)} style={{ '--from': percent(box.from), '--to': percent(box.to) }} />}
        {count === 0 ? loading ? <div className={styles.loading} /> : <p className={styles.empty}>{emptyText}</p> : null}
      </div>
      <div className={styles.axis} aria-hidden="true">
        {(count === 0 ? [] : ticks(view, width, 96))
          .filter((tick) => tick.x + widthOf(tick.text) / 2 <= width - widthOf(dateText(view)) - AXIS_GAP)
          .map((tick) => (
            <span key={String(tick.us)} className={cx(styles.tick, tick.x < 16 && styles.first)} style={{ '--x': `${tick.x}px` }}>
              {tick.text}
            </span>
          ))}
        <span className={styles.date}>{count === 0 ? '' : dateText(view)}</span>
      </div>
      {shown === undefined ? null : <HistogramTooltip plot={plot} bucket={buckets[shown]} share={(shown + 0.5) / Math.max(1, count)} bucketWidthUs={bucketWidthUs} series={series} unit={unit} gap={gapAt(shown)?.reason} />}
      <VisuallyHidden id={help}>
        Left and right arrow move, with Shift they choose a range, Enter applies it, Escape clears it. {range === undefined ? '' : `A range is set. `}
        {formatCount(count)} intervals{gaps.length === 0 ? '' : `, ${countOf(gaps.length, 'gap')} in the evidence`}.
      </VisuallyHidden>
    </div>
  );
}
