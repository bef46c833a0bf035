/**
 * A file's bytes as given, and beside them what they unpack to. Who unpacks, the reader itself or the worker that fetches the
 * file, makes no difference to what comes out.
 */
import type { UnpackLimits } from '../gzip-reader';
import { Unpacking } from './unpacking';

export type Piece =
  /**
   * A part of the unpacked bytes, to be used before the next piece is asked for. `bytesRead`: bytes as given that were read
   * for it. `isGiven`: the bytes are those of the piece as given that comes next.
   */
  | { readonly kind: 'unpacked'; readonly bytes: Uint8Array; readonly bytesRead: number; readonly isGiven: boolean }
  /** Bytes as given, after what they unpack to; whoever takes them may give them away. */
  | { readonly kind: 'given'; readonly bytes: Uint8Array };

export interface UnpackedFile {
  /** What was taken off so far, outermost first. */
  readonly layers: readonly string[];
  /** Why not everything could be unpacked, once the pieces have ended. */
  readonly trouble: string | undefined;
  pieces(): AsyncGenerator<Piece, void>;
}

/** Gets the unpacked bytes of a compressed file, so that records can be read back from them later. */
export interface UnpackedSink {
  write(chunk: Uint8Array): void | Promise<void>;
}

export interface UnpackOptions {
  readonly limits?: UnpackLimits | undefined;
  readonly sink?: UnpackedSink | undefined;
  readonly onFirstLayer?: ((bytes: Uint8Array) => void | Promise<void>) | undefined;
}

export class FileUnpacker implements UnpackedFile {
  readonly #unpacking: Unpacking;
  #bytesRead = 0;

  constructor(
    private readonly chunks: AsyncIterable<Uint8Array>,
    private readonly options: UnpackOptions = {},
  ) {
    this.#unpacking = new Unpacking(options.limits, options.onFirstLayer);
  }

  get layers(): readonly string[] {
    return this.#unpacking.layers;
  }
  get trouble(): string | undefined {
    return this.#unpacking.trouble;
  }

  async *pieces(): AsyncGenerator<Piece, void> {
    for await (const chunk of this.chunks) {
      this.#bytesRead += chunk.length;
      yield* this.#unpacked(this.#unpacking.push(chunk), chunk);
      yield { kind: 'given', bytes: chunk };
    }
    yield* this.#unpacked(this.#unpacking.finish(), undefined);
  }

  async *#unpacked(parts: AsyncGenerator<Uint8Array, void>, chunk: Uint8Array | undefined): AsyncGenerator<Piece, void> {
    for await (const bytes of parts) {
      if (this.layers.length > 0) await this.options.sink?.write(bytes);
      yield { kind: 'unpacked', bytes, bytesRead: this.#bytesRead, isGiven: bytes === chunk };
    }
  }
}
