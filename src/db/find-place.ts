/** From a place in a file to the row that came from it, and back: how links and pins survive a new session. */
import { defineQuery, number, orNull, text } from './define-query';
import { sql } from './sql';

export const requestAtPlaceQuery = defineQuery({
  name: 'request at a place',
  example: { sha256Prefix: '0123456789abcdef', byteOffset: 0 },
  sql: ({ sha256Prefix, byteOffset }: { readonly sha256Prefix: string; readonly byteOffset: number }) => sql`
    SELECT e.request_id FROM event_all e JOIN evidence_rows v USING (evidence_id)
    WHERE starts_with(v.sha256, ${sha256Prefix}) AND e.byte_offset = ${byteOffset}`,
  columns: { request_id: number },
});

export const placeOfEventQuery = defineQuery({
  name: 'place of an event',
  ahead: true,
  example: { eventId: 1 },
  sql: ({ eventId }: { readonly eventId: number }) => sql`
    SELECT e.evidence_id, e.byte_offset, e.byte_length, e.line, v.name FROM event_all e JOIN evidence_rows v USING (evidence_id) WHERE e.event_id = ${eventId}`,
  columns: { evidence_id: number, byte_offset: number, byte_length: number, line: number, name: text },
});

/** The first event of a request. */
export const placeOfRequestQuery = defineQuery({
  name: 'place of a request',
  ahead: true,
  example: { requestId: 1 },
  sql: ({ requestId }: { readonly requestId: number }) => sql`
    SELECT v.sha256, e.byte_offset FROM paired_requests r JOIN event_all e ON e.event_id = r.first_event_id JOIN evidence_rows v USING (evidence_id) WHERE r.request_id = ${requestId}`,
  columns: { sha256: orNull(text), byte_offset: number },
});
