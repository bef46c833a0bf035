import { memo } from 'react';
import { Bar, BarChart, XAxis, YAxis } from 'recharts';
import { seenCounts } from './seen-counts';
import type { HistogramBucket, HistogramSeries } from './histogram-data';

interface HistogramBarsProps {
  readonly buckets: readonly HistogramBucket[];
  readonly series: readonly HistogramSeries[];
  readonly width: number;
  readonly height: number;
}

/** Only the bars: drawn again when the numbers or the size change, never by the pointer. */
export const HistogramBars = memo(function HistogramBars({ buckets, series, width, height }: HistogramBarsProps) {
  const most = buckets.reduce((max, bucket) => Math.max(max, bucket.counts.reduce((total, count) => total + count, 0)), 0);
  const data = buckets.map((bucket, index) => ({ index, counts: seenCounts(bucket.counts, most, height) }));
  const unit = width / Math.max(1, buckets.length);
  return (
    <BarChart width={width} height={height} data={data} margin={{ top: 0, right: 0, bottom: 0, left: 0 }} barCategoryGap={unit >= 6 ? 1 : unit >= 3 ? 0.5 : 0} accessibilityLayer={false}>
      <XAxis dataKey="index" hide />
      <YAxis hide width={0} domain={[0, 'dataMax']} />
      {series.map((one, index) => (
        <Bar
          key={one.key}
          stackId="outcome"
          dataKey={(row: { readonly counts: readonly number[] }) => row.counts[index] ?? 0}
          fill={`var(${one.colorVar})`}
          isAnimationActive={false}
          activeBar={false}
        />
      ))}
    </BarChart>
  );
});
