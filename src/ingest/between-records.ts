/** The bytes between records: lines of text in known forms, and what is skipped until the next object that may be a record. */
import type { BrokenReader } from './broken-reader';
import { listBehindText } from './list-behind-text';
import { hasKnownPrefix, TextReader } from './lines/text-reader';
import { charactersOf } from './lines/wrapped-record';
import type { ObjectReader } from './object-reader';
import type { SkippedRegion } from './skipped-region';
import type { Walk } from './walk';

const BRACE = 0x7b;
const BYTES_OF_CHARACTER = 4;

export class BetweenRecords {
  private readonly text: TextReader;

  constructor(
    private readonly walk: Walk,
    private readonly objects: ObjectReader,
    private readonly broken: BrokenReader,
  ) {
    this.text = new TextReader(walk.unwrapper, walk.maxRecordBytes);
  }

  /** In a table every line is a row, whatever it begins with. */
  get inTable(): boolean {
    return this.text.inTable;
  }

  /** At the start of a line that may be text of a known form; undefined when it is not. */
  tryLine(p: number): boolean | undefined {
    const { bytes, end, base } = this.walk.window;
    const step = this.text.step(bytes, p, end, this.walk.ended, base, this.walk.lines.column);
    if (step.kind === 'more') return this.walk.wait();
    if (step.kind === 'none') return undefined;
    if (step.kind === 'named') {
      const region = this.walk.skipping.openNamed(step.what);
      this.walk.metRecord = true;
      region.lines += 1;
      this.walk.skipping.skipTo(region, step.to);
      return true;
    }
    this.walk.skipping.close();
    this.walk.metRecord = true;
    if (step.kind === 'frame') this.walk.consume(step.to);
    else if (step.kind === 'finds') this.walk.found.begin(step.finds, step.to);
    else this.walk.found.begin([{ kind: 'half', half: step.half, span: { start: p, end: trimmedEnd(bytes, p, step.to) } }], step.to);
    return true;
  }

  /** Inside skipped bytes: looks for the next `{` that may start a record; false when more bytes are needed. */
  step(region: SkippedRegion): boolean {
    const { bytes, start, end } = this.walk.window;
    if (start >= end) return false;
    if (region.why === 'nul') {
      let p = start;
      while (p < end && bytes[p] === 0) p += 1;
      this.walk.skipping.skipTo(region, p);
      if (p < end) this.walk.skipping.close();
      return p < end;
    }
    let limit = end;
    if (region.untilLineEnd) {
      const newline = this.walk.lineEnds.at(Math.max(start, region.errorAt - this.walk.window.base));
      if (newline < end) limit = newline;
    }
    if (region.why === 'text') {
      const isLineStart = this.walk.lines.column === 0;
      if (isLineStart) {
        const taken = this.tryLine(start);
        if (taken !== undefined) return taken;
        // A line of another kind ends the lines that have a name, and one that begins like a record's ends the text before it.
        if (region.name !== '' || (region.line < this.walk.lines.line && hasKnownPrefix(bytes, start, end))) {
          this.walk.skipping.close();
          return true;
        }
        const list = listBehindText(bytes, start, end, this.walk.ended);
        if (list === 'more') return this.walk.wait();
        if (list !== undefined) {
          this.walk.skipping.skipTo(region, list);
          this.walk.skipping.close();
          return true;
        }
      }
      if (region.wrapped !== undefined && (isLineStart || this.walk.offset === region.offset)) {
        const characters = this.charactersOfLine(start, region.wrapped.width);
        if (characters === undefined) return this.walk.wait();
        if (!this.walk.skipping.takesLine(region, region.wrapped, characters)) {
          this.walk.skipping.close();
          return true;
        }
      }
      limit = Math.min(end, this.walk.lineEnds.at(start) + 1);
      const inLine = bytes.subarray(start, limit).indexOf(BRACE);
      if (inLine < 0) {
        this.walk.skipping.skipTo(region, limit);
        return limit < end;
      }
    }
    const brace = bytes.indexOf(BRACE, start);
    if (brace < 0 || brace >= limit) {
      this.walk.skipping.skipTo(region, limit);
      if (limit < end) this.walk.skipping.closeLine(region);
      return limit < end;
    }
    this.walk.skipping.skipTo(region, brace);
    if (this.broken.has(this.walk.offset)) {
      this.walk.skipping.skipTo(region, brace + 1);
      return true;
    }
    return this.objects.read(brace);
  }

  /** As far as it matters whether there are more than `width`; undefined when more bytes are needed to say. */
  private charactersOfLine(start: number, width: number): number | undefined {
    const { bytes, end } = this.walk.window;
    const newline = this.walk.lineEnds.at(start);
    const longest = (width + 1) * BYTES_OF_CHARACTER;
    if (newline >= end && !this.walk.ended && end - start <= longest) return undefined;
    const line = bytes.subarray(start, Math.min(newline, end, start + longest));
    return this.walk.lines.column + charactersOf(line);
  }
}

/** The end without the white space before it. */
function trimmedEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && (bytes[at - 1] ?? 0) <= 0x20) at -= 1;
  return at;
}
