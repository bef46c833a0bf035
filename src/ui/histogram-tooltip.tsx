import { useLayoutEffect, useRef, type RefObject } from 'react';
import { formatCount } from '../base/number';
import { formatClock, formatClockSeconds, formatDate, formatDuration, timestampUs } from '../base/time';
import type { HistogramBucket, HistogramSeries } from './histogram-data';
import styles from './histogram.module.css';

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

function clock(us: bigint, widthUs: bigint): string {
  return widthUs % 1_000_000n === 0n ? formatClockSeconds(timestampUs(us)) : formatClock(timestampUs(us));
}

/** One bucket in words. */
export function bucketText(bucket: HistogramBucket | undefined, widthUs: bigint, series: readonly HistogramSeries[], unit: string): string {
  if (bucket === undefined) return '';
  const parts = series.map((one, index) => ({ label: one.label, count: bucket.counts[index] ?? 0 })).filter((part) => part.count > 0);
  const detail = parts.map((part) => `${formatCount(part.count)} ${part.label}`).join(', ');
  return `${formatDate(timestampUs(bucket.fromUs))} ${clock(bucket.fromUs, widthUs)} UTC: ${formatCount(sum(bucket.counts))} ${unit}${detail === '' ? '' : `, ${detail}`}`;
}

interface HistogramTooltipProps {
  readonly plot: RefObject<HTMLDivElement | null>;
  readonly bucket: HistogramBucket | undefined;
  readonly share: number;
  readonly bucketWidthUs: bigint;
  readonly series: readonly HistogramSeries[];
  readonly unit: string;
  /** Why nothing is known of a part of this time. */
  readonly gap: string | undefined;
}

export function HistogramTooltip({ plot, bucket, share, bucketWidthUs, series, unit, gap }: HistogramTooltipProps) {
  const bubble = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const frame = plot.current?.getBoundingClientRect();
    const own = bubble.current;
    if (frame === undefined || own === null) return;
    const half = own.offsetWidth / 2;
    const x = Math.min(window.innerWidth - half - 8, Math.max(half + 8, frame.left + share * frame.width));
    own.style.setProperty('--x', `${x}px`);
    own.style.setProperty('--y', `${frame.bottom + 22}px`);
  });
  if (bucket === undefined) return null;
  return (
    <div ref={bubble} className={styles.tooltip} aria-hidden="true">
      <p className={styles.when}>
        {clock(bucket.fromUs, bucketWidthUs)} UTC <span className={styles.span}>+{formatDuration(bucketWidthUs)}</span>
      </p>
      <dl className={styles.counts}>
        {series.map((one, index) => {
          const count = bucket.counts[index] ?? 0;
          return count === 0 ? null : (
            <div key={one.key} className={styles.count}>
              <dt>
                <span className={styles.swatch} style={{ '--swatch': `var(${one.colorVar})` }} />
                {one.label}
              </dt>
              <dd>{formatCount(count)}</dd>
            </div>
          );
        })}
        <div className={styles.count}>
          <dt>{unit}</dt>
          <dd className={styles.total}>{formatCount(sum(bucket.counts))}</dd>
        </div>
      </dl>
      {gap === undefined ? null : <p className={styles.why}>{gap}</p>}
    </div>
  );
}
