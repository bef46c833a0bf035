import { defineQuery, number, orNull, text } from '../../db/define-query';
import { sql } from '../../db/sql';

/** What the offsets of an event's file count in: the file as given, or what is packed in it. */
export const evidenceOfEventQuery = defineQuery({
  name: 'evidence of an event',
  example: { eventId: 1 },
  sql: ({ eventId }: { readonly eventId: number }) => sql`
    SELECT v.path, v.container, v.bytes FROM event_all e JOIN evidence_rows v USING (evidence_id) WHERE e.event_id = ${eventId}`,
  columns: { path: orNull(text), container: orNull(text), bytes: number },
});
