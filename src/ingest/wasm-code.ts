/**
 * A small assembler for WebAssembly (core specification 2.0, chapter 5, with 128-bit vectors): code is a tree of byte
 * values that is written out once at the end. It knows the few instructions that hashing needs.
 */
export type Code = number | readonly Code[];

/** An unsigned LEB128 number. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return [...bytes, rest];
    bytes.push((rest & 0x7f) | 0x80);
  }
}

function signed(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value | 0; ; rest >>= 7) {
    if (rest >= -0x40 && rest < 0x40) return [...bytes, rest & 0x7f];
    bytes.push((rest & 0x7f) | 0x80);
  }
}

export function assemble(code: Code): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  write(code, bytes);
  return Uint8Array.from(bytes);
}

function write(code: Code, bytes: number[]): void {
  if (typeof code === 'number') bytes.push(code);
  else for (const part of code) write(part, bytes);
}

export const I32 = 0x7f;
export const V128 = 0x7b;

export const get = (local: number): Code => [0x20, unsigned(local)];
export const set = (local: number, value: Code): Code => [value, 0x21, unsigned(local)];
export const tee = (local: number, value: Code): Code => [value, 0x22, unsigned(local)];
export const i32 = (value: number): Code => [0x41, signed(value)];

/** Runs `body` and goes on doing so while `condition` gives another number than 0. */
export const loopWhile = (body: Code, condition: Code): Code => [0x03, 0x40, body, condition, 0x0d, 0x00, 0x0b];

/** An address is a number on the stack and a fixed distance from it; alignment is never promised. */
const access = (distance: number): Code => [0x00, unsigned(distance)];
const vector = (instruction: number): Code => [0xfd, unsigned(instruction)];

export const loadI32 = (address: Code, distance = 0): Code => [address, 0x28, access(distance)];
export const storeI32 = (address: Code, distance: number, value: Code): Code => [address, value, 0x36, access(distance)];
export const loadV128 = (address: Code, distance = 0): Code => [address, vector(0x00), access(distance)];
export const storeV128 = (address: Code, distance: number, value: Code): Code => [address, value, vector(0x0b), access(distance)];
/** One 32-bit word of memory in all four lanes. */
export const splatV128 = (address: Code, distance: number): Code => [address, vector(0x09), access(distance)];
/** The bytes of `a` (0 to 15) and `b` (16 to 31) named by `order`. */
export const shuffle = (a: Code, b: Code, order: readonly number[]): Code => [a, b, vector(0x0d), order];

const fold = (values: readonly Code[], instruction: Code): Code => values.map((value, i) => (i === 0 ? value : [value, instruction]));

/** Arithmetic on 32-bit words: on one, or on four side by side. The first operand of `rotations` and `shift` must be free to repeat. */
export interface Words {
  readonly type: number;
  xor(...values: Code[]): Code;
  add(...values: Code[]): Code;
  and(a: Code, b: Code): Code;
  shift(word: Code, by: number): Code;
  /** `word` rotated to the right by each of the ascending distances, all combined by exclusive or. */
  rotations(word: Code, by: readonly number[]): Code;
}

const rotate = (word: Code, by: number): Code => [word, i32(by), 0x78];

export const ONE_WORD: Words = {
  type: I32,
  xor: (...values) => fold(values, 0x73),
  add: (...values) => fold(values, 0x6a),
  and: (a, b) => [a, b, 0x71],
  shift: (word, by) => [word, i32(by), 0x76],
  // One rotation around the other keeps fewer values alive than one beside the other, and is measurably faster.
  rotations: (word, by) => by.reduceRight<Code>((inner, distance, i) => rotate(i === by.length - 1 ? word : ONE_WORD.xor(word, inner), distance - (by[i - 1] ?? 0)), word),
};

export const FOUR_WORDS: Words = {
  type: V128,
  xor: (...values) => fold(values, vector(0x51)),
  add: (...values) => fold(values, vector(0xae)),
  and: (a, b) => [a, b, vector(0x4e)],
  shift: (word, by) => [word, i32(by), vector(0xad)],
  // There is no rotation of lanes; a shift to either side does it.
  rotations: (word, by) => FOUR_WORDS.xor(...by.flatMap((distance) => [FOUR_WORDS.shift(word, distance), [word, i32(32 - distance), vector(0xab)]])),
};

/** A function: so many i32 parameters, then the locals that `body` asks `Locals` for. */
export class Locals {
  private readonly types: number[] = [];
  constructor(private readonly parameters: number) {}

  one(type: number): number {
    return this.parameters + this.types.push(type) - 1;
  }
  many(count: number, type: number): number[] {
    return Array.from({ length: count }, () => this.one(type));
  }
  function(body: Code): Code {
    const bytes = [unsigned(this.types.length), this.types.map((type) => [1, type]), body, 0x0b];
    return sized(bytes);
  }
}

/** The number of bytes and then the bytes. */
export function sized(code: Code): Code {
  const bytes: number[] = [];
  write(code, bytes);
  return [unsigned(bytes.length), bytes];
}

export const section = (id: number, items: readonly Code[]): Code => [id, sized([unsigned(items.length), items])];
export const text = (name: string): Code => sized(Array.from(new TextEncoder().encode(name)));
