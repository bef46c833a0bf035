/** On how many requests each trust test fired, for the page that explains the tests. */
import { defineQuery, number, text } from '../../db/define-query';
import { fixedSql } from '../../db/sql';

export const firedCountsQuery = defineQuery({
  name: 'requests of each trust test',
  example: undefined,
  sql: () => fixedSql('SELECT test_id, count(DISTINCT request_id) AS requests FROM signal_rows GROUP BY 1'),
  columns: { test_id: text, requests: number },
});
