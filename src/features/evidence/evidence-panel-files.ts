/** Order, search and sums of the evidence list. */
import type { RowOf } from '../../db/define-query';
import type { TimestampUs } from '../../base/time';
import type { evidenceFilesQuery } from './evidence-panel.query';

export type EvidenceFile = RowOf<(typeof evidenceFilesQuery)['columns']>;

export const FILE_ORDERS = ['added', 'name', 'events', 'issues', 'first'] as const;
export type FileOrder = (typeof FILE_ORDERS)[number];

export const isFileOrder = (text: string): text is FileOrder => FILE_ORDERS.some((order) => order === text);

/** Digits by their value, so that audit-10 follows audit-9, as rotated logs are numbered. */
const names = new Intl.Collator('en', { numeric: true });

const COMPARE: Readonly<Record<FileOrder, (a: EvidenceFile, b: EvidenceFile) => number>> = {
  added: (a, b) => a.evidence_id - b.evidence_id,
  name: (a, b) => names.compare(a.path ?? a.name, b.path ?? b.name),
  events: (a, b) => b.events - a.events,
  issues: (a, b) => b.issues - a.issues,
  first: (a, b) => (a.first_us === null || b.first_us === null ? Number(a.first_us === null) - Number(b.first_us === null) : Number(a.first_us - b.first_us)),
};

export function listFiles(files: readonly EvidenceFile[], search: string, order: FileOrder): readonly EvidenceFile[] {
  const needle = search.trim().toLowerCase();
  const found = needle === '' ? files : files.filter((file) => `${file.path ?? ''}\n${file.name}\n${file.sha256 ?? ''}\n${file.format ?? ''}`.toLowerCase().includes(needle));
  return found.toSorted((a, b) => COMPARE[order](a, b) || a.evidence_id - b.evidence_id);
}

export interface FileTotals {
  readonly bytes: number;
  readonly events: number;
  readonly issues: number;
  readonly duplicates: number;
  readonly firstUs: TimestampUs | undefined;
  readonly lastUs: TimestampUs | undefined;
}

export function totalsOf(files: readonly EvidenceFile[]): FileTotals {
  const sum = (pick: (file: EvidenceFile) => number): number => files.reduce((total, file) => total + pick(file), 0);
  return {
    // An archive's members are inside the archive, whose size counts once.
    bytes: sum((file) => (file.parent_name === null ? file.bytes : 0)),
    events: sum((file) => file.events), issues: sum((file) => file.issues), duplicates: sum((file) => file.duplicates),
    firstUs: files.reduce<TimestampUs | undefined>((first, { first_us }) => (first_us === null || (first !== undefined && first <= first_us) ? first : first_us), undefined),
    lastUs: files.reduce<TimestampUs | undefined>((last, { last_us }) => (last_us === null || (last !== undefined && last >= last_us) ? last : last_us), undefined),
  };
}

/** Where a file's time lies in the time of all, as shares from 0 to 1. */
export function coverageOf(file: EvidenceFile, totals: FileTotals): { readonly from: number; readonly to: number } | undefined {
  const { firstUs, lastUs } = totals;
  if (file.first_us === null || file.last_us === null || firstUs === undefined || lastUs === undefined) return undefined;
  const whole = Number(lastUs - firstUs);
  return whole <= 0 ? { from: 0, to: 1 } : { from: Number(file.first_us - firstUs) / whole, to: Number(file.last_us - firstUs) / whole };
}

/** `complete`: its hash is known. The last one without a hash is being read while something is; any other could not be read. */
export function stateOfFile(file: EvidenceFile, files: readonly EvidenceFile[], loading: boolean): 'complete' | 'reading' | 'unread' {
  if (file.sha256 !== null) return 'complete';
  return loading && file.evidence_id === Math.max(...files.map((one) => one.evidence_id)) ? 'reading' : 'unread';
}
