/** The first hop of a request that another API server handed on: there the real caller is named. */
import { defineQuery, number, orNull, text } from './define-query';
import { sql } from './sql';

export const firstHopQuery = defineQuery({
  name: 'first hop',
  example: { requestId: 1 },
  sql: ({ requestId }: { readonly requestId: number }) => sql`
    SELECT h.front_request_id AS request_id, t.text AS username, p.text AS peer
    FROM hop_rows h JOIN paired_requests r ON r.request_id = h.front_request_id
    LEFT JOIN texts t ON t.text_key = r.username_key LEFT JOIN texts p ON p.text_key = r.peer_key WHERE h.request_id = ${requestId}`,
  columns: { request_id: number, username: orNull(text), peer: orNull(text) },
});
