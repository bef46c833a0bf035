/**
 * The issues of one piece of evidence: rows up to a limit, an exact count past it, and one last row that says
 * how many of which kind were counted only. Nothing is dropped silently.
 */
import { formatCount } from '../base/number';
import type { IngestIssue, IssueKind } from '../model/event-batch';
import { EXCERPT_CHARACTERS, MAX_ISSUE_ROWS } from './limits';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Enough bytes for an excerpt of any script. */
export const EXCERPT_BYTES = EXCERPT_CHARACTERS * 4;

/** The first characters of the bytes, cut between code points. */
export function excerptOf(bytes: Uint8Array): string {
  const text = decoder.decode(bytes.subarray(0, EXCERPT_BYTES)).slice(0, EXCERPT_CHARACTERS);
  return text.replace(/[\ud800-\udbff]$/, '');
}

export class IssueLog {
  count = 0;
  private rows: IngestIssue[] = [];
  private emitted = 0;
  private readonly countedOnly = new Map<IssueKind, number>();

  constructor(private readonly limit = MAX_ISSUE_ROWS) {}

  /** Room for one more row; when false, `add` only counts and the caller may save itself the excerpt. */
  get open(): boolean {
    return this.emitted < this.limit;
  }

  add(issue: IngestIssue): void {
    this.count += 1;
    if (this.open) {
      this.emitted += 1;
      this.rows.push(issue);
    } else this.countedOnly.set(issue.kind, (this.countedOnly.get(issue.kind) ?? 0) + 1);
  }

  take(): IngestIssue[] {
    const taken = this.rows;
    this.rows = [];
    return taken;
  }

  get pending(): number {
    return this.rows.length;
  }

  /** The last row, if any issue was only counted; it is not an issue of its own and does not change the count. */
  finish(line: number, byteOffset: number): void {
    if (this.countedOnly.size === 0) return;
    const kinds = [...this.countedOnly].sort((a, b) => b[1] - a[1]);
    const list = kinds.map(([kind, count]) => `${formatCount(count)} ${kind}`).join(', ');
    const kind = kinds[0]?.[0] ?? 'skipped-bytes';
    const reason = `Only the first ${formatCount(this.limit)} issues are listed; counted but not listed: ${list}.`;
    this.rows.push({ kind, line, byteOffset, byteLength: 0, reason, excerpt: '' });
  }
}
