/**
 * A hash table from byte sequences to codes: a value that was seen before is found by its raw bytes, without
 * decoding it. Open addressing over an arena; the bytes are compared on every hit. Hashing and comparing go by
 * words of four bytes, which are read once: a word past the end is filled up with zeros, and lengths are compared.
 *
 * The evidence is written by attackers, so the hash is keyed: both multipliers are random, and a difference in one
 * word is multiplied by a secret before the next word can cancel it.
 */
const MAX_ARENA_WORDS = 16 * 1024 * 1024;

const ENTRY_INTS = 4;
const HASH = 0;
const START = 1;
const LENGTH = 2;
const CODE = 3;

export class ByteTable {
  private slots = new Int32Array(1024);
  /** Of each entry its hash, place in the arena, length and code, side by side in one line of the processor's cache. */
  private entries = new Int32Array(512 * ENTRY_INTS);
  private arena = new Int32Array(2 * 1024);
  /** The words of the bytes that `find` was asked for last. */
  private asked = new Int32Array(256);
  private view: DataView = new DataView(new ArrayBuffer(0));
  private viewed: Uint8Array | undefined;
  private arenaEnd = 0;
  private count = 0;
  private missHash = 0;
  private readonly k1: number;
  private readonly k2: number;
  private readonly seed: number;

  constructor() {
    const random = crypto.getRandomValues(new Int32Array(3));
    this.k1 = (random[0] ?? 0) | 1;
    this.k2 = (random[1] ?? 0) | 1;
    this.seed = random[2] ?? 0;
  }

  /** The code of `bytes[start .. end)`, or 0; after a 0 `add` may be called with the same bytes. */
  find(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    const hash = this.hash(bytes, start, end);
    const mask = this.slots.length - 1;
    const { entries } = this;
    let slot = hash & mask;
    for (;;) {
      const entry = ((this.slots[slot] ?? 0) - 1) * ENTRY_INTS;
      if (entry < 0) {
        this.missHash = hash;
        return 0;
      }
      if (entries[entry + HASH] === hash && entries[entry + LENGTH] === length) {
        const { arena, asked } = this;
        const from = entries[entry + START] ?? 0;
        const words = (length + 3) >> 2;
        let i = 0;
        while (i < words && asked[i] === arena[from + i]) i += 1;
        if (i === words) return entries[entry + CODE] ?? 0;
      }
      slot = (slot + 1) & mask;
    }
  }

  /** Remembers the code of the bytes that `find` has just not found, which are `length` long. */
  add(length: number, code: number): void {
    const words = (length + 3) >> 2;
    if (words > MAX_ARENA_WORDS) return;
    if (this.arenaEnd + words > MAX_ARENA_WORDS) this.clear();
    if (this.arenaEnd + words > this.arena.length) {
      const grown = new Int32Array(Math.max(this.arena.length * 2, this.arenaEnd + words));
      grown.set(this.arena.subarray(0, this.arenaEnd));
      this.arena = grown;
    }
    const at = this.count * ENTRY_INTS;
    if (at === this.entries.length) this.growEntries();
    this.entries[at + HASH] = this.missHash;
    this.entries[at + START] = this.arenaEnd;
    this.entries[at + LENGTH] = length;
    this.entries[at + CODE] = code;
    this.arena.set(this.asked.subarray(0, words), this.arenaEnd);
    this.arenaEnd += words;
    this.count += 1;
    if (this.count * 2 > this.slots.length) this.growSlots();
    else this.place(this.count - 1);
  }

  private place(entry: number): void {
    const mask = this.slots.length - 1;
    let slot = (this.entries[entry * ENTRY_INTS + HASH] ?? 0) & mask;
    while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
    this.slots[slot] = entry + 1;
  }

  private growSlots(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    for (let entry = 0; entry < this.count; entry += 1) this.place(entry);
  }

  private growEntries(): void {
    const grown = new Int32Array(this.entries.length * 2);
    grown.set(this.entries);
    this.entries = grown;
  }

  /** Forgets everything: the table is a cache, the codes themselves live in the dictionary. */
  private clear(): void {
    this.slots.fill(0);
    this.count = 0;
    this.arenaEnd = 0;
  }

  /** Hashes the bytes and leaves their words in `asked`. */
  private hash(bytes: Uint8Array, start: number, end: number): number {
    if (bytes !== this.viewed) {
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      this.viewed = bytes;
    }
    const length = end - start;
    if ((length + 3) >> 2 > this.asked.length) this.asked = new Int32Array(length);
    const { view, asked, k1, k2 } = this;
    // Two chains, which the processor works on side by side.
    let h = this.seed ^ length;
    let g = this.seed;
    let p = start;
    let i = 0;
    for (const last = end - 7; p < last; p += 8) {
      const word = view.getInt32(p, true);
      const other = view.getInt32(p + 4, true);
      asked[i] = word;
      asked[i + 1] = other;
      i += 2;
      h = Math.imul(h ^ word, k1);
      g = Math.imul(g ^ other, k2);
      h = Math.imul(h ^ (h >>> 15), k2);
      g = Math.imul(g ^ (g >>> 15), k1);
    }
    if (p < end - 3) {
      const word = view.getInt32(p, true);
      asked[i++] = word;
      p += 4;
      h = Math.imul(h ^ word, k1);
      h = Math.imul(h ^ (h >>> 15), k2);
    }
    h ^= g;
    let rest = 0;
    for (let shift = 0; p < end; p += 1, shift += 8) rest |= (bytes[p] ?? 0) << shift;
    if ((length & 3) !== 0) asked[i] = rest;
    h = Math.imul(h ^ rest, k1);
    h = Math.imul(h ^ (h >>> 15), k2);
    return h ^ (h >>> 13);
  }
}
