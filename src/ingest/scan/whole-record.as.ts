/**
 * Scans one object that is whole, well-formed and ordinary (AssemblyScript; `npm run wasm` compiles it). It does the same as RecordScanner, sixteen
 * bytes at a time inside strings, and gives up on everything that asks for a decision: the scanner then looks at the object itself.
 */
import {
  BARE, END, ESCAPED, FIELDS, FIELD_MEMBERS, FLAGS, KEYS, KEY_BYTES, KEY_LENGTHS, KEY_SLOTS, LONG_BYTES, LONG_CODES, LONG_FIELDS, LONG_LENGTHS, LONG_NEXT, LONG_SETS,
  LONG_VALUES, MAX_MEMBERS, MAX_NESTING, MEMBERS, MEMBER_BYTES, MEMBER_COUNT, NESTING, NON_ASCII, RAMP, RECALLED_CODES, SHORT_BYTES, SHORT_CODES,
  SHORT_FIELDS, SHORT_LENGTHS, SHORT_NEXT, SHORT_SETS, SHORT_VALUES, SPACED, SURROGATES, WAYS,
} from './layout';

const QUOTE: u8 = 0x22;
const BACKSLASH: u8 = 0x5c;
const LEVEL = 2;
const STAGE = 4;
const REQUEST_URI = 5;
const VERB = 6;
const USER = 7;
const SOURCE_IPS = 9;
const USER_AGENT = 10;
const RESPONSE_STATUS = 12;
const ANNOTATIONS = 19;
const ITEMS = 21;
const UNKNOWN_KEY = -1;
const UNUSUAL_KEY = -2;

let flags = 0;

@inline function isSpace(c: u8): bool {
  return c == 0x20 || c == 0x0a || c == 0x0d || c == 0x09;
}
@inline function isHex(c: u8): bool {
  return (c >= 0x30 && c <= 0x39) || ((c | 0x20) >= 0x61 && (c | 0x20) <= 0x66);
}

@inline function isMarkup(c: u8): bool {
  return c == 0x26 || (c & 0xfd) == 0x3c;
}
/** Four digits, read as one number: 0026, 003c or 003e. */
@inline function isMarkupCode(digits: u32): bool {
  return digits == 0x36323030 || (digits | 0x20000000) == 0x63333030 || (digits | 0x20000000) == 0x65333030;
}

/** The place after the closing quote of the string whose content starts at `start`, or 0. */
function stringEnd(start: usize): usize {
  let p = start;
  while (true) {
    const block = v128.load(p);
    const special = v128.or(v128.or(i8x16.eq(block, i8x16.splat(0x22)), i8x16.eq(block, i8x16.splat(0x5c))), i8x16.lt_u(block, i8x16.splat(0x20)));
    // `<` and `>` differ in one bit.
    const markup = v128.or(i8x16.eq(block, i8x16.splat(0x26)), i8x16.eq(v128.and(block, i8x16.splat(0xfd as i8)), i8x16.splat(0x3c)));
    const stops = i8x16.bitmask(v128.or(special, markup));
    const high = i8x16.bitmask(block);
    if (stops == 0) {
      if (high != 0) flags |= NON_ASCII;
      p += 16;
      continue;
    }
    const at = ctz(stops);
    if ((high & ((1 << at) - 1)) != 0) flags |= NON_ASCII;
    p += at;
    const c = load<u8>(p);
    if (c == QUOTE) return p + 1;
    if (isMarkup(c)) {
      flags |= BARE;
      p += 1;
      continue;
    }
    if (c != BACKSLASH) return 0;
    p += 1;
    const escape = load<u8>(p);
    if (escape == 0x75) {
      for (let i: usize = 1; i <= 4; i += 1) if (!isHex(load<u8>(p + i))) return 0;
      if ((load<u8>(p, 1) | 0x20) == 0x64 && load<u8>(p, 2) >= 0x38) flags |= SURROGATES;
      if (isMarkupCode(load<u32>(p, 1))) flags |= ESCAPED;
      p += 5;
    } else if (escape == QUOTE || escape == BACKSLASH || escape == 0x2f || escape == 0x62 || escape == 0x66 || escape == 0x6e || escape == 0x72 || escape == 0x74) p += 1;
    else return 0;
  }
}

@inline function digitsEnd(start: usize): usize {
  let p = start;
  while (load<u8>(p) - 0x30 <= 9) p += 1;
  return p;
}

/** The place after the number, `true`, `false` or `null` at `start`, or 0. */
function scalarEnd(start: usize, c: u8): usize {
  if (c == 0x74) return load<u32>(start) == 0x65757274 ? start + 4 : 0;
  if (c == 0x6e) return load<u32>(start) == 0x6c6c756e ? start + 4 : 0;
  if (c == 0x66) return load<u32>(start, 1) == 0x65736c61 ? start + 5 : 0;
  let p = start;
  if (c == 0x2d) p += 1;
  const digit = load<u8>(p);
  if (digit == 0x30) p += 1;
  else if (digit >= 0x31 && digit <= 0x39) p = digitsEnd(p);
  else return 0;
  if (load<u8>(p) == 0x2e) {
    const from = p + 1;
    p = digitsEnd(from);
    if (p == from) return 0;
  }
  if ((load<u8>(p) | 0x20) == 0x65) {
    p += 1;
    const sign = load<u8>(p);
    if (sign == 0x2b || sign == 0x2d) p += 1;
    const from = p;
    p = digitsEnd(from);
    if (p == from) return 0;
  }
  return p;
}

/** The field whose key stands at `start`, UNKNOWN_KEY or UNUSUAL_KEY: the same as fieldAt of field-keys. */
function fieldAt(start: usize, end: usize): i32 {
  const length = (end - start) as i32;
  const first = length == 0 ? 0 : (load<u8>(start) as i32);
  const last = length == 0 ? QUOTE as i32 : (load<u8>(end - 1) as i32);
  const field = load<i8>(KEY_SLOTS + ((length + (first | 0x20) * 2 + (last | 0x20) * 14) & 63)) as i32;
  if (field >= 0 && (load<u8>(KEY_LENGTHS + field) as i32) == length) {
    const key: usize = KEYS + field * KEY_BYTES;
    let i: usize = 0;
    while (i < <usize>length && load<u8>(start + i) == load<u8>(key + i)) i += 1;
    if (i == <usize>length) return field;
    while (i < <usize>length && (load<u8>(start + i) | 0x20) == (load<u8>(key + i) | 0x20)) i += 1;
    if (i == <usize>length) return UNUSUAL_KEY;
  }
  for (let p = start; p < end; p += 1) if (load<u8>(p) == BACKSLASH) return UNUSUAL_KEY;
  return UNKNOWN_KEY;
}

/** Values that are met before they are scanned: they are long and come again and again. */
@inline function isLong(field: i32): bool {
  return field == USER || field == ANNOTATIONS || field == USER_AGENT;
}
@inline function isShort(field: i32): bool {
  return field == LEVEL || field == STAGE || field == REQUEST_URI || field == VERB || field == SOURCE_IPS || field == RESPONSE_STATUS;
}

/** Which bytes of a long value choose its set: those past what all users or all annotations begin with. */
@inline function sampleStart(field: i32): usize {
  return field == USER ? 28 : field == ANNOTATIONS ? 68 : 0;
}
@inline function sampleEnd(field: i32): usize {
  return field == USER ? 64 : field == ANNOTATIONS ? 132 : 20;
}
function longSet(field: i32, start: usize): i32 {
  let h: u32 = field;
  for (let p = start + sampleStart(field), end = start + sampleEnd(field); p < end; p += 4) h = ((h << 7) ^ (h >> 25) ^ load<u32>(p)) * 0x9e3779b1;
  return ((h >> 20) % LONG_SETS) as i32;
}
/** From the ends and the middle of the value; its first bytes may be those of its key. */
@inline function shortSet(field: i32, start: usize, end: usize): i32 {
  const length = end - start;
  let h: u64 = (load<u64>(end - 8) ^ ((length as u64) << 32) ^ field) * 0x9e3779b97f4a7c15;
  h = (h ^ (h >> 29) ^ load<u64>(start + (length >> 1) - 4)) * 0xbf58476d1ce4e5b9;
  if (length > 24) h = (h ^ (h >> 31) ^ load<u64>(end - 20)) * 0x94d049bb133111eb;
  return ((h >> 40) % SHORT_SETS) as i32;
}

@inline function isSame(a: usize, b: usize, length: usize): bool {
  if (length < 16) return !v128.any_true(v128.and(v128.xor(v128.load(a), v128.load(b)), v128.load(RAMP + 16 - length)));
  const last = length - 16;
  for (let i: usize = 0; i < last; i += 16) if (v128.any_true(v128.xor(v128.load(a + i), v128.load(b + i)))) return false;
  return !v128.any_true(v128.xor(v128.load(a + last), v128.load(b + last)));
}

/** The length of the long value of `field` at `start`, when it is known and stands whole before `limit`; else 0. */
function recallLong(field: i32, start: usize, limit: usize): usize {
  if (start + sampleEnd(field) > limit) return 0;
  const first = longSet(field, start) * WAYS;
  for (let slot = first; slot < first + WAYS; slot += 1) {
    const length = load<u32>(LONG_LENGTHS + (slot << 2)) as usize;
    if (length == 0 || load<i32>(LONG_FIELDS + (slot << 2)) != field || start + length > limit) continue;
    if (!isSame(start, LONG_VALUES + slot * LONG_BYTES, length)) continue;
    store<i32>(RECALLED_CODES + (field << 2), load<i32>(LONG_CODES + (slot << 2)));
    return length;
  }
  return 0;
}

/** Notes the code of the short value of `field`, when it is known. */
@inline function recallShort(field: i32, start: usize, end: usize): void {
  const length = end - start;
  if (length > <usize>SHORT_BYTES) return;
  const first = shortSet(field, start, end) * WAYS;
  for (let slot = first; slot < first + WAYS; slot += 1) {
    if ((load<u32>(SHORT_LENGTHS + (slot << 2)) as usize) != length || load<i32>(SHORT_FIELDS + (slot << 2)) != field) continue;
    if (!isSame(start, SHORT_VALUES + slot * SHORT_BYTES, length)) continue;
    store<i32>(RECALLED_CODES + (field << 2), load<i32>(SHORT_CODES + (slot << 2)));
    return;
  }
}

/** A place of the set for the value at `start`, which takes that of the one that has been there longest. */
@inline function keep(set: i32, field: i32, start: usize, length: usize, code: i32, next: usize, lengths: usize, fields: usize, codes: usize, values: usize, most: usize): void {
  const way = load<u8>(next + set) as i32;
  store<u8>(next + set, (way + 1) % WAYS);
  const slot = set * WAYS + way;
  store<i32>(lengths + (slot << 2), length as i32);
  store<i32>(fields + (slot << 2), field);
  store<i32>(codes + (slot << 2), code);
  memory.copy(values + slot * most, start, length);
}

/** What is met again is not scanned, so that nothing may stand in it that a scan notes. */
function showsMarkup(start: usize, end: usize): bool {
  for (let p = start; p < end; p += 1) {
    const c = load<u8>(p);
    if (isMarkup(c) || (c == BACKSLASH && load<u8>(p, 1) == 0x75)) return true;
  }
  return false;
}

/** Lets the value of `field` at `start` be met as a recent value; `limit` is the end of its record. All are places in this memory. */
export function remember(field: i32, start: usize, end: usize, limit: usize, code: i32): void {
  const length = end - start;
  if (isLong(field)) {
    if (length > <usize>LONG_BYTES || start + sampleEnd(field) > limit || showsMarkup(start, end)) return;
    keep(longSet(field, start), field, start, length, code, LONG_NEXT, LONG_LENGTHS, LONG_FIELDS, LONG_CODES, LONG_VALUES, LONG_BYTES);
  } else if (isShort(field)) {
    if (length > <usize>SHORT_BYTES) return;
    keep(shortSet(field, start, end), field, start, length, code, SHORT_NEXT, SHORT_LENGTHS, SHORT_FIELDS, SHORT_CODES, SHORT_VALUES, SHORT_BYTES);
  }
}

/** Notes a member of the object; false when it is one too many or its field was there before. */
@inline function note(keyStart: usize, keyEnd: usize, valueStart: usize, valueEnd: usize, field: i32, origin: usize): bool {
  const count = load<i32>(MEMBER_COUNT);
  if (count == MAX_MEMBERS || field == UNUSUAL_KEY) return false;
  const at: usize = MEMBERS + count * MEMBER_BYTES;
  store<i32>(at, (keyStart - origin) as i32, 0);
  store<i32>(at, (keyEnd - origin) as i32, 4);
  store<i32>(at, (valueStart - origin) as i32, 8);
  store<i32>(at, (valueEnd - origin) as i32, 12);
  store<i32>(at, field, 16);
  store<i32>(MEMBER_COUNT, count + 1);
  if (field < 0) return true;
  if (load<i32>(FIELD_MEMBERS + (field << 2)) != 0) return false;
  store<i32>(FIELD_MEMBERS + (field << 2), count * (MEMBER_BYTES >> 2) + 1);
  return true;
}

/** The place after the bracket that closes the one at `open`, with all that is in it well-formed; or 0. */
function nestedEnd(open: usize): usize {
  let object = load<u8>(open) == 0x7b;
  let depth = 0;
  let p = open + 1;
  store<u8>(NESTING, object as u8);
  let first = true;
  while (true) {
    // At a member, an item, or the bracket that closes an empty container.
    let c = load<u8>(p);
    while (isSpace(c)) {
      flags |= SPACED;
      c = load<u8>(++p);
    }
    if (!(first && c == (object ? <u8>0x7d : <u8>0x5d))) {
      if (object) {
        if (c != QUOTE) return 0;
        p = stringEnd(p + 1);
        if (p == 0) return 0;
        c = load<u8>(p);
        while (isSpace(c)) {
          flags |= SPACED;
          c = load<u8>(++p);
        }
        if (c != 0x3a) return 0;
        c = load<u8>(++p);
        while (isSpace(c)) {
          flags |= SPACED;
          c = load<u8>(++p);
        }
      }
      if (c == QUOTE) p = stringEnd(p + 1);
      else if (c == 0x7b || c == 0x5b) {
        depth += 1;
        if (depth == MAX_NESTING) return 0;
        object = c == 0x7b;
        store<u8>(NESTING + depth, object as u8);
        first = true;
        p += 1;
        continue;
      } else p = scalarEnd(p, c);
      if (p == 0) return 0;
    }
    // After a value: commas go on, brackets close.
    while (true) {
      c = load<u8>(p);
      while (isSpace(c)) {
        flags |= SPACED;
        c = load<u8>(++p);
      }
      p += 1;
      if (c == 0x2c) break;
      if (c != (object ? <u8>0x7d : <u8>0x5d)) return 0;
      if (depth == 0) return p;
      depth -= 1;
      object = load<u8>(NESTING + depth) != 0;
    }
    first = false;
  }
}

/**
 * Scans the object whose `{` stands at `start`; true when it is whole before `limit`, well-formed and ordinary. Both are places in this
 * memory; those that are noted count from `origin`.
 */
export function scan(start: usize, limit: usize, origin: usize): bool {
  let p = start + 1;
  memory.fill(FIELD_MEMBERS, 0, FIELDS << 2);
  memory.fill(RECALLED_CODES, 0xff, FIELDS << 2);
  store<i32>(MEMBER_COUNT, 0);
  flags = 0;
  let first = true;
  while (true) {
    let c = load<u8>(p);
    while (isSpace(c)) {
      flags |= SPACED;
      c = load<u8>(++p);
    }
    if (first && c == 0x7d) {
      p += 1;
      break;
    }
    first = false;
    if (c != QUOTE) return false;
    const keyStart = p + 1;
    p = stringEnd(keyStart);
    if (p == 0) return false;
    const keyEnd = p - 1;
    c = load<u8>(p);
    while (isSpace(c)) {
      flags |= SPACED;
      c = load<u8>(++p);
    }
    if (c != 0x3a) return false;
    c = load<u8>(++p);
    while (isSpace(c)) {
      flags |= SPACED;
      c = load<u8>(++p);
    }
    const valueStart = p;
    const field = fieldAt(keyStart, keyEnd);
    const known = isLong(field) ? recallLong(field, p, limit) : 0;
    if (known != 0) p += known;
    else {
      if (c == QUOTE) p = stringEnd(p + 1);
      else if (c == 0x7b) p = nestedEnd(p);
      else if (c == 0x5b) p = field == ITEMS ? 0 : nestedEnd(p);
      else p = scalarEnd(p, c);
      if (p == 0) return false;
      if (isShort(field)) recallShort(field, valueStart, p);
    }
    if (!note(keyStart, keyEnd, valueStart, p, field, origin)) return false;
    c = load<u8>(p);
    while (isSpace(c)) {
      flags |= SPACED;
      c = load<u8>(++p);
    }
    p += 1;
    if (c == 0x2c) continue;
    if (c != 0x7d) return false;
    break;
  }
  if (p > limit) return false;
  store<i32>(END, (p - origin) as i32);
  store<i32>(FLAGS, flags);
  return true;
}
