/**
 * Tells from the first few members whether an object is a list of records, so that a list longer than memory can be read
 * item by item, and one that was cut gives what stands whole in it.
 */
import { bytesStartWith } from '../record-scanner';
import { endOfString, PlacedJson, space } from './placed-json';
import { STREAMED_LISTS } from './registry';

/** The list has to begin within this many bytes; what real envelopes have before it is shorter. */
const HEAD_BYTES = 4096;
/** Keys of which one at the start says at once that this is no list: an event's own, and those of Kubernetes objects. */
const NOT_A_LIST = ['kind', 'apiVersion', 'metadata', 'level', 'auditID', 'stage', 'requestURI', 'verb', 'user', 'annotations', 'objectRef', 'protoPayload', 'insertId'].map((key) => new TextEncoder().encode(`"${key}"`));
const LISTS = STREAMED_LISTS.map((key) => new TextEncoder().encode(`"${key}"`));

export const LIST_UNKNOWN = -2;
export const NOT_LIST = -1;

/** The place after the `[` of the list in the object at `start`, NOT_LIST, or LIST_UNKNOWN when more bytes are needed to say. */
export function streamedListAt(bytes: Uint8Array, start: number, end: number, ended: boolean): number {
  const limit = Math.min(end, start + HEAD_BYTES);
  const cut = limit === end && end - start < HEAD_BYTES && !ended ? LIST_UNKNOWN : NOT_LIST;
  let p = space(bytes, start + 1);
  for (;;) {
    if (p >= limit) return cut;
    if (bytes[p] !== 0x22) return NOT_LIST;
    const keyEnd = endOfString(bytes, p, limit);
    if (keyEnd >= limit) return cut;
    if (isOneOf(NOT_A_LIST, bytes, p, keyEnd)) return NOT_LIST;
    const colon = space(bytes, keyEnd);
    const value = space(bytes, colon + 1);
    if (value >= limit) return cut;
    if (bytes[colon] !== 0x3a) return NOT_LIST;
    if (bytes[value] === 0x5b && isOneOf(LISTS, bytes, p, keyEnd)) {
      const first = space(bytes, value + 1);
      if (first >= limit) return cut;
      return bytes[first] === 0x7b ? value + 1 : NOT_LIST;
    }
    const next = space(bytes, PlacedJson.endOf(bytes, value, limit));
    if (next >= limit) return cut;
    if (bytes[next] !== 0x2c) return NOT_LIST;
    p = space(bytes, next + 1);
  }
}

/** Compares bytes, since this is asked of every record. */
function isOneOf(keys: readonly Uint8Array[], bytes: Uint8Array, start: number, end: number): boolean {
  for (const key of keys) {
    if (key.length === end - start && key[1] === bytes[start + 1] && bytesStartWith(bytes, start, end, key)) return true;
  }
  return false;
}
