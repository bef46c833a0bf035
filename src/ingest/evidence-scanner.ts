/**
 * Walks the unpacked stream: finds where records stand, hands events to the coder, and accounts for every
 * byte in between. Text before, between and after records is skipped and reported; after a broken record
 * the search goes on one byte after its start, so that no record that stands whole is lost; but what stands where a
 * value of the broken record would is a part of it (see record-remains) and never read as a record.
 *
 * Results do not depend on how the stream was cut into chunks: a record is judged only when it is whole in
 * memory, or when the stream has ended.
 */
import { escapeHostileText } from '../base/hostile-text';
import type { IngestIssue } from '../model/event-batch';
import { sideTotal } from '../model/side-record';
import { recordsInBroken } from './broken-envelope';
import { looksLikeObject, regionOfBroken } from './broken-record';
import { CutRecords, type Found } from './cut-records';
import { ListWalk } from './list-walk';
import { listBehindText } from './list-behind-text';
import { ByteWindow } from './byte-window';
import { FIELD } from './field-keys';
import { FormatTally } from './format-name';
import { excerptOf, type IssueLog } from './issue-log';
import { KnownBroken } from './known-broken';
import { MAX_RECORD_BYTES } from './limits';
import { LineCounter } from './line-counter';
import { NewlineFinder } from './newline-finder';
import type { RecordHasher } from './hashing';
import { quotedRecord, startsEscaped } from './quoted-record';
import { recordAsString } from './record-as-string';
import { RecordCoder } from './record-coder';
import { restoreLevel } from './audit-level';
import { ANY_LIST, AUDIT_LIST, BAD, LIST, MORE, NO_LIST, RecordScanner, WHOLE } from './record-scanner';
import { WholeRecords } from './scan/whole-record';
import type { SkippedRegion } from './skipped-region';
import { Skipping } from './skipping';
import { FoundRecords } from './found-records';
import { isTableRow } from './envelopes/table-row';
import { SideLog } from './side/side-log';
import { PlacedJson } from './envelopes/placed-json';
import { knownOther } from './envelopes/not-audit';
import { LIST_UNKNOWN, NOT_LIST, streamedListAt } from './envelopes/streamed-list';
import { type Find, Unwrapper } from './envelopes/unwrap';
import { hasKnownPrefix, TextReader } from './lines/text-reader';
import { charactersOf } from './lines/wrapped-record';

const BRACE = 0x7b;
const QUOTE = 0x22;
const BYTES_OF_CHARACTER = 4;
const STRINGS_FORM = 'JSON strings';
const QUOTED_FORM = 'records in quotes';

export class EvidenceScanner {
  private readonly whole = WholeRecords.take();
  readonly window = new ByteWindow(this.whole?.arena);
  readonly scanner = new RecordScanner(this.whole);
  readonly coder: RecordCoder;
  readonly format = new FormatTally();
  readonly side = new SideLog();
  readonly lines = new LineCounter(this.window);
  /** Where the line ends on which a record broke. */
  private readonly lineEnds = new NewlineFinder(this.window);
  private plainEvents = 0;
  /** What the text is by its beginning; said when no event is found in it. */
  textForm = 'text in which no audit event starts';
  private ended = false;
  private readonly skipping: Skipping;
  private readonly lists: ListWalk;
  private readonly cutRecords: CutRecords;
  /** No use in scanning again before this much is there. */
  private wanted = 0;
  private readonly broken = new KnownBroken();
  /** Anything but skipped text was met. */
  private metRecord = false;
  private readonly unwrapper: Unwrapper;
  private readonly text: TextReader;
  private readonly found: FoundRecords;

  constructor(
    private readonly issues: IssueLog,
    hasher: RecordHasher | undefined,
    private readonly maxRecordBytes = MAX_RECORD_BYTES,
  ) {
    this.lists = new ListWalk(this.window, this.lines, this.scanner, maxRecordBytes, issues, () => this.events + sideTotal(this.side.counts));
    this.skipping = new Skipping(this.window, this.lines, issues);
    this.cutRecords = new CutRecords(this.window, maxRecordBytes);
    this.coder = new RecordCoder(this.scanner, hasher);
    this.unwrapper = new Unwrapper((bytes, start, end) => this.scanner.scan(bytes, start, end, NO_LIST) === WHOLE && this.isEvent(bytes));
    this.text = new TextReader(this.unwrapper, maxRecordBytes);
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

  append(chunk: Uint8Array): void {
    this.window.append(chunk);
  }

  /** No more bytes will come. */
  end(): void {
    this.ended = true;
    this.wanted = 0;
  }

  /** The last batch was taken: the next file may use the memory. */
  release(): void {
    this.coder.columns.release();
    this.whole?.giveBack();
  }

  /** Reads records until `maxRows` are in the batch or the bytes at hand are used up; true when the batch is full. */
  run(maxRows: number): boolean {
    const window = this.window;
    if (window.end - window.start < this.wanted) return false;
    this.wanted = 0;
    while (this.coder.columns.count < maxRows) {
      const going = this.found.isOpen ? this.stepFound() : this.skipping.region === undefined ? this.stepBetween() : this.stepSkipping(this.skipping.region);
      if (going) continue;
      if (this.ended && this.found.stepEnd()) continue;
      if (this.ended) this.finish();
      return false;
    }
    return true;
  }

  /** A row of a table has the names of an event's fields, but not their values' types: AKSAudit's in other capitals, those of SQLite and of some clouds with objects as text. */
  private isEvent(bytes: Uint8Array): boolean {
    const { scanner } = this;
    return this.coder.isEvent(bytes) && !this.hasUserOfTable(bytes) && !this.isSchema(bytes) && !(scanner.unusual && isTableRow(scanner, bytes));
  }

  /** An object as text, or a name in what does not say that it is an event; in an event that says so it is a flaw. */
  private hasUserOfTable(bytes: Uint8Array): boolean {
    const at = this.scanner.valueStart(FIELD.user);
    return bytes[at] === QUOTE && (bytes[at + 1] === BRACE || !this.scanner.has(FIELD.kind));
  }

  /** A JSON schema of events has their names, and under each a description of it. */
  private isSchema(bytes: Uint8Array): boolean {
    const { scanner } = this;
    return bytes[scanner.valueStart(FIELD.verb)] === BRACE && bytes[scanner.valueStart(FIELD.stage)] === BRACE;
  }

  private stepFound(): boolean {
    const to = this.found.step();
    const { region } = this.skipping;
    // Of a broken envelope the rest is skipped.
    if (to !== undefined && region !== undefined) this.skipping.skipTo(region, to);
    else if (to !== undefined) this.consume(to);
    return true;
  }

  /** At the start of a line that may be text of a known form; undefined when it is not. */
  private tryLine(p: number): boolean | undefined {
    const { bytes, end, base } = this.window;
    const step = this.text.step(bytes, p, end, this.ended, base, this.lines.column);
    if (step.kind === 'more') return this.wait();
    if (step.kind === 'none') return undefined;
    if (step.kind === 'named') {
      const region = this.skipping.openNamed(step.what);
      this.metRecord = true;
      region.lines += 1;
      this.skipping.skipTo(region, step.to);
      return true;
    }
    this.skipping.close();
    this.metRecord = true;
    if (step.kind === 'frame') this.consume(step.to);
    else if (step.kind === 'finds') this.found.begin(step.finds, step.to);
    else this.found.begin([{ kind: 'half', half: step.half, span: { start: p, end: trimmedEnd(bytes, p, step.to) } }], step.to);
    return true;
  }

  /** Between records; false when more bytes are needed. */
  private stepBetween(): boolean {
    const { bytes, end } = this.window;
    let p = this.window.start;
    // In the rest of a record that another one interrupted, commas and brackets are that record's.
    const { inRest } = this.skipping;
    // A line that begins an object is no row: the header may have been prose, and no record is to be lost to it.
    if (this.text.inTable && p < end && bytes[p] !== BRACE) {
      const taken = this.tryLine(p);
      if (taken !== undefined) return taken;
    }
    for (;;) {
      const c = bytes[p] ?? 0;
      if (p >= end) {
        this.consume(p);
        return false;
      }
      // The last is the mark before each record of a JSON sequence (RFC 7464).
      if (c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09 || c === 0x1e) {
        p += 1;
        if (c === 0x0a && inRest) {
          this.consume(p);
          return true;
        }
      } else if (inRest) break;
      else if (c === 0x5b && startsNumbered(bytes, p, end)) {
        this.consume(p);
        if (!this.ended && end - p < LONGEST_NUMBER) return this.wait();
        if (this.lines.blankSoFar) break;
        p += 1;
      } else if (c === 0x2c || c === 0x5b) p += 1;
      else if (c === 0x5d) {
        p += 1;
        if (this.lists.open.any) {
          this.consume(p - 1);
          return this.lists.close(this.ended) || this.wait();
        }
      } else break;
    }
    this.consume(p);
    const c = bytes[p] ?? 0;
    if (c === BRACE) return this.tryRecord(p);
    if (c === QUOTE) {
      const taken = this.tryString(p);
      if (taken !== undefined) return taken;
    }
    if (c === 0xef && this.offset === 0) {
      if (end - p < 3 && !this.ended) return this.wait();
      if (bytes[p + 1] === 0xbb && bytes[p + 2] === 0xbf) {
        this.consume(p + 3);
        this.lines.passMark();
        return true;
      }
    }
    if (c !== 0 && this.lines.blankSoFar) {
      const taken = this.tryLine(p);
      if (taken !== undefined) return taken;
    }
    this.skipping.openText(c === 0 ? 'nul' : 'text');
    return true;
  }

  /** Inside skipped bytes: looks for the next `{` that may start a record; false when more bytes are needed. */
  private stepSkipping(region: SkippedRegion): boolean {
    const { bytes, start, end } = this.window;
    if (start >= end) return false;
    if (region.why === 'nul') {
      let p = start;
      while (p < end && bytes[p] === 0) p += 1;
      this.skipping.skipTo(region, p);
      if (p < end) this.skipping.close();
      return p < end;
    }
    let limit = end;
    if (region.untilLineEnd) {
      const newline = this.lineEnds.at(Math.max(start, region.errorAt - this.window.base));
      if (newline < end) limit = newline;
    }
    if (region.why === 'text') {
      const isLineStart = this.lines.column === 0;
      if (isLineStart) {
        const taken = this.tryLine(start);
        if (taken !== undefined) return taken;
        // A line of another kind ends the lines that have a name, and one that begins like a record's ends the text before it.
        if (region.name !== '' || (region.line < this.lines.line && hasKnownPrefix(bytes, start, end))) {
          this.skipping.close();
          return true;
        }
        const list = listBehindText(bytes, start, end, this.ended);
        if (list === 'more') return this.wait();
        if (list !== undefined) {
          this.skipping.skipTo(region, list);
          this.skipping.close();
          return true;
        }
      }
      if (region.wrapped !== undefined && (isLineStart || this.offset === region.offset)) {
        const characters = this.charactersOfLine(start, region.wrapped.width);
        if (characters === undefined) return this.wait();
        if (!this.skipping.takesLine(region, region.wrapped, characters)) {
          this.skipping.close();
          return true;
        }
      }
      limit = Math.min(end, this.lineEnds.at(start) + 1);
      const inLine = bytes.subarray(start, limit).indexOf(BRACE);
      if (inLine < 0) {
        this.skipping.skipTo(region, limit);
        return limit < end;
      }
    }
    const brace = bytes.indexOf(BRACE, start);
    if (brace < 0 || brace >= limit) {
      this.skipping.skipTo(region, limit);
      if (limit < end) this.skipping.closeLine(region);
      return limit < end;
    }
    this.skipping.skipTo(region, brace);
    if (this.broken.has(this.offset)) {
      this.skipping.skipTo(region, brace + 1);
      return true;
    }
    return this.tryRecord(brace);
  }

  /** As far as it matters whether there are more than `width`; undefined when more bytes are needed to say. */
  private charactersOfLine(start: number, width: number): number | undefined {
    const { bytes, end } = this.window;
    const newline = this.lineEnds.at(start);
    const longest = (width + 1) * BYTES_OF_CHARACTER;
    if (newline >= end && !this.ended && end - start <= longest) return undefined;
    const line = bytes.subarray(start, Math.min(newline, end, start + longest));
    return this.lines.column + charactersOf(line);
  }

  /** Reads the object at `p`; false when more bytes are needed to do so. */
  private tryRecord(p: number): boolean {
    const { bytes, end } = this.window;
    const { region } = this.skipping;
    const known = region?.why === 'broken' && this.offset < region.errorAt;
    const lists = region === undefined ? ANY_LIST : known ? NO_LIST : AUDIT_LIST;
    // `kind` comes first in nearly every record, and no list of records begins with a k.
    if (bytes[p + 2] !== 0x6b && this.skipping.isFresh) {
      const list = streamedListAt(bytes, p, end, this.ended);
      if (list === LIST_UNKNOWN) return this.wait();
      if (list !== NOT_LIST) {
        this.skipping.close();
        this.metRecord = true;
        this.lists.openRecords(p, list);
        return true;
      }
    }
    let status = this.scanner.scan(bytes, p, end, lists);
    let tooLong = false;
    if (status === MORE && end - p > this.maxRecordBytes) tooLong = true;
    else if (status === WHOLE && this.scanner.end - p > this.maxRecordBytes) tooLong = true;
    if (status === MORE && !tooLong && !this.ended) return this.wait();
    if (tooLong) status = BAD;
    if (status === LIST && lists === ANY_LIST && !this.scanner.has(FIELD.kind)) {
      const look = this.eventWithEmptyItems(p);
      if (look === MORE) return this.wait();
      if (look === WHOLE) return this.takeRecord(p);
      status = this.scanner.scan(bytes, p, end, lists);
    }
    if (status === WHOLE) return this.takeRecord(p);
    if (status === LIST) {
      if (region === undefined || this.skipping.startsAfresh(region) || !region.remains.atValue) {
        this.skipping.close();
        this.metRecord = true;
        this.lists.openItems(p);
      } else this.skipping.skipTo(region, p + 1);
      return true;
    }
    return this.takeBroken(p, status, tooLong);
  }

  /** WHOLE when the object at `p`, which has an empty `items` before its kind, turns out to be an event; MORE when it is not all there. */
  private eventWithEmptyItems(p: number): number {
    const { bytes, end } = this.window;
    let next = this.scanner.end;
    while (isSpace(bytes[next] ?? 0)) next += 1;
    if (next >= end) return this.ended || next - p > this.maxRecordBytes ? BAD : MORE;
    if (bytes[next] !== 0x5d) return BAD;
    const status = this.scanner.scan(bytes, p, end, NO_LIST);
    if (status === MORE) return this.ended || end - p > this.maxRecordBytes ? BAD : MORE;
    return status === WHOLE && this.scanner.end - p <= this.maxRecordBytes && this.coder.isEvent(bytes) ? WHOLE : BAD;
  }

  private takeRecord(p: number): boolean {
    const { bytes, base } = this.window;
    const scanner = this.scanner;
    const end = scanner.end;
    if (this.isEvent(bytes)) {
      const offset = base + p;
      const { region } = this.skipping;
      if (region !== undefined && !this.skipping.startsAfresh(region) && this.skipping.prefixForm === undefined) {
        if (this.skipping.isPart(region, offset, base + end)) {
          region.parts += 1;
          this.skipping.skipTo(region, end);
          return true;
        }
        this.skipping.interrupt(region, offset);
      }
      restoreLevel(scanner, bytes);
      const prefix = this.skipping.closePrefix();
      this.metRecord = true;
      const line = this.lines.line;
      this.coder.add(bytes, p, end, offset, line);
      this.plainEvents += 1;
      this.reportFlaws(p, end, offset, line);
      if (scanner.spaced) this.lines.advance(end);
      else this.lines.advanceOnLine(end);
      this.window.start = end;
      const version = this.coder.version === '' ? this.lists.open.apiVersion : this.coder.version;
      this.format.add(version, prefix ?? (this.lists.open.any ? 'EventList' : this.lines.line > line ? 'indented JSON' : 'JSON lines'));
      return true;
    }
    const { region } = this.skipping;
    if (region !== undefined && !this.skipping.startsAfresh(region) && this.skipping.prefixForm === undefined) {
      const finds = region.why === 'text' && !region.remains.atValue && !this.lists.open.holdsObjects ? this.unwrapper.recordsIn(bytes, p, end) : undefined;
      if (finds === undefined) this.skipping.skipTo(region, end);
      else this.takeFromText(region, finds, end);
      return true;
    }
    const opened = this.openEnvelope(p, end);
    if (opened !== undefined) return opened;
    // What stands before it on its line is a part of what is no event.
    const prefixAt = region?.offset;
    const at = this.skipping.closePrefix() === undefined ? undefined : prefixAt;
    this.metRecord = true;
    const what = (): string => knownOther(new PlacedJson(bytes, p, end)) ?? this.coder.describe(bytes);
    if (this.lists.open.any) {
      this.lists.open.addOther(what);
    } else if (this.issues.open) {
      this.report('not-audit', p, end, `Not an audit event: ${escapeHostileText(what())}.`, at);
    } else this.report('not-audit', p, end, '', at);
    this.consume(end);
    return true;
  }

  /** Takes the object apart when it is an envelope; undefined when it is not. */
  private openEnvelope(p: number, end: number): boolean | undefined {
    const { bytes } = this.window;
    // Items of a list of Kubernetes objects carry text that anyone wrote.
    if (this.lists.open.holdsObjects) return undefined;
    const form = this.skipping.prefixForm ?? '';
    const before = form === '' ? '' : (this.skipping.region?.text() ?? '');
    const cut = this.cutRecords.inObjects(p, end, this.ended);
    if (cut !== undefined) return this.takeCut(cut);
    const finds = this.unwrapper.open(bytes, p, end, form, before);
    if (finds === undefined) return undefined;
    this.skipping.closePrefix();
    this.metRecord = true;
    this.found.begin(finds, end);
    return true;
  }

  /** An envelope between words, as a native record may stand there: what is in it is read, and the words are skipped text. */
  private takeFromText(region: SkippedRegion | undefined, finds: Iterable<Find>, to: number): void {
    if (region !== undefined) this.skipping.interrupt(region, this.offset);
    this.skipping.close();
    this.metRecord = true;
    this.found.begin(finds, to);
  }

  /** A record as a JSON string by itself, as `jq .message` prints it and `--query 'events[].message'` lists it; undefined when it is none. */
  private tryString(p: number): boolean | undefined {
    const { bytes, end } = this.window;
    const string = recordAsString(bytes, p, end, this.lineEnds.at(p), this.ended, this.maxRecordBytes);
    if (string === 'more') return this.wait();
    if (string === undefined) return undefined;
    const { text, close } = string;
    this.skipping.close();
    this.metRecord = true;
    this.found.begin(this.unwrapper.text(new TextEncoder().encode(`${text}\0`), { start: p + 1, end: close - 1 }, STRINGS_FORM), close);
    return true;
  }

  /** A record with escaped quotes in the middle of a line; undefined when none begins at `p`. */
  private tryQuoted(p: number): boolean | undefined {
    const { bytes, end } = this.window;
    const { region } = this.skipping;
    if (region !== undefined && (region.why !== 'text' || region.remains.atStringValue)) return undefined;
    const starts = startsEscaped(bytes, p, end, this.ended);
    if (starts === 'more') return this.wait();
    const isQuoted = region?.remains.atQuote ?? false;
    const quoted = starts ? quotedRecord(bytes, p, end, this.lineEnds.at(p), this.ended, isQuoted, this.maxRecordBytes) : undefined;
    if (quoted === 'more') return this.wait();
    if (quoted === undefined) return undefined;
    const finds = this.unwrapper.text(new TextEncoder().encode(`${quoted.text}\0`), { start: p, end: quoted.end }, QUOTED_FORM);
    this.takeFromText(region, finds, quoted.end + (isQuoted ? 1 : 0));
    return true;
  }

  /** Takes a record that was put together from its parts. */
  private takeCut(cut: Exclude<Found, undefined>): boolean {
    if (cut === 'more') return this.wait();
    const { joined, form, isText } = cut;
    this.skipping.closePrefix();
    this.metRecord = true;
    this.found.begin(isText ? this.unwrapper.text(joined.bytes, joined.span, form) : this.unwrapper.joined(joined, form), joined.next);
    return true;
  }

  /** Takes the record at the start of a line that goes on in the lines below; undefined when none does. */
  private takeFromLines(p: number): boolean | undefined {
    const form = this.skipping.prefixForm;
    const startsLine = form !== undefined || (this.lines.column === 0 && this.skipping.isFresh);
    if (!startsLine) return undefined;
    const prefix = form === undefined ? '' : (this.skipping.region?.text() ?? '');
    const cut = this.cutRecords.inLines(p, prefix, form, this.ended);
    return cut === undefined ? undefined : this.takeCut(cut);
  }

  private takeBroken(p: number, status: number, tooLong: boolean): boolean {
    const joined = tooLong ? undefined : this.takeFromLines(p);
    if (joined !== undefined) return joined;
    const { bytes, base, end } = this.window;
    const scanner = this.scanner;
    if (!looksLikeObject(bytes, p, end)) {
      const taken = this.tryQuoted(p);
      if (taken !== undefined) return taken;
      this.skipping.skipTo(this.skipping.region ?? this.skipping.openText('text'), p + 1);
      return true;
    }
    const { region } = this.skipping;
    const fresh = region === undefined || this.skipping.startsAfresh(region) || (region.why === 'text' && this.knownMembers() >= 2);
    const errorAt = tooLong ? p + this.maxRecordBytes : scanner.errorAt;
    this.broken.remember(scanner.stack.subarray(0, scanner.depth), base);
    if (!fresh) {
      this.skipping.skipTo(region, p + 1);
      return true;
    }
    this.skipping.close();
    this.metRecord = true;
    const longest = tooLong ? this.maxRecordBytes : undefined;
    const broken = { start: p, errorAt, status, expected: scanner.expected, longest, depth: scanner.depth };
    const inside = tooLong ? undefined : recordsInBroken(bytes, p, errorAt, this.lines.column, this.unwrapper);
    const next = regionOfBroken(bytes, base, this.lines.line, this.lines.column, { ...broken, isRead: inside !== undefined });
    this.skipping.openBroken(next);
    if (inside === undefined) this.skipping.skipTo(next, p + 1);
    else this.found.begin(inside.finds, inside.to);
    return true;
  }

  private knownMembers(): number {
    let count = 0;
    for (let field = 0; field < FIELD.items; field += 1) if (this.scanner.has(field)) count += 1;
    return count;
  }

  private reportFlaws(p: number, end: number, offset: number, line: number): void {
    const { flaws, badEncoding } = this.coder;
    if (flaws.length === 0 && !badEncoding) return;
    const place = { line, byteOffset: offset, byteLength: end - p, excerpt: excerptOf(this.window.bytes.subarray(p, end)) };
    for (const flaw of flaws) this.issues.add({ ...place, ...flaw });
    if (badEncoding) {
      this.issues.add({ ...place, kind: 'bad-encoding', reason: 'The record has bytes or escapes that are no Unicode text; they are shown as U+FFFD.' });
    }
  }

  /** `byteOffset` when it begins before `p`. */
  private report(kind: IngestIssue['kind'], p: number, end: number, reason: string, byteOffset = this.window.base + p): void {
    const { bytes, base } = this.window;
    const excerpt = this.issues.open ? excerptOf(bytes.subarray(p, end)) : '';
    this.issues.add({ kind, line: this.lines.line, byteOffset, byteLength: base + end - byteOffset, reason, excerpt });
  }

  private consume(to: number): void {
    this.lines.advance(to);
    this.window.start = to;
  }

  private wait(): boolean {
    this.wanted = Math.min((this.window.end - this.window.start) * 2, this.maxRecordBytes + 1);
    return false;
  }

  private finish(): void {
    const { region } = this.skipping;
    if (region?.why === 'text' && !this.metRecord && region.name === '' && region.parts === 0) this.skipping.closeAsFile(`The file is ${this.textForm}.`);
    else this.skipping.close();
    this.lists.endAll();
  }
}

const LONGEST_NUMBER = 16;
/** `[0] `, with which Fluent Bit begins a line, or what is here of it; no list begins so. */
function startsNumbered(bytes: Uint8Array, p: number, end: number): boolean {
  let at = p + 1;
  while (at < end && at - p < LONGEST_NUMBER - 2 && (bytes[at] ?? 0) >= 0x30 && (bytes[at] ?? 0) <= 0x39) at += 1;
  if (at === end) return true;
  return at > p + 1 && bytes[at] === 0x5d && (at + 1 === end || bytes[at + 1] === 0x20);
}

const isSpace = (c: number): boolean => c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09;
/** The end without the white space before it. */
function trimmedEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && (bytes[at - 1] ?? 0) <= 0x20) at -= 1;
  return at;
}
