/** Why a file was not read to its end: the container that it came in is damaged, cut or past a limit. */
import { defineQuery, text } from './define-query';
import { sql } from './sql';

export const damageQuery = defineQuery({
  name: 'why a file was read in part',
  example: { evidenceId: 1 },
  sql: ({ evidenceId }: { readonly evidenceId: number }) => sql`SELECT reason FROM issue_rows WHERE evidence_id = ${evidenceId} AND kind = 'container' ORDER BY byte_offset LIMIT 1`,
  columns: { reason: text },
});
