/**
 * Unpacks DEFLATE (RFC 1951) piece by piece (AssemblyScript; `npm run wasm` compiles it). It stops between symbols only: where too little
 * input is left for the longest symbol or header it asks for more, and the end of the input alone is read bit by bit with `careful`.
 */
import {
  BROKEN, CHECKSUMS, CUT, DISTANCES, DISTANCE_COUNTS, DISTANCE_SYMBOLS, DONE, FIRST_BITS, FULL, HISTORY, HISTORY_BYTES, LENGTHS, LITERALS, LITERAL_COUNTS,
  LITERAL_SYMBOLS, MORE, NEXT_CODES, OFFSETS, OUTPUT, OUTPUT_BYTES, SLACK_BYTES,
} from './layout';

const FIRST: i32 = 1 << FIRST_BITS;
const FIRST_MASK: u64 = (1 << FIRST_BITS) - 1;
const MOST_BITS: i32 = 15;
/** Entries of a table: the length of the code, what it means, and its value, in bits 0, 8 and 16. A meaning below 16 is a number of extra bits. */
const LITERAL: u32 = 0x10;
const END_OF_BLOCK: u32 = 0x20;
const LONGER: u32 = 0x40;
const INVALID: u32 = 0x80;
/** A code of 15 bits, 5 extra, another of 15, 13 extra. */
const SYMBOL_BITS: i32 = 48;
/** Longer than the header of any block. */
const HEADER_BYTES: i32 = 640;
const LIMIT: i32 = OUTPUT + OUTPUT_BYTES - SLACK_BYTES;

const BLOCK = 0;
const STORED = 1;
const SYMBOLS = 2;
const ENDED = 3;

let bits: u64 = 0;
let count: i32 = 0;
let from: i32 = 0;
let to: i32 = 0;
let out: i32 = OUTPUT;
/** Bytes that stand before OUTPUT and may be referred to. */
let history: i32 = 0;
let mode: i32 = BLOCK;
let isLast: bool = false;
let stored: i32 = 0;

/** Tables that never change. */
export function prepare(): void {
  for (let n: u32 = 0; n < 256; n++) {
    let c = n;
    for (let bit = 0; bit < 8; bit++) c = (c & 1) != 0 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    store<u32>(CHECKSUMS + (n << 2), c);
  }
  for (let n: u32 = 0; n < 256; n++) {
    let c = load<u32>(CHECKSUMS + (n << 2));
    for (let table: u32 = 1; table < 8; table++) {
      c = (c >>> 8) ^ load<u32>(CHECKSUMS + ((c & 0xff) << 2));
      store<u32>(CHECKSUMS + (table << 10) + (n << 2), c);
    }
  }
}

/** A new stream begins. */
export function start(): void {
  bits = 0;
  count = 0;
  out = OUTPUT;
  history = 0;
  mode = BLOCK;
  isLast = false;
}

/** Where the input goes on, and where the output ends. */
export function inputAt(): i32 {
  return from;
}
export function outputEnd(): i32 {
  return out;
}

/** The output was taken; its last bytes stay as history. */
export function slide(): void {
  const made = out - OUTPUT;
  history = min(HISTORY_BYTES, history + made);
  memory.copy(HISTORY, out - HISTORY_BYTES, HISTORY_BYTES);
  out = OUTPUT;
}

/** The CRC-32 of what came before and of the output. */
export function checksum(before: u32): u32 {
  let c = ~before;
  let p = OUTPUT;
  for (const last = out - 7; p < last; p += 8) {
    const low = load<u32>(p) ^ c;
    const high = load<u32>(p, 4);
    c = load<u32>(CHECKSUMS + 7168 + ((low & 0xff) << 2)) ^ load<u32>(CHECKSUMS + 6144 + (((low >>> 8) & 0xff) << 2)) ^
      load<u32>(CHECKSUMS + 5120 + (((low >>> 16) & 0xff) << 2)) ^ load<u32>(CHECKSUMS + 4096 + ((low >>> 24) << 2)) ^
      load<u32>(CHECKSUMS + 3072 + ((high & 0xff) << 2)) ^ load<u32>(CHECKSUMS + 2048 + (((high >>> 8) & 0xff) << 2)) ^
      load<u32>(CHECKSUMS + 1024 + (((high >>> 16) & 0xff) << 2)) ^ load<u32>(CHECKSUMS + ((high >>> 24) << 2));
  }
  for (; p < out; p++) c = (c >>> 8) ^ load<u32>(CHECKSUMS + (((c ^ load<u8>(p)) & 0xff) << 2));
  return ~c;
}

/** Unpacks what stands between the two places. `careful`: nothing comes after it, and zeros stand behind it. */
export function run(first: i32, end: i32, careful: bool): i32 {
  from = first;
  to = end;
  while (true) {
    let why: i32 = MORE;
    if (mode == BLOCK) {
      if (isLast) {
        mode = ENDED;
        align();
        return DONE;
      }
      if (!careful && to - from < HEADER_BYTES) return giveBack(MORE);
      why = header(careful);
    } else if (mode == STORED) why = copyStored(careful);
    else if (mode == SYMBOLS) why = symbols(careful);
    else return BROKEN;
    // DONE: the part that ran is at its end, and the next one begins.
    if (why != DONE) return giveBack(why);
  }
}

/** Whole bytes that were read ahead are input again. */
function giveBack(why: i32): i32 {
  from -= count >> 3;
  count &= 7;
  bits &= ((<u64>1) << count) - 1;
  return why;
}

/** The rest of the byte means nothing, and the bytes read ahead are input again. */
function align(): void {
  giveBack(MORE);
  bits = 0;
  count = 0;
}

// @ts-ignore: decorator
@inline
function refill(): void {
  bits |= load<u64>(from) << count;
  from += (63 - count) >> 3;
  count |= 56;
}

// @ts-ignore: decorator
@inline
function drop(n: i32): void {
  bits >>= n;
  count -= n;
}

function take(n: i32): i32 {
  if (count < n) refill();
  const value = <i32>(bits & (((<u64>1) << n) - 1));
  drop(n);
  return value;
}

// @ts-ignore: decorator
@inline
function isOver(): bool {
  return from * 8 - count > to * 8;
}

function header(careful: bool): i32 {
  isLast = take(1) != 0;
  const type = take(2);
  if (type == 0) {
    align();
    const length = take(16);
    const inverse = take(16);
    if (careful && isOver()) return CUT;
    if ((length ^ inverse) != 0xffff) return BROKEN;
    align();
    stored = length;
    mode = STORED;
    return DONE;
  }
  if (type == 3) return careful && isOver() ? CUT : BROKEN;
  const ok = type == 1 ? fixedCodes() : dynamicCodes();
  if (careful && isOver()) return CUT;
  if (!ok) return BROKEN;
  mode = SYMBOLS;
  return DONE;
}

function fixedCodes(): bool {
  memory.fill(LENGTHS, 8, 144);
  memory.fill(LENGTHS + 144, 9, 112);
  memory.fill(LENGTHS + 256, 7, 24);
  memory.fill(LENGTHS + 280, 8, 8);
  memory.fill(LENGTHS + 288, 5, 32);
  return build(LENGTHS, 288, LITERALS, LITERAL_COUNTS, LITERAL_SYMBOLS, true) && build(LENGTHS + 288, 32, DISTANCES, DISTANCE_COUNTS, DISTANCE_SYMBOLS, false);
}

/** The order in which the lengths of the codes for lengths stand. */
function orderAt(i: i32): i32 {
  if (i < 3) return 16 + i;
  if (i == 3) return 0;
  const half = (i - 4) >> 1;
  return (i & 1) == 0 ? 8 + half : 7 - half;
}

function dynamicCodes(): bool {
  const literals = take(5) + 257;
  const distances = take(5) + 1;
  const ordered = take(4) + 4;
  if (literals > 286 || distances > 30) return false;
  memory.fill(LENGTHS, 0, 19);
  for (let i = 0; i < ordered; i++) store<u8>(LENGTHS + orderAt(i), <u8>take(3));
  if (!build(LENGTHS, 19, DISTANCES, DISTANCE_COUNTS, DISTANCE_SYMBOLS, true)) return false;
  const all = literals + distances;
  for (let i = 0; i < all; ) {
    refill();
    const entry = load<u32>(DISTANCES + <i32>((bits & FIRST_MASK) << 2));
    // Codes of lengths have seven bits at most, so that none is longer than the table's.
    if (((entry >>> 8) & INVALID) != 0) return false;
    drop(<i32>(entry & 0xff));
    const symbol = <i32>(entry >>> 16);
    if (symbol < 16) {
      store<u8>(LENGTHS + i, <u8>symbol);
      i++;
      continue;
    }
    let value: u8 = 0;
    let times: i32;
    if (symbol == 16) {
      if (i == 0) return false;
      value = load<u8>(LENGTHS + i - 1);
      times = 3 + take(2);
    } else times = symbol == 17 ? 3 + take(3) : 11 + take(7);
    if (i + times > all) return false;
    memory.fill(LENGTHS + i, value, times);
    i += times;
  }
  if (load<u8>(LENGTHS + 256) == 0) return false;
  return build(LENGTHS + literals, distances, DISTANCES, DISTANCE_COUNTS, DISTANCE_SYMBOLS, false) && build(LENGTHS, literals, LITERALS, LITERAL_COUNTS, LITERAL_SYMBOLS, true);
}

/** The tables of a code; false where its lengths make none. An incomplete code may have one symbol of one bit, as zlib has it. */
function build(lengths: i32, n: i32, table: i32, counts: i32, symbols: i32, ofLiterals: bool): bool {
  const isOfLengths = ofLiterals && n == 19;
  memory.fill(counts, 0, 64);
  for (let i = 0; i < n; i++) {
    const at = counts + ((<i32>load<u8>(lengths + i)) << 2);
    store<i32>(at, load<i32>(at) + 1);
  }
  store<i32>(counts, 0);
  let left: i32 = 1;
  let longest: i32 = 0;
  let code: i32 = 0;
  let offset: i32 = 0;
  for (let length = 1; length <= MOST_BITS; length++) {
    const many = load<i32>(counts + (length << 2));
    if (many != 0) longest = length;
    left = (left << 1) - many;
    if (left < 0) return false;
    store<i32>(NEXT_CODES + (length << 2), code);
    store<i32>(OFFSETS + (length << 2), offset);
    code = (code + many) << 1;
    offset += many;
  }
  if (left > 0 && (isOfLengths || longest > 1)) return false;
  for (let i = 0; i < FIRST; i++) store<u32>(table + (i << 2), (INVALID << 8) | 1);
  for (let symbol = 0; symbol < n; symbol++) {
    const length = <i32>load<u8>(lengths + symbol);
    if (length == 0) continue;
    const next = NEXT_CODES + (length << 2);
    const own = load<i32>(next);
    store<i32>(next, own + 1);
    const place = OFFSETS + (length << 2);
    const index = load<i32>(place);
    store<i32>(place, index + 1);
    store<u16>(symbols + (index << 1), <u16>symbol);
    const reversed = reverse(own, length);
    if (length > FIRST_BITS) store<u32>(table + ((reversed & (FIRST - 1)) << 2), LONGER << 8);
    else {
      const entry = (isOfLengths ? (<u32>symbol << 16) | (LITERAL << 8) : meaning(symbol, ofLiterals)) | <u32>length;
      for (let i = reversed; i < FIRST; i += 1 << length) store<u32>(table + (i << 2), entry);
    }
  }
  return true;
}

function reverse(code: i32, length: i32): i32 {
  let reversed: i32 = 0;
  for (let i = 0; i < length; i++) reversed |= ((code >> i) & 1) << (length - 1 - i);
  return reversed;
}

/** What a symbol says, without the length of its code (RFC 1951, 3.2.5). */
function meaning(symbol: i32, ofLiterals: bool): u32 {
  if (!ofLiterals) {
    if (symbol > 29) return INVALID << 8;
    if (symbol < 4) return <u32>(symbol + 1) << 16;
    const extra = (symbol >> 1) - 1;
    return (<u32>(1 + ((2 + (symbol & 1)) << extra)) << 16) | (<u32>extra << 8);
  }
  if (symbol < 256) return (<u32>symbol << 16) | (LITERAL << 8);
  if (symbol == 256) return END_OF_BLOCK << 8;
  if (symbol > 285) return INVALID << 8;
  if (symbol == 285) return 258 << 16;
  const place = symbol - 257;
  if (place < 8) return <u32>(place + 3) << 16;
  const extra = (place >> 2) - 1;
  return (<u32>(3 + ((4 + (place & 3)) << extra)) << 16) | (<u32>extra << 8);
}

/** The entry of a code that is longer than the table's. */
function longer(counts: i32, symbols: i32, ofLiterals: bool): u32 {
  let code: i32 = 0;
  let first: i32 = 0;
  let index: i32 = 0;
  let rest = bits;
  for (let length = 1; length <= MOST_BITS; length++) {
    code |= <i32>(rest & 1);
    rest >>= 1;
    const many = load<i32>(counts + (length << 2));
    if (code - many < first) return meaning(load<u16>(symbols + ((index + code - first) << 1)), ofLiterals) | <u32>length;
    index += many;
    first = (first + many) << 1;
    code <<= 1;
  }
  return (INVALID << 8) | 1;
}

function symbols(careful: bool): i32 {
  const safe = to - 8;
  while (true) {
    if (out > LIMIT) return FULL;
    if (count < SYMBOL_BITS) {
      if (from > safe && !careful) return MORE;
      refill();
    }
    let entry = load<u32>(LITERALS + <i32>((bits & FIRST_MASK) << 2));
    let what = (entry >>> 8) & 0xff;
    if (what == LONGER) {
      entry = longer(LITERAL_COUNTS, LITERAL_SYMBOLS, true);
      what = (entry >>> 8) & 0xff;
    }
    drop(<i32>(entry & 0xff));
    if (what == LITERAL) {
      if (careful && isOver()) return CUT;
      store<u8>(out, <u8>(entry >>> 16));
      out++;
      continue;
    }
    if (what >= END_OF_BLOCK) {
      if (careful && isOver()) return CUT;
      if (what != END_OF_BLOCK) return BROKEN;
      mode = BLOCK;
      return DONE;
    }
    const length = <i32>(entry >>> 16) + <i32>(bits & (((<u64>1) << what) - 1));
    drop(<i32>what);
    entry = load<u32>(DISTANCES + <i32>((bits & FIRST_MASK) << 2));
    what = (entry >>> 8) & 0xff;
    if (what == LONGER) {
      entry = longer(DISTANCE_COUNTS, DISTANCE_SYMBOLS, false);
      what = (entry >>> 8) & 0xff;
    }
    drop(<i32>(entry & 0xff));
    if (what >= 16) return careful && isOver() ? CUT : BROKEN;
    const distance = <i32>(entry >>> 16) + <i32>(bits & (((<u64>1) << what) - 1));
    drop(<i32>what);
    if (careful && isOver()) return CUT;
    if (distance > out - OUTPUT + history) return BROKEN;
    copyMatch(distance, length);
  }
}

// @ts-ignore: decorator
@inline
function copyMatch(distance: i32, length: i32): void {
  const end = out + length;
  let p = out;
  if (distance >= 8) {
    // Eight bytes at a time, past the end where it comes out so: what stands there is written over by what comes next.
    do {
      store<u64>(p, load<u64>(p - distance));
      p += 8;
    } while (p < end);
  } else if (distance == 1) memory.fill(p, load<u8>(p - 1), length);
  else {
    do {
      store<u8>(p, load<u8>(p - distance));
      p++;
    } while (p < end);
  }
  out = end;
}

function copyStored(careful: bool): i32 {
  while (stored > 0) {
    if (out > LIMIT) return FULL;
    if (from >= to) return careful ? CUT : MORE;
    const n = min(stored, min(to - from, LIMIT + 1 - out));
    memory.copy(out, from, n);
    out += n;
    from += n;
    stored -= n;
  }
  mode = BLOCK;
  return DONE;
}
