/** Reads the object that begins at a brace: an event, a list of them, an envelope, something else that is named, or what broke. */
import { escapeHostileText } from '../base/hostile-text';
import { restoreLevel } from './audit-level';
import type { BrokenReader } from './broken-reader';
import { knownOther } from './envelopes/not-audit';
import { PlacedJson } from './envelopes/placed-json';
import { LIST_UNKNOWN, NOT_LIST, streamedListAt } from './envelopes/streamed-list';
import { FIELD } from './field-keys';
import { excerptOf } from './issue-log';
import { ANY_LIST, AUDIT_LIST, BAD, LIST, MORE, NO_LIST, WHOLE } from './record-scanner';
import type { Walk } from './walk';

export class ObjectReader {
  constructor(
    private readonly walk: Walk,
    private readonly broken: BrokenReader,
  ) {}

  /** Reads the object at `p`; false when more bytes are needed to do so. */
  read(p: number): boolean {
    const { bytes, end } = this.walk.window;
    const { region } = this.walk.skipping;
    const known = region?.why === 'broken' && this.walk.offset < region.errorAt;
    const lists = region === undefined ? ANY_LIST : known ? NO_LIST : AUDIT_LIST;
    // `kind` comes first in nearly every record, and no list of records begins with a k.
    if (bytes[p + 2] !== 0x6b && this.walk.skipping.isFresh) {
      const list = streamedListAt(bytes, p, end, this.walk.ended);
      if (list === LIST_UNKNOWN) return this.walk.wait();
      if (list !== NOT_LIST) {
        this.walk.skipping.close();
        this.walk.metRecord = true;
        this.walk.lists.openRecords(p, list);
        return true;
      }
    }
    let status = this.walk.scanner.scan(bytes, p, end, lists);
    let tooLong = false;
    if (status === MORE && end - p > this.walk.maxRecordBytes) tooLong = true;
    else if (status === WHOLE && this.walk.scanner.end - p > this.walk.maxRecordBytes) tooLong = true;
    if (status === MORE && !tooLong && !this.walk.ended) return this.walk.wait();
    if (tooLong) status = BAD;
    if (status === LIST && lists === ANY_LIST && !this.walk.scanner.has(FIELD.kind)) {
      const look = this.eventWithEmptyItems(p);
      if (look === MORE) return this.walk.wait();
      if (look === WHOLE) return this.takeRecord(p);
      status = this.walk.scanner.scan(bytes, p, end, lists);
    }
    if (status === WHOLE) return this.takeRecord(p);
    if (status === LIST) {
      if (region === undefined || this.walk.skipping.startsAfresh(region) || !region.remains.atValue) {
        this.walk.skipping.close();
        this.walk.metRecord = true;
        this.walk.lists.openItems(p);
      } else this.walk.skipping.skipTo(region, p + 1);
      return true;
    }
    return this.broken.take(p, status, tooLong);
  }

  /** WHOLE when the object at `p`, which has an empty `items` before its kind, turns out to be an event; MORE when it is not all there. */
  private eventWithEmptyItems(p: number): number {
    const { bytes, end } = this.walk.window;
    let next = this.walk.scanner.end;
    while (isSpace(bytes[next] ?? 0)) next += 1;
    if (next >= end) return this.walk.ended || next - p > this.walk.maxRecordBytes ? BAD : MORE;
    if (bytes[next] !== 0x5d) return BAD;
    const status = this.walk.scanner.scan(bytes, p, end, NO_LIST);
    if (status === MORE) return this.walk.ended || end - p > this.walk.maxRecordBytes ? BAD : MORE;
    return status === WHOLE && this.walk.scanner.end - p <= this.walk.maxRecordBytes && this.walk.coder.isEvent(bytes) ? WHOLE : BAD;
  }

  private takeRecord(p: number): boolean {
    const { bytes, base } = this.walk.window;
    const scanner = this.walk.scanner;
    const end = scanner.end;
    if (this.walk.isEvent(bytes)) {
      const offset = base + p;
      const { region } = this.walk.skipping;
      if (region !== undefined && !this.walk.skipping.startsAfresh(region) && this.walk.skipping.prefixForm === undefined) {
        if (this.walk.skipping.isPart(region, offset, base + end)) {
          region.parts += 1;
          this.walk.skipping.skipTo(region, end);
          return true;
        }
        this.walk.skipping.interrupt(region, offset);
      }
      restoreLevel(scanner, bytes);
      const prefix = this.walk.skipping.closePrefix();
      this.walk.metRecord = true;
      const line = this.walk.lines.line;
      this.walk.coder.add(bytes, p, end, offset, line);
      this.walk.plainEvents += 1;
      this.reportFlaws(p, end, offset, line);
      if (scanner.spaced) this.walk.lines.advance(end);
      else this.walk.lines.advanceOnLine(end);
      this.walk.window.start = end;
      const version = this.walk.coder.version === '' ? this.walk.lists.open.apiVersion : this.walk.coder.version;
      this.walk.format.add(version, prefix ?? (this.walk.lists.open.any ? 'EventList' : this.walk.lines.line > line ? 'indented JSON' : 'JSON lines'));
      return true;
    }
    const { region } = this.walk.skipping;
    if (region !== undefined && !this.walk.skipping.startsAfresh(region) && this.walk.skipping.prefixForm === undefined) {
      const finds = region.why === 'text' && !region.remains.atValue && !this.walk.lists.open.holdsObjects ? this.walk.unwrapper.recordsIn(bytes, p, end) : undefined;
      if (finds === undefined) this.walk.skipping.skipTo(region, end);
      else this.walk.takeFromText(finds, end);
      return true;
    }
    const opened = this.openEnvelope(p, end);
    if (opened !== undefined) return opened;
    // What stands before it on its line is a part of what is no event.
    const prefixAt = region?.offset;
    const at = this.walk.skipping.closePrefix() === undefined ? undefined : prefixAt;
    this.walk.metRecord = true;
    const what = (): string => knownOther(new PlacedJson(bytes, p, end)) ?? this.walk.coder.describe(bytes);
    if (this.walk.lists.open.any) {
      this.walk.lists.open.addOther(what);
    } else if (this.walk.issues.open) {
      this.walk.report('not-audit', p, end, `Not an audit event: ${escapeHostileText(what())}.`, at);
    } else this.walk.report('not-audit', p, end, '', at);
    this.walk.consume(end);
    return true;
  }

  /** Takes the object apart when it is an envelope; undefined when it is not. */
  private openEnvelope(p: number, end: number): boolean | undefined {
    const { bytes } = this.walk.window;
    // Items of a list of Kubernetes objects carry text that anyone wrote.
    if (this.walk.lists.open.holdsObjects) return undefined;
    const form = this.walk.skipping.prefixForm ?? '';
    const before = form === '' ? '' : (this.walk.skipping.region?.text() ?? '');
    const cut = this.broken.takeParts(p, end);
    if (cut !== undefined) return cut;
    const finds = this.walk.unwrapper.open(bytes, p, end, form, before);
    if (finds === undefined) return undefined;
    this.walk.skipping.closePrefix();
    this.walk.take(finds, end);
    return true;
  }

  private reportFlaws(p: number, end: number, offset: number, line: number): void {
    const { flaws, badEncoding } = this.walk.coder;
    if (flaws.length === 0 && !badEncoding) return;
    const place = { line, byteOffset: offset, byteLength: end - p, excerpt: excerptOf(this.walk.window.bytes.subarray(p, end)) };
    for (const flaw of flaws) this.walk.issues.add({ ...place, ...flaw });
    if (badEncoding) {
      this.walk.issues.add({ ...place, kind: 'bad-encoding', reason: 'The record has bytes or escapes that are no Unicode text; they are shown as U+FFFD.' });
    }
  }
}

const isSpace = (c: number): boolean => c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09;
