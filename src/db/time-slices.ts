/**
 * Slices of time for work whose memory grows with the events it is done on: ten million at once do not fit beside
 * themselves into what the engine can address.
 */
import { bigint, boolean, defineQuery, number, readRows } from './define-query';
import type { Engine } from './engine';
import { fixedSql, joinSql, sql } from './sql';

/** Pairing so many takes some 300 MB for a while. */
export const SLICE_EVENTS = 1_500_000;

/** When a request is: `at_us` of all its events, since the receive time is part of what makes them one request. */
const AT_US = 'coalesce(received_us, stage_us)';

export const sliceFactsQuery = defineQuery({
  name: 'what slices of time depend on',
  example: undefined,
  sql: () => fixedSql('SELECT (SELECT count(*) FROM event_all) AS events, EXISTS (FROM evidence_rows WHERE offset_us <> 0) AS shifted'),
  columns: { events: number, shifted: boolean },
});

export const sliceBordersQuery = defineQuery({
  name: 'borders of slices of time',
  example: { slices: 3 },
  sql: ({ slices }: { readonly slices: number }) => {
    const shares = Array.from({ length: slices - 1 }, (_, i) => fixedSql(String((i + 1) / slices)));
    return sql`SELECT DISTINCT unnest(approx_quantile(${fixedSql(AT_US)}, [${joinSql(shares, ', ')}])) AS border FROM event_all ORDER BY border`;
  },
  columns: { border: bigint },
});

/**
 * Conditions on the rows of `event_all`, in the order of time; each row meets exactly one, and all events of a request
 * meet the same. Where the times of a file were shifted by hand the latter could not be promised: then there is one slice.
 */
export async function timeSlices(engine: Engine, sliceEvents: number): Promise<readonly string[]> {
  const [facts] = await readRows(engine, sliceFactsQuery, undefined);
  const slices = facts === undefined || facts.shifted ? 1 : Math.ceil(facts.events / sliceEvents);
  if (slices <= 1) return ['true'];
  const borders = (await readRows(engine, sliceBordersQuery, { slices })).map(({ border }) => String(border));
  return [
    ...borders.map((border, i) => `${AT_US} < ${border}${i === 0 ? '' : ` AND ${AT_US} >= ${borders[i - 1] ?? ''}`}`),
    // Last, as in the order of the requests, what has no time at all.
    borders.length === 0 ? 'true' : `(${AT_US} >= ${borders[borders.length - 1] ?? ''} OR ${AT_US} IS NULL)`,
  ];
}
