/** Kinds of issues and formats as headings. Each issue's own sentence says what was found and what was done. */
import { formatDuration } from '../../base/time';
import { ISSUE_KINDS, type IssueKind } from '../../model/event-batch';

const KIND_TITLES: Readonly<Record<IssueKind, string>> = {
  'empty': 'Empty file',
  'not-text': 'Binary content',
  'not-json': 'No JSON found',
  'not-audit': 'No audit record',
  'cut-record': 'Record cut off',
  'bad-json': 'Record not well-formed',
  'skipped-bytes': 'Bytes between records',
  'duplicate-key': 'Key that occurs twice',
  'bad-value': 'Value of the wrong type',
  'bad-encoding': 'Bytes that are not UTF-8',
  'no-header': 'Table without a header',
  'local-time': 'Times without a zone',
  'container': 'Damaged or limited container',
  'duplicate-file': 'Already loaded',
  'no-room': 'Not loaded for want of memory',
  'changed-file': 'File changed while it was read',
};

const GAP_TITLES: Readonly<Record<string, string>> = {
  'missing': 'Records missing',
  'quiet': 'Silence',
  'seam': 'Between two files',
  'seam-hole': 'Hole at a seam',
  'seam-touching': 'Seam, touching',
  'seam-overlap': 'Seam, overlapping',
  'seam-unknown': 'Seam, not known',
};
export const gapTitle = (kind: string): string => GAP_TITLES[kind] ?? kind;

/** `Its clock is 1.234 s behind`, for how far another clock is ahead of it. */
export function skewWords(otherAheadUs: bigint): string {
  if (otherAheadUs === 0n) return 'Its clock agrees with';
  return `Its clock is ${formatDuration(otherAheadUs < 0n ? -otherAheadUs : otherAheadUs)} ${otherAheadUs > 0n ? 'behind' : 'ahead of'}`;
}

/** Kinds that did not cost an event: it was read, and something about it was noted. */
const NOTED: readonly string[] = ['duplicate-key', 'bad-value', 'bad-encoding', 'no-header', 'local-time'] satisfies readonly IssueKind[];

const isIssueKind = (text: string): text is IssueKind => ISSUE_KINDS.some((kind) => kind === text);

export const issueTitle = (kind: string): string => (isIssueKind(kind) ? KIND_TITLES[kind] : kind);

export const issueEffect = (kind: string): string => (NOTED.includes(kind) ? 'the event was read' : kind === 'duplicate-file' ? 'not loaded twice' : kind === 'no-room' ? 'not loaded' : 'not read as an event');
