/**
 * The bytes that are being skipped: text between records, holes of NUL, what is left of a broken record. Knows where they began, what form of line they
 * are the prefix of, and whether a record met inside them is one of its own or a part of the record that broke.
 */
import type { ByteWindow } from './byte-window';
import { EXCERPT_BYTES, type IssueLog } from './issue-log';
import type { LineCounter } from './line-counter';
import { NUMBERED_FORM, prefixForm } from './lines/line-prefix';
import { RecordRemains } from './record-remains';
import { LEAST_WIDTH } from './lines/wrapped-record';
import { SkippedRegion, type Wrapped } from './skipped-region';

const MAX_INDENT = 8;

export class Skipping {
  region: SkippedRegion | undefined;
  /** A record that its line's end cut, spoken of only when it is known whether the lines below are the rest of it. */
  private held: { readonly record: SkippedRegion; readonly width: number } | undefined;
  /** A record was read in the middle of another one; what comes on its line is the other one's rest. */
  private rest: { readonly line: number; readonly remains: RecordRemains } | undefined;

  constructor(
    private readonly window: ByteWindow,
    private readonly lines: LineCounter,
    private readonly issues: IssueLog,
  ) {}

  /** On the line of a record that another one interrupted: commas and brackets are that record's. */
  get inRest(): boolean {
    return this.rest?.line === this.lines.line;
  }

  private get offset(): number {
    return this.window.base + this.window.start;
  }

  openText(why: 'text' | 'nul'): SkippedRegion {
    const reason = why === 'nul' ? 'NUL bytes between records, as a copied and truncated file leaves them; they are skipped.' : 'Text that is no record; it is skipped.';
    const region = new SkippedRegion(why, this.offset, this.lines.line, this.lines.column, 'skipped-bytes', reason);
    if (this.rest?.line === this.lines.line) region.remains = this.rest.remains;
    this.rest = undefined;
    const { held } = this;
    this.held = undefined;
    if (held !== undefined && why === 'text' && held.record.line + 1 === this.lines.line) region.wrapped = { ...held, isSure: false, isOver: false };
    else if (held !== undefined) this.issues.add(held.record.issue());
    this.region = region;
    return region;
  }

  /** Lines of a kind that is known by name: goes on with those that are being skipped, if they are of the same. */
  openNamed(name: string): SkippedRegion {
    if (this.region?.name === name) return this.region;
    this.close();
    const region = new SkippedRegion('text', this.offset, this.lines.line, this.lines.column, 'not-audit', '', name);
    this.region = region;
    return region;
  }

  openBroken(region: SkippedRegion): void {
    this.settle();
    this.region = region;
  }

  /** Uses up the bytes before `to`. */
  skipTo(region: SkippedRegion, to: number): void {
    const { window } = this;
    region.extend(window.bytes, window.start, to, EXCERPT_BYTES);
    this.lines.advance(to);
    window.start = to;
  }

  close(): void {
    const { region } = this;
    if (region === undefined) {
      this.settle();
      return;
    }
    this.region = undefined;
    if (region.wrapped?.isSure === false) this.issues.add(region.wrapped.record.issue());
    this.issues.add(region.issue());
  }

  /** Closes a broken record at the end of its line: the lines below may be the rest of it. */
  closeLine(region: SkippedRegion): void {
    const width = region.column + region.characters;
    this.settle();
    this.region = undefined;
    if (region.isCutLine && width >= LEAST_WIDTH) this.held = { record: region, width };
    else this.issues.add(region.issue());
  }

  /** A line of `characters` in text that may be what is left of a record; false when the text ends before it. */
  takesLine(region: SkippedRegion, wrapped: Wrapped, characters: number): boolean {
    if (wrapped.isOver) return false;
    if (!wrapped.isSure && characters !== wrapped.width) {
      region.wrapped = undefined;
      this.issues.add(wrapped.record.issue());
      return true;
    }
    wrapped.isSure = true;
    wrapped.isOver = characters < wrapped.width;
    return characters <= wrapped.width && characters > 0;
  }

  /** No line below the cut record is the rest of it. */
  private settle(): void {
    const { held } = this;
    this.held = undefined;
    if (held !== undefined) this.issues.add(held.record.issue());
  }

  /** Text that was skipped from the start of the file to its end: it says what the file is. */
  closeAsFile(reason: string): void {
    const { region } = this;
    if (region === undefined) return;
    this.region = undefined;
    this.issues.add({ ...region.issue(), kind: 'not-json', reason });
  }

  /** The form of lines that begin like this region, when it is one known prefix before a record on its line. */
  get prefixForm(): string | undefined {
    const { region } = this;
    if (region?.why !== 'text' || region.line !== this.lines.line || region.column > MAX_INDENT) return undefined;
    const form = prefixForm(region.text());
    // `cat -n` sets its numbers right.
    return region.column <= 1 || form === NUMBERED_FORM ? form : undefined;
  }

  /** Ends a region before a record: a known prefix belongs to the record's line and is no issue. */
  closePrefix(): string | undefined {
    const form = this.prefixForm;
    const { region } = this;
    if (form === undefined || region?.wrapped?.isSure === true) this.close();
    else {
      this.region = undefined;
      if (region?.wrapped !== undefined) this.issues.add(region.wrapped.record.issue());
    }
    return form;
  }

  /** True when nothing is skipped, or an object here is met where a record of its own would start. */
  get isFresh(): boolean {
    return this.region === undefined || this.startsAfresh(this.region);
  }

  /** First on its line, and as far to the left as what broke or at the very margin: nobody writes a value of a record there. */
  startsAfresh(region: SkippedRegion): boolean {
    const { blankSoFar, column } = this.lines;
    return blankSoFar && (column === region.column || column === 0) && this.offset > region.offset;
  }

  /** True when the event at `offset`, inside skipped bytes and not on a line of its own, is a value of the record that broke there. */
  isPart(region: SkippedRegion, offset: number, end: number): boolean {
    // The scan that broke either went through the event, which makes it a value, or broke at it, where no value can stand.
    if (region.grammarKnown && offset <= region.errorAt) return end <= region.errorAt;
    return region.remains.atValue;
  }

  /** A record of another writer stands in the middle of `region`: what follows it is the rest of that region's record. */
  interrupt(region: SkippedRegion, offset: number): void {
    region.unsureAfter = offset > region.errorAt && region.remains.unsure;
    if (region.remains.over) return;
    const before = region.grammarKnown && offset <= region.errorAt;
    this.rest = { line: this.lines.line, remains: before ? new RecordRemains(region.depth, offset < region.errorAt) : region.remains };
  }
}
