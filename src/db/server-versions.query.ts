/** What the evidence reveals of the version of the server that wrote it. */
import type { VersionRange } from '../trust/version-reading';
import { defineQuery, number, orNull, text, textList, type RowOf } from './define-query';
import { sql } from './sql';

export const serverVersionQuery = defineQuery({
  name: 'server version of an evidence',
  example: { sha256: 'aa' },
  sql: ({ sha256 }: { readonly sha256: string }) => sql`
    SELECT s.evidence_id, s.version, s.minor_at_least, s.minor_at_most, s.learnt_from
    FROM server_versions s JOIN evidence_rows e USING (evidence_id) WHERE e.sha256 = ${sha256} ORDER BY s.evidence_id LIMIT 1`,
  columns: { evidence_id: number, version: orNull(text), minor_at_least: orNull(number), minor_at_most: orNull(number), learnt_from: textList },
});

export const versionRange = (row: RowOf<(typeof serverVersionQuery)['columns']> | undefined): VersionRange => ({ atLeast: row?.minor_at_least ?? null, atMost: row?.minor_at_most ?? null });
