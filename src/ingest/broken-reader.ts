/** What becomes of an object that is not whole: parts that are joined, a record in escaped quotes, an envelope that has whole records in it, or a region that is skipped. */
import { recordsInBroken } from './broken-envelope';
import { looksLikeObject, regionOfBroken } from './broken-record';
import { CutRecords, type Found } from './cut-records';
import { FIELD } from './field-keys';
import { KnownBroken } from './known-broken';
import { quotedRecord, startsEscaped } from './quoted-record';
import type { Walk } from './walk';

const QUOTED_FORM = 'records in quotes';

export class BrokenReader {
  private readonly known = new KnownBroken();
  private readonly cutRecords: CutRecords;

  constructor(private readonly walk: Walk) {
    this.cutRecords = new CutRecords(walk.window, walk.maxRecordBytes);
  }

  /** The object at this offset breaks where one around it broke. */
  has(offset: number): boolean {
    return this.known.has(offset);
  }

  /** What begins at `p` did not make a whole object; false when more bytes are needed. */
  take(p: number, status: number, tooLong: boolean): boolean {
    const joined = tooLong ? undefined : this.takeFromLines(p);
    if (joined !== undefined) return joined;
    const { bytes, base, end } = this.walk.window;
    const scanner = this.walk.scanner;
    if (!looksLikeObject(bytes, p, end)) {
      const taken = this.tryQuoted(p);
      if (taken !== undefined) return taken;
      this.walk.skipping.skipTo(this.walk.skipping.region ?? this.walk.skipping.openText('text'), p + 1);
      return true;
    }
    const { region } = this.walk.skipping;
    const fresh = region === undefined || this.walk.skipping.startsAfresh(region) || (region.why === 'text' && this.knownMembers() >= 2);
    const errorAt = tooLong ? p + this.walk.maxRecordBytes : scanner.errorAt;
    this.known.remember(scanner.stack.subarray(0, scanner.depth), base);
    if (!fresh) {
      this.walk.skipping.skipTo(region, p + 1);
      return true;
    }
    this.walk.skipping.close();
    this.walk.metRecord = true;
    const longest = tooLong ? this.walk.maxRecordBytes : undefined;
    const broken = { start: p, errorAt, status, expected: scanner.expected, longest, depth: scanner.depth };
    const inside = tooLong ? undefined : recordsInBroken(bytes, p, errorAt, this.walk.lines.column, this.walk.unwrapper);
    const next = regionOfBroken(bytes, base, this.walk.lines.line, this.walk.lines.column, { ...broken, isRead: inside !== undefined });
    this.walk.skipping.openBroken(next);
    if (inside === undefined) this.walk.skipping.skipTo(next, p + 1);
    else this.walk.found.begin(inside.finds, inside.to);
    return true;
  }

  /** Takes the record that objects carry in parts, the first in the one at `bytes[p .. end)`; undefined when there is none. */
  takeParts(p: number, end: number): boolean | undefined {
    const cut = this.cutRecords.inObjects(p, end, this.walk.ended);
    return cut === undefined ? undefined : this.takeCut(cut);
  }

  /** Takes the record at the start of a line that goes on in the lines below; undefined when none does. */
  private takeFromLines(p: number): boolean | undefined {
    const form = this.walk.skipping.prefixForm;
    const startsLine = form !== undefined || (this.walk.lines.column === 0 && this.walk.skipping.isFresh);
    if (!startsLine) return undefined;
    const prefix = form === undefined ? '' : (this.walk.skipping.region?.text() ?? '');
    const cut = this.cutRecords.inLines(p, prefix, form, this.walk.ended);
    return cut === undefined ? undefined : this.takeCut(cut);
  }

  /** Takes a record that was put together from its parts. */
  private takeCut(cut: Exclude<Found, undefined>): boolean {
    if (cut === 'more') return this.walk.wait();
    const { joined, form, isText } = cut;
    this.walk.skipping.closePrefix();
    this.walk.take(isText ? this.walk.unwrapper.text(joined.bytes, joined.span, form) : this.walk.unwrapper.joined(joined, form), joined.next);
    return true;
  }

  /** A record with escaped quotes in the middle of a line; undefined when none begins at `p`. */
  private tryQuoted(p: number): boolean | undefined {
    const { bytes, end } = this.walk.window;
    const { region } = this.walk.skipping;
    if (region !== undefined && (region.why !== 'text' || region.remains.atStringValue)) return undefined;
    const starts = startsEscaped(bytes, p, end, this.walk.ended);
    if (starts === 'more') return this.walk.wait();
    const isQuoted = region?.remains.atQuote ?? false;
    const quoted = starts ? quotedRecord(bytes, p, end, this.walk.lineEnds.at(p), this.walk.ended, isQuoted, this.walk.maxRecordBytes) : undefined;
    if (quoted === 'more') return this.walk.wait();
    if (quoted === undefined) return undefined;
    const finds = this.walk.unwrapper.text(new TextEncoder().encode(`${quoted.text}\0`), { start: p, end: quoted.end }, QUOTED_FORM);
    this.walk.takeFromText(finds, quoted.end + (isQuoted ? 1 : 0));
    return true;
  }

  private knownMembers(): number {
    let count = 0;
    for (let field = 0; field < FIELD.items; field += 1) if (this.walk.scanner.has(field)) count += 1;
    return count;
  }
}
