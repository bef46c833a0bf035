/** What is loaded, in three numbers. */
import { defineQuery, number } from '../../db/define-query';
import { fixedSql } from '../../db/sql';

export const evidenceTotalsQuery = defineQuery({
  name: 'evidence totals',
  example: undefined,
  sql: () => fixedSql(`SELECT (SELECT count(*) FROM evidence_rows) AS files, (SELECT count(*) FROM event_all) AS events, (SELECT count(*) FROM issue_all) AS issues,
    (SELECT count(*) FROM evidence_rows WHERE offset_us <> 0) AS shifted`),
  columns: { files: number, events: number, issues: number, shifted: number },
});
