/**
 * Evidence in, columns out: reads one file as a stream of bytes, unpacks it if it is compressed, and yields
 * batches of audit events with everything that could not be read as one. Runs in a worker and in Node alike.
 */
import { abortError } from '../base/abort';
import { joinBytes } from '../base/bytes';
import type { EventBatch, IngestIssue } from '../model/event-batch';
import { sideTotal, type SideCounts, type SideRecord } from '../model/side-record';
import { EvidenceScanner } from './evidence-scanner';
import type { UnpackLimits } from './gzip-reader';
import { recordHasher, streamHash, type FileHash, type RecordHasher } from './hashing';
import { IssueLog, excerptOf } from './issue-log';
import { BATCH_BYTES, BATCH_EVENTS, FIRST_BATCH_EVENTS, MAX_ISSUE_ROWS, MAX_RECORD_BYTES } from './limits';
import { SNIFF_BYTES, adviceOn, archiveForm, binaryForm, isBrokenPolicy, isHtml, isSplunkTree, type Archive } from './magic';
import type { Wrapping } from './wrapping';
import { FileUnpacker, type UnpackedFile, type UnpackedSink } from './unpack/unpacked-file';

export type IngestInput = { readonly name: string; readonly size: number | undefined } & (
  | { readonly chunks: AsyncIterable<Uint8Array>; readonly unpacked?: UnpackedSink }
  /** Unpacked elsewhere; then `unpackLimits` are decided there too. */
  | { readonly file: UnpackedFile }
);

export interface IngestOptions {
  readonly signal?: AbortSignal;
  /** When it fires no more records are taken in: what follows is only hashed, and named as not loaded. */
  readonly enough?: AbortSignal | undefined;
  /** False leaves the hash columns zero; for measuring only. */
  readonly hash?: boolean;
  /** Hashes the file as given; it owns the chunks it gets. Here and now when left out. */
  readonly fileHash?: (() => FileHash) | undefined;
  readonly maxRecordBytes?: number;
  readonly maxIssueRows?: number;
  readonly unpackLimits?: UnpackLimits;
  readonly wrapping?: Wrapping;
}

export interface IngestProgressMessage {
  readonly batch: EventBatch | undefined;
  readonly issues: IngestIssue[];
  /** Evidence beside the audit log. */
  readonly side: SideRecord[];
  /** Bytes of the file as given that have been read so far. */
  readonly bytesRead: number;
  readonly unpackedBytes: number;
  readonly events: number;
  readonly issueCount: number;
}

export interface IngestSummary {
  readonly bytes: number;
  readonly unpackedBytes: number;
  /** Of the unpacked bytes, those that were not taken in because enough was said. */
  readonly leftBytes: number;
  readonly sha256: string;
  /** What was really read, side evidence included; `none` when nothing was. */
  readonly format: string;
  /** The same with the number of records of each form, most first. */
  readonly formats: readonly (readonly [form: string, records: number])[];
  /** The layers and the archive in words, `none` when there is neither. */
  readonly container: string;
  /** What the bytes are packed in, outermost first. */
  readonly layers: readonly string[];
  /** The unpacked bytes are an archive, whose members are evidence of their own. */
  readonly archive: Archive | undefined;
  readonly events: number;
  readonly issues: number;
  readonly lines: number;
  readonly side: SideCounts;
}

/** A chunk is taken in pieces, so that a whole file in one chunk still comes out in batches. */
const PIECE_BYTES = 1024 * 1024;

export async function* ingest(input: IngestInput, options: IngestOptions = {}): AsyncGenerator<IngestProgressMessage, IngestSummary> {
  const fileHash: FileHash | undefined = options.hash === false ? undefined : (options.fileHash?.() ?? (await streamHash()));
  const { wrapping = 'none' } = options;
  let unwrapped = 0;
  const onFirstLayer = (bytes: Uint8Array): void | Promise<void> => {
    unwrapped += bytes.length;
    return fileHash?.update(bytes.slice());
  };
  const file = 'file' in input ? input.file : new FileUnpacker(input.chunks, { limits: options.unpackLimits, sink: input.unpacked, onFirstLayer: wrapping === 'packed' ? onFirstLayer : undefined });
  const reading = new Reading(input.name, file, options, options.hash === false ? undefined : await recordHasher());
  for await (const piece of file.pieces()) {
    if (options.signal?.aborted === true) throw abortError(`Reading ${input.name}`);
    if (piece.kind === 'unpacked') {
      if (wrapping === 'table') await onFirstLayer(piece.bytes);
      yield* reading.take(piece.bytes, piece.bytesRead);
    } else {
      reading.given(piece.bytes.length);
      if (wrapping === 'none') await fileHash?.update(piece.bytes);
    }
  }
  yield* reading.finish();
  const summary = reading.summary((await fileHash?.digest()) ?? '', wrapping === 'packed' ? 1 : 0);
  if (wrapping === 'none') return summary;
  return { ...summary, bytes: unwrapped, ...(wrapping === 'table' ? { container: 'rows of a Parquet table' } : {}) };
}

class Reading {
  private bytes = 0;
  private bytesRead = 0;
  private unpackedBytes = 0;
  private archive: Archive | undefined;
  /** The first bytes of the unpacked stream, gathered until it is known what it is. */
  private form: 'unknown' | 'text' | 'binary' | 'archive' | 'left' = 'unknown';
  private sniffed = new Uint8Array(0);
  private content = false;
  /** Where taking in records was ended from outside. */
  private leftFrom: { readonly line: number; readonly byteOffset: number } | undefined;
  private binary: { readonly form: string; readonly excerpt: string } | undefined;
  private batchesSent = 0;
  private sentAt = 0;
  private readonly issues: IssueLog;
  private readonly scanner: EvidenceScanner;

  constructor(
    private readonly name: string,
    private readonly file: UnpackedFile,
    private readonly options: IngestOptions,
    private readonly hasher: RecordHasher | undefined,
  ) {
    this.issues = new IssueLog(options.maxIssueRows ?? MAX_ISSUE_ROWS);
    this.scanner = new EvidenceScanner(this.issues, hasher, options.maxRecordBytes ?? MAX_RECORD_BYTES);
  }

  given(bytes: number): void {
    this.bytes += bytes;
    this.bytesRead = this.bytes;
  }

  async *finish(): AsyncGenerator<IngestProgressMessage, void> {
    if (this.form === 'unknown') yield* this.decideForm();
    const cut = this.file.trouble;
    if (this.form === 'text') {
      this.scanner.end();
      yield* this.drain();
    }
    const place = { line: this.scanner.lines.line, byteOffset: this.unpackedBytes, byteLength: 0, excerpt: '' };
    if (cut !== undefined) this.issues.add({ ...place, kind: 'container', reason: cut });
    if (this.binary !== undefined) {
      const reason = `The file is ${this.binary.form}, not an audit log in UTF-8 text; nothing is read from it.${adviceOn(this.binary.form)}`;
      this.issues.add({ kind: 'not-text', line: 1, byteOffset: 0, byteLength: this.unpackedBytes, reason, excerpt: this.binary.excerpt });
    } else if (this.leftFrom !== undefined) {
      const { line, byteOffset } = this.leftFrom;
      const reason = `What is loaded fills the memory that the engine can address; from line ${line} on nothing was read. Cut the file there and look at the rest in another tab.`;
      this.issues.add({ kind: 'no-room', line, byteOffset, byteLength: this.unpackedBytes - byteOffset, reason, excerpt: '' });
    } else if (this.form === 'archive') {
      // Its members say what is in it.
    } else if (!this.content && cut === undefined) {
      const reason = this.unpackedBytes === 0 ? (this.file.layers.length === 0 ? 'The file is empty.' : 'The file is compressed, and empty.') : 'The file holds nothing but white space.';
      this.issues.add({ ...place, line: 1, byteOffset: 0, kind: 'empty', reason });
    } else if (this.scanner.events === 0 && this.issues.count === 0 && sideTotal(this.scanner.side.counts) === 0) {
      const reason = 'Nothing is wrong with it and no audit event is in it: its lists are empty, or its tables have no rows.';
      this.issues.add({ ...place, line: 1, byteOffset: 0, byteLength: this.unpackedBytes, kind: 'not-audit', reason });
    }
    this.issues.finish(this.scanner.lines.line, this.unpackedBytes);
    yield this.message();
    this.scanner.release();
    this.hasher?.release();
  }

  /** `wrapped` layers are not named. */
  summary(sha256: string, wrapped: number): IngestSummary {
    const { column, line } = this.scanner.lines;
    const { layers } = this.file;
    return {
      bytes: this.bytes,
      unpackedBytes: this.unpackedBytes,
      leftBytes: this.leftFrom === undefined ? 0 : this.unpackedBytes - this.leftFrom.byteOffset,
      sha256,
      format: this.scanner.format.name(),
      formats: this.scanner.format.list(),
      container: [...layers.slice(wrapped), ...(this.archive === undefined ? [] : [this.archive])].join(', ') || 'none',
      layers,
      archive: this.archive,
      events: this.scanner.events,
      issues: this.issues.count,
      lines: column > 0 ? line : line - 1,
      side: this.scanner.side.counts,
    };
  }

  /** A part of the unpacked bytes, for which so many bytes as given were read. */
  async *take(part: Uint8Array, bytesRead: number): AsyncGenerator<IngestProgressMessage, void> {
    this.bytesRead = bytesRead;
    this.unpackedBytes += part.length;
    if (this.form === 'left') {
      if (this.unpackedBytes - this.sentAt >= BATCH_BYTES) yield this.message();
      return;
    }
    if (this.form === 'binary' || this.form === 'archive') return;
    if (this.form === 'text') {
      yield* this.feed(part);
      return;
    }
    this.sniffed = joinBytes([this.sniffed, part]);
    if (this.sniffed.length >= SNIFF_BYTES) yield* this.decideForm();
  }

  private async *decideForm(): AsyncGenerator<IngestProgressMessage, void> {
    const start = this.sniffed;
    const head = start.subarray(0, SNIFF_BYTES);
    this.sniffed = new Uint8Array(0);
    this.archive = archiveForm(head);
    if (this.archive !== undefined) {
      this.form = 'archive';
      return;
    }
    const binary = binaryForm(head);
    if (binary !== undefined) {
      this.form = 'binary';
      this.binary = { form: binary, excerpt: excerptOf(head) };
      return;
    }
    this.form = 'text';
    if (isHtml(head)) this.scanner.textForm = 'a web page in which no audit event starts';
    if (isBrokenPolicy(head)) this.scanner.textForm = 'an audit policy that is no valid YAML, so its rules cannot be read: kube-apiserver would not start with it';
    if (isSplunkTree(head)) this.scanner.textForm = 'text copied from Splunk’s page, which is no JSON: export the search as JSON, CSV or raw events';
    yield* this.feed(start);
  }

  private async *feed(part: Uint8Array): AsyncGenerator<IngestProgressMessage, void> {
    this.content ||= hasContent(part);
    for (let from = 0; from < part.length; from += PIECE_BYTES) {
      if (this.options.enough?.aborted === true) {
        this.form = 'left';
        this.leftFrom = { line: this.scanner.lines.line, byteOffset: this.scanner.offset };
        return;
      }
      this.scanner.append(part.subarray(from, from + PIECE_BYTES));
      yield* this.drain();
      if (this.scanner.offset - this.sentAt >= BATCH_BYTES) yield this.message();
    }
  }

  private async *drain(): AsyncGenerator<IngestProgressMessage, void> {
    while (this.scanner.run(this.batchesSent === 0 ? FIRST_BATCH_EVENTS : BATCH_EVENTS)) {
      if (this.options.signal?.aborted === true) throw abortError(`Reading ${this.name}`);
      yield this.message();
    }
  }

  private message(): IngestProgressMessage {
    const { coder } = this.scanner;
    this.sentAt = this.form === 'left' ? this.unpackedBytes : this.scanner.offset;
    let batch: EventBatch | undefined;
    if (coder.columns.count > 0) {
      batch = coder.take();
      this.batchesSent += 1;
    }
    return {
      batch,
      issues: this.issues.take(),
      side: this.scanner.side.take(),
      bytesRead: this.bytesRead,
      unpackedBytes: this.unpackedBytes,
      events: this.scanner.events,
      issueCount: this.issues.count,
    };
  }
}

function hasContent(part: Uint8Array): boolean {
  for (const c of part) if (c !== 0x20 && c !== 0x0a && c !== 0x0d && c !== 0x09 && c !== 0xef && c !== 0xbb && c !== 0xbf) return true;
  return false;
}
