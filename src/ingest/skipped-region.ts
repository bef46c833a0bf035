/** One stretch of the stream that is no record: text, NUL bytes, or what is left of a broken record. */
import type { IngestIssue } from '../model/event-batch';
import { countOf, formatCount } from '../base/number';
import { excerptOf } from './issue-log';
import { decodeText } from './json-reader';
import { charactersOf } from './lines/wrapped-record';
import { RecordRemains } from './record-remains';

/** No terminal is wider; longer lines need not be counted to their end. */
const WIDEST = 4_096;

/** A record that was cut at the end of its line, and lines of the same width below it: something broke it into lines that do not make a whole one. */
export interface Wrapped {
  readonly record: SkippedRegion;
  readonly width: number;
  /** A full line was met, so that they are what is left of the record. */
  isSure: boolean;
  /** The last line, which is shorter, was met. */
  isOver: boolean;
}

export class SkippedRegion {
  /** For a broken record: where it broke. */
  errorAt = 0;
  /** For a broken record: what stands before `errorAt` is known by its grammar, so a whole object there is a value of it. */
  grammarKnown = false;
  /** Brackets that were open at `errorAt`. */
  depth = 0;
  /** What a value of the broken record is, from `followedFrom` on. */
  remains = new RecordRemains();
  followedFrom = 0;
  /** Objects that look like audit events and are parts of the broken record. */
  parts = 0;
  /** A record was read right after bytes that do not tell whether it is one of its own. */
  unsureAfter = false;
  /** The region ends with the line on which the record broke, because the record began on that line. */
  untilLineEnd = false;
  /** Of a region on one line. */
  characters = 0;
  /** Lines in a region that has a name. */
  lines = 0;
  /** For text: the lines of a broken record that it may go on with, see `Wrapped`. */
  wrapped: Wrapped | undefined;
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
    if (this.untilLineEnd && this.characters <= WIDEST) this.characters += charactersOf(bytes.subarray(from, to));
    this.remains.pass(bytes, Math.min(to, Math.max(from, from + this.followedFrom - this.at)), to);
    let last = to;
    while (last > from && isSpace(bytes[last - 1] ?? 0)) last -= 1;
    if (last > from) this.end = this.at + (last - from);
    this.at += to - from;
  }

  /** A record whose line ends inside it. */
  get isCutLine(): boolean {
    return this.kind === 'cut-record' && this.untilLineEnd && this.characters <= WIDEST;
  }

  /** Its beginning as text, as much as an excerpt has. */
  text(): string {
    return decodeText(this.excerpt, 0, this.excerpt.length);
  }

  issue(): IngestIssue {
    const byteLength = this.end - this.offset;
    const { wrapped } = this;
    if (wrapped?.isSure === true) {
      const { line, offset, excerpt } = wrapped.record;
      const reason = `A record starts here and was broken into lines of ${formatCount(wrapped.width)} characters that do not make a whole one; it is not read.`;
      return { kind: 'cut-record', line, byteOffset: offset, byteLength: this.end - offset, reason, excerpt: excerptOf(excerpt) };
    }
    const reason = this.name === '' ? this.reason + this.addition() : `Not audit events: ${this.name}, ${countOf(this.lines, 'line')}.`;
    return { kind: this.kind, line: this.line, byteOffset: this.offset, byteLength, reason, excerpt: excerptOf(this.excerpt.subarray(0, byteLength)) };
  }

  private addition(): string {
    const parts =
      this.parts === 0 ? ''
      : this.parts === 1 ? ' An object in it that looks like an audit event is a value of the broken record, not a record of its own, and is not read as one.'
      : ` ${formatCount(this.parts)} objects in it that look like audit events are values of the broken record, not records of their own, and are not read as such.`;
    const unsure = this.unsureAfter ? ' What follows on the same line is read as records of its own; it may be part of a body that begins before.' : '';
    return parts + unsure;
  }
}

const isSpace = (c: number): boolean => c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09;
