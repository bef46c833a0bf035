/** SHA-256 by our own WebAssembly (see sha256-module): of one stream, and of many records at once. */
import { BLOCK_BYTES, FREE, INITIAL_STATE, LANE_STATE, STREAM_STATE, sha256Module } from './sha256-module';

const PAGE_BYTES = 65_536;
/** Zeros, the bit 1 before them, and the length in bits, which end a message: at least this many bytes. */
const PADDING_BYTES = 9;
const DIGEST_WORDS = 8;
const HASH_OF_ABC = [0xba7816bf, 0x8f01cfea, 0x414140de, 0x5dae2223, 0xb00361a3, 0x96177a9c, 0xb410ff61, 0xf20015ad];

/** Lengths are kept below 2^53 bytes, so that both halves of the number of bits are exact. */
const highBits = (bytes: number): number => Math.floor(bytes / 2 ** 29);
const lowBits = (bytes: number): number => (bytes * 8) >>> 0;

type BlockFunction = (...numbers: number[]) => void;
const isFunction = (value: unknown): value is BlockFunction => typeof value === 'function';

let compiled: Promise<WebAssembly.Module | undefined> | undefined;

/** Undefined where the browser has no 128-bit vectors or may not compile. Compiled once. */
export function sha256Code(): Promise<WebAssembly.Module | undefined> {
  compiled ??= compile();
  return compiled;
}

async function compile(): Promise<WebAssembly.Module | undefined> {
  try {
    const bytes = sha256Module();
    if (!WebAssembly.validate(bytes)) return undefined;
    const code = await WebAssembly.compile(bytes);
    return isSound(code) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** A wrong hash would be worse than a slow one: every start has to give the example of FIPS 180-4 both ways. */
function isSound(code: WebAssembly.Module): boolean {
  const abc = new TextEncoder().encode('abc');
  const found = new Uint8Array(64);
  const alone = new Sha256Stream(code);
  alone.update(abc);
  alone.digestInto(found, 0);
  const lanes = new Sha256Lanes(code);
  lanes.add(abc, 0, abc.length, found, 32);
  lanes.flush();
  const view = new DataView(found.buffer);
  return HASH_OF_ABC.every((word, i) => view.getUint32(i * 4) === word && view.getUint32(32 + i * 4) === word);
}

/** One instance of the module with so many bytes of memory past its own. */
class Machine {
  readonly bytes: Uint8Array;
  readonly words: Int32Array;
  readonly view: DataView;
  readonly lanes: BlockFunction;
  readonly stream: BlockFunction;

  constructor(code: WebAssembly.Module, room: number) {
    const memory = new WebAssembly.Memory({ initial: Math.ceil((FREE + room) / PAGE_BYTES) });
    const { lanes, stream } = new WebAssembly.Instance(code, { host: { memory } }).exports;
    if (!isFunction(lanes) || !isFunction(stream)) throw new Error('Broken invariant: the SHA-256 module has no such functions');
    this.bytes = new Uint8Array(memory.buffer);
    this.words = new Int32Array(memory.buffer);
    this.view = new DataView(memory.buffer);
    this.lanes = lanes;
    this.stream = stream;
  }

  /** Ends the message of `total` bytes whose last bytes stand before `end`; the place after the last block, which is `start` plus whole blocks. */
  pad(start: number, end: number, total: number): number {
    const padded = start + Math.ceil((end - start + PADDING_BYTES) / BLOCK_BYTES) * BLOCK_BYTES;
    this.bytes.fill(0, end, padded);
    this.bytes[end] = 0x80;
    this.view.setUint32(padded - 8, highBits(total));
    this.view.setUint32(padded - 4, lowBits(total));
    return padded;
  }
}

/** Hashes a message that comes in pieces. */
export class Sha256Stream {
  private static readonly BUFFER_BYTES = 64 * 1024;
  private readonly machine: Machine;
  private filled = 0;
  private total = 0;

  constructor(code: WebAssembly.Module) {
    // Past the buffer: the padding, and what `stream` reads ahead.
    this.machine = new Machine(code, Sha256Stream.BUFFER_BYTES + 8 * BLOCK_BYTES);
    this.init();
  }

  init(): void {
    this.machine.words.set(INITIAL_STATE, STREAM_STATE >> 2);
    this.filled = 0;
    this.total = 0;
  }

  update(chunk: Uint8Array): void {
    this.total += chunk.length;
    for (let from = 0; from < chunk.length; ) {
      const part = chunk.subarray(from, from + Sha256Stream.BUFFER_BYTES - this.filled);
      this.machine.bytes.set(part, FREE + this.filled);
      from += part.length;
      this.filled += part.length;
      if (this.filled < Sha256Stream.BUFFER_BYTES) return;
      this.machine.stream(FREE, Sha256Stream.BUFFER_BYTES / BLOCK_BYTES);
      this.filled = 0;
    }
  }

  /** Writes the 32 bytes of the hash; `init` has to come before the next message. */
  digestInto(target: Uint8Array, at: number): void {
    const { machine } = this;
    const end = machine.pad(FREE, FREE + this.filled, this.total);
    machine.stream(FREE, (end - FREE) / BLOCK_BYTES);
    for (let i = 0; i < DIGEST_WORDS; i += 1) writeWord(machine.words[(STREAM_STATE >> 2) + i] ?? 0, target, at + i * 4);
  }
}

/**
 * Hashes many messages: gathers them in the memory of the module, and takes four of about the same length at a
 * time. The hashes are in their places after `flush`, not before.
 */
export class Sha256Lanes {
  private static readonly GATHERED_BYTES = 512 * 1024;
  /** Longer messages go alone: three lanes would run empty beside them. */
  private static readonly LONGEST = 32 * 1024;
  private static readonly MOST = Sha256Lanes.GATHERED_BYTES / BLOCK_BYTES;
  private readonly machine: Machine;
  private readonly long: Sha256Stream;
  private readonly initial: Int32Array;
  private count = 0;
  private end = FREE;
  private target = new Uint8Array(0);
  /** Of each message: where it stands, where its hash goes, and a number to sort by: its blocks, then its index. */
  private readonly starts = new Int32Array(Sha256Lanes.MOST);
  private readonly targets = new Int32Array(Sha256Lanes.MOST);
  private readonly order = new Int32Array(Sha256Lanes.MOST);

  constructor(code: WebAssembly.Module) {
    // A lane that is done is fed what follows it, while a longer one goes on beside it.
    this.machine = new Machine(code, Sha256Lanes.GATHERED_BYTES + Sha256Lanes.LONGEST + 2 * BLOCK_BYTES);
    this.long = new Sha256Stream(code);
    this.initial = Int32Array.from(INITIAL_STATE.flatMap((word) => [word, word, word, word]));
  }

  /** The hash of `bytes[start .. end)` will be written to `target` at `at`. */
  add(bytes: Uint8Array, start: number, end: number, target: Uint8Array<ArrayBuffer>, at: number): void {
    const length = end - start;
    if (length > Sha256Lanes.LONGEST) {
      this.long.init();
      this.long.update(bytes.subarray(start, end));
      this.long.digestInto(target, at);
      return;
    }
    if (target !== this.target || this.end + length + PADDING_BYTES + BLOCK_BYTES > FREE + Sha256Lanes.GATHERED_BYTES) this.flush();
    const { machine, count } = this;
    this.target = target;
    machine.bytes.set(bytes.subarray(start, end), this.end);
    const padded = machine.pad(this.end, this.end + length, length);
    this.starts[count] = this.end;
    this.targets[count] = at;
    this.order[count] = ((padded - this.end) / BLOCK_BYTES) * Sha256Lanes.MOST + count;
    this.end = padded;
    this.count = count + 1;
  }

  flush(): void {
    const order = this.order.subarray(0, this.count).sort();
    for (let i = 0; i < order.length; i += 4) this.hashFour(order, i);
    this.count = 0;
    this.end = FREE;
  }

  /** Hashes the messages `order[i]` to `order[i + 3]`, the shortest first; at the end of the list some lanes repeat the last. */
  private hashFour(order: Int32Array, i: number): void {
    const { lanes, words } = this.machine;
    const last = order.length - 1;
    const start = (lane: number): number => this.starts[(order[Math.min(i + lane, last)] ?? 0) % Sha256Lanes.MOST] ?? 0;
    const [a, b, c, d] = [start(0), start(1), start(2), start(3)];
    words.set(this.initial, LANE_STATE >> 2);
    let done = 0;
    for (let lane = 0; lane < 4 && i + lane <= last; lane += 1) {
      const key = order[i + lane] ?? 0;
      const blocks = Math.floor(key / Sha256Lanes.MOST);
      const from = done * BLOCK_BYTES;
      if (blocks > done) lanes(a + from, b + from, c + from, d + from, blocks - done);
      done = blocks;
      const at = this.targets[key % Sha256Lanes.MOST] ?? 0;
      for (let word = 0; word < DIGEST_WORDS; word += 1) writeWord(words[(LANE_STATE >> 2) + word * 4 + lane] ?? 0, this.target, at + word * 4);
    }
  }
}

function writeWord(word: number, target: Uint8Array, at: number): void {
  target[at] = word >>> 24;
  target[at + 1] = word >>> 16;
  target[at + 2] = word >>> 8;
  target[at + 3] = word;
}
