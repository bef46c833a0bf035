/**
 * LZMA2, the compression inside xz: chunks of at most 2 MiB, each of which says how long it is packed and unpacked. There is no
 * text that specifies it but the program's own (tukaani.org/xz, and the LZMA SDK's lzma-specification.txt, whose names are used here).
 */
import type { PackedDamage } from './packed-input';

const MATCH_MIN = 2;
const STATES = 12;
const MAX_POSITIONS = 16;
const END_MODEL = 14;
const DISTANCES_BY_BITS = 1 << (END_MODEL >> 1);
const HALF = 1 << 10;

/** Places of the groups of probabilities in one array. */
const IS_MATCH = 0;
const IS_REP = IS_MATCH + STATES * MAX_POSITIONS;
const IS_REP_G0 = IS_REP + STATES;
const IS_REP_G1 = IS_REP_G0 + STATES;
const IS_REP_G2 = IS_REP_G1 + STATES;
const IS_REP0_LONG = IS_REP_G2 + STATES;
const DISTANCE_SLOT = IS_REP0_LONG + STATES * MAX_POSITIONS;
const DISTANCE_LOW = DISTANCE_SLOT + 4 * 64;
const DISTANCE_ALIGN = DISTANCE_LOW + DISTANCES_BY_BITS + 1;
const LENGTH = DISTANCE_ALIGN + 16;
/** A length coder: two choices, 16 × 8 low, 16 × 8 middle, 256 high. */
const LENGTH_CODER = 2 + 2 * MAX_POSITIONS * 8 + 256;
const REP_LENGTH = LENGTH + LENGTH_CODER;
const LITERAL = REP_LENGTH + LENGTH_CODER;
const LITERAL_CODER = 0x300;
/** lc + lp is at most 4 in LZMA2. */
const PROBABILITIES = LITERAL + (LITERAL_CODER << 4);

/** What was unpacked last: matches point back into it. One stretch of memory that moves on when it is full. */
export class Window {
  bytes = new Uint8Array(65_536);
  at = 0;
  /** Bytes since the dictionary was last emptied. */
  depth = 0;

  constructor(private readonly dictionaryBytes: number) {}

  /** Whether a match may point this far back, 0 being the last byte. */
  reaches(distance: number): boolean {
    return distance < this.depth && distance < this.dictionaryBytes;
  }

  /** Makes room for `count` more bytes; the memory grows with what was unpacked, not with what the file asks for. */
  room(count: number): void {
    if (this.at + count <= this.bytes.length) return;
    const kept = Math.min(this.at, this.dictionaryBytes);
    const most = this.dictionaryBytes + Math.max(count, this.dictionaryBytes >> 1, 65_536);
    const target = this.bytes.length < most ? new Uint8Array(Math.min(most, Math.max(this.bytes.length * 2, kept + count))) : this.bytes;
    if (target.length < kept + count) throw new RangeError('The window is too small.');
    target.set(this.bytes.subarray(this.at - kept, this.at));
    this.bytes = target;
    this.at = kept;
  }
}

export class Lzma2 {
  private readonly probabilities = new Uint16Array(PROBABILITIES);
  private lc = 0;
  private literalMask = 0;
  private positionMask = 0;
  private state = 0;
  private rep0 = 0;
  private rep1 = 0;
  private rep2 = 0;
  private rep3 = 0;
  private range = 0;
  private code = 0;
  private packed: Uint8Array = new Uint8Array(0);
  private p = 0;

  constructor(
    private readonly window: Window,
    private readonly fail: (detail: string) => PackedDamage,
  ) {}

  setProperties(byte: number): void {
    const lc = byte % 9;
    const lp = Math.floor(byte / 9) % 5;
    const pb = Math.floor(byte / 45);
    if (pb > 4 || lc + lp > 4) throw this.fail('its properties are none that LZMA2 has');
    this.lc = lc;
    this.literalMask = (1 << lp) - 1;
    this.positionMask = (1 << pb) - 1;
  }

  resetState(): void {
    this.probabilities.fill(HALF);
    this.state = 0;
    this.rep0 = this.rep1 = this.rep2 = this.rep3 = 0;
  }

  /** Unpacks a chunk behind what is in the window. */
  unpack(packed: Uint8Array, unpackedBytes: number): void {
    const { window } = this;
    const end = this.begin(packed, unpackedBytes);
    while (window.at < end) {
      this.step(end);
      if (this.p > packed.length) throw this.fail('a chunk is longer than it says');
    }
    this.normalize();
    if (this.p !== packed.length || this.code !== 0) throw this.fail('a chunk ends elsewhere than it says');
  }

  /** Unpacks what is there of a chunk whose end is missing, and says how much that was: only what its own bytes decide. */
  unpackCut(packed: Uint8Array, unpackedBytes: number): number {
    const { window } = this;
    if (packed.length < 5) return 0;
    const end = this.begin(packed, unpackedBytes);
    const from = window.at;
    while (window.at < end) {
      const { at } = window;
      try {
        this.step(end);
      } catch (error) {
        // Behind the cut stand zeros, which can decide for anything.
        if (this.p <= packed.length) throw error;
      }
      if (this.p > packed.length) {
        window.at = at;
        break;
      }
    }
    return window.at - from;
  }

  private begin(packed: Uint8Array, unpackedBytes: number): number {
    this.packed = packed;
    this.code = (((packed[1] ?? 0) << 24) | ((packed[2] ?? 0) << 16) | ((packed[3] ?? 0) << 8) | (packed[4] ?? 0)) >>> 0;
    this.range = 0xffffffff;
    this.p = 5;
    if (packed.length < 5 || packed[0] !== 0) throw this.fail('a chunk does not begin as one');
    this.window.room(unpackedBytes);
    return this.window.at + unpackedBytes;
  }

  /** One literal or one match. */
  private step(end: number): void {
    const { window } = this;
    const low = window.depth & this.positionMask;
    if (this.bit(IS_MATCH + this.state * MAX_POSITIONS + low) === 0) {
      this.literal();
      return;
    }
    let length: number;
    if (this.bit(IS_REP + this.state) === 0) {
      this.rep3 = this.rep2;
      this.rep2 = this.rep1;
      this.rep1 = this.rep0;
      length = this.length(LENGTH, low);
      this.state = this.state < 7 ? 7 : 10;
      this.rep0 = this.distance(length);
    } else {
      if (window.depth === 0) throw this.fail('a match points before the start');
      if (this.bit(IS_REP_G0 + this.state) === 0) {
        if (this.bit(IS_REP0_LONG + this.state * MAX_POSITIONS + low) === 0) {
          this.state = this.state < 7 ? 9 : 11;
          this.copy(1, end);
          return;
        }
      } else {
        let distance: number;
        if (this.bit(IS_REP_G1 + this.state) === 0) distance = this.rep1;
        else {
          if (this.bit(IS_REP_G2 + this.state) === 0) distance = this.rep2;
          else {
            distance = this.rep3;
            this.rep3 = this.rep2;
          }
          this.rep2 = this.rep1;
        }
        this.rep1 = this.rep0;
        this.rep0 = distance;
      }
      length = this.length(REP_LENGTH, low);
      this.state = this.state < 7 ? 8 : 11;
    }
    this.copy(length + MATCH_MIN, end);
  }

  private copy(length: number, end: number): void {
    const { window } = this;
    if (!window.reaches(this.rep0)) throw this.fail('a match points before the start');
    if (window.at + length > end) throw this.fail('a match is longer than its chunk');
    const { bytes } = window;
    let to = window.at;
    for (let from = to - this.rep0 - 1, n = length; n > 0; n -= 1, from += 1, to += 1) bytes[to] = bytes[from] ?? 0;
    window.at = to;
    window.depth += length;
  }

  private literal(): void {
    const { window, probabilities } = this;
    const previous = window.depth > 0 ? (window.bytes[window.at - 1] ?? 0) : 0;
    const coder = LITERAL + LITERAL_CODER * (((window.depth & this.literalMask) << this.lc) + (previous >> (8 - this.lc)));
    if (coder + LITERAL_CODER > probabilities.length) throw this.fail('its properties are none that LZMA2 has');
    let symbol = 1;
    if (this.state >= 7) {
      if (!window.reaches(this.rep0)) throw this.fail('a match points before the start');
      let matched = window.bytes[window.at - this.rep0 - 1] ?? 0;
      do {
        const matchBit = (matched >> 7) & 1;
        matched <<= 1;
        const bit = this.bit(coder + ((1 + matchBit) << 8) + symbol);
        symbol = (symbol << 1) | bit;
        if (matchBit !== bit) break;
      } while (symbol < 0x100);
    }
    while (symbol < 0x100) symbol = (symbol << 1) | this.bit(coder + symbol);
    window.bytes[window.at] = symbol;
    window.at += 1;
    window.depth += 1;
    this.state = this.state < 4 ? 0 : this.state < 10 ? this.state - 3 : this.state - 6;
  }

  private length(coder: number, low: number): number {
    if (this.bit(coder) === 0) return this.tree(coder + 2 + low * 8, 3);
    if (this.bit(coder + 1) === 0) return 8 + this.tree(coder + 2 + MAX_POSITIONS * 8 + low * 8, 3);
    return 16 + this.tree(coder + 2 + 2 * MAX_POSITIONS * 8, 8);
  }

  private distance(length: number): number {
    const slot = this.tree(DISTANCE_SLOT + Math.min(length, 3) * 64, 6);
    if (slot < 4) return slot;
    const directBits = (slot >> 1) - 1;
    const distance = (2 | (slot & 1)) * 2 ** directBits;
    if (slot < END_MODEL) return distance + this.reverseTree(DISTANCE_LOW + distance - slot, directBits);
    return distance + this.direct(directBits - 4) * 16 + this.reverseTree(DISTANCE_ALIGN, 4);
  }

  private tree(at: number, bits: number): number {
    let symbol = 1;
    for (let i = 0; i < bits; i += 1) symbol = (symbol << 1) | this.bit(at + symbol);
    return symbol - (1 << bits);
  }

  private reverseTree(at: number, bits: number): number {
    let index = 1;
    let symbol = 0;
    for (let i = 0; i < bits; i += 1) {
      const bit = this.bit(at + index);
      index = (index << 1) | bit;
      symbol |= bit << i;
    }
    return symbol;
  }

  private direct(bits: number): number {
    let value = 0;
    for (let i = 0; i < bits; i += 1) {
      this.normalize();
      this.range >>>= 1;
      const bit = this.code >= this.range ? 1 : 0;
      if (bit === 1) this.code -= this.range;
      value = value * 2 + bit;
    }
    return value;
  }

  private bit(at: number): number {
    this.normalize();
    const probability = this.probabilities[at] ?? HALF;
    const bound = (this.range >>> 11) * probability;
    if (this.code < bound) {
      this.range = bound;
      this.probabilities[at] = probability + ((2048 - probability) >> 5);
      return 0;
    }
    this.range -= bound;
    this.code -= bound;
    this.probabilities[at] = probability - (probability >> 5);
    return 1;
  }

  private normalize(): void {
    if (this.range >= 0x1000000) return;
    this.range = (this.range << 8) >>> 0;
    this.code = ((this.code << 8) | (this.packed[this.p] ?? 0)) >>> 0;
    this.p += 1;
  }
}
