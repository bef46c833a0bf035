/**
 * Takes what envelopes, tables and text lines hold into the batch, one record at a time, so that a batch never has more
 * rows than it has room for. The bytes they stand in are used up only when all of them are taken.
 */
import { escapeHostileText } from '../base/hostile-text';
import type { IssueKind } from '../model/event-batch';
import { restoreLevel } from './audit-level';
import type { ByteWindow } from './byte-window';
import { draftBytes } from './envelopes/event-draft';
import type { Find, Span } from './envelopes/unwrap';
import type { FormatTally } from './format-name';
import { excerptOf, type IssueLog } from './issue-log';
import type { LineCounter } from './line-counter';
import { ClassicPairs } from './lines/classic-pairs';
import type { RecordCoder } from './record-coder';
import { NO_LIST, type RecordScanner } from './record-scanner';
import { movedLines } from './side/audit-policy';
import type { SideLog } from './side/side-log';
import { SIDE_FORMS } from './side/side-of-object';

export interface RecordSinks {
  readonly window: ByteWindow;
  readonly lines: LineCounter;
  readonly scanner: RecordScanner;
  readonly coder: RecordCoder;
  readonly issues: IssueLog;
  readonly format: FormatTally;
  readonly side: SideLog;
  /** Takes note of something that is no event; false when nobody else reports it. */
  readonly addOther: (what: string) => boolean;
}

export class FoundRecords {
  events = 0;
  private open: { readonly finds: Iterator<Find>; readonly to: number } | undefined;
  private readonly pairs = new ClassicPairs();
  /** Newlines counted up to this place of the window, since the line of the window's start. */
  private counted = { at: 0, lines: 0 };

  constructor(private readonly sinks: RecordSinks) {}

  get isOpen(): boolean {
    return this.open !== undefined;
  }

  /** From now on `step` takes these, and then the bytes up to `to` are used up. */
  begin(finds: Iterable<Find>, to: number): void {
    this.open = { finds: finds[Symbol.iterator](), to };
    this.counted = { at: this.sinks.window.start, lines: 0 };
  }

  /** Takes at most one row; the place up to which the bytes are used up when that was the last one, else undefined. */
  step(): number | undefined {
    if (this.takePair()) return undefined;
    const next = this.open?.finds.next();
    if (next === undefined || next.done === true) {
      const to = this.open?.to;
      this.open = undefined;
      return to;
    }
    this.take(next.value);
    return undefined;
  }

  /** At the end of the stream: takes one request that was never answered; false when there is none left. */
  stepEnd(): boolean {
    this.pairs.end();
    return this.takePair();
  }

  private takePair(): boolean {
    const paired = this.pairs.take();
    if (paired === undefined) return false;
    const { bytes, offset, line } = paired.at;
    this.addDraft(draftBytes(paired.draft), { bytes, start: 0, end: bytes.length }, offset, line);
    this.sinks.format.add(undefined, 'legacy text lines');
    return true;
  }

  private take(find: Find): void {
    const { window, coder, format } = this.sinks;
    const { start, end } = find.span;
    const line = this.lineOf(start);
    const offset = window.base + start;
    const place = { bytes: window.bytes, start, end };
    if (find.kind === 'half') {
      this.pairs.add(find.half, { bytes: window.bytes.slice(start, end), offset, line });
    } else if (find.kind === 'event') {
      if (find.isDraft) this.addDraft(find.bytes, place, offset, line);
      else {
        // `isEvent` has just scanned it: the scanner still knows its members.
        restoreLevel(this.sinks.scanner, find.bytes);
        coder.add(find.bytes, find.start, find.end, offset, line, place);
        this.added(place, offset, line);
      }
      format.add(find.isDraft ? undefined : coder.version, find.form);
    } else if (find.kind === 'side') {
      const { content } = find;
      this.sinks.side.add(content.kind === 'policy' ? movedLines(content, line) : content, { line, byteOffset: offset, byteLength: end - start });
      format.add(undefined, SIDE_FORMS[content.kind]);
    } else if (find.kind === 'note') {
      this.report(find.issue, find.span, line, find.reason);
    } else if (find.kind === 'broken') {
      const why = find.isCut ? 'ends before it is whole' : `is not well-formed: ${find.expected} was expected`;
      this.report(find.isCut ? 'cut-record' : 'bad-json', find.span, line, `A record starts here and ${why}; it is not read.`);
    } else if (!this.sinks.addOther(find.what)) this.report('not-audit', find.span, line, `Not an audit event: ${escapeHostileText(find.what)}.`);
  }

  /** Adds an event whose bytes were made here; `place` is what the evidence has in their stead. */
  private addDraft(bytes: Uint8Array, place: Span & { readonly bytes: Uint8Array }, offset: number, line: number): void {
    const { scanner, coder } = this.sinks;
    scanner.scan(bytes, 0, bytes.length - 1, NO_LIST);
    coder.isEvent(bytes);
    coder.add(bytes, 0, bytes.length - 1, offset, line, place);
    this.added(place, offset, line);
  }

  private added(place: Span & { readonly bytes: Uint8Array }, byteOffset: number, line: number): void {
    const { coder, issues } = this.sinks;
    this.events += 1;
    if (coder.flaws.length === 0 && !coder.badEncoding) return;
    const at = { line, byteOffset, byteLength: place.end - place.start, excerpt: excerptOf(place.bytes.subarray(place.start, place.end)) };
    for (const flaw of coder.flaws) issues.add({ ...at, ...flaw });
    if (coder.badEncoding) issues.add({ ...at, kind: 'bad-encoding', reason: 'The record has bytes or escapes that are no Unicode text; they are shown as U+FFFD.' });
  }

  private report(kind: IssueKind, { start, end }: Span, line: number, reason: string): void {
    const { window, issues } = this.sinks;
    issues.add({ kind, line, byteOffset: window.base + start, byteLength: end - start, reason, excerpt: issues.open ? excerptOf(window.bytes.subarray(start, end)) : '' });
  }

  /** Finds come in the order of their places, so newlines are counted on from the last one. */
  private lineOf(place: number): number {
    const { window, lines } = this.sinks;
    const { counted } = this;
    if (place < counted.at) this.counted = { at: window.start, lines: 0 };
    for (;;) {
      const newline = window.bytes.subarray(this.counted.at, place).indexOf(0x0a);
      if (newline < 0) break;
      this.counted.lines += 1;
      this.counted.at += newline + 1;
    }
    this.counted.at = place;
    return lines.line + this.counted.lines;
  }
}
