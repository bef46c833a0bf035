/**
 * What the page and a reader's worker say to each other. One job at a time per port; a message of an earlier,
 * cancelled job is told by its number. Every progress message has to be acknowledged, and the worker waits
 * while `MAX_UNACKNOWLEDGED` are not: memory stays bounded when the database is slower than the reader.
 * Every job that was started ends with an `end`, a cancelled one too.
 */
import type { IngestSummary } from './ingest';
import type { Wrapping } from './wrapping';

export type ToWorker =
  /** Sent first: where files are fetched (see remote-chunks) and where their hashes are made (see remote-hash). */
  | { readonly type: 'helpers'; readonly fetcher: MessagePort; readonly hasher: MessagePort }
  /** Sent before the first table: where its rows are made. */
  | { readonly type: 'tables'; readonly tables: MessagePort }
  | {
      readonly type: 'start'; readonly job: number; readonly file: Blob; readonly name: string; readonly evidenceId: number;
      readonly sessionId: string | undefined; readonly wrapping: Wrapping;
    }
  /** `enough`: no more records are wanted, only the hash of the rest. */
  | { readonly type: 'acknowledge' | 'enough' | 'cancel'; readonly job: number };

/** `P` is what the worker makes of the messages of `ingest`. */
export type FromWorker<P> =
  | { readonly type: 'progress'; readonly job: number; readonly progress: P }
  | { readonly type: 'end'; readonly job: number; readonly end: IngestEnd };

export type IngestEnd =
  | { readonly kind: 'read'; readonly summary: IngestSummary; readonly copy: UnpackedCopy }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'cancelled' };

/** Where the unpacked bytes of a piece of evidence are read back from. */
export type UnpackedCopy =
  /** The file was not compressed. */
  | { readonly kind: 'as-given' }
  /** A copy in the origin private file system. */
  | { readonly kind: 'opfs'; readonly path: string[] }
  /** No copy could be kept: the compressed file is unpacked again up to the place. */
  | { readonly kind: 'reinflate' };

/** Between the reader's worker and the one that fetches the bytes of files, see remote-chunks. */
export type ToFetcher =
  /** `unpack`: takes off what the file is packed in, and keeps a copy of the unpacked bytes where there is a session to keep it for. */
  | { readonly type: 'fetch'; readonly job: number; readonly file: Blob; readonly name: string; readonly unpack: { readonly sessionId: string | undefined } | undefined }
  /** The reader has used up so many bytes; the memory that came back meanwhile, to be filled again. */
  | { readonly type: 'taken'; readonly job: number; readonly bytes: number; readonly spent: readonly ArrayBuffer[] }
  | { readonly type: 'stop'; readonly job: number };

export type FromFetcher =
  /** Bytes as given, after what they unpack to; `isPart` when they are that themselves. */
  | { readonly type: 'chunk'; readonly job: number; readonly chunk: Uint8Array; readonly isPart: boolean }
  | { readonly type: 'part'; readonly job: number; readonly part: Uint8Array; readonly bytesRead: number; readonly layers: readonly string[] }
  | { readonly type: 'end'; readonly job: number; readonly layers: readonly string[]; readonly trouble: string | undefined; readonly copy: UnpackedCopy }
  | { readonly type: 'failed'; readonly job: number; readonly reason: string };

/** Between the reader's worker and the one that hashes files, see remote-hash. */
export type ToHasher =
  | { readonly type: 'start' | 'digest'; readonly job: number }
  | { readonly type: 'chunk'; readonly job: number; readonly chunk: Uint8Array };

export type FromHasher =
  | { readonly type: 'done'; readonly job: number; readonly bytes: number; readonly spent: readonly ArrayBuffer[] }
  | { readonly type: 'digest'; readonly job: number; readonly digest: string };

export const MAX_UNACKNOWLEDGED = 4;

/** The part of a MessagePort and of a worker's global scope that the worker's side needs. */
export interface PortLike {
  postMessage(message: unknown, options?: StructuredSerializeOptions): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}
