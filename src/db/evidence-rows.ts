/** What is said of files, as rows of their tables: the files themselves, their issues, the forms that were read. */
import type { IngestIssue } from '../model/event-batch';
import { arrowStream, int32Column, int64Column, nullableInt32Column, nullableUsColumn, textColumn } from './arrow-batch';
import { closedAt } from './closed-at';
import type { SideAppend } from './side-encoder';

export interface NewEvidence {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  /** The archive this is a member of. */
  readonly parentId?: number | undefined;
  /** When it was written to last, in milliseconds since 1970, as its file system or archive says; absent or 0 where nothing does. */
  readonly writtenMs?: number | undefined;
}

export interface EvidenceOutcome {
  /** As counted; of a pipe, a member or a table's rows it is known only now. */
  readonly bytes?: number;
  readonly sha256: string;
  readonly format: string;
  readonly container: string;
  /** Records of each form. */
  readonly formats?: readonly (readonly [form: string, records: number])[];
}

/** A file that was read to its end before anything of it was stored. */
export interface WholeFile {
  readonly evidenceId: number;
  readonly evidence: NewEvidence;
  readonly outcome: EvidenceOutcome;
  readonly events: number;
  /** As encoded, `EncodedBatch.rows`. */
  readonly rows: readonly Uint8Array[];
  readonly issues: readonly IngestIssue[];
  readonly side: readonly SideAppend[];
}

export type CommitResult =
  | { readonly kind: 'committed'; readonly evidenceId: number }
  /** The same bytes are loaded already; the rows were dropped and counted as duplicates. */
  | { readonly kind: 'duplicate'; readonly evidenceId: number; readonly of: string };

export type IssueRow = readonly [evidenceId: number, issue: IngestIssue];
export type FormatRow = readonly [evidenceId: number, form: string, records: number];

export function evidenceRows(files: readonly WholeFile[], results: readonly CommitResult[]): Uint8Array {
  const ints = (pick: (file: WholeFile, at: number) => number | null) => nullableInt32Column(files.map(pick));
  const longs = (pick: (file: WholeFile, at: number) => number) => int64Column(Float64Array.from(files, pick));
  const texts = (pick: (file: WholeFile) => string | null) => textColumn(files.map(pick));
  return arrowStream([
    ['evidence_id', ints(({ evidenceId }) => evidenceId)],
    ['parent_id', ints(({ evidence }) => evidence.parentId ?? null)],
    ['name', texts(({ evidence }) => evidence.name)],
    ['path', texts(({ evidence }) => evidence.path)],
    ['bytes', longs(({ evidence, outcome }) => outcome.bytes ?? evidence.bytes)],
    ['sha256', texts(({ outcome }) => outcome.sha256)],
    ['format', texts(({ outcome }) => outcome.format)],
    ['container', texts(({ outcome }) => outcome.container)],
    ['duplicates', longs(({ events }, at) => (results[at]?.kind === 'duplicate' ? events : 0))],
    ['source', texts(() => null)],
    ['offset_us', longs(() => 0)],
    ['closed_us', nullableUsColumn(files.map(({ evidence }) => closedAt(evidence.path, evidence.writtenMs) ?? null))],
  ]);
}

export function issueRows(rows: readonly IssueRow[]): Uint8Array {
  const issues = rows.map(([, issue]) => issue);
  const numbers = (pick: (issue: IngestIssue) => number) => int64Column(Float64Array.from(issues, pick));
  return arrowStream([
    ['evidence_id', int32Column(Int32Array.from(rows, ([evidenceId]) => evidenceId))],
    ['line', numbers((issue) => issue.line)],
    ['byte_offset', numbers((issue) => issue.byteOffset)],
    ['byte_length', numbers((issue) => issue.byteLength)],
    ['kind', textColumn(issues.map((issue) => issue.kind))],
    ['reason', textColumn(issues.map((issue) => issue.reason))],
    ['excerpt', textColumn(issues.map((issue) => issue.excerpt))],
  ]);
}

export const formatRows = (formats: readonly FormatRow[]): Uint8Array =>
  arrowStream([
    ['evidence_id', int32Column(Int32Array.from(formats, ([evidenceId]) => evidenceId))],
    ['form', textColumn(formats.map(([, form]) => form))],
    ['records', int64Column(Float64Array.from(formats, ([, , records]) => records))],
  ]);

/** Files with nothing in them are no copies of each other. */
export const isEmpty = (evidence: NewEvidence, outcome: EvidenceOutcome): boolean => (outcome.bytes ?? evidence.bytes) === 0;

export const duplicateIssue = (of: string, byteLength: number): IngestIssue => ({
  kind: 'duplicate-file', line: 1, byteOffset: 0, byteLength, excerpt: '',
  reason: `Every byte equals ${of}, which is loaded already. Its events are counted as duplicates and not loaded again.`,
});
