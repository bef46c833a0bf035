/** Requests over time by outcome. */
import type { TimestampUs } from '../base/time';
import type { Filter } from '../model/filter';
import { timestampUs } from '../base/time';
import { defineQuery, number } from './define-query';
import { filterSql } from './pivot-sql';
import { sql } from './sql';

export interface HistogramParams {
  /** Its time range is not applied: the histogram shows what lies around it. */
  readonly filter: Filter;
  readonly fromUs: TimestampUs;
  readonly toUs: TimestampUs;
  readonly widthUs: bigint;
}

export const histogramQuery = defineQuery({
  name: 'histogram',
  example: { filter: { clauses: [], range: undefined }, fromUs: timestampUs(0n), toUs: timestampUs(1n), widthUs: 1_000_000n },
  sql: ({ filter, fromUs, toUs, widthUs }: HistogramParams) => sql`
    SELECT ((r.at_us - ${fromUs}) // ${widthUs})::INTEGER AS bucket, r.outcome, count(*) AS n
    FROM paired_requests r WHERE r.at_us >= ${fromUs} AND r.at_us < ${toUs} AND ${filterSql({ ...filter, range: undefined })} GROUP BY 1, 2 ORDER BY 1, 2`,
  columns: { bucket: number, outcome: number, n: number },
});
