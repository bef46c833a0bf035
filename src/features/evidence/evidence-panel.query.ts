/** What is loaded, file by file, and what of it could not be read. */
import { bigint, defineQuery, number, orNull, text, time } from '../../db/define-query';
import { fixedSql, sql } from '../../db/sql';

export const evidenceFilesQuery = defineQuery({
  name: 'evidence files',
  example: undefined,
  sql: () => fixedSql(`SELECT e.evidence_id, e.name, e.path, e.bytes, e.sha256, e.format, e.container, e.events, e.issues, e.duplicates, e.source, e.falco_alerts, e.kubelet_entries, e.audit_policies, e.offset_us,
    parent.name AS parent_name, epoch_us(e.first_at) AS first_us, epoch_us(e.last_at) AS last_us
    FROM evidence e LEFT JOIN evidence_rows parent ON parent.evidence_id = e.parent_id ORDER BY e.evidence_id`),
  columns: {
    evidence_id: number, name: text, path: orNull(text), bytes: number, sha256: orNull(text), format: orNull(text), container: orNull(text), events: number, issues: number, duplicates: number,
    falco_alerts: number, kubelet_entries: number, audit_policies: number, offset_us: bigint, source: orNull(text), parent_name: orNull(text), first_us: orNull(time), last_us: orNull(time),
  },
});

/** How many of each kind, in the order they first occur. */
export const issueKindsQuery = defineQuery({
  name: 'kinds of issues of an evidence',
  example: { evidenceId: 1 },
  sql: ({ evidenceId }: { readonly evidenceId: number }) => sql`
    SELECT kind, count(*) AS n FROM issue_all WHERE evidence_id = ${evidenceId} GROUP BY kind ORDER BY n DESC, min(byte_offset), kind`,
  columns: { kind: text, n: number },
});

export interface IssuePage {
  readonly evidenceId: number;
  readonly kind: string;
  readonly offset: number;
  readonly limit: number;
}

export const issuesQuery = defineQuery({
  name: 'issues of one kind',
  example: { evidenceId: 1, kind: 'bad-json', offset: 0, limit: 3 },
  sql: ({ evidenceId, kind, offset, limit }: IssuePage) => sql`
    SELECT line, byte_offset, byte_length, reason, excerpt FROM issue_all WHERE evidence_id = ${evidenceId} AND kind = ${kind}
    ORDER BY byte_offset, line, reason LIMIT ${limit} OFFSET ${offset}`,
  columns: { line: number, byte_offset: number, byte_length: number, reason: text, excerpt: orNull(text) },
});
