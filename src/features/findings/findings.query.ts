/** The trust tests that fired: requests and events they speak about, among those the filter lets through and in all. */
import { defineQuery, number, orNull, text, time } from '../../db/define-query';
import { filterSql } from '../../db/pivot-sql';
import { sql } from '../../db/sql';
import type { Filter } from '../../model/filter';

export const findingsQuery = defineQuery({
  name: 'findings',
  example: { filter: { clauses: [], range: undefined } },
  sql: ({ filter }: { readonly filter: Filter }) => sql`
    WITH q AS MATERIALIZED (SELECT r.request_id, r.at_us, ${filterSql(filter)} AS passes FROM paired_requests r),
    s AS (SELECT test_id, request_id, count(*) AS events FROM signal_rows GROUP BY ALL)
    SELECT s.test_id,
      count(*) FILTER (q.passes) AS requests, coalesce(sum(s.events) FILTER (q.passes), 0)::BIGINT AS events,
      count(*) AS all_requests, sum(s.events)::BIGINT AS all_events,
      min(q.at_us) FILTER (q.passes) AS first_us, max(q.at_us) FILTER (q.passes) AS last_us
    FROM s JOIN q USING (request_id) GROUP BY 1`,
  columns: { test_id: text, requests: number, events: number, all_requests: number, all_events: number, first_us: orNull(time), last_us: orNull(time) },
});
