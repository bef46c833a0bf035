/**
 * A small seeded random source. Math.random is banned in this folder: the same seed must give the same bytes.
 */
const HEX4 = Array.from({ length: 65536 }, (_, value) => value.toString(16).padStart(4, '0'));

const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789'; // what Kubernetes uses for generated names: no vowels, no look-alikes

export class Random {
  #a;
  #b;
  #c;
  #d = 1;

  /** @param {number} seed any integer */
  constructor(seed) {
    this.#a = seed >>> 0;
    this.#b = (seed * 0x9e3779b1) >>> 0;
    this.#c = 0x6b757765; // "kuwe"
    for (let i = 0; i < 16; i += 1) this.word();
  }

  /** 32 random bits (sfc32). */
  word() {
    const t = (((this.#a + this.#b) | 0) + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + t;
    return t >>> 0;
  }

  /** From 0 up to, not including, 1. */
  fraction() {
    return this.word() / 4294967296;
  }

  /** @param {number} below @returns {number} a whole number from 0 */
  int(below) {
    return Math.floor(this.fraction() * below);
  }

  /** @param {number} low @param {number} high @returns {number} a whole number, both ends included */
  between(low, high) {
    return low + Math.floor(this.fraction() * (high - low + 1));
  }

  /** @param {number} probability */
  chance(probability) {
    return this.fraction() < probability;
  }

  /** @template T @param {readonly T[]} items @returns {T} */
  pick(items) {
    return items[this.int(items.length)];
  }

  /** Waiting time of a Poisson process. @param {number} mean */
  wait(mean) {
    return -Math.log(1 - this.fraction()) * mean;
  }

  /** Lower-case RFC 4122 version 4, as google/uuid writes it. */
  uuid() {
    const a = this.word();
    const b = this.word();
    const c = this.word();
    const d = this.word();
    return `${HEX4[a >>> 16]}${HEX4[a & 0xffff]}-${HEX4[b >>> 16]}-${HEX4[0x4000 | (b & 0x0fff)]}-${HEX4[0x8000 | (c & 0x3fff)]}-${HEX4[c >>> 16]}${HEX4[d >>> 16]}${HEX4[d & 0xffff]}`;
  }

  /** @param {number} digits a multiple of four */
  hex(digits) {
    let text = '';
    while (text.length < digits) text += HEX4[this.word() & 0xffff];
    return text;
  }

  /** A generated name's suffix. @param {number} length */
  suffix(length) {
    let text = '';
    for (let i = 0; i < length; i += 1) text += ALPHABET[this.int(ALPHABET.length)];
    return text;
  }
}
