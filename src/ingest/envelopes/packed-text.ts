/** Records carried as base64, with gzip inside or without: what queues and their consumers make of a log. */
import { Gunzip } from 'fflate';
import { other, type Envelope, type Inner } from './envelope';
import type { PlacedJson } from './placed-json';

/** Queues carry a few MiB at most, unpacked about ten times that; more than this is no such payload. */
export const MAX_PAYLOAD_BYTES = 64 * 1024 * 1024;

/** What JSON and gzip begin with in base64: `{"`, `{ "`, `{` and a line end, 1f 8b 08. */
const PACKED = /^(?:eyJ|eyAi|ewog|ewoJ|ew0K|H4sI)[A-Za-z0-9+/]*={0,2}$/;
export const looksPacked = (text: string): boolean => PACKED.test(text);

/** A message of Pub/Sub as it is pulled, or as it is pushed (cloud.google.com/pubsub/docs/reference/rest/v1/PubsubMessage). */
export const pubSub: Envelope = {
  form: 'Pub/Sub messages',
  open(node) {
    const message = node.get('message') ?? node;
    const data = message.get('data');
    return data?.isString === true && (message.has('messageId') || message.has('publishTime') || node.has('ackId')) ? [packedText(data)] : undefined;
  },
};

/** What the text unpacks to. */
export function packedText(data: PlacedJson): Inner {
  const bytes = gunzipBase64(data.text ?? '');
  return bytes === undefined ? other(data, 'a payload that cannot be unpacked') : { kind: 'bytes', at: data, bytes };
}

export function gunzipBase64(text: string): Uint8Array | undefined {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    const packed = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    if (packed[0] !== 0x1f || packed[1] !== 0x8b) return packed;
    const gunzip = new Gunzip((part) => {
      length += part.length;
      if (length > MAX_PAYLOAD_BYTES) throw new Error('too large');
      parts.push(part);
    });
    // In small pieces, so that the limit holds before much is unpacked.
    for (let from = 0; from < packed.length; from += 16_384) gunzip.push(packed.subarray(from, from + 16_384), from + 16_384 >= packed.length);
  } catch {
    return undefined;
  }
  const joined = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

