/** A record as a JSON string by itself, as `jq .message` prints it and `--query 'events[].message'` lists it. */
import { endOfString } from './envelopes/placed-json';
import { decodeUncheckedString } from './json-reader';

/** A quote, and an object with its first key's quote escaped. */
const HEAD = [0x22, 0x7b, 0x5c, 0x22];

/** What the string at `start` says, and the place behind its closing quote; `newline` is where its line ends. */
export function recordAsString(bytes: Uint8Array, start: number, end: number, newline: number, ended: boolean, longest: number): { readonly text: string; readonly close: number } | 'more' | undefined {
  if (end - start < HEAD.length && !ended) return 'more';
  if (!startsRecord(bytes, start)) return undefined;
  const close = endOfString(bytes, start, Math.min(end, newline));
  if (close > end || close > newline) return newline >= end && !ended && end - start <= longest ? 'more' : undefined;
  const standsAlone = endsItem(bytes, close, end, ended);
  if (standsAlone !== true) return standsAlone === 'more' ? 'more' : undefined;
  const text = decodeUncheckedString(bytes, start, close);
  return text === undefined ? undefined : { text, close };
}

const startsRecord = (bytes: Uint8Array, at: number): boolean => HEAD.every((c, place) => bytes[at + place] === c);

/**
 * Nothing but what ends a list stands behind the string on its line, or the next one does. Otherwise it is a value of a record whose
 * beginning is missing, and such values are the caller's to choose.
 */
function endsItem(bytes: Uint8Array, close: number, end: number, ended: boolean): boolean | 'more' {
  let at = close;
  for (let c = bytes[at]; at < end && (c === 0x20 || c === 0x09 || c === 0x0d || c === 0x2c || c === 0x5d); c = bytes[at]) at += 1;
  if (at < end && bytes[at] === 0x0a) return true;
  if (end - at < HEAD.length && !ended) return 'more';
  return at === end || startsRecord(bytes, at);
}
