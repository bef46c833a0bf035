/**
 * Unpacks DEFLATE (RFC 1951) by WebAssembly over its own memory: inflate.as.ts says how, layout.ts where. Packed bytes are put into `input`; what
 * comes out is a view of the memory, and its checksum is worked out where it lies.
 */
import { HandedOn } from '../handed-on';
import { BROKEN, CUT, DONE, FULL, INPUT, INPUT_BYTES, MEMORY_BYTES, MORE, OUTPUT, ZEROS_BYTES } from './layout';
import { INFLATE_CODE } from './inflate.wasm';

const PAGE_BYTES = 65_536;

type Call = (...numbers: number[]) => unknown;
const isCall = (value: unknown): value is Call => typeof value === 'function';

/** More input is needed; there is output, and then more of it; the stream is at its end, damaged, or the input ended before it did. */
export type Inflated = 'more' | 'full' | 'done' | 'broken' | 'cut';
const INFLATED: Readonly<Record<number, Inflated>> = { [MORE]: 'more', [FULL]: 'full', [DONE]: 'done', [BROKEN]: 'broken', [CUT]: 'cut' };

let code: WebAssembly.Module | undefined;

export class Inflater {
  /** Packed bytes lie here; `run` says where. */
  readonly input: Uint8Array;
  private readonly zeros: Uint8Array;
  private readonly memory: ArrayBufferLike;
  private readonly calls: Readonly<Record<'start' | 'run' | 'inputAt' | 'outputEnd' | 'slide' | 'checksum', Call>>;

  private constructor() {
    code ??= new WebAssembly.Module(Uint8Array.from(atob(INFLATE_CODE), (c) => c.charCodeAt(0)));
    const memory = new WebAssembly.Memory({ initial: Math.ceil(MEMORY_BYTES / PAGE_BYTES) });
    const { prepare, start, run, inputAt, outputEnd, slide, checksum } = new WebAssembly.Instance(code, { env: { memory } }).exports;
    if (!isCall(prepare) || !isCall(start) || !isCall(run) || !isCall(inputAt) || !isCall(outputEnd) || !isCall(slide) || !isCall(checksum)) {
      throw new Error('Broken invariant: the inflater has no such functions');
    }
    prepare();
    this.memory = memory.buffer;
    this.input = new Uint8Array(memory.buffer, INPUT, INPUT_BYTES);
    this.zeros = new Uint8Array(memory.buffer, INPUT, INPUT_BYTES + ZEROS_BYTES);
    this.calls = { start, run, inputAt, outputEnd, slide, checksum };
  }

  static take(): Inflater {
    return handedOn.take();
  }

  /** Nobody uses it, or a view of its output, any more. */
  giveBack(): void {
    handedOn.giveBack(this);
  }

  static make(): Inflater {
    return new Inflater();
  }

  /** A new stream begins. */
  start(): void {
    this.calls.start();
  }

  /** Unpacks `input[from .. to)`; `isLast`: nothing comes after it. */
  run(from: number, to: number, isLast: boolean): { readonly why: Inflated; readonly at: number } {
    if (isLast) this.zeros.fill(0, to, to + ZEROS_BYTES);
    const why = INFLATED[Number(this.calls.run(INPUT + from, INPUT + to, isLast ? 1 : 0))];
    if (why === undefined) throw new Error('Broken invariant: the inflater came back without a reason');
    return { why, at: Number(this.calls.inputAt()) - INPUT };
  }

  /** What was unpacked since the last `slide`; another `run` writes over it after that. */
  output(): Uint8Array {
    return new Uint8Array(this.memory, OUTPUT, Number(this.calls.outputEnd()) - OUTPUT);
  }

  /** The CRC-32 (RFC 1952, section 8) of what came before and of the output. */
  checksum(before: number): number {
    return Number(this.calls.checksum(before)) >>> 0;
  }

  /** The output was looked at and goes, but for the part that what comes may refer to. */
  slide(): void {
    this.calls.slide();
  }
}

const handedOn = new HandedOn(() => Inflater.make(), () => undefined);
