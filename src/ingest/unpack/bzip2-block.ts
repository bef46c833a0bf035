/**
 * One block of bzip2: Huffman codes, move-to-front, and the Burrows-Wheeler transform undone. The format has no specification but
 * the program (sourceware.org/bzip2, decompress.c and huffman.c); the names here are those used there.
 */
import { CUT, PackedDamage, type PackedInput } from './packed-input';

const GROUP_SIZE = 50;
const MAX_ALPHABET = 258;
const MAX_CODE_LENGTH = 20;
const RUN_A = 0;
const RUN_B = 1;
/** Codes this long or shorter are found in a table at once. */
const QUICK_BITS = 10;

/** Bits of the input, the most significant one first. */
export class BitInput {
  /** Bits of the byte at `input.start` that are used up. */
  private bit = 0;

  constructor(readonly input: PackedInput) {}

  /** Up to 24 bits. */
  peek(count: number): number {
    const { bytes, start } = this.input;
    const word = ((bytes[start] ?? 0) << 24) | ((bytes[start + 1] ?? 0) << 16) | ((bytes[start + 2] ?? 0) << 8) | (bytes[start + 3] ?? 0);
    return (word << this.bit) >>> (32 - count);
  }

  skip(count: number): void {
    const bits = this.bit + count;
    this.input.start += bits >> 3;
    this.bit = bits & 7;
  }

  read(count: number): number {
    const value = this.peek(count);
    this.skip(count);
    return value;
  }

  /** The rest of the byte is padding. */
  align(): void {
    if (this.bit > 0) this.skip(8 - this.bit);
  }

  /** Waits until `bytes` whole bytes are there, or the stream has ended; zeros stand behind its end. */
  *ready(bytes: number): Generator<undefined, void> {
    yield* this.input.has(bytes);
    this.check();
  }

  /** Bits were read that are not there. */
  check(): void {
    if (this.input.start > this.input.end || (this.input.start === this.input.end && this.bit > 0)) {
      this.input.start = this.input.end;
      throw new PackedDamage(CUT);
    }
  }
}

/** Canonical Huffman codes of one table. */
class Codes {
  /** By the next bits: symbol and length of the code; 0 where the code is longer. */
  private readonly quick = new Uint16Array(1 << QUICK_BITS);
  private readonly limit = new Int32Array(MAX_CODE_LENGTH + 2).fill(-1);
  private readonly base = new Int32Array(MAX_CODE_LENGTH + 2);
  private readonly symbols: Uint16Array;

  constructor(lengths: Uint8Array, private readonly fail: (detail: string) => PackedDamage) {
    this.symbols = new Uint16Array(lengths.length);
    let code = 0;
    let placed = 0;
    for (let length = 1; length <= MAX_CODE_LENGTH; length += 1) {
      this.base[length] = placed - code;
      for (let symbol = 0; symbol < lengths.length; symbol += 1) {
        if (lengths[symbol] !== length) continue;
        if (length <= QUICK_BITS && code < 1 << length) this.quick.fill((symbol << 5) | length, code << (QUICK_BITS - length), (code + 1) << (QUICK_BITS - length));
        this.symbols[placed] = symbol;
        placed += 1;
        code += 1;
      }
      if (code > 1 << length) throw fail('its code lengths fit no code');
      this.limit[length] = code - 1;
      code <<= 1;
    }
  }

  next(bits: BitInput): number {
    const ahead = bits.peek(MAX_CODE_LENGTH);
    const quick = this.quick[ahead >>> (MAX_CODE_LENGTH - QUICK_BITS)] ?? 0;
    if (quick !== 0) {
      bits.skip(quick & 31);
      return quick >> 5;
    }
    for (let length = 1; length <= MAX_CODE_LENGTH; length += 1) {
      const code = ahead >>> (MAX_CODE_LENGTH - length);
      const at = code + (this.base[length] ?? 0);
      if (code > (this.limit[length] ?? -1) || at < 0 || code < 0) continue;
      bits.skip(length);
      return this.symbols[at] ?? 0;
    }
    throw this.fail('it has a code that no table knows');
  }
}

export interface Block {
  /** For each place the byte there in the low 8 bits and the place of the next one above them. */
  readonly chain: Uint32Array;
  readonly length: number;
  /** The first place. */
  readonly origin: number;
}

/** Reads the block behind its header into `chain`; `most` is how many bytes a block has by what the stream says. */
export function* readBlock(bits: BitInput, chain: Uint32Array, most: number, fail: (detail: string) => PackedDamage): Generator<undefined, Block> {
  yield* bits.ready(64);
  if (bits.read(1) === 1) throw fail('it was made by a bzip2 before 0.9.5, which is not read');
  const origin = bits.read(24);
  const used: number[] = [];
  const stretches = bits.read(16);
  for (let stretch = 0; stretch < 16; stretch += 1) {
    if ((stretches & (0x8000 >> stretch)) === 0) continue;
    const bytes = bits.read(16);
    for (let i = 0; i < 16; i += 1) if ((bytes & (0x8000 >> i)) !== 0) used.push(stretch * 16 + i);
  }
  const alphabet = used.length + 2;
  const tables = bits.read(3);
  const selectors = bits.read(15);
  if (used.length === 0 || tables < 2 || tables > 6 || selectors === 0) throw fail('a block has no sensible header');
  const chosen = yield* readSelectors(bits, tables, selectors, fail);
  const codes: Codes[] = [];
  for (let table = 0; table < tables; table += 1) codes.push(new Codes(yield* readLengths(bits, alphabet, fail), fail));
  const length = yield* readSymbols(bits, { codes, chosen, end: alphabet - 1, used: Uint8Array.from(used) }, chain, most, fail);
  if (origin >= length) throw fail('a block begins outside itself');
  link(chain, length);
  return { chain, length, origin };
}

function* readSelectors(bits: BitInput, tables: number, count: number, fail: (detail: string) => PackedDamage): Generator<undefined, Uint8Array> {
  const order = Array.from({ length: tables }, (_, i) => i);
  const chosen = new Uint8Array(count);
  for (let i = 0; i < count; i += 1) {
    if ((i & 31) === 0) yield* bits.ready(64);
    let place = 0;
    while (bits.read(1) === 1) {
      place += 1;
      if (place >= tables) throw fail('a block chooses a table that is not there');
    }
    const [table = 0] = order.splice(place, 1);
    order.unshift(table);
    chosen[i] = table;
  }
  return chosen;
}

function* readLengths(bits: BitInput, alphabet: number, fail: (detail: string) => PackedDamage): Generator<undefined, Uint8Array> {
  const lengths = new Uint8Array(MAX_ALPHABET).subarray(0, alphabet);
  yield* bits.ready(64);
  let length = bits.read(5);
  for (let symbol = 0; symbol < alphabet; symbol += 1) {
    let changes = 0;
    for (;;) {
      if ((changes & 63) === 0) yield* bits.ready(64);
      if (length < 1 || length > MAX_CODE_LENGTH) throw fail('a code is longer than bzip2 makes any');
      if (bits.read(1) === 0) break;
      length += bits.read(1) === 1 ? -1 : 1;
      changes += 1;
    }
    lengths[symbol] = length;
  }
  return lengths;
}

interface Coding {
  readonly codes: readonly Codes[];
  /** The table of each group of symbols. */
  readonly chosen: Uint8Array;
  /** The symbol that ends the block. */
  readonly end: number;
  /** The bytes that occur, which move to the front as they are met. */
  readonly used: Uint8Array;
}

/** Puts the bytes of the block into the low bits of `chain`; how many there are. */
function* readSymbols(bits: BitInput, { codes, chosen, end, used }: Coding, chain: Uint32Array, most: number, fail: (detail: string) => PackedDamage): Generator<undefined, number> {
  let length = 0;
  let run = 0;
  let weight = 1;
  for (const table of chosen) {
    const code = codes[table];
    if (code === undefined) break;
    // As many bytes as the longest codes of a group take.
    yield* bits.ready(GROUP_SIZE * 3);
    for (let i = 0; i < GROUP_SIZE; i += 1) {
      const symbol = code.next(bits);
      if (symbol === RUN_A || symbol === RUN_B) {
        run += weight << symbol;
        weight *= 2;
        if (run > most) throw fail('a block is longer than the file says blocks are');
        continue;
      }
      if (run > 0) {
        if (length + run > most) throw fail('a block is longer than the file says blocks are');
        chain.fill(used[0] ?? 0, length, length + run);
        length += run;
        run = 0;
        weight = 1;
      }
      if (symbol === end) {
        bits.check();
        return length;
      }
      if (length >= most) throw fail('a block is longer than the file says blocks are');
      const byte = used[symbol - 1] ?? 0;
      used.copyWithin(1, 0, symbol - 1);
      used[0] = byte;
      chain[length] = byte;
      length += 1;
    }
  }
  throw fail('a block does not end where it has to');
}

/** Sorting the bytes says which place of the text follows which: T in "A Block-sorting Lossless Data Compression Algorithm", 4.2. */
function link(chain: Uint32Array, length: number): void {
  const starts = new Uint32Array(257);
  for (let i = 0; i < length; i += 1) starts[((chain[i] ?? 0) & 0xff) + 1] = (starts[((chain[i] ?? 0) & 0xff) + 1] ?? 0) + 1;
  for (let byte = 0; byte < 256; byte += 1) starts[byte + 1] = (starts[byte + 1] ?? 0) + (starts[byte] ?? 0);
  for (let i = 0; i < length; i += 1) {
    const byte = (chain[i] ?? 0) & 0xff;
    const at = starts[byte] ?? 0;
    chain[at] = ((chain[at] ?? 0) & 0xff) | (i << 8);
    starts[byte] = at + 1;
  }
}
