/**
 * Finds the end of one JSON object, checks that it is well-formed (RFC 8259), and notes where the members of
 * its own level stand. Creates nothing per record, uses no recursion, and looks at every byte once.
 *
 * The byte after the last valid one must be 0: a loop that runs to the end stops there by itself, since NUL
 * is allowed nowhere in JSON.
 */
import { FIELD, FIELD_COUNT, UNUSUAL_KEY, fieldAt } from './field-keys';
import { MAX_DEPTH } from './limits';
import { BARE, ESCAPED, NON_ASCII, SPACED, SURROGATES } from './scan/layout';
import type { WholeRecords } from './scan/whole-record';

/** The object is complete and well-formed; it ends before `end`. */
export const WHOLE = 0;
/** The bytes end inside the object. */
export const MORE = 1;
/** The object is not well-formed at `errorAt`. */
export const BAD = 2;
/** The object has an array `items`; `end` is the place after its `[`. */
export const LIST = 3;

/** May an object's `items` be handed out one by one? */
export const NO_LIST = 0;
export const ANY_LIST = 1;
export const AUDIT_LIST = 2;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** What a byte means inside a string: 0 nothing special, 1 quote, 2 backslash, 3 control character, 4 not ASCII, 5 markup. */
const IN_STRING = new Uint8Array(256);
for (let byte = 0; byte < 256; byte += 1) {
  IN_STRING[byte] = byte === QUOTE ? 1 : byte === BACKSLASH ? 2 : byte < 0x20 ? 3 : byte >= 0x80 ? 4 : isMarkup(byte) ? 5 : 0;
}

/** & < > */
function isMarkup(byte: number): boolean {
  return byte === 0x26 || (byte & 0xfd) === 0x3c;
}

export const MEMBER_INTS = 5;
const KEY_START = 0;
const KEY_END = 1;
const VALUE_START = 2;
const VALUE_END = 3;
const MEMBER_FIELD = 4;

const AUDIT_GROUP = new TextEncoder().encode('"audit.k8s.io/');
const EVENT_KIND = new TextEncoder().encode('"Event"');

export function bytesStartWith(bytes: Uint8Array, start: number, end: number, prefix: Uint8Array): boolean {
  if (end - start < prefix.length) return false;
  for (let i = 0; i < prefix.length; i += 1) if (bytes[start + i] !== prefix[i]) return false;
  return true;
}

export class RecordScanner {
  /** After WHOLE: the place after `}`. After LIST: the place after the `[` of items. */
  end = 0;
  errorAt = 0;
  /** What would have been right at `errorAt`, in words. */
  expected = '';
  memberCount = 0;
  /** At least one key is unusual or occurs twice: `exactMembers` has to decide what counts. */
  unusual = false;
  /** Bytes past ASCII were seen in the record. */
  nonAscii = false;
  /** An escape \uD800 to \uDFFF was seen in the record. */
  surrogates = false;
  /** & < or > stands in the record as it is. */
  bareMarkup = false;
  /** One of these is written as \u0026 \u003c \u003e. */
  escapedMarkup = false;
  /** White space stands between the parts of the record; without it, the record is on one line. */
  spaced = false;
  /** Number of brackets open when the scan stopped; their places are in `stack`, outermost first. */
  depth = 0;
  stack = new Int32Array(64);

  private view: DataView = new DataView(new ArrayBuffer(0));
  private viewed: Uint8Array | undefined;
  private ownMembers = new Int32Array(MEMBER_INTS * 64);
  private readonly ownSlots = new Int32Array(FIELD_COUNT);
  private members: Int32Array = this.ownMembers;
  /** For each field the place of its last member in `members`, plus 1; 0 for none. */
  private slots: Int32Array = this.ownSlots;
  private tookWhole = false;

  /** `whole` takes the ordinary records that lie in its arena. */
  constructor(private readonly whole?: WholeRecords) {}

  has(field: number): boolean {
    return this.slots[field] !== 0;
  }
  /** First byte of the field's value, or -1. */
  valueStart(field: number): number {
    const slot = this.slots[field] ?? 0;
    return slot === 0 ? -1 : (this.members[slot - 1 + VALUE_START] ?? -1);
  }
  valueEnd(field: number): number {
    const slot = this.slots[field] ?? 0;
    return slot === 0 ? -1 : (this.members[slot - 1 + VALUE_END] ?? -1);
  }
  /** The code of the field's value when it was met as one of the recent values, else -1. */
  recalled(field: number): number {
    return this.tookWhole ? (this.whole?.recalledCodes[field] ?? -1) : -1;
  }
  /** Lets the value of `field`, whose code is now known, be met as a recent value. */
  remember(field: number, code: number): void {
    // Of a value that is met again only the bytes are compared: nothing may depend on what a scan would have noted in it.
    if (!this.tookWhole || this.nonAscii || this.surrogates || this.spaced) return;
    this.whole?.remember(field, this.valueStart(field), this.valueEnd(field), this.end, code);
  }
  /** Makes member `index` the one that counts for `field`, or none for -1. */
  choose(field: number, index: number): void {
    this.slots[field] = index < 0 ? 0 : index * MEMBER_INTS + 1;
  }
  memberField = (index: number): number => this.members[index * MEMBER_INTS + MEMBER_FIELD] ?? 0;
  memberKeyStart = (index: number): number => this.members[index * MEMBER_INTS + KEY_START] ?? 0;
  memberKeyEnd = (index: number): number => this.members[index * MEMBER_INTS + KEY_END] ?? 0;
  memberValueStart = (index: number): number => this.members[index * MEMBER_INTS + VALUE_START] ?? 0;
  memberValueEnd = (index: number): number => this.members[index * MEMBER_INTS + VALUE_END] ?? 0;

  /** Scans the object whose `{` stands at `start`. */
  scan(bytes: Uint8Array, start: number, limit: number, lists: number): number {
    const { whole } = this;
    if (whole?.scan(bytes, start, limit) === true) {
      this.adopt(whole);
      return WHOLE;
    }
    this.reset(bytes, start);
    return this.run(bytes, start + 1, limit, lists, false);
  }

  /** Scans what follows the `]` of a list's items, up to the list's own `}` or to the `[` of a second `items`. */
  scanListTail(bytes: Uint8Array, start: number, limit: number): number {
    this.reset(bytes, start);
    return this.run(bytes, start, limit, ANY_LIST, true);
  }

  private adopt(whole: WholeRecords): void {
    const { flags } = whole;
    this.tookWhole = true;
    this.members = whole.members;
    this.slots = whole.slots;
    this.memberCount = whole.memberCount;
    this.end = whole.end;
    this.depth = 0;
    this.unusual = false;
    this.nonAscii = (flags & NON_ASCII) !== 0;
    this.surrogates = (flags & SURROGATES) !== 0;
    this.spaced = (flags & SPACED) !== 0;
    this.bareMarkup = (flags & BARE) !== 0;
    this.escapedMarkup = (flags & ESCAPED) !== 0;
  }

  private reset(bytes: Uint8Array, start: number): void {
    this.tookWhole = false;
    this.members = this.ownMembers;
    this.slots = this.ownSlots;
    if (bytes !== this.viewed) {
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      this.viewed = bytes;
    }
    this.slots.fill(0);
    this.memberCount = 0;
    this.unusual = false;
    this.nonAscii = false;
    this.surrogates = false;
    this.bareMarkup = false;
    this.escapedMarkup = false;
    this.stack[0] = start;
  }

  private run(bytes: Uint8Array, start: number, limit: number, lists: number, tail: boolean): number {
    let p = start;
    let depth = 1;
    let object = true;
    let first = true;
    let afterValue = tail;
    let keyStart = -1;
    let keyEnd = -1;
    let valueStart = -1;
    let field = UNUSUAL_KEY;
    let spaced = false;
    for (;;) {
      let c = bytes[p] ?? 0;
      if (!afterValue) {
        while (c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09) {
          c = bytes[++p] ?? 0;
          spaced = true;
        }
        if (!first || c !== (object ? CLOSE_BRACE : CLOSE_BRACKET)) {
          if (object) {
            if (c !== QUOTE) return this.stop(p, limit, depth, 'a key in double quotes');
            const key = p + 1;
            p = this.string(bytes, key);
            if (p < 0) return this.stop(this.errorAt, limit, depth, this.expected);
            if (depth === 1) {
              keyStart = key;
              keyEnd = p - 1;
            }
            c = bytes[p] ?? 0;
            while (c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09) {
          c = bytes[++p] ?? 0;
          spaced = true;
        }
            if (c !== 0x3a) return this.stop(p, limit, depth, 'a colon');
            c = bytes[++p] ?? 0;
            while (c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09) {
          c = bytes[++p] ?? 0;
          spaced = true;
        }
            if (depth === 1) {
              valueStart = p;
              field = fieldAt(bytes, keyStart, keyEnd);
            }
          }
          if (c === QUOTE) {
            p = this.string(bytes, p + 1);
            if (p < 0) return this.stop(this.errorAt, limit, depth, this.expected);
          } else if (c === OPEN_BRACE || c === OPEN_BRACKET) {
            if (depth === 1 && c === OPEN_BRACKET && lists !== NO_LIST && this.startsList(bytes, field, keyStart, keyEnd, lists)) {
              this.end = p + 1;
              this.depth = depth;
              return LIST;
            }
            if (depth >= MAX_DEPTH) return this.stop(p, limit, depth, `at most ${MAX_DEPTH} levels`);
            if (depth >= this.stack.length) this.growStack();
            this.stack[depth++] = p;
            object = c === OPEN_BRACE;
            first = true;
            p += 1;
            continue;
          } else {
            p = this.scalar(bytes, p, c);
            if (p < 0) return this.stop(this.errorAt, limit, depth, this.expected);
          }
          if (depth === 1) this.note(keyStart, keyEnd, valueStart, p, field);
          afterValue = true;
        }
      }
      // After a value, or at the closing bracket of an empty container.
      c = bytes[p] ?? 0;
      while (c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09) {
          c = bytes[++p] ?? 0;
          spaced = true;
        }
      if (c === 0x2c && afterValue) {
        p += 1;
        first = false;
        afterValue = false;
        continue;
      }
      if (c !== (object ? CLOSE_BRACE : CLOSE_BRACKET)) return this.stop(p, limit, depth, object ? 'a comma or }' : 'a comma or ]');
      p += 1;
      depth -= 1;
      if (depth === 0) {
        this.end = p;
        this.depth = 0;
        this.spaced = spaced;
        return WHOLE;
      }
      object = depth === 1 || bytes[this.stack[depth - 1] ?? 0] === OPEN_BRACE;
      if (depth === 1) this.note(keyStart, keyEnd, valueStart, p, field);
      afterValue = true;
    }
  }

  private startsList(bytes: Uint8Array, field: number, keyStart: number, keyEnd: number, lists: number): boolean {
    if (field !== FIELD.items && !(field === UNUSUAL_KEY && keyEnd - keyStart === 5)) return false;
    if (field === UNUSUAL_KEY && ((bytes[keyStart] ?? 0) | 0x20) !== 0x69) return false;
    const kind = this.valueStart(FIELD.kind);
    if (kind >= 0 && bytesStartWith(bytes, kind, this.valueEnd(FIELD.kind), EVENT_KIND)) return false;
    if (lists === ANY_LIST) return true;
    const version = this.valueStart(FIELD.apiVersion);
    return version >= 0 && bytesStartWith(bytes, version, this.valueEnd(FIELD.apiVersion), AUDIT_GROUP);
  }

  private note(keyStart: number, keyEnd: number, valueStart: number, valueEnd: number, field: number): void {
    const at = this.memberCount * MEMBER_INTS;
    if (at + MEMBER_INTS > this.members.length) {
      const grown = new Int32Array(this.members.length * 2);
      grown.set(this.members);
      this.ownMembers = grown;
      this.members = grown;
    }
    const members = this.members;
    members[at + KEY_START] = keyStart;
    members[at + KEY_END] = keyEnd;
    members[at + VALUE_START] = valueStart;
    members[at + VALUE_END] = valueEnd;
    members[at + MEMBER_FIELD] = field;
    this.memberCount += 1;
    if (field >= 0) {
      if (this.slots[field] !== 0) this.unusual = true;
      this.slots[field] = at + 1;
    } else if (field === UNUSUAL_KEY) this.unusual = true;
  }

  private growStack(): void {
    const grown = new Int32Array(this.stack.length * 2);
    grown.set(this.stack);
    this.stack = grown;
  }

  private stop(at: number, limit: number, depth: number, expected: string): number {
    this.depth = depth;
    this.errorAt = Math.min(at, limit);
    this.expected = expected;
    return at >= limit ? MORE : BAD;
  }

  /** The place after the closing quote of the string whose content starts at `p`, or -1 with `errorAt` set. */
  private string(bytes: Uint8Array, start: number): number {
    let p = start;
    const { view } = this;
    for (;;) {
      // Four bytes at a time while none of them is special; a false alarm only means that the bytes are looked at singly.
      for (const last = bytes.length - 4; p <= last; p += 4) {
        const word = view.getInt32(p, true);
        const quote = word ^ 0x22222222;
        const backslash = word ^ 0x5c5c5c5c;
        const ampersand = word ^ 0x26262626;
        // `<` and `>` differ in one bit.
        const angle = (word & 0xfdfdfdfd) ^ 0x3c3c3c3c;
        const special = ((word - 0x20202020) & ~word) | ((quote - 0x01010101) & ~quote) | ((backslash - 0x01010101) & ~backslash) | ((ampersand - 0x01010101) & ~ampersand) | ((angle - 0x01010101) & ~angle) | word;
        if ((special & 0x80808080) !== 0) break;
      }
      let meaning = IN_STRING[bytes[p] ?? 0] ?? 3;
      while (meaning === 0) meaning = IN_STRING[bytes[++p] ?? 0] ?? 3;
      if (meaning === 1) return p + 1;
      if (meaning === 4) {
        this.nonAscii = true;
        p += 1;
        continue;
      }
      if (meaning === 5) {
        this.bareMarkup = true;
        p += 1;
        continue;
      }
      if (meaning === 3) return this.wrong(p, 'the end of a string');
      const escape = bytes[++p] ?? 0;
      if (escape === 0x75) {
        for (let i = 1; i <= 4; i += 1) if (!isHex(bytes[p + i] ?? 0)) return this.wrong(p + i, 'four hexadecimal digits');
        if (((bytes[p + 1] ?? 0) | 0x20) === 0x64 && (bytes[p + 2] ?? 0) >= 0x38) this.surrogates = true;
        if (bytes[p + 1] === 0x30 && bytes[p + 2] === 0x30 && isMarkup((hexDigit(bytes[p + 3] ?? 0) << 4) | hexDigit(bytes[p + 4] ?? 0))) this.escapedMarkup = true;
        p += 5;
      } else if (isSimpleEscape(escape)) p += 1;
      else return this.wrong(p, 'an escape that JSON knows');
    }
  }

  /** The place after the number, `true`, `false` or `null` at `p`, or -1 with `errorAt` set. */
  private scalar(bytes: Uint8Array, start: number, c: number): number {
    if (c === 0x74) return this.literal(bytes, start, 0x74727565, 4);
    if (c === 0x6e) return this.literal(bytes, start, 0x6e756c6c, 4);
    if (c === 0x66) return this.literal(bytes, start + 1, 0x616c7365, 4);
    let p = start;
    if (c === 0x2d) p += 1;
    const digit = bytes[p] ?? 0;
    if (digit === 0x30) p += 1;
    else if (digit >= 0x31 && digit <= 0x39) p = digits(bytes, p);
    else return this.wrong(p, p === start ? 'a value' : 'a digit');
    if (bytes[p] === 0x2e) {
      const from = p + 1;
      p = digits(bytes, from);
      if (p === from) return this.wrong(p, 'a digit');
    }
    if (bytes[p] === 0x65 || bytes[p] === 0x45) {
      p += 1;
      if (bytes[p] === 0x2b || bytes[p] === 0x2d) p += 1;
      const from = p;
      p = digits(bytes, from);
      if (p === from) return this.wrong(p, 'a digit');
    }
    return p;
  }

  private literal(bytes: Uint8Array, start: number, word: number, length: number): number {
    for (let i = 0; i < length; i += 1) {
      if (bytes[start + i] !== ((word >>> (24 - 8 * i)) & 0xff)) return this.wrong(start + i, 'true, false or null');
    }
    return start + length;
  }

  private wrong(at: number, expected: string): number {
    this.errorAt = at;
    this.expected = expected;
    return -1;
  }
}

function digits(bytes: Uint8Array, start: number): number {
  let p = start;
  while ((bytes[p] ?? 0) >= 0x30 && (bytes[p] ?? 0) <= 0x39) p += 1;
  return p;
}

const hexDigit = (c: number): number => (c & 0xf) + (c > 0x39 ? 9 : 0);
const isHex = (c: number): boolean => (c >= 0x30 && c <= 0x39) || ((c | 0x20) >= 0x61 && (c | 0x20) <= 0x66);

/** `"` `\` `/` `b` `f` `n` `r` `t` */
const isSimpleEscape = (c: number): boolean =>
  c === QUOTE || c === BACKSLASH || c === 0x2f || c === 0x62 || c === 0x66 || c === 0x6e || c === 0x72 || c === 0x74;
