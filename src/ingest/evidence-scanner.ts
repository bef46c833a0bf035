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
import { looksLikeObject, regionOfBroken } from './broken-record';
import { ByteWindow } from './byte-window';
import { chooseMembers } from './exact-members';
import { FIELD } from './field-keys';
import { FormatTally } from './format-name';
import { EXCERPT_BYTES, excerptOf, type IssueLog } from './issue-log';
import { KnownBroken } from './known-broken';
import { decodeString } from './json-reader';
import { MAX_RECORD_BYTES } from './limits';
import { LineCounter } from './line-counter';
import { NewlineFinder } from './newline-finder';
import type { RecordHasher } from './hashing';
import { RecordCoder } from './record-coder';
import { OpenLists } from './open-lists';
import { RecordRemains } from './record-remains';
import { restoreLevel } from './audit-level';
import { ANY_LIST, AUDIT_LIST, BAD, LIST, MORE, NO_LIST, RecordScanner, WHOLE } from './record-scanner';
import { WholeRecords } from './scan/whole-record';
import { SkippedRegion } from './skipped-region';
import { FoundRecords } from './found-records';
import { isTableRow } from './envelopes/table-row';
import { SideLog } from './side/side-log';
import { PlacedJson } from './envelopes/placed-json';
import { knownOther } from './envelopes/not-audit';
import { LIST_UNKNOWN, NOT_LIST, streamedListAt } from './envelopes/streamed-list';
import { Unwrapper } from './envelopes/unwrap';
import { prefixForm } from './lines/line-prefix';
import { joinDockerParts } from './lines/partial-lines';
import { joinWrapped } from './lines/wrapped-record';
import { TextReader } from './lines/text-reader';

const BRACE = 0x7b;

export class EvidenceScanner {
  private readonly whole = WholeRecords.start();
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
  private region: SkippedRegion | undefined;
  private readonly lists: OpenLists;
  /** No use in scanning again before this much is there. */
  private wanted = 0;
  private readonly broken = new KnownBroken();
  /** A record was read in the middle of another one; what comes on its line is the other one's rest. */
  private rest: { readonly line: number; readonly remains: RecordRemains } | undefined;
  /** Anything but skipped text was met. */
  private metRecord = false;
  private readonly unwrapper: Unwrapper;
  private readonly text: TextReader;
  private readonly found: FoundRecords;
  /** Up to this offset the parts of a cut docker record were looked for in vain. */
  private vainPartsUntil = 0;
  /** The same for the lines of a wrapped record. */
  private vainWrappedUntil = 0;

  constructor(
    private readonly issues: IssueLog,
    hasher: RecordHasher | undefined,
    private readonly maxRecordBytes = MAX_RECORD_BYTES,
  ) {
    this.lists = new OpenLists(issues);
    this.coder = new RecordCoder(this.scanner, hasher);
    this.unwrapper = new Unwrapper((bytes, start, end) => this.scanner.scan(bytes, start, end, NO_LIST) === WHOLE && this.isEvent(bytes));
    this.text = new TextReader(this.unwrapper, maxRecordBytes);
    const { window, lines, scanner, coder, format, side } = this;
    const addOther = (what: string): boolean => {
      if (this.lists.any) this.lists.addOther(() => what);
      return this.lists.any;
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

  /** Reads records until `maxRows` are in the batch or the bytes at hand are used up; true when the batch is full. */
  run(maxRows: number): boolean {
    const window = this.window;
    if (window.end - window.start < this.wanted) return false;
    this.wanted = 0;
    while (this.coder.columns.count < maxRows) {
      const going = this.found.isOpen ? this.stepFound() : this.region === undefined ? this.stepBetween() : this.stepSkipping(this.region);
      if (going) continue;
      if (this.ended && this.found.stepEnd()) continue;
      if (this.ended) this.finish();
      return false;
    }
    return true;
  }

  /** A row of the AKSAudit table has the names of an event's fields in other capitals, but not their values' types. */
  private isEvent(bytes: Uint8Array): boolean {
    return this.coder.isEvent(bytes) && !(this.scanner.unusual && isTableRow(this.scanner, bytes));
  }

  private stepFound(): boolean {
    const to = this.found.step();
    if (to !== undefined) this.consume(to);
    return true;
  }

  /** At the start of a line that may be text of a known form; undefined when it is not. */
  private tryLine(p: number): boolean | undefined {
    const { bytes, end, base } = this.window;
    const step = this.text.step(bytes, p, end, this.ended, base, this.lines.column);
    if (step.kind === 'more') return this.wait();
    if (step.kind === 'none') return undefined;
    if (step.kind === 'named') {
      const region = this.region?.name === step.what ? this.region : this.openRegion('text', step.what);
      this.metRecord = true;
      region.lines += 1;
      this.skipTo(region, step.to);
      return true;
    }
    this.closeRegion();
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
    const inRest = this.rest?.line === this.lines.line;
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
      if (c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09) {
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
        if (this.lists.any) {
          this.consume(p - 1);
          return this.closeList();
        }
      } else break;
    }
    this.consume(p);
    const c = bytes[p] ?? 0;
    if (c === BRACE) return this.tryRecord(p);
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
    this.openRegion(c === 0 ? 'nul' : 'text');
    return true;
  }

  /** Inside skipped bytes: looks for the next `{` that may start a record; false when more bytes are needed. */
  private stepSkipping(region: SkippedRegion): boolean {
    const { bytes, start, end } = this.window;
    if (start >= end) return false;
    if (region.why === 'nul') {
      let p = start;
      while (p < end && bytes[p] === 0) p += 1;
      this.skipTo(region, p);
      if (p < end) this.closeRegion();
      return p < end;
    }
    let limit = end;
    if (region.untilLineEnd) {
      const newline = this.lineEnds.at(Math.max(start, region.errorAt - this.window.base));
      if (newline < end) limit = newline;
    }
    if (region.why === 'text') {
      if (this.lines.column === 0) {
        const taken = this.tryLine(start);
        if (taken !== undefined) return taken;
        // A line of another kind ends the lines that have a name.
        if (region.name !== '') {
          this.closeRegion();
          return true;
        }
      }
      limit = Math.min(end, this.lineEnds.at(start) + 1);
      const inLine = bytes.subarray(start, limit).indexOf(BRACE);
      if (inLine < 0) {
        this.skipTo(region, limit);
        return limit < end;
      }
    }
    const brace = bytes.indexOf(BRACE, start);
    if (brace < 0 || brace >= limit) {
      this.skipTo(region, limit);
      if (limit < end) this.closeRegion();
      return limit < end;
    }
    this.skipTo(region, brace);
    if (this.broken.has(this.offset)) {
      this.skipTo(region, brace + 1);
      return true;
    }
    return this.tryRecord(brace);
  }

  /** Reads the object at `p`; false when more bytes are needed to do so. */
  private tryRecord(p: number): boolean {
    const { bytes, end } = this.window;
    const region = this.region;
    const known = this.region?.why === 'broken' && this.offset < this.region.errorAt;
    const lists = region === undefined ? ANY_LIST : known ? NO_LIST : AUDIT_LIST;
    // `kind` comes first in nearly every record, and no list of records begins with a k.
    if (bytes[p + 2] !== 0x6b && (region === undefined || this.startsAfresh(region))) {
      const list = streamedListAt(bytes, p, end, this.ended);
      if (list === LIST_UNKNOWN) return this.wait();
      if (list !== NOT_LIST) return this.openRecords(p, list);
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
      if (region === undefined || this.startsAfresh(region) || !region.remains.atValue) return this.openList(p);
      this.skipTo(region, p + 1);
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
      const region = this.region;
      if (region !== undefined && !this.startsAfresh(region) && this.prefixOf(region) === undefined) {
        if (this.isPart(region, offset, base + end)) {
          region.parts += 1;
          this.skipTo(region, end);
          return true;
        }
        this.interrupt(region, offset);
      }
      restoreLevel(scanner, bytes);
      const prefix = this.closePrefix();
      this.metRecord = true;
      const line = this.lines.line;
      this.coder.add(bytes, p, end, offset, line);
      this.plainEvents += 1;
      this.reportFlaws(p, end, offset, line);
      if (scanner.spaced) this.lines.advance(end);
      else this.lines.advanceOnLine(end);
      this.window.start = end;
      const version = this.coder.version === '' ? this.lists.apiVersion : this.coder.version;
      this.format.add(version, prefix ?? (this.lists.any ? 'EventList' : this.lines.line > line ? 'indented JSON' : 'JSON lines'));
      return true;
    }
    if (this.region !== undefined && !this.startsAfresh(this.region) && this.prefixOf(this.region) === undefined) {
      this.skipTo(this.region, end);
      return true;
    }
    const opened = this.openEnvelope(p, end);
    if (opened !== undefined) return opened;
    // What stands before it on its line is a part of what is no event.
    const prefixAt = this.region?.offset;
    const at = this.closePrefix() === undefined ? undefined : prefixAt;
    this.metRecord = true;
    const what = (): string => knownOther(new PlacedJson(bytes, p, end)) ?? this.coder.describe(bytes);
    if (this.lists.any) {
      this.lists.addOther(what);
    } else if (this.issues.open) {
      this.report('not-audit', p, end, `Not an audit event: ${escapeHostileText(what())}.`, at);
    } else this.report('not-audit', p, end, '', at);
    this.consume(end);
    return true;
  }

  /** Takes the object apart when it is an envelope; undefined when it is not. */
  private openEnvelope(p: number, end: number): boolean | undefined {
    const { bytes, base } = this.window;
    // Items of a list of Kubernetes objects carry text that anyone wrote.
    if (this.lists.holdsObjects) return undefined;
    const form = this.region === undefined ? '' : (this.prefixOf(this.region) ?? '');
    const before = form === '' ? '' : (this.region?.text() ?? '');
    if (base + p >= this.vainPartsUntil && this.unwrapper.cutDockerRecord(bytes, p, end)) {
      const joining = joinDockerParts(new RecordScanner(), bytes, p, this.window.end, this.ended, this.maxRecordBytes);
      if (joining.kind === 'more') return this.wait();
      if (joining.kind === 'joined') {
        this.closePrefix();
        this.metRecord = true;
        this.found.begin(this.unwrapper.joined(joining, 'docker JSON lines'), joining.next);
        return true;
      }
      this.vainPartsUntil = base + joining.searchedTo;
    }
    const finds = this.unwrapper.open(bytes, p, end, form, before);
    if (finds === undefined) return undefined;
    this.closePrefix();
    this.metRecord = true;
    this.found.begin(finds, end);
    return true;
  }

  /** Opens the list of records whose `[` stands before `at`. */
  private openRecords(p: number, at: number): boolean {
    this.closeRegion();
    this.metRecord = true;
    const excerpt = excerptOf(this.window.bytes.subarray(p, at));
    this.lists.open({ offset: this.window.base + p, line: this.lines.line, excerpt, kind: '', apiVersion: '' }, 'list of records');
    this.consume(at);
    return true;
  }

  /** The form of lines that begin like this region, when it is one known prefix before a record on its line. */
  private prefixOf(region: SkippedRegion): string | undefined {
    return region.why === 'text' && region.column <= 1 && region.line === this.lines.line ? prefixForm(region.text()) : undefined;
  }

  /** Ends a region before a record: a known prefix belongs to the record's line and is no issue. */
  private closePrefix(): string | undefined {
    const form = this.region === undefined ? undefined : this.prefixOf(this.region);
    if (form === undefined) this.closeRegion();
    else this.region = undefined;
    return form;
  }

  /** Takes the record at the start of a line that was broken into lines of one width; undefined when it was not. */
  private takeWrapped(p: number): boolean | undefined {
    const { bytes, base, end } = this.window;
    const prefix = this.region !== undefined && this.prefixOf(this.region) !== undefined ? Array.from(this.region.text()).length : 0;
    const startsLine = prefix > 0 || (this.lines.column === 0 && (this.region === undefined || this.startsAfresh(this.region)));
    if (!startsLine || base + p < this.vainWrappedUntil) return undefined;
    const joining = joinWrapped(new RecordScanner(), bytes, p, end, this.ended, prefix);
    if (joining.kind === 'more') return this.wait();
    if (joining.kind === 'none') {
      this.vainWrappedUntil = base + joining.searchedTo;
      return undefined;
    }
    this.closePrefix();
    this.metRecord = true;
    this.found.begin(this.unwrapper.text(joining.bytes, joining.span, 'hard-wrapped JSON'), joining.next);
    return true;
  }

  private takeBroken(p: number, status: number, tooLong: boolean): boolean {
    const wrapped = tooLong ? undefined : this.takeWrapped(p);
    if (wrapped !== undefined) return wrapped;
    const { bytes, base, end } = this.window;
    const scanner = this.scanner;
    if (!looksLikeObject(bytes, p, end)) {
      this.skipTo(this.region ?? this.openRegion('text'), p + 1);
      return true;
    }
    const region = this.region;
    const fresh = region === undefined || this.startsAfresh(region) || (region.why === 'text' && this.knownMembers() >= 2);
    const errorAt = tooLong ? p + this.maxRecordBytes : scanner.errorAt;
    this.broken.remember(scanner.stack.subarray(0, scanner.depth), base);
    if (!fresh) {
      this.skipTo(region, p + 1);
      return true;
    }
    this.closeRegion();
    this.metRecord = true;
    const longest = tooLong ? this.maxRecordBytes : undefined;
    const next = regionOfBroken(bytes, base, this.lines.line, this.lines.column, { start: p, errorAt, status, expected: scanner.expected, longest, depth: scanner.depth });
    this.region = next;
    this.skipTo(next, p + 1);
    return true;
  }

  /** True when the event at `offset`, inside skipped bytes and not on a line of its own, is a value of the record that broke there. */
  private isPart(region: SkippedRegion, offset: number, end: number): boolean {
    // The scan that broke either went through the event, which makes it a value, or broke at it, where no value can stand.
    if (region.grammarKnown && offset <= region.errorAt) return end <= region.errorAt;
    return region.remains.atValue;
  }

  /** A record of another writer stands in the middle of `region`: what follows it is the rest of that region's record. */
  private interrupt(region: SkippedRegion, offset: number): void {
    region.unsureAfter = offset > region.errorAt && region.remains.unsure;
    if (region.remains.over) return;
    const before = region.grammarKnown && offset <= region.errorAt;
    this.rest = { line: this.lines.line, remains: before ? new RecordRemains(region.depth, offset < region.errorAt) : region.remains };
  }

  /** True when an object here, inside skipped bytes, is met where a record of its own would start. */
  private startsAfresh(region: SkippedRegion): boolean {
    return this.lines.blankSoFar && this.lines.column === region.column && this.offset > region.offset;
  }

  private knownMembers(): number {
    let count = 0;
    for (let field = 0; field < FIELD.items; field += 1) if (this.scanner.has(field)) count += 1;
    return count;
  }

  private openList(p: number): boolean {
    const { bytes, base } = this.window;
    this.closeRegion();
    this.metRecord = true;
    this.lists.open({
      offset: base + p,
      line: this.lines.line,
      excerpt: excerptOf(bytes.subarray(p, this.scanner.end)),
      kind: this.memberText(FIELD.kind),
      apiVersion: this.memberText(FIELD.apiVersion),
    });
    this.consume(this.scanner.end);
    return true;
  }

  /** At the `]` of a list's items: reads the rest of the list's own members. */
  private closeList(): boolean {
    const { bytes, start, end } = this.window;
    const status = this.scanner.scanListTail(bytes, start + 1, end);
    if (status === MORE && !this.ended && end - start <= this.maxRecordBytes) return this.wait();
    if (status === LIST) {
      this.lists.complete(this.memberText(FIELD.kind), this.memberText(FIELD.apiVersion));
      this.consume(this.scanner.end);
      this.lists.secondItems('their items are read too');
      return true;
    }
    if (status !== WHOLE) {
      this.consume(start + 1);
      this.lists.end(status === MORE ? 'cut' : 'broken', this.offset);
      return true;
    }
    if (this.scanner.unusual) chooseMembers(this.scanner, bytes, []);
    if (this.scanner.has(FIELD.items)) this.lists.secondItems('they are no list and are skipped');
    this.lists.complete(this.memberText(FIELD.kind), this.memberText(FIELD.apiVersion));
    this.consume(this.scanner.end);
    this.lists.end('whole', this.offset);
    return true;
  }

  private memberText(field: number): string {
    const start = this.scanner.valueStart(field);
    const bytes = this.window.bytes;
    return start >= 0 && bytes[start] === 0x22 ? decodeString(bytes, start, this.scanner.valueEnd(field)) : '';
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

  /** `name` says what the lines of a region are, when that is known. */
  private openRegion(why: 'text' | 'nul', name = ''): SkippedRegion {
    if (name !== '') {
      this.closeRegion();
      const region = new SkippedRegion('text', this.offset, this.lines.line, this.lines.column, 'not-audit', '', name);
      this.region = region;
      return region;
    }
    const reason = why === 'nul' ? 'NUL bytes between records, as a copied and truncated file leaves them; they are skipped.' : 'Text that is no record; it is skipped.';
    const region = new SkippedRegion(why, this.offset, this.lines.line, this.lines.column, 'skipped-bytes', reason);
    if (this.rest?.line === this.lines.line) region.remains = this.rest.remains;
    this.rest = undefined;
    this.region = region;
    return region;
  }

  private skipTo(region: SkippedRegion, to: number): void {
    const { bytes, start } = this.window;
    region.extend(bytes, start, to, EXCERPT_BYTES);
    this.consume(to);
  }

  private closeRegion(): void {
    const region = this.region;
    if (region === undefined) return;
    this.region = undefined;
    this.issues.add(region.issue());
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
    const region = this.region;
    if (region !== undefined && region.why === 'text' && !this.metRecord && region.name === '') {
      this.region = undefined;
      const reason = `The file is ${this.textForm}.`;
      this.issues.add({ ...region.issue(), kind: 'not-json', reason });
    } else this.closeRegion();
    while (this.lists.any) this.lists.end('cut', this.offset);
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
