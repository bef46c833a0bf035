/** Falco and the kubelet on the axis of the requests: what stands within a window, and the request that stands beside it. */
import { bigint, defineQuery, number, orNull, text } from '../../db/define-query';
import { AUDIT_ID } from '../../db/pivot-sql';
import { fixedSql, sql, type Sql } from '../../db/sql';
import type { ReadingWindow } from './timeline-window';

export const SIDE_LANES = ['falco', 'kubelet'] as const;
export type SideLane = (typeof SIDE_LANES)[number];
export const isSideLane = (word: string): word is SideLane => SIDE_LANES.some((lane) => lane === word);

export const sideTotalsQuery = defineQuery({
  name: 'side evidence with a time',
  example: undefined,
  sql: () => fixedSql('SELECT (SELECT count(*) FROM falco_rows WHERE at_us IS NOT NULL) AS falco, (SELECT count(us) FROM kubelet_timed) AS kubelet'),
  columns: { falco: number, kubelet: number },
});

/** Everything with a time, one form for both. */
const SEEN = fixedSql(`
  SELECT 'falco' AS lane, at_us AS us, namespace, pod_name, audit_id, concat_ws(' ', priority, rule, namespace || '/' || pod_name) AS words FROM falco_rows
  UNION ALL
  SELECT 'kubelet', us, nullif(regexp_extract(pods[1], '^(.*)/', 1), ''), nullif(regexp_extract(pods[1], '/(.*)$', 1), ''), NULL, concat_ws(' ', severity, source_file, left(message, 160)) FROM kubelet_timed`);

const within = (fromUs: bigint, toUs: bigint): Sql => sql`us >= ${fromUs} AND us < ${toUs}`;

/** One mark for each cell of the window, since a kubelet writes without pause. */
export const sideMarksQuery = defineQuery({
  name: 'marks of side evidence',
  example: { fromUs: 0n, toUs: 1_000n, bucketUs: 10n },
  sql: ({ fromUs, toUs, bucketUs }: ReadingWindow) => sql`
    SELECT lane, min(us) AS from_us, max(us) AS to_us, count(*) AS n, arg_min(words, us) AS words
    FROM (${SEEN}) WHERE ${within(fromUs, toUs)} GROUP BY lane, (us - ${fromUs}) // ${bucketUs} ORDER BY lane, from_us`,
  columns: { lane: text, from_us: bigint, to_us: bigint, n: number, words: orNull(text) },
});

export interface SideMark {
  readonly lane: SideLane;
  readonly fromUs: bigint;
  readonly toUs: bigint;
}

/** The request nearest in time that is about the same pod, or that an alert names by its audit ID. */
export const requestBesideQuery = defineQuery({
  name: 'request beside side evidence',
  example: { lane: 'falco', fromUs: 0n, toUs: 10n },
  sql: ({ lane, fromUs, toUs }: SideMark) => sql`
    WITH s AS MATERIALIZED (
      SELECT s.us, s.audit_id, n.text_key AS namespace_key, p.text_key AS name_key FROM (${SEEN}) s
      LEFT JOIN texts n ON n.text = s.namespace LEFT JOIN texts p ON p.text = s.pod_name
      WHERE lane = ${lane} AND ${within(fromUs, toUs + 1n)}
    ), near AS (
      SELECT r.request_id, 0 AS far FROM paired_requests r JOIN s ON s.audit_id = ${AUDIT_ID}
      UNION ALL
      SELECT r.request_id, 1 + abs(r.at_us - s.us) FROM paired_requests r JOIN s ON s.namespace_key = r.namespace_key AND s.name_key = r.name_key
      WHERE s.us BETWEEN r.at_us - 60000000 AND coalesce(r.completed_us, r.at_us) + 300000000 AND r.resource_key IN (SELECT text_key FROM texts WHERE text = 'pods')
    )
    SELECT request_id FROM near ORDER BY far, request_id LIMIT 1`,
  columns: { request_id: number },
});
