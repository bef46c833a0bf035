/** The tests of causes and effects, and of file times, that no file of the evidence is enough for, each with the reason most files give. */
import type { UnmetByEvidence } from '../trust/untested';
import { defineQuery, text, type RowOf } from './define-query';
import { fixedSql } from './sql';

export const testCoverageQuery = defineQuery({
  name: 'tests that the evidence is not enough for',
  example: undefined,
  sql: () => fixedSql('SELECT test_id, mode(reason) AS reason FROM coverage_rows GROUP BY test_id HAVING count(*) = count(reason)'),
  columns: { test_id: text, reason: text },
});

export const unmetBy = (rows: readonly RowOf<typeof testCoverageQuery.columns>[]): UnmetByEvidence => new Map(rows.map(({ test_id, reason }) => [test_id, reason]));
