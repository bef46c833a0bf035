/** What stands in the lanes within a window of time: single requests, or their number per lane, time and outcome. */
import { bigint, defineQuery, number, orNull, text } from '../../db/define-query';
import { filterSql } from '../../db/pivot-sql';
import { fixedSql, sql, type Sql } from '../../db/sql';
import { timestampUs } from '../../base/time';
import type { Filter } from '../../model/filter';
import type { PivotField } from '../../model/pivot-field';
import { OUTCOMES } from '../../model/stage';
import { laneJoinSql } from './lane-sql';

export interface Window {
  readonly fromUs: bigint;
  readonly toUs: bigint;
}

export interface LanesAsked {
  readonly filter: Filter;
  readonly field: PivotField;
  /** The loaded lanes in order; every other request is in lane −1. */
  readonly keys: readonly string[];
}

const EXAMPLE: LanesAsked & { readonly window: Window } = { filter: { clauses: [], range: undefined }, field: 'username', keys: ['1', '2'], window: { fromUs: 0n, toUs: 1_000n } };

const OPEN = fixedSql(String(OUTCOMES.indexOf('open')));
/** The last thing known of a request; one that is open goes on. */
const LAST = fixedSql('greatest(r.at_us, coalesce(r.completed_us, r.panicked_us, r.started_us, r.at_us))');

/** Whatever is under way at some moment of the window, no matter when it began. */
const reaches = ({ fromUs, toUs }: Window): Sql => sql`coalesce(r.at_us < ${toUs} AND (r.outcome = ${OPEN} OR ${LAST} >= ${fromUs}), false)`;

export const windowCountQuery = defineQuery({
  name: 'requests in a window of the timeline',
  example: { filter: EXAMPLE.filter, window: EXAMPLE.window },
  sql: ({ filter, window }: { readonly filter: Filter; readonly window: Window }) => sql`SELECT count(*) AS n FROM paired_requests r WHERE ${reaches(window)} AND ${filterSql(filter)}`,
  columns: { n: number },
});

/** Requests that arrived before the filter's range and were still under way when it began: the filter keeps them out. */
export const reachInQuery = defineQuery({
  name: 'requests that reach into the range',
  example: { filter: { clauses: [], range: { fromUs: timestampUs(5n), toUs: timestampUs(9n) } } },
  sql: ({ filter }: { readonly filter: Filter }) => {
    const fromUs = filter.range?.fromUs ?? 0n;
    return sql`SELECT count(*) AS n, min(r.at_us) AS first_us FROM paired_requests r
      WHERE coalesce(r.at_us < ${fromUs} AND (r.outcome = ${OPEN} OR ${LAST} >= ${fromUs}), false) AND ${filterSql({ ...filter, range: undefined })}`;
  },
  columns: { n: number, first_us: orNull(bigint) },
});

export type BarPick =
  | { readonly kind: 'window' }
  /** Of what is longer than `leastUs` or open, the longest of each lane. */
  | { readonly kind: 'long'; readonly leastUs: bigint; readonly perLane: number }
  | { readonly kind: 'one'; readonly requestId: number };

const pickSql = (pick: BarPick, window: Window): Sql => {
  if (pick.kind === 'one') return sql`r.request_id = ${pick.requestId} AND r.at_us IS NOT NULL`;
  return pick.kind === 'window' ? reaches(window) : sql`${reaches(window)} AND (r.outcome = ${OPEN} OR ${LAST} - r.at_us >= ${pick.leastUs})`;
};

export const barsQuery = defineQuery({
  name: 'timeline bars',
  example: { ...EXAMPLE, pick: { kind: 'long', leastUs: 5n, perLane: 10 } },
  sql: ({ filter, field, keys, window, pick }: LanesAsked & { readonly window: Window; readonly pick: BarPick }) => sql`
    WITH w AS MATERIALIZED (
      SELECT r.request_id, r.outcome, r.stage_mask, r.code, r.at_us, r.started_us, r.completed_us, r.panicked_us, r.username_key, r.verb_key, r.resource_key,
        r.subresource_key, r.namespace_key, r.name_key, r.uri_key, coalesce(l.lane, -1) AS lane
      FROM paired_requests r ${laneJoinSql(field, keys)}
      WHERE ${pickSql(pick, window)} AND ${filterSql(filter)}
      ${pick.kind === 'long' ? sql`QUALIFY row_number() OVER (PARTITION BY lane ORDER BY CASE WHEN r.outcome = ${OPEN} THEN ${window.toUs} ELSE ${LAST} END - r.at_us DESC, r.request_id) <= ${pick.perLane}` : fixedSql('')}
    ), words AS MATERIALIZED (SELECT text_key, text FROM texts WHERE text_key IN (
      SELECT username_key FROM w UNION SELECT verb_key FROM w UNION SELECT resource_key FROM w UNION SELECT subresource_key FROM w
      UNION SELECT namespace_key FROM w UNION SELECT name_key FROM w UNION SELECT uri_key FROM w WHERE resource_key = 0))
    SELECT w.request_id::INTEGER AS request_id, w.lane::INTEGER AS lane, w.outcome::INTEGER AS outcome, w.stage_mask::INTEGER AS stage_mask, coalesce(w.code, -1)::INTEGER AS code,
      w.at_us, w.started_us, w.completed_us, w.panicked_us,
      least(w.at_us, w.started_us, w.completed_us, w.panicked_us)::DOUBLE AS from_us,
      CASE WHEN w.outcome = ${OPEN} THEN 'infinity'::DOUBLE ELSE greatest(w.at_us, w.started_us, w.completed_us, w.panicked_us)::DOUBLE END AS to_us,
      username.text AS username, verb.text AS verb, CASE WHEN w.resource_key = 0 THEN uri.text ELSE concat_ws('/', resource.text, subresource.text) END AS what,
      concat_ws('/', namespace.text, name.text) AS object
    FROM w LEFT JOIN words username ON username.text_key = w.username_key LEFT JOIN words verb ON verb.text_key = w.verb_key
    LEFT JOIN words resource ON resource.text_key = w.resource_key LEFT JOIN words subresource ON subresource.text_key = w.subresource_key
    LEFT JOIN words namespace ON namespace.text_key = w.namespace_key LEFT JOIN words name ON name.text_key = w.name_key LEFT JOIN words uri ON uri.text_key = w.uri_key
    ORDER BY from_us, to_us`,
  columns: {
    request_id: number, lane: number, outcome: number, stage_mask: number, code: number,
    at_us: bigint, from_us: number, to_us: number, started_us: orNull(bigint), completed_us: orNull(bigint), panicked_us: orNull(bigint),
    username: orNull(text), verb: orNull(text), what: orNull(text), object: text,
  },
});

/** Requests by when they arrived, as SwimlaneDensity wants them. */
export const densityQuery = defineQuery({
  name: 'timeline density',
  example: { ...EXAMPLE, bucketUs: 10n },
  sql: ({ filter, field, keys, window, bucketUs }: LanesAsked & { readonly window: Window; readonly bucketUs: bigint }) => sql`
    WITH d AS (SELECT coalesce(l.lane, -1)::INTEGER AS lane, ((r.at_us - ${window.fromUs}) // ${bucketUs})::INTEGER AS bucket, r.outcome::INTEGER AS outcome, count(*)::INTEGER AS n
    FROM paired_requests r ${laneJoinSql(field, keys)}
    WHERE coalesce(r.at_us >= ${window.fromUs} AND r.at_us < ${window.toUs}, false) AND ${filterSql(filter)} GROUP BY ALL)
    SELECT lane, bucket, outcome, n FROM d ORDER BY lane, bucket, outcome NOT IN (${OUTCOMES.indexOf('unknown')}, ${OUTCOMES.indexOf('allowed')}), outcome DESC`,
  columns: { lane: number, bucket: number, outcome: number, n: number },
});

/** The times each file speaks about. A request whose stages lie in two files says nothing about the time between them. */
export const evidenceSpansQuery = defineQuery({
  name: 'times of the evidence',
  example: undefined,
  sql: () => sql`
    SELECT min(from_us) AS from_us, max(to_us) AS to_us FROM (
      SELECT r.first_evidence AS evidence_id, min(r.at_us) AS from_us, max(CASE WHEN r.first_evidence = r.last_evidence THEN ${LAST} ELSE r.at_us END) AS to_us
      FROM paired_requests r WHERE r.at_us IS NOT NULL GROUP BY 1
      UNION ALL
      SELECT r.last_evidence, min(${LAST}), max(${LAST}) FROM paired_requests r WHERE r.at_us IS NOT NULL AND r.first_evidence <> r.last_evidence GROUP BY 1
    ) GROUP BY evidence_id ORDER BY 1`,
  columns: { from_us: bigint, to_us: bigint },
});
