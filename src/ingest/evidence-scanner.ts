/**
 * Walks the unpacked stream: finds where records stand, hands events to the coder, and accounts for every
 * byte in between. Text before, between and after records is skipped and reported; after a broken record
 * the search goes on one byte after its start, so that no record that stands whole is lost; but what stands where a
 * value of the broken record would is a part of it (see record-remains) and never read as a record.
 *
 * Results do not depend on how the stream was cut into chunks: a record is judged only when it is whole in
 * memory, or when the stream has ended.
 */
import { BetweenRecords } from './between-records';
import { BrokenReader } from './broken-reader';
import type { RecordHasher } from './hashing';
import type { IssueLog } from './issue-log';
import { MAX_RECORD_BYTES } from './limits';
import { ObjectReader } from './object-reader';
import { recordAsString } from './record-as-string';
import { Walk } from './walk';

const BRACE = 0x7b;
const QUOTE = 0x22;
const STRINGS_FORM = 'JSON strings';

export class EvidenceScanner {
  private readonly walk: Walk;
  private readonly objects: ObjectReader;
  private readonly between: BetweenRecords;
  /** What the text is by its beginning; said when no event is found in it. */
  textForm = 'text in which no audit event starts';

  constructor(issues: IssueLog, hasher: RecordHasher | undefined, maxRecordBytes = MAX_RECORD_BYTES) {
    this.walk = new Walk(issues, hasher, maxRecordBytes);
    const broken = new BrokenReader(this.walk);
    this.objects = new ObjectReader(this.walk, broken);
    this.between = new BetweenRecords(this.walk, this.objects, broken);
  }

  get coder(): Walk['coder'] {
    return this.walk.coder;
  }
  get format(): Walk['format'] {
    return this.walk.format;
  }
  get side(): Walk['side'] {
    return this.walk.side;
  }
  get lines(): Walk['lines'] {
    return this.walk.lines;
  }
  get offset(): number {
    return this.walk.offset;
  }
  /** Events read so far, those in envelopes and in text included. */
  get events(): number {
    return this.walk.events;
  }

  append(chunk: Uint8Array): void {
    this.walk.window.append(chunk);
  }

  /** No more bytes will come. */
  end(): void {
    this.walk.ended = true;
    this.walk.wanted = 0;
  }

  /** The last batch was taken: the next file may use the memory. */
  release(): void {
    this.walk.coder.columns.release();
    this.walk.whole?.giveBack();
  }

  /** Reads records until `maxRows` are in the batch or the bytes at hand are used up; true when the batch is full. */
  run(maxRows: number): boolean {
    const { walk } = this;
    const { window, found, skipping } = walk;
    if (window.end - window.start < walk.wanted) return false;
    walk.wanted = 0;
    while (walk.coder.columns.count < maxRows) {
      const going = found.isOpen ? this.stepFound() : skipping.region === undefined ? this.stepBetween() : this.between.step(skipping.region);
      if (going) continue;
      if (walk.ended && found.stepEnd()) continue;
      if (walk.ended) this.finish();
      return false;
    }
    return true;
  }

  private stepFound(): boolean {
    const { region } = this.walk.skipping;
    const to = this.walk.found.step();
    // Of a broken envelope the rest is skipped.
    if (to !== undefined && region !== undefined) this.walk.skipping.skipTo(region, to);
    else if (to !== undefined) this.walk.consume(to);
    return true;
  }

  /** Between records; false when more bytes are needed. */
  private stepBetween(): boolean {
    const { bytes, end } = this.walk.window;
    let p = this.walk.window.start;
    // In the rest of a record that another one interrupted, commas and brackets are that record's.
    const { inRest } = this.walk.skipping;
    // A line that begins an object is no row: the header may have been prose, and no record is to be lost to it.
    if (this.between.inTable && p < end && bytes[p] !== BRACE) {
      const taken = this.between.tryLine(p);
      if (taken !== undefined) return taken;
    }
    for (;;) {
      const c = bytes[p] ?? 0;
      if (p >= end) {
        this.walk.consume(p);
        return false;
      }
      // The last is the mark before each record of a JSON sequence (RFC 7464).
      if (c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09 || c === 0x1e) {
        p += 1;
        if (c === 0x0a && inRest) {
          this.walk.consume(p);
          return true;
        }
      } else if (inRest) break;
      else if (c === 0x5b && startsNumbered(bytes, p, end)) {
        this.walk.consume(p);
        if (!this.walk.ended && end - p < LONGEST_NUMBER) return this.walk.wait();
        if (this.walk.lines.blankSoFar) break;
        p += 1;
      } else if (c === 0x2c || c === 0x5b) p += 1;
      else if (c === 0x5d) {
        p += 1;
        if (this.walk.lists.open.any) {
          this.walk.consume(p - 1);
          return this.walk.lists.close(this.walk.ended) || this.walk.wait();
        }
      } else break;
    }
    this.walk.consume(p);
    const c = bytes[p] ?? 0;
    if (c === BRACE) return this.objects.read(p);
    if (c === QUOTE) {
      const taken = this.tryString(p);
      if (taken !== undefined) return taken;
    }
    if (c === 0xef && this.walk.offset === 0) {
      if (end - p < 3 && !this.walk.ended) return this.walk.wait();
      if (bytes[p + 1] === 0xbb && bytes[p + 2] === 0xbf) {
        this.walk.consume(p + 3);
        this.walk.lines.passMark();
        return true;
      }
    }
    if (c !== 0 && this.walk.lines.blankSoFar) {
      const taken = this.between.tryLine(p);
      if (taken !== undefined) return taken;
    }
    this.walk.skipping.openText(c === 0 ? 'nul' : 'text');
    return true;
  }

  /** A record as a JSON string by itself, as `jq .message` prints it and `--query 'events[].message'` lists it; undefined when it is none. */
  private tryString(p: number): boolean | undefined {
    const { bytes, end } = this.walk.window;
    const string = recordAsString(bytes, p, end, this.walk.lineEnds.at(p), this.walk.ended, this.walk.maxRecordBytes);
    if (string === 'more') return this.walk.wait();
    if (string === undefined) return undefined;
    const { text, close } = string;
    this.walk.skipping.close();
    this.walk.take(this.walk.unwrapper.text(new TextEncoder().encode(`${text}\0`), { start: p + 1, end: close - 1 }, STRINGS_FORM), close);
    return true;
  }

  private finish(): void {
    const { region } = this.walk.skipping;
    if (region?.why === 'text' && !this.walk.metRecord && region.name === '' && region.parts === 0) this.walk.skipping.closeAsFile(`The file is ${this.textForm}.`);
    else this.walk.skipping.close();
    this.walk.lists.endAll();
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
