/** One stretch of the stream that is no record: text, NUL bytes, or what is left of a broken record. */
import type { IngestIssue } from '../model/event-batch';
import { countOf } from '../base/number';
import { excerptOf } from './issue-log';
import { decodeText } from './json-reader';

export class SkippedRegion {
  /** For a broken record: where it broke. */
  errorAt = 0;
  /** The region ends with the line on which the record broke, because the record began on that line. */
  untilLineEnd = false;
  /** Lines in a region that has a name. */
  lines = 0;
  private excerpt = new Uint8Array(0);
  private end: number;
  private at: number;

  constructor(
    readonly why: 'text' | 'nul' | 'broken',
    readonly offset: number,
    readonly line: number,
    /** Column of its first byte: a record at the same column of a later line is a record of its own. */
    readonly column: number,
    private readonly kind: IngestIssue['kind'],
    private readonly reason: string,
    /** What its lines are, in the plural, when that is known. */
    readonly name = '',
  ) {
    this.end = offset;
    this.at = offset;
  }

  /** Takes `bytes[from .. to)` into the region; white space at the region's end does not count. */
  extend(bytes: Uint8Array, from: number, to: number, excerptBytes: number): void {
    const room = excerptBytes - this.excerpt.length;
    if (room > 0 && to > from) {
      const more = bytes.subarray(from, Math.min(to, from + room));
      const joined = new Uint8Array(this.excerpt.length + more.length);
      joined.set(this.excerpt);
      joined.set(more, this.excerpt.length);
      this.excerpt = joined;
    }
    let last = to;
    while (last > from && isSpace(bytes[last - 1] ?? 0)) last -= 1;
    if (last > from) this.end = this.at + (last - from);
    this.at += to - from;
  }

  /** Its beginning as text, as much as an excerpt has. */
  text(): string {
    return decodeText(this.excerpt, 0, this.excerpt.length);
  }

  issue(): IngestIssue {
    const byteLength = this.end - this.offset;
    const reason = this.name === '' ? this.reason : `Not audit events: ${this.name}, ${countOf(this.lines, 'line')}.`;
    return { kind: this.kind, line: this.line, byteOffset: this.offset, byteLength, reason, excerpt: excerptOf(this.excerpt.subarray(0, byteLength)) };
  }
}

const isSpace = (c: number): boolean => c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09;
