/** Both implementations of SHA-256 against Node's own. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { plainRecordHasher, plainStreamHash, recordHasher, streamHash, type RecordHasher } from './hashing';
import { sha256Code } from './sha256';

// Long enough for a busy machine; none of these needs more than a few seconds of work.
vi.setConfig({ testTimeout: 60_000 });

const expected = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
/** Bytes that differ at every place and from one message to the next. */
function message(length: number, seed = length): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let state = seed * 2_654_435_761 + 12_345;
  for (let i = 0; i < length; i += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[i] = state >>> 16;
  }
  return bytes;
}

/** Hashes the messages as records of one buffer, as ingest does, and destroys the buffer before the end. */
function hashAll(hasher: RecordHasher, messages: readonly Uint8Array[]): string[] {
  const hashes = new Uint8Array(messages.length * 32);
  messages.forEach((bytes, i) => {
    const window = new Uint8Array(bytes.length + 10).fill(0xee);
    window.set(bytes, 5);
    hasher.add(window, 5, 5 + bytes.length, hashes, i * 32);
    window.fill(0xdd);
  });
  hasher.flush();
  return messages.map((_, i) => Buffer.from(hashes.subarray(i * 32, i * 32 + 32)).toString('hex'));
}

const HASHERS = [['lanes', recordHasher], ['hash-wasm', plainRecordHasher]] as const;
const STREAMS = [['own', streamHash], ['hash-wasm', plainStreamHash]] as const;

test('this machine runs our own code', async () => {
  expect(await sha256Code()).toBeDefined();
});

describe.each(HASHERS)('hashes of records by %s', (_, make) => {
  test('every length from 0 to 300, in both orders', async () => {
    const hasher = await make();
    const messages = Array.from({ length: 301 }, (_, length) => message(length));
    expect(hashAll(hasher, messages)).toEqual(messages.map(expected));
    messages.reverse();
    expect(hashAll(hasher, messages)).toEqual(messages.map(expected));
  });

  test.each([1, 2, 3, 4, 5, 7, 8])('a batch of %i of one length, on either side of every border of a block', async (count) => {
    const hasher = await make();
    for (const blocks of [1, 2, 15, 16, 17]) {
      for (const away of [-10, -9, -8, -7, -1, 0, 1]) {
        const messages = Array.from({ length: count }, (_, i) => message(blocks * 64 + away, i));
        expect(hashAll(hasher, messages)).toEqual(messages.map(expected));
      }
    }
  });

  test('batches of any lengths, one after the other through one hasher', async () => {
    const hasher = await make();
    const lengths = fc.array(fc.oneof(fc.nat(200), fc.nat(3000), fc.nat(70_000)), { maxLength: 40 });
    fc.assert(
      fc.property(lengths, fc.nat(), (list, seed) => {
        const messages = list.map((length, i) => message(length, seed + i));
        expect(hashAll(hasher, messages)).toEqual(messages.map(expected));
      }),
      { numRuns: 100 },
    );
  });

  test('more than is gathered at once, with long records between', async () => {
    const hasher = await make();
    const messages = Array.from({ length: 3000 }, (_, i) => message(i % 500 === 0 ? 300_000 + i : 32_768 + 20 - (i % 40) * 820, i));
    expect(hashAll(hasher, messages)).toEqual(messages.map(expected));
  });

  test('thousands of empty records', async () => {
    const messages = Array.from({ length: 20_000 }, () => new Uint8Array(0));
    expect(new Set(hashAll(await make(), messages))).toEqual(new Set([expected(new Uint8Array(0))]));
  });
});

describe.each(STREAMS)('hash of a stream by %s', (_, make) => {
  test('every length from 0 to 600, whole and cut in two', async () => {
    for (let length = 0; length <= 600; length += 1) {
      const bytes = message(length);
      const hash = await make();
      hash.update(bytes.subarray(0, length >> 1));
      hash.update(bytes.subarray(length >> 1));
      expect(hash.digest()).toBe(expected(bytes));
    }
  });

  test('long streams in pieces of any lengths', async () => {
    const pieces = fc.array(fc.oneof(fc.nat(100), fc.nat(200_000), fc.constantFrom(63, 64, 65, 65_535, 65_536, 65_537, 131_072)), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(pieces, async (lengths) => {
        const hash = await make();
        const whole = createHash('sha256');
        for (const [i, length] of lengths.entries()) {
          const bytes = message(length, i);
          hash.update(bytes);
          whole.update(bytes);
        }
        expect(hash.digest()).toBe(whole.digest('hex'));
      }),
      { numRuns: 50 },
    );
  });
});
