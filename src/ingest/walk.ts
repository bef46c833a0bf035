/**
 * What the parts of the evidence scanner share: the bytes at hand, the scanner and the coder of records, what is being skipped, what was
 * found in envelopes and text and is taken one by one, and whether more bytes may come.
 */
import type { IngestIssue } from '../model/event-batch';
import { sideTotal } from '../model/side-record';
import { ByteWindow } from './byte-window';
import { isEventRecord } from './event-record';
import { type Find, Unwrapper } from './envelopes/unwrap';
import { FormatTally } from './format-name';
import { FoundRecords } from './found-records';
import type { RecordHasher } from './hashing';
import { excerptOf, type IssueLog } from './issue-log';
import { LineCounter } from './line-counter';
import { ListWalk } from './list-walk';
import { NewlineFinder } from './newline-finder';
import { RecordCoder } from './record-coder';
import { NO_LIST, RecordScanner, WHOLE } from './record-scanner';
import { WholeRecords } from './scan/whole-record';
import { SideLog } from './side/side-log';
import { Skipping } from './skipping';

export class Walk {
  readonly whole = WholeRecords.take();
  readonly window = new ByteWindow(this.whole?.arena);
  readonly scanner = new RecordScanner(this.whole);
  readonly coder: RecordCoder;
  readonly format = new FormatTally();
  readonly side = new SideLog();
  readonly lines = new LineCounter(this.window);
  /** Where the line ends on which a record broke. */
  readonly lineEnds = new NewlineFinder(this.window);
  readonly skipping: Skipping;
  readonly lists: ListWalk;
  readonly unwrapper: Unwrapper;
  readonly found: FoundRecords;
  /** Events that stand in the evidence as they are. */
  plainEvents = 0;
  /** No more bytes will come. */
  ended = false;
  /** No use in scanning again before this much is there. */
  wanted = 0;
  /** Anything but skipped text was met. */
  metRecord = false;

  constructor(
    readonly issues: IssueLog,
    hasher: RecordHasher | undefined,
    readonly maxRecordBytes: number,
  ) {
    this.lists = new ListWalk(this.window, this.lines, this.scanner, maxRecordBytes, issues, () => this.events + sideTotal(this.side.counts));
    this.skipping = new Skipping(this.window, this.lines, issues);
    this.coder = new RecordCoder(this.scanner, hasher);
    this.unwrapper = new Unwrapper((bytes, start, end) => this.scanner.scan(bytes, start, end, NO_LIST) === WHOLE && this.isEvent(bytes));
    const { window, lines, scanner, coder, format, side } = this;
    const addOther = (what: string): boolean => {
      if (this.lists.open.any) this.lists.open.addOther(() => what);
      return this.lists.open.any;
    };
    this.found = new FoundRecords({ window, lines, scanner, coder, issues, format, side, addOther });
  }

  /** Events read so far, those in envelopes and in text included. */
  get events(): number {
    return this.plainEvents + this.found.events;
  }

  get offset(): number {
    return this.window.base + this.window.start;
  }

  /** Is the object that was scanned last an audit event? */
  isEvent(bytes: Uint8Array): boolean {
    return isEventRecord(this.coder, this.scanner, bytes);
  }

  /** Takes what was found, and then the bytes up to `to`. */
  take(finds: Iterable<Find>, to: number): void {
    this.metRecord = true;
    this.found.begin(finds, to);
  }

  /** The same for an envelope between words, as a native record may stand there: what is in it is read, and the words are skipped text. */
  takeFromText(finds: Iterable<Find>, to: number): void {
    const { region } = this.skipping;
    if (region !== undefined) this.skipping.interrupt(region, this.offset);
    this.skipping.close();
    this.take(finds, to);
  }

  /** `byteOffset` when it begins before `p`. */
  report(kind: IngestIssue['kind'], p: number, end: number, reason: string, byteOffset = this.window.base + p): void {
    const { bytes, base } = this.window;
    const excerpt = this.issues.open ? excerptOf(bytes.subarray(p, end)) : '';
    this.issues.add({ kind, line: this.lines.line, byteOffset, byteLength: base + end - byteOffset, reason, excerpt });
  }

  consume(to: number): void {
    this.lines.advance(to);
    this.window.start = to;
  }

  /** More bytes are needed; what waits for them returns this. */
  wait(): false {
    this.wanted = Math.min((this.window.end - this.window.start) * 2, this.maxRecordBytes + 1);
    return false;
  }
}
