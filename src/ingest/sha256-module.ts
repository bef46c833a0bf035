/**
 * Writes the WebAssembly module of SHA-256 (FIPS 180-4). It has two functions, since there are two kinds of work:
 *
 * `lanes` hashes four records at once, one in each lane of the 128-bit vectors; every instruction then does the
 * work of four. `stream` hashes one long stream. There only the message schedule, which does not depend on the
 * state, can be done for four blocks at once; the rounds go one block after the other.
 *
 * The rounds are unrolled: the eight words of the state never move, their names do.
 */
import {
  FOUR_WORDS, I32, Locals, ONE_WORD, V128,
  assemble, get, i32, loadI32, loadV128, loopWhile, section, set, shuffle, splatV128, storeI32, storeV128, tee, text, unsigned,
  type Code, type Words,
} from './wasm-code';

/** Places in the module's memory; what is past `FREE` belongs to the caller. */
const ROUND_CONSTANTS = 0;
/** Eight vectors: word i of the four states is `LANE_STATE + 16 * i`. */
export const LANE_STATE = 256;
/** Eight words. */
export const STREAM_STATE = 384;
const SCHEDULE = 512;
export const FREE = 2048;
export const BLOCK_BYTES = 64;

/** Adds the first 32 bits of the fractional part of the square or cube root of the first primes. */
function rootsOfPrimes(count: number, root: (prime: number) => number): number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n += 1) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes.map((prime) => Math.floor((root(prime) % 1) * 2 ** 32));
}
export const INITIAL_STATE = rootsOfPrimes(8, Math.sqrt);
const K = rootsOfPrimes(64, Math.cbrt);

const eight = [0, 1, 2, 3, 4, 5, 6, 7] as const;
const at = (list: readonly number[], index: number): number => list[index % list.length] ?? 0;

/** Word i of the schedule, from i = 16 on, in place of word i - 16. */
function extend(words: Words, w: readonly number[], i: number): Code {
  const early = get(at(w, i + 1));
  const late = get(at(w, i + 14));
  const sigma0 = words.xor(words.rotations(early, [7, 18]), words.shift(early, 3));
  const sigma1 = words.xor(words.rotations(late, [17, 19]), words.shift(late, 10));
  return set(at(w, i), words.add(get(at(w, i)), get(at(w, i + 9)), sigma0, sigma1));
}

/** Round i on the state in the locals `state`; `pair` holds a ^ b of this round and of the last one, which maj shares. */
function round(words: Words, state: readonly number[], pair: readonly number[], i: number, scheduled: Code): Code {
  const name = (letter: number): number => at(state, letter + 64 - i);
  const [a, b, d, e, f, g, h] = [name(0), name(1), name(3), name(4), name(5), name(6), name(7)];
  const choice = words.xor(get(g), words.and(get(e), words.xor(get(f), get(g))));
  const majority = words.xor(get(b), words.and(tee(at(pair, i), words.xor(get(a), get(b))), get(at(pair, i + 1))));
  return [
    set(h, words.add(get(h), scheduled, choice, words.rotations(get(e), [6, 11, 25]))),
    set(d, words.add(get(d), get(h))),
    set(h, words.add(get(h), words.add(words.rotations(get(a), [2, 13, 22]), majority))),
  ];
}
/** What `pair` holds before round 0. */
const startPair = (words: Words, state: readonly number[], pair: readonly number[]): Code => set(at(pair, 1), words.xor(get(at(state, 1)), get(at(state, 2))));

const lanesOf = (...lanes: readonly number[]): number[] => lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => lane * 4 + byte));
const SWAP_BYTES = [3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12];
const LOW_WORDS = lanesOf(0, 4, 1, 5);
const HIGH_WORDS = lanesOf(2, 6, 3, 7);
const LOW_HALVES = lanesOf(0, 1, 4, 5);
const HIGH_HALVES = lanesOf(2, 3, 6, 7);

/** Reads one block from each of four addresses, big-endian, and turns them so that `w[i]` has word i of all four. */
function readBlocks(addresses: readonly (readonly [local: number, distance: number])[], w: readonly number[], locals: Locals): Code {
  const rows = locals.many(4, V128);
  const mixed = locals.many(4, V128);
  const mix = (from: readonly number[], x: number, y: number, order: readonly number[]): Code => shuffle(get(at(from, x)), get(at(from, y)), order);
  return [0, 4, 8, 12].map((i) => [
    addresses.map(([local, distance], lane) => {
      const row = at(rows, lane);
      return [set(row, loadV128(get(local), distance + i * 4)), set(row, shuffle(get(row), get(row), SWAP_BYTES))];
    }),
    set(at(mixed, 0), mix(rows, 0, 1, LOW_WORDS)),
    set(at(mixed, 1), mix(rows, 2, 3, LOW_WORDS)),
    set(at(mixed, 2), mix(rows, 0, 1, HIGH_WORDS)),
    set(at(mixed, 3), mix(rows, 2, 3, HIGH_WORDS)),
    set(at(w, i), mix(mixed, 0, 1, LOW_HALVES)),
    set(at(w, i + 1), mix(mixed, 0, 1, HIGH_HALVES)),
    set(at(w, i + 2), mix(mixed, 2, 3, LOW_HALVES)),
    set(at(w, i + 3), mix(mixed, 2, 3, HIGH_HALVES)),
  ]);
}

const sixtyFour = Array.from({ length: 64 }, (_, i) => i);
/** Word i of the schedule plus the constant of its round. */
const scheduledFour = (w: readonly number[], i: number): Code => FOUR_WORDS.add(get(at(w, i)), splatV128(i32(0), ROUND_CONSTANTS + i * 4));
const increase = (local: number, by: number): Code => tee(local, ONE_WORD.add(get(local), i32(by)));

/** (address, address, address, address, blocks > 0): takes so many blocks of four records into the state of the lanes. */
function lanes(): Code {
  const addresses = [0, 1, 2, 3];
  const blocks = 4;
  const locals = new Locals(5);
  const state = locals.many(8, V128);
  const pair = locals.many(2, V128);
  const w = locals.many(16, V128);
  const saved = (i: number): Code => loadV128(i32(0), LANE_STATE + i * 16);
  const block = [
    readBlocks(addresses.map((address) => [address, 0]), w, locals),
    startPair(FOUR_WORDS, state, pair),
    sixtyFour.map((i) => [i < 16 ? [] : extend(FOUR_WORDS, w, i), round(FOUR_WORDS, state, pair, i, scheduledFour(w, i))]),
    eight.map((i) => storeV128(i32(0), LANE_STATE + i * 16, tee(at(state, i), FOUR_WORDS.add(get(at(state, i)), saved(i))))),
    addresses.map((address) => set(address, ONE_WORD.add(get(address), i32(BLOCK_BYTES)))),
  ];
  return locals.function([eight.map((i) => set(at(state, i), saved(i))), loopWhile(block, increase(blocks, -1))]);
}

/** (address, blocks > 0): takes so many blocks into the state of the stream. Reads, but does not use, up to three blocks more. */
function stream(): Code {
  const address = 0;
  const blocks = 1;
  const locals = new Locals(2);
  const state = locals.many(8, I32);
  const before = locals.many(8, I32);
  const pair = locals.many(2, I32);
  const lane = locals.one(I32);
  const w = locals.many(16, V128);
  const schedule = [
    readBlocks([0, 1, 2, 3].map((block) => [address, block * BLOCK_BYTES]), w, locals),
    sixtyFour.map((i) => [i < 16 ? [] : extend(FOUR_WORDS, w, i), storeV128(i32(0), SCHEDULE + i * 16, scheduledFour(w, i))]),
    set(lane, i32(0)),
  ];
  const block = [
    startPair(ONE_WORD, state, pair),
    sixtyFour.map((i) => round(ONE_WORD, state, pair, i, loadI32(get(lane), SCHEDULE + i * 16))),
    eight.map((i) => set(at(before, i), tee(at(state, i), ONE_WORD.add(get(at(state, i)), get(at(before, i)))))),
    set(lane, ONE_WORD.add(get(lane), i32(4))),
  ];
  // Another block of the four, unless it was the last one of all: lane ≠ 16 and blocks ≠ 0.
  const notEqual: Code = 0x47;
  const more = ONE_WORD.and([get(lane), i32(16), notEqual], [increase(blocks, -1), i32(0), notEqual]);
  return locals.function([
    eight.map((i) => set(at(before, i), tee(at(state, i), loadI32(i32(0), STREAM_STATE + i * 4)))),
    loopWhile([schedule, loopWhile(block, more), set(address, ONE_WORD.add(get(address), i32(4 * BLOCK_BYTES)))], get(blocks)),
    eight.map((i) => storeI32(i32(0), STREAM_STATE + i * 4, get(at(state, i)))),
  ]);
}

/** The module: imports `host.memory`, exports `lanes` and `stream`. */
export function sha256Module(): Uint8Array<ArrayBuffer> {
  const parameters = (count: number): Code => [0x60, unsigned(count), Array<number>(count).fill(I32), 0];
  const constants = K.flatMap((k) => [k & 0xff, (k >>> 8) & 0xff, (k >>> 16) & 0xff, k >>> 24]);
  return assemble([
    [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    section(1, [parameters(5), parameters(2)]),
    section(2, [[text('host'), text('memory'), 0x02, 0x00, 0x01]]),
    section(3, [0, 1]),
    section(7, [[text('lanes'), 0x00, 0], [text('stream'), 0x00, 1]]),
    section(10, [lanes(), stream()]),
    section(11, [[0x00, i32(ROUND_CONSTANTS), 0x0b, unsigned(constants.length), constants]]),
  ]);
}
