/**
 * The bytes of a file, fetched and unpacked by a worker of their own: a stream is read only while the thread that asked for it
 * has nothing else to do, so a reader that scans in between would wait for the file and the file for the reader; and
 * unpacking takes as long as scanning. What is sent changes hands and is not copied.
 */
import { blobChunks } from './blob-chunks';
import type { FromFetcher, PortLike, ToFetcher, UnpackedCopy } from './protocol';
import { fromFetcher, toFetcher } from './protocol.decode';
import { FileUnpacker, type Piece, type UnpackedFile } from './unpack/unpacked-file';
import { CopyWriter } from './unpacked-store';
import type { UnpackedSink } from './unpack/unpacked-file';

/** Bytes that are sent ahead of the reader, at most. */
const MAX_AHEAD_BYTES = 16 * 1024 * 1024;
/** What was taken is said in sums of this, not chunk by chunk: a gigabyte comes in thousands of them. */
const TAKEN_BYTES = 2 * 1024 * 1024;

/** How a worker gets at the unpacked bytes of a file. */
export type OpenFile = (file: Blob, name: string, sink: UnpackedSink, spares: ArrayBuffer[]) => UnpackedFile;

const unpacker: OpenFile = (file, name, sink, spares) => new FileUnpacker(blobChunks(file, name, spares), { sink });

/** The worker's side: one file at a time; a new one ends the one before it. */
export function serveChunks(port: PortLike, open: OpenFile = unpacker): void {
  let current: Fetching | undefined;
  port.addEventListener('message', (event) => {
    const message = toFetcher(event);
    if (message.type === 'fetch') {
      current?.stop();
      current = new Fetching(port, open, message.job);
      void current.run(message);
    } else if (current?.job === message.job) {
      if (message.type === 'stop') current.stop();
      else current.taken(message.bytes, message.spent);
    }
  });
}

class Fetching {
  private aheadBytes = 0;
  private readonly spares: ArrayBuffer[] = [];
  private isStopped = false;
  private wake: () => void = () => undefined;

  constructor(
    private readonly port: PortLike,
    private readonly open: OpenFile,
    readonly job: number,
  ) {}

  stop(): void {
    this.isStopped = true;
    this.wake();
  }

  taken(bytes: number, spent: readonly ArrayBuffer[]): void {
    this.aheadBytes -= bytes;
    for (const buffer of spent) this.spares.push(buffer);
    this.wake();
  }

  async run({ file, name, unpack }: ToFetcher & { readonly type: 'fetch' }): Promise<void> {
    const { job } = this;
    const copy = new CopyWriter(unpack?.sessionId);
    try {
      if (unpack === undefined) {
        for await (const chunk of blobChunks(file, name, this.spares)) {
          if (this.isStopped) return;
          await this.give(chunk, (own) => ({ type: 'chunk', job, chunk: own, isPart: true }));
        }
        this.answer({ type: 'end', job, layers: [], trouble: undefined, copy: { kind: 'as-given' } });
        return;
      }
      const opened = this.open(file, name, copy, this.spares);
      let isPart = false;
      for await (const piece of opened.pieces()) {
        if (this.isStopped) {
          await copy.discard();
          return;
        }
        if (piece.kind === 'given') {
          const given = isPart;
          await this.give(piece.bytes, (own) => ({ type: 'chunk', job, chunk: own, isPart: given }));
          isPart = false;
        } else if (piece.isGiven) isPart = true;
        else await this.give(piece.bytes, (own) => ({ type: 'part', job, part: own, bytesRead: piece.bytesRead, layers: opened.layers }));
      }
      const { layers, trouble } = opened;
      this.answer({ type: 'end', job, layers, trouble, copy: copy.isAsked || layers.length > 0 ? await copy.finish() : { kind: 'as-given' } });
    } catch (error) {
      await copy.discard();
      this.answer({ type: 'failed', job, reason: error instanceof Error ? error.message : String(error) });
    }
  }

  /** Sends the bytes, and waits while too many are on their way. */
  private async give(bytes: Uint8Array, message: (own: Uint8Array) => FromFetcher): Promise<void> {
    // What shares its memory with something else stays where it is.
    const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
    this.aheadBytes += own.length;
    this.answer(message(own), own.buffer);
    while (this.mustWait()) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
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
  private spent: ArrayBuffer[] = [];
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
    for await (const message of this.messages(file, name, undefined)) if (message.type === 'chunk') yield message.chunk;
  }

  /** The file as the other worker unpacks it. */
  unpacked(file: Blob, name: string, sessionId: string | undefined): RemoteUnpackedFile {
    return new RemoteUnpackedFile(this.messages(file, name, { sessionId }));
  }

  /** Memory of chunks that nobody needs any more. */
  giveBack(buffers: readonly ArrayBuffer[]): void {
    for (const buffer of buffers) this.spent.push(buffer);
  }

  private async *messages(file: Blob, name: string, unpack: { readonly sessionId: string | undefined } | undefined): AsyncGenerator<FromFetcher, void> {
    this.job += 1;
    this.waiting = [];
    this.spent = [];
    const { job } = this;
    let taken = 0;
    this.send({ type: 'fetch', job, file, name, unpack });
    try {
      for (;;) {
        const message = this.waiting.shift();
        if (message === undefined) {
          await new Promise<void>((resolve) => {
            this.wake = resolve;
          });
          continue;
        }
        if (message.type === 'failed') throw new Error(message.reason);
        // Before the reader gives them away.
        const bytes = message.type === 'chunk' ? message.chunk.length : message.type === 'part' ? message.part.length : 0;
        yield message;
        if (message.type === 'end') return;
        taken += bytes;
        if (taken < TAKEN_BYTES) continue;
        this.send({ type: 'taken', job, bytes: taken, spent: this.spent }, this.spent);
        this.spent = [];
        taken = 0;
      }
    } finally {
      this.send({ type: 'stop', job });
    }
  }

  private send(message: ToFetcher, transfer: ArrayBuffer[] = []): void {
    this.port.postMessage(message, transfer);
  }
}

export class RemoteUnpackedFile implements UnpackedFile {
  layers: readonly string[] = [];
  trouble: string | undefined;
  /** Where the unpacked bytes are read back from, once the pieces have ended. */
  copy: UnpackedCopy = { kind: 'as-given' };
  private bytesRead = 0;

  constructor(private readonly messages: AsyncGenerator<FromFetcher, void>) {}

  async *pieces(): AsyncGenerator<Piece, void> {
    for await (const message of this.messages) {
      if (message.type === 'part') {
        this.layers = message.layers;
        yield { kind: 'unpacked', bytes: message.part, bytesRead: message.bytesRead, isGiven: false };
      } else if (message.type === 'chunk') {
        this.bytesRead += message.chunk.length;
        if (message.isPart) yield { kind: 'unpacked', bytes: message.chunk, bytesRead: this.bytesRead, isGiven: true };
        yield { kind: 'given', bytes: message.chunk };
      } else if (message.type === 'end') {
        this.layers = message.layers;
        this.trouble = message.trouble;
        this.copy = message.copy;
      }
    }
  }
}
