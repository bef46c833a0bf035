/** What a report says about the evidence as a whole, and where its pins are found again. */
import { bigint, defineQuery, number, orNull, text } from './define-query';
import { fixedSql, joinSql, sql } from './sql';

export const evidenceListQuery = defineQuery({
  name: 'evidence of a report',
  example: undefined,
  sql: (_: undefined) => sql`
    SELECT evidence_id, name, path, bytes, sha256, format, container, events, issues, duplicates, source FROM evidence ORDER BY evidence_id`,
  columns: {
    evidence_id: number, name: text, path: text, bytes: number, sha256: orNull(text), format: orNull(text), container: orNull(text), events: number,
    issues: number, duplicates: number, source: orNull(text),
  },
});

export const issueCountsQuery = defineQuery({
  name: 'issue counts of a report',
  example: undefined,
  sql: (_: undefined) => sql`SELECT kind, count(*) AS n FROM issues GROUP BY kind ORDER BY n DESC, kind`,
  columns: { kind: text, n: number },
});

interface Place {
  readonly evidenceSha256: string;
  readonly byteOffset: number;
}

/** By how much the times of each file are shifted by hand. */
export const offsetsQuery = defineQuery({
  name: 'time offsets',
  example: undefined,
  sql: () => sql`SELECT evidence_id, name, sha256, offset_us FROM evidence_rows WHERE sha256 IS NOT NULL ORDER BY evidence_id`,
  columns: { evidence_id: number, name: text, sha256: text, offset_us: bigint },
});

/** Which of these files are loaded. A member of an archive is a file of its own. */
export const loadedHashesQuery = defineQuery({
  name: 'loaded hashes',
  example: { hashes: ['00'] },
  sql: ({ hashes }: { readonly hashes: readonly string[] }) => sql`
    SELECT DISTINCT sha256 FROM evidence_rows WHERE sha256 IN (${hashes.length === 0 ? fixedSql("''") : joinSql(hashes.map((hash) => sql`${hash}`), ', ')})`,
  columns: { sha256: text },
});

export const requestsAtPlacesQuery = defineQuery({
  name: 'requests at places',
  example: { places: [{ evidenceSha256: '00', byteOffset: 0 }] },
  sql: ({ places }: { readonly places: readonly Place[] }) => sql`
    SELECT v.sha256, e.byte_offset, e.request_id FROM event_all e JOIN evidence_rows v USING (evidence_id)
    WHERE (v.sha256, e.byte_offset) IN (${places.length === 0 ? fixedSql("('', -1)") : joinSql(places.map((place) => sql`(${place.evidenceSha256}, ${place.byteOffset}::BIGINT)`), ', ')})`,
  columns: { sha256: text, byte_offset: number, request_id: number },
});
