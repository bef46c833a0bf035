/** The bytes of one record, read back from its file and held against the hash taken when it was loaded. */
import { readRawRecords, recordText } from '../../actions/read-raw';
import type { Workbench } from '../../actions/workbench';
import type { AuditEvent } from '../../model/audit-record';

export interface RawRecord {
  readonly eventId: number;
  readonly text: string;
  /** Some bytes are no UTF-8 and stand as U+FFFD in the text. */
  readonly lossy: boolean;
  /** Undefined where the page may not compute hashes (an origin the browser does not trust). */
  readonly hashMatches: boolean | undefined;
}

/** Bytes by content: while other files load, queries run anew, and unpacking a large file for each of them would be waste. */
const KEPT = 8;
const recent = new WeakMap<Workbench, Map<string, Uint8Array>>();

export async function readRawRecord(workbench: Workbench, { eventId, place }: AuditEvent): Promise<RawRecord> {
  const bytes = await readBytes(workbench, eventId, `${place.recordHash} ${place.evidenceSha256} ${place.byteOffset}`);
  const exact = exactText(bytes);
  return { eventId, text: exact ?? recordText(bytes), lossy: exact === undefined, hashMatches: await matches(bytes, place.recordHash) };
}

async function readBytes(workbench: Workbench, eventId: number, key: string): Promise<Uint8Array> {
  const cache = recent.get(workbench) ?? new Map<string, Uint8Array>();
  recent.set(workbench, cache);
  const known = cache.get(key);
  const bytes = known ?? (await readRawRecords(workbench, [eventId]))[0] ?? new Uint8Array();
  cache.delete(key);
  cache.set(key, bytes);
  for (const oldest of cache.keys()) {
    if (cache.size <= KEPT) break;
    cache.delete(oldest);
  }
  return bytes;
}

function exactText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

async function matches(bytes: Uint8Array, recordHash: string): Promise<boolean | undefined> {
  // Where the origin is not trustworthy, browsers leave `crypto.subtle` out.
  if (!globalThis.isSecureContext) return undefined;
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('') === recordHash;
}
