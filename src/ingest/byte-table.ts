/**
 * A hash table from byte sequences to codes: a value that was seen before is found by its raw bytes, without
 * decoding it. Open addressing over a byte arena; bytes are compared on every hit.
 *
 * The evidence is written by attackers, so the hash is keyed: both multipliers are random, and a difference in one
 * word is multiplied by a secret before the next word can cancel it.
 */
const MAX_ARENA_BYTES = 64 * 1024 * 1024;

export class ByteTable {
  private slots = new Int32Array(1024);
  private hashes = new Int32Array(512);
  private starts = new Int32Array(512);
  private lengths = new Int32Array(512);
  private codes = new Int32Array(512);
  private arena = new Uint8Array(64 * 1024);
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
    let slot = hash & mask;
    for (;;) {
      const entry = (this.slots[slot] ?? 0) - 1;
      if (entry < 0) {
        this.missHash = hash;
        return 0;
      }
      if (this.hashes[entry] === hash && this.lengths[entry] === length) {
        const arena = this.arena;
        const from = this.starts[entry] ?? 0;
        let i = 0;
        while (i < length && bytes[start + i] === arena[from + i]) i += 1;
        if (i === length) return this.codes[entry] ?? 0;
      }
      slot = (slot + 1) & mask;
    }
  }

  /** Remembers the code of the bytes that `find` has just not found. */
  add(bytes: Uint8Array, start: number, end: number, code: number): void {
    const length = end - start;
    if (this.arenaEnd + length > MAX_ARENA_BYTES) this.clear();
    if (length > MAX_ARENA_BYTES) return;
    if (this.arenaEnd + length > this.arena.length) {
      const grown = new Uint8Array(Math.max(this.arena.length * 2, this.arenaEnd + length));
      grown.set(this.arena.subarray(0, this.arenaEnd));
      this.arena = grown;
    }
    if (this.count === this.hashes.length) this.growEntries();
    const entry = this.count;
    this.hashes[entry] = this.missHash;
    this.starts[entry] = this.arenaEnd;
    this.lengths[entry] = length;
    this.codes[entry] = code;
    this.arena.set(bytes.subarray(start, end), this.arenaEnd);
    this.arenaEnd += length;
    this.count += 1;
    if (this.count * 2 > this.slots.length) this.growSlots();
    else this.place(entry);
  }

  private place(entry: number): void {
    const mask = this.slots.length - 1;
    let slot = (this.hashes[entry] ?? 0) & mask;
    while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
    this.slots[slot] = entry + 1;
  }

  private growSlots(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    for (let entry = 0; entry < this.count; entry += 1) this.place(entry);
  }

  private growEntries(): void {
    const grow = (from: Int32Array): Int32Array<ArrayBuffer> => {
      const to = new Int32Array(from.length * 2);
      to.set(from);
      return to;
    };
    this.hashes = grow(this.hashes);
    this.starts = grow(this.starts);
    this.lengths = grow(this.lengths);
    this.codes = grow(this.codes);
  }

  /** Forgets everything: the table is a cache, the codes themselves live in the dictionary. */
  private clear(): void {
    this.slots.fill(0);
    this.count = 0;
    this.arenaEnd = 0;
  }

  private hash(bytes: Uint8Array, start: number, end: number): number {
    const k1 = this.k1;
    const k2 = this.k2;
    let h = this.seed ^ (end - start);
    let p = start;
    for (const last = end - 3; p < last; p += 4) {
      const word = (bytes[p] ?? 0) | ((bytes[p + 1] ?? 0) << 8) | ((bytes[p + 2] ?? 0) << 16) | ((bytes[p + 3] ?? 0) << 24);
      h = Math.imul(h ^ word, k1);
      h = Math.imul(h ^ (h >>> 15), k2);
    }
    let rest = 0;
    for (let shift = 0; p < end; p += 1, shift += 8) rest |= (bytes[p] ?? 0) << shift;
    h = Math.imul(h ^ rest, k1);
    h = Math.imul(h ^ (h >>> 15), k2);
    return h ^ (h >>> 13);
  }
}
