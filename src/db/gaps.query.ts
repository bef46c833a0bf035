/** The times of which the evidence does not speak, see schema/050-gaps.sql; of seams only those with a hole. */
import { bigint, defineQuery, number, text } from './define-query';
import { fixedSql } from './sql';

export const gapsQuery = defineQuery({
  name: 'gaps in the evidence',
  example: undefined,
  sql: () => fixedSql(`SELECT evidence_id, from_us, to_us, kind, reason FROM gap_rows WHERE kind NOT IN ('seam-touching', 'seam-overlap', 'seam-unknown') ORDER BY from_us`),
  columns: { evidence_id: number, from_us: bigint, to_us: bigint, kind: text, reason: text },
});
