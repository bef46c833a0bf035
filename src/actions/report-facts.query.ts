/** What a report says of the evidence besides its list: the time each file spans, the times without records, and where the issues are. */
import { timestampUs } from '../base/time';
import { bigint, defineQuery, number, orNull, readRows, text, time } from '../db/define-query';
import type { Engine } from '../db/engine';
import { gapsQuery } from '../db/gaps.query';
import { sql } from '../db/sql';
import { MOST_REPORT_ISSUES, type EvidenceFacts } from '../export/report';

export const evidenceSpansQuery = defineQuery({
  name: 'time spans of the evidence of a report',
  example: undefined,
  sql: (_: undefined) => sql`SELECT sha256, epoch_us(first_at) AS first_us, epoch_us(last_at) AS last_us, offset_us FROM evidence WHERE sha256 IS NOT NULL`,
  columns: { sha256: text, first_us: orNull(time), last_us: orNull(time), offset_us: bigint },
});

export const reportIssuesQuery = defineQuery({
  name: 'issues of a report',
  example: { limit: 2 },
  sql: ({ limit }: { readonly limit: number }) => sql`
    SELECT v.name, i.line, i.byte_offset, i.kind, i.reason FROM issues i JOIN evidence v USING (evidence_id)
    ORDER BY i.evidence_id, i.byte_offset, i.line LIMIT ${limit}`,
  columns: { name: text, line: number, byte_offset: number, kind: text, reason: text },
});

export async function readEvidenceFacts(engine: Engine): Promise<EvidenceFacts> {
  const [spans, gaps, issues] = await Promise.all([
    readRows(engine, evidenceSpansQuery, undefined), readRows(engine, gapsQuery, undefined), readRows(engine, reportIssuesQuery, { limit: MOST_REPORT_ISSUES }),
  ]);
  return {
    spans: spans.map((row) => ({ sha256: row.sha256, first: row.first_us ?? undefined, last: row.last_us ?? undefined, offsetUs: row.offset_us })),
    gaps: gaps.map((row) => ({ from: timestampUs(row.from_us), to: timestampUs(row.to_us), reason: row.reason })),
    issues: issues.map((row) => ({ evidenceName: row.name, line: row.line, byteOffset: row.byte_offset, kind: row.kind, reason: row.reason })),
  };
}
