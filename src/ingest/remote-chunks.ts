/**
 * The bytes of a file, fetched by a worker of their own: a stream is read only while the thread that asked for it
 * has nothing else to do, so a reader that scans in between would wait for the file and the file for the reader.
 * Chunks change hands and are not copied.
 */
import { blobChunks } from './blob-chunks';
import type { FromFetcher, PortLike, ToFetcher } from './protocol';
import { fromFetcher, toFetcher } from './protocol.decode';

/** Bytes that are fetched ahead of the reader, at most. */
const MAX_AHEAD_BYTES = 16 * 1024 * 1024;

/** The worker's side: one file at a time; a new one ends the one before it. */
export function serveChunks(port: PortLike): void {
  let current: Fetching | undefined;
  port.addEventListener('message', (event) => {
    const message = toFetcher(event);
    if (message.type === 'fetch') {
      current?.stop();
      current = new Fetching(port, message.job);
      void current.run(message.file, message.name);
    } else if (current?.job === message.job) {
      if (message.type === 'stop') current.stop();
      else current.taken(message.bytes);
    }
  });
}

class Fetching {
  private aheadBytes = 0;
  private isStopped = false;
  private wake: () => void = () => undefined;

  constructor(
    private readonly port: PortLike,
    readonly job: number,
  ) {}

  stop(): void {
    this.isStopped = true;
    this.wake();
  }

  taken(bytes: number): void {
    this.aheadBytes -= bytes;
    this.wake();
  }

  async run(file: Blob, name: string): Promise<void> {
    const { job } = this;
    try {
      for await (const chunk of blobChunks(file, name)) {
        if (this.isStopped) return;
        // What shares its memory with something else stays where it is.
        const own = chunk.byteLength === chunk.buffer.byteLength ? chunk : chunk.slice();
        this.aheadBytes += own.length;
        this.answer({ type: 'chunk', job, chunk: own }, own.buffer);
        while (this.mustWait()) {
          await new Promise<void>((resolve) => {
            this.wake = resolve;
          });
        }
      }
      this.answer({ type: 'end', job });
    } catch (error) {
      this.answer({ type: 'failed', job, reason: error instanceof Error ? error.message : String(error) });
    }
  }

  private mustWait(): boolean {
    return this.aheadBytes > MAX_AHEAD_BYTES && !this.isStopped;
  }

  private answer(message: FromFetcher, ...given: ArrayBufferLike[]): void {
    this.port.postMessage(message, { transfer: given.filter((buffer) => buffer instanceof ArrayBuffer) });
  }
}

/** The reader's side: asks for one file after the other through `port`. */
export class RemoteFiles {
  private job = 0;
  private waiting: FromFetcher[] = [];
  private wake: () => void = () => undefined;

  constructor(private readonly port: MessagePort) {
    port.addEventListener('message', (event) => {
      const message = fromFetcher(event);
      if (message.job !== this.job) return;
      this.waiting.push(message);
      this.wake();
    });
    port.start();
  }

  /** Like `blobChunks`: rejects with the same words when the file changed. What was begun before is forgotten. */
  async *chunks(file: Blob, name: string): AsyncGenerator<Uint8Array, void> {
    this.job += 1;
    this.waiting = [];
    const { job } = this;
    this.send({ type: 'fetch', job, file, name });
    try {
      for (;;) {
        const message = this.waiting.shift();
        if (message === undefined) {
          await new Promise<void>((resolve) => {
            this.wake = resolve;
          });
          continue;
        }
        if (message.type === 'end') return;
        if (message.type === 'failed') throw new Error(message.reason);
        // Before the reader gives the chunk away.
        const bytes = message.chunk.length;
        yield message.chunk;
        this.send({ type: 'taken', job, bytes });
      }
    } finally {
      this.send({ type: 'stop', job });
    }
  }

  private send(message: ToFetcher): void {
    this.port.postMessage(message);
  }
}
