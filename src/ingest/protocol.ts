/**
 * What the page and an ingest worker say to each other. One job at a time per port; a message of an earlier,
 * cancelled job is told by its number. Every progress message has to be acknowledged, and the worker waits
 * while `MAX_UNACKNOWLEDGED` are not: memory stays bounded when the database is slower than the reader.
 */
import type { EventBatch } from '../model/event-batch';
import type { IngestProgressMessage, IngestSummary } from './ingest';

export type ToWorker =
  | { readonly type: 'start'; readonly job: number; readonly file: Blob; readonly name: string; readonly sessionId: string | undefined; readonly isWrapped: boolean }
  | { readonly type: 'acknowledge' | 'cancel'; readonly job: number };

export type FromWorker =
  | { readonly type: 'progress'; readonly job: number; readonly progress: IngestProgressMessage }
  | { readonly type: 'end'; readonly job: number; readonly end: IngestEnd };

export type IngestEnd = { readonly ok: true; readonly summary: IngestSummary; readonly copy: UnpackedCopy } | { readonly ok: false; readonly reason: string };

/** Where the unpacked bytes of a piece of evidence are read back from. */
export type UnpackedCopy =
  /** The file was not compressed. */
  | { readonly kind: 'as-given' }
  /** A copy in the origin private file system. */
  | { readonly kind: 'opfs'; readonly path: string[] }
  /** No copy could be kept: the compressed file is unpacked again up to the place. */
  | { readonly kind: 'reinflate' };

export const MAX_UNACKNOWLEDGED = 8;

/** The part of a MessagePort and of a worker's global scope that the worker's side needs. */
export interface PortLike {
  postMessage(message: unknown, options?: StructuredSerializeOptions): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

/** The buffers of a batch, which change hands instead of being copied. */
export function transferList(batch: EventBatch | undefined): ArrayBuffer[] {
  if (batch === undefined) return [];
  const arrays: ArrayBufferView[] = [
    batch.line, batch.byteOffset, batch.byteLength, batch.recordHash, batch.bodies,
    batch.auditId.offsets, batch.auditId.bytes, batch.auditId.validity,
    batch.receivedUs.values, batch.receivedUs.validity, batch.stageUs.values, batch.stageUs.validity,
    batch.level, batch.stage, batch.verb, batch.userAgent, batch.requestUri, batch.user, batch.impersonatedUser,
    batch.objectRef, batch.responseStatus, batch.sourceIps, batch.annotations,
  ];
  return arrays.map((array) => array.buffer).filter((buffer) => buffer instanceof ArrayBuffer);
}
