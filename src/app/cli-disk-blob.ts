/** A stretch of a file on disk as a Blob, so that reading and reading back are the same code as in the page. */
import type { FileHandle } from 'node:fs/promises';

const CHUNK_BYTES = 1024 * 1024;

export class DiskBlob extends Blob {
  readonly #handle: FileHandle;
  readonly #from: number;
  readonly #to: number;

  constructor(handle: FileHandle, from: number, to: number) {
    super();
    this.#handle = handle;
    this.#from = from;
    this.#to = Math.max(from, to);
  }

  override get size(): number {
    return this.#to - this.#from;
  }

  /** Places count from the start of this stretch; negative ones, which Blob counts from its end, are not used here. */
  override slice(from = 0, to = this.size): DiskBlob {
    return new DiskBlob(this.#handle, Math.min(this.#from + from, this.#to), Math.min(this.#from + to, this.#to));
  }

  /** Shorter than `size` when the file has become shorter. */
  override async arrayBuffer(): Promise<ArrayBuffer> {
    const bytes = new Uint8Array(this.size);
    let at = 0;
    while (at < bytes.length) {
      const { bytesRead } = await this.#handle.read(bytes, at, bytes.length - at, this.#from + at);
      if (bytesRead === 0) break;
      at += bytesRead;
    }
    return at === bytes.length ? bytes.buffer : bytes.buffer.slice(0, at);
  }

  /** Ends early when the file has become shorter. */
  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    let at = this.#from;
    return new ReadableStream({
      pull: async (controller) => {
        const bytes = new Uint8Array(Math.min(CHUNK_BYTES, this.#to - at));
        const { bytesRead } = bytes.length === 0 ? { bytesRead: 0 } : await this.#handle.read(bytes, 0, bytes.length, at);
        at += bytesRead;
        if (bytesRead === 0) controller.close();
        else controller.enqueue(bytes.subarray(0, bytesRead));
      },
    });
  }
}
