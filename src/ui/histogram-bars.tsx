import { memo } from 'react';
import { Bar, BarChart, XAxis, YAxis, type BarShapeProps } from 'recharts';
import { seenCounts } from './seen-counts';
import type { HistogramBucket, HistogramSeries } from './histogram-data';

interface HistogramBarsProps {
  readonly buckets: readonly HistogramBucket[];
  readonly series: readonly HistogramSeries[];
  readonly width: number;
  readonly height: number;
}

interface Row {
  readonly total: number;
  readonly counts: readonly number[];
  /** The counts of the series before and with each one. */
  readonly upTo: readonly number[];
}

/**
 * Only the bars: drawn again when the numbers or the size change, never by the pointer. The parts of a bar are drawn
 * here, because the library takes as long for each series as for all bars together.
 */
export const HistogramBars = memo(function HistogramBars({ buckets, series, width, height }: HistogramBarsProps) {
  const most = buckets.reduce((max, bucket) => Math.max(max, bucket.counts.reduce((total, count) => total + count, 0)), 0);
  const data = buckets.map((bucket): Row => {
    const counts = seenCounts(bucket.counts, most, height);
    let total = 0;
    const upTo = counts.map((count) => (total += count));
    return { counts, total, upTo };
  });
  const unit = width / Math.max(1, buckets.length);
  return (
    <BarChart width={width} height={height} data={data} margin={{ top: 0, right: 0, bottom: 0, left: 0 }} barCategoryGap={unit >= 6 ? 1 : unit >= 3 ? 0.5 : 0} accessibilityLayer={false}>
      <XAxis hide />
      <YAxis hide width={0} domain={[0, 'dataMax']} />
      <Bar dataKey="total" isAnimationActive={false} activeBar={false} shape={(bar: BarShapeProps) => <StackedBar bar={bar} row={data[bar.index]} series={series} />} />
    </BarChart>
  );
});

function StackedBar({ bar: { x, y, width, height }, row, series }: { readonly bar: BarShapeProps; readonly row: Row | undefined; readonly series: readonly HistogramSeries[] }) {
  if (row === undefined || row.total === 0) return null;
  return (
    <g>
      {series.map(({ key, colorVar }, index) => {
        const count = row.counts[index] ?? 0;
        if (count === 0) return null;
        return <rect key={key} x={x} y={y + height * (1 - (row.upTo[index] ?? 0) / row.total)} width={width} height={height * (count / row.total)} fill={`var(${colorVar})`} />;
      })}
    </g>
  );
}
