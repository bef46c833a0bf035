/** Lists of records that may be longer than memory: their members are read where they begin and where their items end, and the items like records of their own. */
import type { ByteWindow } from './byte-window';
import { chooseMembers } from './exact-members';
import { FIELD } from './field-keys';
import { excerptOf, type IssueLog } from './issue-log';
import { decodeString } from './json-reader';
import type { LineCounter } from './line-counter';
import { OpenLists } from './open-lists';
import { LIST, MORE, type RecordScanner, WHOLE } from './record-scanner';

export class ListWalk {
  readonly open: OpenLists;

  constructor(
    private readonly window: ByteWindow,
    private readonly lines: LineCounter,
    private readonly scanner: RecordScanner,
    private readonly maxRecordBytes: number,
    issues: IssueLog,
    read: () => number,
  ) {
    this.open = new OpenLists(issues, read);
  }

  private get offset(): number {
    return this.window.base + this.window.start;
  }

  /** Opens the list of records whose `[` stands before `at`. */
  openRecords(p: number, at: number): void {
    const excerpt = excerptOf(this.window.bytes.subarray(p, at));
    this.open.open({ offset: this.window.base + p, line: this.lines.line, excerpt, kind: '', apiVersion: '' }, 'list of records');
    this.consume(at);
  }

  /** Opens the list whose members up to its items the scanner has read. */
  openItems(p: number): void {
    const { bytes, base } = this.window;
    this.open.open({
      offset: base + p,
      line: this.lines.line,
      excerpt: excerptOf(bytes.subarray(p, this.scanner.end)),
      kind: this.memberText(FIELD.kind),
      apiVersion: this.memberText(FIELD.apiVersion),
    });
    this.consume(this.scanner.end);
  }

  /** At the `]` of a list's items: reads the rest of the list's own members. False when more bytes are needed. */
  close(ended: boolean): boolean {
    const { bytes, start, end } = this.window;
    const { scanner, open } = this;
    const status = scanner.scanListTail(bytes, start + 1, end);
    if (status === MORE && !ended && end - start <= this.maxRecordBytes) return false;
    if (status === LIST) {
      open.complete(this.memberText(FIELD.kind), this.memberText(FIELD.apiVersion));
      this.consume(scanner.end);
      open.secondItems('their items are read too');
      return true;
    }
    if (status !== WHOLE) {
      this.consume(start + 1);
      open.end(status === MORE ? 'cut' : 'broken', this.offset);
      return true;
    }
    if (scanner.unusual) chooseMembers(scanner, bytes, []);
    if (scanner.has(FIELD.items)) open.secondItems('they are no list and are skipped');
    open.complete(this.memberText(FIELD.kind), this.memberText(FIELD.apiVersion));
    this.consume(scanner.end);
    open.end('whole', this.offset);
    return true;
  }

  /** The file has ended inside of whatever is open. */
  endAll(): void {
    while (this.open.any) this.open.end('cut', this.offset);
  }

  private memberText(field: number): string {
    const start = this.scanner.valueStart(field);
    const { bytes } = this.window;
    return start >= 0 && bytes[start] === 0x22 ? decodeString(bytes, start, this.scanner.valueEnd(field)) : '';
  }

  private consume(to: number): void {
    this.lines.advance(to);
    this.window.start = to;
  }
}
