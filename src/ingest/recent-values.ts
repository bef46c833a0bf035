/**
 * Values of long fields that were met more than once lately. The same user, user agent and annotations come again
 * and again, and make up half of a log: when the bytes of such a value stand here again, it need not be checked,
 * hashed and looked up, only compared.
 *
 * Values that begin alike share a set of a few places; what is in the set is compared byte by byte, so a bad guess
 * costs time and never a wrong answer. Only whole strings and objects are kept: their last byte ends them.
 */
import { FIELD } from './field-keys';

const SETS = 256;
const WAYS = 4;
const LONGEST = 1024;
const SHORTEST = 16;
const SLOT_WORDS = LONGEST / 4;

/** Which bytes of a value choose its set: those past what all users or all annotations begin with. */
const sampleStart = (field: number): number => (field === FIELD.user ? 28 : field === FIELD.annotations ? 68 : 0);
const sampleEnd = (field: number): number => (field === FIELD.user ? 64 : field === FIELD.annotations ? 132 : 20);

export const isRecalled = (field: number): boolean => field === FIELD.user || field === FIELD.annotations || field === FIELD.userAgent;

export class RecentValues {
  /** The code of the value that was found last. */
  code = 0;
  private readonly words = new Int32Array(SETS * WAYS * SLOT_WORDS);
  private readonly lengths = new Int32Array(SETS * WAYS);
  private readonly fields = new Int32Array(SETS * WAYS);
  private readonly codes = new Int32Array(SETS * WAYS);
  /** For each set the place that is given away next. */
  private readonly next = new Uint8Array(SETS);

  /** The length of the value of `field` at `start`, when it is known and stands whole before `limit`; else 0. */
  find(view: DataView, field: number, start: number, limit: number): number {
    if (start + sampleEnd(field) > limit) return 0;
    const first = this.setOf(view, field, start) * WAYS;
    for (let slot = first; slot < first + WAYS; slot += 1) {
      const length = this.lengths[slot] ?? 0;
      if (length === 0 || this.fields[slot] !== field || start + length > limit) continue;
      const { words } = this;
      const last = start + length - 4;
      let word = slot * SLOT_WORDS;
      let p = start;
      while (p < last && view.getInt32(p, true) === words[word]) {
        p += 4;
        word += 1;
      }
      if (p < last || view.getInt32(last, true) !== words[word]) continue;
      this.code = this.codes[slot] ?? 0;
      return length;
    }
    return 0;
  }

  /** Keeps a value of plain ASCII without line breaks between its parts; `limit` is the end of the record. */
  remember(view: DataView, field: number, start: number, end: number, limit: number, code: number): void {
    const length = end - start;
    if (length < SHORTEST || length > LONGEST || start + sampleEnd(field) > limit) return;
    const set = this.setOf(view, field, start);
    const way = this.next[set] ?? 0;
    this.next[set] = (way + 1) % WAYS;
    const slot = set * WAYS + way;
    this.lengths[slot] = length;
    this.fields[slot] = field;
    this.codes[slot] = code;
    const last = end - 4;
    let word = slot * SLOT_WORDS;
    for (let p = start; p < last; p += 4) this.words[word++] = view.getInt32(p, true);
    // The last word may overlap the one before it, so that nothing past the value is compared.
    this.words[word] = view.getInt32(last, true);
  }

  private setOf(view: DataView, field: number, start: number): number {
    let h = field;
    for (let p = start + sampleStart(field), end = start + sampleEnd(field); p < end; p += 4) h = Math.imul((h << 7) ^ (h >>> 25) ^ view.getInt32(p, true), 0x9e3779b1);
    return (h >>> 20) % SETS;
  }
}
