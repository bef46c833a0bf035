/**
 * Takes off a stream what it is packed in: gzip, zstd, bzip2, xz, one inside the other, and UTF-16. What the layers are is told by their first
 * bytes, so that the same bytes always unpack to the same bytes, when they are read and when a record is read back.
 */
import { joinBytes } from '../../base/bytes';
import { formatCount } from '../../base/number';
import { GzipReader, UNPACK_LIMITS, type UnpackLimits } from '../gzip-reader';
import { MAX_LAYERS } from '../limits';
import { binaryForm, isBzip2, isGzip, isXz, isZstd, SNIFF_BYTES } from '../magic';
import { Bzip2Reader } from './bzip2-reader';
import type { Decompressor } from './decompressor';
import { Utf16Reader, utf16Order } from './utf16-reader';
import { XzReader } from './xz-reader';
import { ZstdReader } from './zstd-reader';

export class Unpacking {
  /** What was taken off so far, outermost first. */
  readonly layers: string[] = [];
  trouble: string | undefined;
  private given = 0;
  private unpacked = 0;
  private stopped = false;
  private readonly outermost: Layer;

  /** `onFirstLayer` gets the bytes as they are after one layer was taken off. */
  constructor(
    private readonly limits: UnpackLimits = UNPACK_LIMITS,
    readonly onFirstLayer?: (bytes: Uint8Array) => void | Promise<void>,
  ) {
    this.outermost = new Layer(this, 0);
  }

  /** The unpacked bytes of the chunk; each piece must be used before the next is asked for. */
  async *push(chunk: Uint8Array): AsyncGenerator<Uint8Array, void> {
    if (this.stopped) return;
    this.given += chunk.length;
    yield* this.limited(this.outermost.push(chunk));
  }

  async *finish(): AsyncGenerator<Uint8Array, void> {
    if (!this.stopped) yield* this.limited(this.outermost.finish());
    this.trouble ??= this.outermost.findTrouble();
  }

  async makeReader(head: Uint8Array, depth: number): Promise<Decompressor | undefined> {
    const order = binaryForm(head) === 'UTF-16 text' ? utf16Order(head) : undefined;
    const name = formOf(head) ?? order;
    if (name === undefined) return undefined;
    if (depth >= MAX_LAYERS) {
      this.stop(`The file is packed more than ${MAX_LAYERS} times over; the innermost layers are not read.`);
      return undefined;
    }
    this.layers.push(name);
    if (name === 'gzip') return new GzipReader(this.limits);
    if (name === 'bzip2') return new Bzip2Reader();
    if (name === 'xz') return XzReader.make();
    if (name === 'zstd') return ZstdReader.make((more) => this.isTooMuch(more));
    return new Utf16Reader(name);
  }

  private async *limited(parts: AsyncGenerator<Uint8Array, void>): AsyncGenerator<Uint8Array, void> {
    for await (const part of parts) {
      if (this.stopped) return;
      this.unpacked += part.length;
      yield part;
      if (this.layers.length > 0 && this.isTooMuch(0)) return;
    }
  }

  private isTooMuch(more: number): boolean {
    if (this.unpacked + more <= Math.max(this.limits.freeBytes, this.given * this.limits.ratio)) return false;
    this.stop(`The compressed file unpacks to more than ${formatCount(this.limits.ratio)} times its size; reading stopped after ${formatCount(this.unpacked)} unpacked bytes.`);
    return true;
  }

  private stop(trouble: string): void {
    this.stopped = true;
    this.trouble ??= trouble;
  }
}

function formOf(head: Uint8Array): 'gzip' | 'bzip2' | 'xz' | 'zstd' | undefined {
  if (isGzip(head)) return 'gzip';
  if (isBzip2(head)) return 'bzip2';
  if (isXz(head)) return 'xz';
  return isZstd(head) ? 'zstd' : undefined;
}

class Layer {
  private head: Uint8Array | undefined = new Uint8Array(0);
  private reader: Decompressor | undefined;
  private inner: Layer | undefined;

  constructor(
    private readonly unpacking: Unpacking,
    private readonly depth: number,
  ) {}

  async *push(chunk: Uint8Array): AsyncGenerator<Uint8Array, void> {
    if (this.head === undefined) {
      yield* this.take(chunk);
      return;
    }
    this.head = this.head.length === 0 ? chunk.slice() : joinBytes([this.head, chunk]);
    if (this.head.length >= SNIFF_BYTES) yield* this.decide();
  }

  async *finish(): AsyncGenerator<Uint8Array, void> {
    if (this.head !== undefined) yield* this.decide();
    if (this.reader === undefined || this.inner === undefined) return;
    for (const part of this.reader.finish()) yield* this.passOn(this.inner, part);
    yield* this.inner.finish();
  }

  /** The outermost trouble, which explains those further in. */
  findTrouble(): string | undefined {
    return this.reader?.trouble ?? this.inner?.findTrouble();
  }

  private async *decide(): AsyncGenerator<Uint8Array, void> {
    const head = this.head ?? new Uint8Array(0);
    this.head = undefined;
    this.reader = await this.unpacking.makeReader(head.subarray(0, SNIFF_BYTES), this.depth);
    if (this.reader !== undefined) this.inner = new Layer(this.unpacking, this.depth + 1);
    if (head.length > 0) yield* this.take(head);
  }

  private async *take(chunk: Uint8Array): AsyncGenerator<Uint8Array, void> {
    if (this.reader === undefined || this.inner === undefined) {
      yield chunk;
      return;
    }
    // A copy: the unpacker may keep a part of what it was given until the next piece comes, and by then the memory may hold that.
    for (const part of this.reader.push(chunk.slice())) yield* this.passOn(this.inner, part);
  }

  private async *passOn(inner: Layer, part: Uint8Array): AsyncGenerator<Uint8Array, void> {
    if (this.depth === 0) await this.unpacking.onFirstLayer?.(part);
    yield* inner.push(part);
  }
}
