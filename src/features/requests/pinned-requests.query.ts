/** Which requests are pinned, as row ids of this session. */
import { defineQuery, number } from '../../db/define-query';
import { fixedSql, joinSql, sql } from '../../db/sql';

interface Place {
  readonly evidenceSha256: string;
  readonly byteOffset: number;
}

export const pinnedRequestsQuery = defineQuery({
  name: 'pinned requests',
  example: { places: [{ evidenceSha256: '00', byteOffset: 0 }] },
  sql: ({ places }: { readonly places: readonly Place[] }) => sql`
    SELECT DISTINCT e.request_id FROM event_all e JOIN evidence_rows v USING (evidence_id)
    WHERE (v.sha256, e.byte_offset) IN (${places.length === 0 ? fixedSql("('', -1)") : joinSql(places.map((place) => sql`(${place.evidenceSha256}, ${place.byteOffset}::BIGINT)`), ', ')})`,
  columns: { request_id: number },
});
