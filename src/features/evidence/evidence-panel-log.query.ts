/** What is known of the log a file is part of: its forms, its neighbours and silences, the servers that wrote it, their clocks. */
import { bigint, defineQuery, number, orNull, text, textList, time } from '../../db/define-query';
import { sql } from '../../db/sql';

interface OneFile {
  readonly evidenceId: number;
}

export const evidenceFormsQuery = defineQuery({
  name: 'forms of an evidence',
  example: { evidenceId: 1 },
  sql: ({ evidenceId }: OneFile) => sql`SELECT form, records FROM format_rows WHERE evidence_id = ${evidenceId} ORDER BY records DESC, form`,
  columns: { form: text, records: number },
});

/** Silences in it, and how it meets its neighbours in a rotated set. */
export const evidenceGapsQuery = defineQuery({
  name: 'gaps of an evidence',
  example: { evidenceId: 1 },
  sql: ({ evidenceId }: OneFile) => sql`
    SELECT from_us, to_us, kind, reason FROM gap_rows
    WHERE evidence_id = ${evidenceId} OR (kind LIKE 'seam-%' AND evidence_id IN (
      SELECT a.evidence_id FROM source_rows a JOIN source_rows b ON b.set_name = a.set_name AND b.set_order = a.set_order + 1 WHERE b.evidence_id = ${evidenceId}))
    ORDER BY from_us, to_us`,
  columns: { from_us: time, to_us: time, kind: text, reason: text },
});

export const evidenceInstancesQuery = defineQuery({
  name: 'server instances of an evidence',
  example: { evidenceId: 1 },
  sql: ({ evidenceId }: OneFile) => sql`SELECT uid, events, first_us, last_us FROM instance_rows WHERE evidence_id = ${evidenceId} ORDER BY first_us, uid LIMIT 50`,
  columns: { uid: text, events: number, first_us: time, last_us: time },
});

export const evidenceVersionQuery = defineQuery({
  name: 'server version behind an evidence',
  example: { evidenceId: 1 },
  sql: ({ evidenceId }: OneFile) => sql`SELECT version, minor_at_least, minor_at_most, learnt_from FROM server_versions WHERE evidence_id = ${evidenceId}`,
  columns: { version: orNull(text), minor_at_least: orNull(number), minor_at_most: orNull(number), learnt_from: textList },
});

/** Positive when the clock of the other is ahead. */
export const evidenceSkewsQuery = defineQuery({
  name: 'clock skews of an evidence',
  example: { evidenceId: 1 },
  sql: ({ evidenceId }: OneFile) => sql`
    SELECT v.name AS other, s.requests, s.skew_us, s.low_us, s.high_us, s.method FROM (
      SELECT other_evidence_id AS other_id, requests, skew_us, low_us, high_us, method FROM clock_skews WHERE evidence_id = ${evidenceId}
      UNION ALL
      SELECT evidence_id, requests, -skew_us, -high_us, -low_us, method FROM clock_skews WHERE other_evidence_id = ${evidenceId}
    ) s JOIN evidence_rows v ON v.evidence_id = s.other_id ORDER BY s.requests DESC, v.name`,
  columns: { other: text, requests: number, skew_us: bigint, low_us: bigint, high_us: bigint, method: text },
});

/** The server, where files tell several apart. */
export const evidenceSourceQuery = defineQuery({
  name: 'source of an evidence',
  example: { evidenceId: 1 },
  sql: ({ evidenceId }: OneFile) => sql`
    SELECT s.source, s.set_order, (SELECT count(*) FROM source_rows o WHERE o.set_name = s.set_name) AS set_files FROM source_rows s WHERE s.evidence_id = ${evidenceId}`,
  columns: { source: orNull(text), set_order: orNull(number), set_files: number },
});
