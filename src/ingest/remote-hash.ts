/**
 * The hash of a file, made in a worker of its own: a third of the reader's work can be done beside it, because the
 * reader does not need the result before the end. Chunks change hands and are not copied.
 */
import { PIECE_BYTES } from './blob-chunks';
import { streamHash, type FileHash, type StreamHash } from './hashing';
import type { FromHasher, PortLike, ToHasher } from './protocol';
import { fromHasher, toHasher } from './protocol.decode';

/** Bytes that may wait for the hash; the reader waits while there are more. */
const MAX_WAITING_BYTES = 32 * 1024 * 1024;
/** What is done is said in sums of this. */
const DONE_BYTES = 4 * 1024 * 1024;

/** The worker's side. */
export function serveHash(port: PortLike): void {
  let current: { readonly job: number; readonly hash: Promise<StreamHash>; doneBytes: number; spent: ArrayBuffer[] } | undefined;
  // One message after the other: a chunk must not overtake the start it belongs to.
  let last = Promise.resolve();
  const take = async (message: ToHasher): Promise<void> => {
    if (message.type === 'start') current = { job: message.job, hash: streamHash(), doneBytes: 0, spent: [] };
    if (current === undefined || current.job !== message.job) return;
    const hash = await current.hash;
    const answer = (reply: FromHasher, transfer: ArrayBuffer[] = []): void => {
      port.postMessage(reply, { transfer });
    };
    if (message.type === 'chunk') {
      hash.update(message.chunk);
      current.doneBytes += message.chunk.length;
      const { buffer } = message.chunk;
      if (buffer instanceof ArrayBuffer && buffer.byteLength === PIECE_BYTES) current.spent.push(buffer);
      if (current.doneBytes < DONE_BYTES) return;
      answer({ type: 'done', job: message.job, bytes: current.doneBytes, spent: current.spent }, current.spent);
      current.doneBytes = 0;
      current.spent = [];
    } else if (message.type === 'digest') answer({ type: 'digest', job: message.job, digest: hash.digest() });
  };
  port.addEventListener('message', (event) => {
    const message = toHasher(event);
    last = last.then(() => take(message));
  });
}

/** The reader's side: hashes one file after the other through `port`. */
export class RemoteHasher {
  private job = 0;
  private waitingBytes = 0;
  private digest: string | undefined;
  private wake: () => void = () => undefined;

  /** `giveBack` gets the memory of what was hashed. */
  constructor(private readonly port: MessagePort, giveBack: (spent: readonly ArrayBuffer[]) => void) {
    port.addEventListener('message', (event) => {
      const message = fromHasher(event);
      if (message.type === 'done') giveBack(message.spent);
      if (message.job !== this.job) return;
      if (message.type === 'done') this.waitingBytes -= message.bytes;
      else this.digest = message.digest;
      this.wake();
    });
    port.start();
  }

  /** A new file; what was begun before is forgotten. */
  start(): FileHash {
    this.job += 1;
    this.waitingBytes = 0;
    this.digest = undefined;
    this.send({ type: 'start', job: this.job });
    return {
      update: async (chunk) => {
        // What shares its memory with something else stays where it is.
        const own = chunk.byteLength === chunk.buffer.byteLength ? chunk : chunk.slice();
        this.waitingBytes += own.length;
        this.send({ type: 'chunk', job: this.job, chunk: own }, [own.buffer]);
        await this.until(() => this.waitingBytes <= MAX_WAITING_BYTES);
      },
      digest: async () => {
        this.send({ type: 'digest', job: this.job });
        await this.until(() => this.digest !== undefined);
        return this.digest ?? '';
      },
    };
  }

  private send(message: ToHasher, transfer: Transferable[] = []): void {
    this.port.postMessage(message, transfer);
  }

  private async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}
