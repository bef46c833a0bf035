/** Requests over time by outcome, with the brush that sets the time range. */
import { useMemo } from 'react';
import { setRange } from '../../actions/pivot';
import { useWorkbench } from '../../actions/use-workbench';
import { timestampUs } from '../../base/time';
import { gapsQuery } from '../../db/gaps.query';
import { histogramQuery } from '../../db/histogram.query';
import { requestExtentQuery } from '../../db/request-list.query';
import { EMPTY_FILTER, type TimeRange } from '../../model/filter';
import { OUTCOMES } from '../../model/stage';
import { useDbQuery } from '../../state/use-db-query';
import { useView } from '../../state/workbench-core';
import { Histogram, type TimeRangeUs } from '../../ui/histogram';
import { bucketsFor, type Buckets } from './buckets';

const MOST_BARS = 110;
const SERIES = OUTCOMES.map((outcome) => ({ key: outcome, label: outcome, colorVar: `--${outcome}` }));

export function TimeHistogram() {
  const workbench = useWorkbench();
  const filter = useView((view) => view.filter);
  const extent = useDbQuery(requestExtentQuery, { filter: EMPTY_FILTER }).data?.[0];
  const buckets = useMemo(() => (extent === undefined || extent.first_us === null || extent.last_us === null ? undefined : bucketsFor(extent.first_us, extent.last_us, MOST_BARS)), [extent]);
  const params = { filter: { ...filter, range: undefined }, fromUs: buckets?.fromUs ?? timestampUs(0n), toUs: buckets?.toUs ?? timestampUs(1n), widthUs: buckets?.widthUs ?? 1n };
  const counts = useDbQuery(histogramQuery, params, { enabled: buckets !== undefined });
  const gaps = useDbQuery(gapsQuery, undefined).data;
  const bars = useMemo(() => (buckets === undefined ? [] : barsOf(buckets, counts.data ?? [])), [buckets, counts.data]);
  return (
    <Histogram
      label="Requests over time by outcome"
      buckets={bars}
      series={SERIES}
      bucketWidthUs={buckets?.widthUs ?? 1n}
      gaps={(gaps ?? []).map((gap) => ({ fromUs: gap.from_us, toUs: gap.to_us, reason: gap.reason }))}
      range={filter.range}
      onRange={(range) => setRange(workbench, rangeOf(range))}
      loading={extent === undefined || (buckets !== undefined && counts.isPending)}
      emptyText="No requests with a time in this evidence"
    />
  );
}

const rangeOf = (range: TimeRangeUs | undefined): TimeRange | undefined =>
  range === undefined ? undefined : { fromUs: timestampUs(range.fromUs), toUs: timestampUs(range.toUs) };

function barsOf(buckets: Buckets, rows: readonly { readonly bucket: number; readonly outcome: number; readonly n: number }[]) {
  const bars = Array.from({ length: buckets.count }, (_, i) => ({ fromUs: buckets.fromUs + BigInt(i) * buckets.widthUs, counts: OUTCOMES.map(() => 0) }));
  for (const { bucket, outcome, n } of rows) {
    const bar = bars[bucket];
    if (bar !== undefined) bar.counts[outcome] = n;
  }
  return bars;
}
