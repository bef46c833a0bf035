/** The kinds of file a case leaves the tab as, and what such a file is called. */
import { formatDate, timestampUs } from '../base/time';

export interface ReportKindFacts {
  readonly label: string;
  readonly hint: string;
  readonly extension: string;
  readonly mediaType: string;
}

export const REPORT_KINDS = {
  html: { label: 'Report as HTML', hint: 'one file, opens anywhere', extension: 'html', mediaType: 'text/html;charset=utf-8' },
  markdown: { label: 'Report as Markdown', hint: 'for a ticket or wiki', extension: 'md', mediaType: 'text/markdown;charset=utf-8' },
  csv: { label: 'Requests as CSV', hint: 'one row per request', extension: 'csv', mediaType: 'text/csv;charset=utf-8' },
  timesketch: { label: 'Timesketch JSON Lines', hint: 'one line per record', extension: 'jsonl', mediaType: 'application/x-ndjson' },
  case: { label: 'Case file', hint: 'another responder opens it', extension: 'kubewitness', mediaType: 'application/zip' },
} as const satisfies Record<string, ReportKindFacts>;

export type ReportKind = keyof typeof REPORT_KINDS;

export const reportKinds: readonly ReportKind[] = ['html', 'markdown', 'csv', 'timesketch', 'case'];

export const isReportKind = (text: string): text is ReportKind => reportKinds.some((kind) => kind === text);

const LONGEST_STEM = 60;

/** `prod-eu-breach-2022-06-18.html`: letters, digits and hyphens only, whatever the case is called. */
export function reportFileName(caseName: string, kind: ReportKind, nowMs: number): string {
  const words = caseName.normalize('NFKC').match(/[\p{L}\p{N}]+/gu) ?? [];
  const stem = Array.from(words.join('-')).slice(0, LONGEST_STEM).join('').replace(/-+$/, '');
  return `${stem === '' ? 'case' : stem.toLowerCase()}-${formatDate(timestampUs(BigInt(nowMs) * 1000n))}.${REPORT_KINDS[kind].extension}`;
}
