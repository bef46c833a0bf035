/**
 * The fast way through records that are whole, well-formed and ordinary: WebAssembly over the bytes where they lie (whole-record.as.ts says
 * how, layout.ts where). Whatever it does not take, RecordScanner looks at itself.
 */
import { FIELD_COUNT, keyTables } from '../field-keys';
import { HandedOn } from '../handed-on';
import {
  ELSEWHERE, ELSEWHERE_BYTES, END, FIELDS, FIELD_MEMBERS, FLAGS, KEYS, KEY_BYTES, KEY_LENGTHS, KEY_SLOTS, LONG_FIELDS, LONG_LENGTHS, MAX_MEMBERS, MEMBERS,
  MEMBER_BYTES, MEMBER_COUNT, MEMORY_BYTES, RAMP, RECALLED_CODES, SHORT_FIELDS, SHORT_LENGTHS, WINDOW, WINDOW_BYTES,
} from './layout';
import { WHOLE_RECORD_CODE } from './whole-record.wasm';

const PAGE_BYTES = 65_536;

type Call = (...numbers: number[]) => unknown;
const isCall = (value: unknown): value is Call => typeof value === 'function';

let code: WebAssembly.Module | 'none' | undefined;

/** Where the browser has no 128-bit vectors or may not compile, every record goes the other way. */
function compiled(): WebAssembly.Module | undefined {
  if (code === undefined) {
    try {
      code = new WebAssembly.Module(Uint8Array.from(atob(WHOLE_RECORD_CODE), (c) => c.charCodeAt(0)));
    } catch {
      code = 'none';
    }
  }
  return code === 'none' ? undefined : code;
}

export class WholeRecords {
  /** Records that lie here are scanned without being copied. The byte after the last one has to be 0. */
  readonly arena: Uint8Array;
  /** Laid out as in RecordScanner. */
  readonly members: Int32Array;
  readonly slots: Int32Array;
  /** For each field the code with which its value was remembered, or -1. */
  readonly recalledCodes: Int32Array;
  private readonly found: Int32Array;
  /** Of the recent values; 0 for a place that has none. */
  private readonly longLengths: Int32Array;
  private readonly shortLengths: Int32Array;
  private readonly elsewhere: Uint8Array;
  /** From a place in the bytes that were scanned last to one in the memory. */
  private origin = WINDOW;

  private constructor(
    memory: ArrayBufferLike,
    private readonly scanCode: Call,
    private readonly rememberCode: Call,
  ) {
    this.arena = new Uint8Array(memory, WINDOW, WINDOW_BYTES);
    this.elsewhere = new Uint8Array(memory, ELSEWHERE, ELSEWHERE_BYTES);
    this.members = new Int32Array(memory, MEMBERS, (MAX_MEMBERS * MEMBER_BYTES) / 4);
    this.slots = new Int32Array(memory, FIELD_MEMBERS, FIELD_COUNT);
    this.recalledCodes = new Int32Array(memory, RECALLED_CODES, FIELD_COUNT);
    this.found = new Int32Array(memory, END, 3);
    this.longLengths = new Int32Array(memory, LONG_LENGTHS, (LONG_FIELDS - LONG_LENGTHS) / 4);
    this.shortLengths = new Int32Array(memory, SHORT_LENGTHS, (SHORT_FIELDS - SHORT_LENGTHS) / 4);
  }

  /** Undefined where the browser cannot run it. Without a recent value. */
  static take(): WholeRecords | undefined {
    return handedOn.take();
  }

  /** Nothing is scanned with it any more, and nothing refers to its arena. */
  giveBack(): void {
    handedOn.giveBack(this);
  }

  /** No value is recent that was so in another file: its codes mean nothing here. */
  renew(): void {
    this.longLengths.fill(0);
    this.shortLengths.fill(0);
  }

  static make(): WholeRecords | undefined {
    const module = compiled();
    if (module === undefined) return undefined;
    if (FIELD_COUNT !== FIELDS || keyTables.keyBytes > KEY_BYTES) throw new Error('Broken invariant: the keys do not fit the memory of the scanner');
    const memory = new WebAssembly.Memory({ initial: Math.ceil(MEMORY_BYTES / PAGE_BYTES) });
    const { scan, remember } = new WebAssembly.Instance(module, { env: { memory } }).exports;
    if (!isCall(scan) || !isCall(remember)) throw new Error('Broken invariant: the scanner has no such functions');
    const bytes = new Uint8Array(memory.buffer);
    const { templates, keyBytes, lengths, slots } = keyTables;
    for (let field = 0; field < FIELD_COUNT; field += 1) bytes.set(templates.subarray(field * keyBytes, (field + 1) * keyBytes), KEYS + field * KEY_BYTES);
    bytes.set(lengths, KEY_LENGTHS);
    new Int8Array(memory.buffer).set(slots, KEY_SLOTS);
    bytes.fill(0xff, RAMP, RAMP + 16);
    return new WholeRecords(memory.buffer, scan, remember);
  }

  /** True when the object at `bytes[start]` is whole before `end` and was taken; what was found is in the fields then. */
  scan(bytes: Uint8Array, start: number, end: number): boolean {
    if (bytes === this.arena) {
      this.origin = WINDOW;
      return this.scanCode(WINDOW + start, WINDOW + end, WINDOW) !== 0;
    }
    const length = end - start;
    if (length >= ELSEWHERE_BYTES) return false;
    this.elsewhere.set(bytes.subarray(start, end));
    this.elsewhere[length] = 0;
    this.origin = ELSEWHERE - start;
    return this.scanCode(ELSEWHERE, ELSEWHERE + length, this.origin) !== 0;
  }

  get end(): number {
    return this.found[0] ?? 0;
  }
  get memberCount(): number {
    return this.found[(MEMBER_COUNT - END) >> 2] ?? 0;
  }
  get flags(): number {
    return this.found[(FLAGS - END) >> 2] ?? 0;
  }

  /** Lets the value of `field` in the record that was scanned last be met as a recent one. */
  remember(field: number, start: number, end: number, limit: number, value: number): void {
    const { origin } = this;
    this.rememberCode(field, origin + start, origin + end, origin + limit, value);
  }
}

const handedOn = new HandedOn(() => WholeRecords.make(), (whole) => whole?.renew());
