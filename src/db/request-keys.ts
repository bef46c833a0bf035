/**
 * Which events are stages of one request. The key is (auditID, requestReceivedTimestamp, verb, requestURI, user), never
 * the audit ID alone: callers choose it. A request is numbered by the first of its events that was read, and keeps
 * that number whatever is removed later.
 *
 * Done while events are encoded, because a key of nine integers that are at hand is found in a fraction of the time
 * the engine needs to group the rows by texts once all of them are in.
 */
const KEY_INTS = 9;
const PAGE_BITS = 14;
const PAGE_ENTRIES = 1 << PAGE_BITS;
const FIRST_SLOTS = 1024;

export class RequestKeys {
  /** Entry + 1, 0 where free. */
  #slots = new Int32Array(FIRST_SLOTS);
  /** Of every entry its key and the number of its request; in pages, so that growing copies nothing. */
  readonly #keys: Int32Array[] = [];
  readonly #requests: Int32Array[] = [];
  readonly #hashes: Int32Array[] = [];
  #count = 0;
  /** The hash is keyed: the evidence is written by attackers, who must not choose which keys collide. */
  readonly #random = crypto.getRandomValues(new Int32Array(KEY_INTS + 1)).map((word) => word | 1);
  /** The key that `of` is asked for, to be filled in before. */
  readonly key = new Int32Array(KEY_INTS);

  /** The request of the event whose key stands in `key`: `eventId` when it is the first with that key. */
  of(eventId: number): number {
    const hash = this.#hash();
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let entry = this.#slots[slot] ?? 0; entry !== 0; entry = this.#slots[slot] ?? 0) {
      if (this.#matches(entry - 1, hash)) return this.#requests[(entry - 1) >> PAGE_BITS]?.[(entry - 1) & (PAGE_ENTRIES - 1)] ?? eventId;
      slot = (slot + 1) & mask;
    }
    this.#slots[slot] = this.#add(hash, eventId) + 1;
    if (this.#count * 2 > this.#slots.length) this.#grow();
    return eventId;
  }

  #hash(): number {
    const { key } = this;
    const random = this.#random;
    let h = random[KEY_INTS] ?? 0;
    for (let i = 0; i < KEY_INTS; i += 1) {
      h = Math.imul(h ^ (key[i] ?? 0), random[i] ?? 0);
      h ^= h >>> 15;
    }
    return h;
  }

  #matches(entry: number, hash: number): boolean {
    const page = entry >> PAGE_BITS;
    const at = entry & (PAGE_ENTRIES - 1);
    if (this.#hashes[page]?.[at] !== hash) return false;
    const keys = this.#keys[page];
    if (keys === undefined) return false;
    const { key } = this;
    const from = at * KEY_INTS;
    for (let i = 0; i < KEY_INTS; i += 1) if (keys[from + i] !== key[i]) return false;
    return true;
  }

  #add(hash: number, eventId: number): number {
    const entry = this.#count;
    const page = entry >> PAGE_BITS;
    const at = entry & (PAGE_ENTRIES - 1);
    if (at === 0) {
      this.#keys.push(new Int32Array(PAGE_ENTRIES * KEY_INTS));
      this.#requests.push(new Int32Array(PAGE_ENTRIES));
      this.#hashes.push(new Int32Array(PAGE_ENTRIES));
    }
    this.#keys[page]?.set(this.key, at * KEY_INTS);
    const requests = this.#requests[page];
    const hashes = this.#hashes[page];
    if (requests !== undefined) requests[at] = eventId;
    if (hashes !== undefined) hashes[at] = hash;
    this.#count += 1;
    return entry;
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let entry = 0; entry < this.#count; entry += 1) {
      let slot = (this.#hashes[entry >> PAGE_BITS]?.[entry & (PAGE_ENTRIES - 1)] ?? 0) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = entry + 1;
    }
    this.#slots = slots;
  }
}
