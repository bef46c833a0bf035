/** A stretch of a file on disk as a Blob, so that reading and reading back are the same code as in the page. */
import type { FileHandle } from 'node:fs/promises';

const STREAM_BYTES = 1024 * 1024;

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

  /** Blob's own would be empty, since it knows nothing of the file. */
  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    let at = 0;
    return new ReadableStream({
      pull: async (controller) => {
        const bytes = new Uint8Array(await this.slice(at, at + STREAM_BYTES).arrayBuffer());
        at += bytes.length;
        if (bytes.length === 0) controller.close();
        else controller.enqueue(bytes);
      },
    }, { highWaterMark: 0 });
  }
}
