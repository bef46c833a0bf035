/** Held against zlib: what it packs comes out, in whatever pieces it comes in, and what it refuses is refused. */
import { constants, deflateRawSync, gzipSync, gunzipSync, type ZlibOptions } from 'node:zlib';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { GzipReader } from '../gzip-reader';
import { Inflater } from './inflate';

// Long enough for a busy machine; none of these needs more than a few seconds of work.
vi.setConfig({ testTimeout: 120_000 });

function unpacked(packed: Uint8Array, size: number): { readonly bytes: Buffer; readonly trouble: string | undefined } {
  const reader = new GzipReader();
  const parts: Buffer[] = [];
  for (let at = 0; at < packed.length; at += size) for (const part of reader.push(packed.subarray(at, at + size))) parts.push(Buffer.from(part));
  for (const part of reader.finish()) parts.push(Buffer.from(part));
  return { bytes: Buffer.concat(parts), trouble: reader.trouble };
}

/** Bytes with much, some or nothing that repeats, near and far, and runs. */
const content = fc.array(
  fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 3000 })).map(([unit, times]) => Uint8Array.from({ length: Math.min(40_000, unit.length * times) }, (_, i) => unit[i % unit.length] ?? 0)),
    fc.string({ maxLength: 300 }).map((text) => new TextEncoder().encode(text.repeat(3))),
    fc.tuple(fc.integer({ min: 1, max: 70_000 }), fc.nat({ max: 2 ** 31 })).map(([length, seed]) => {
      let state = seed | 1;
      return Uint8Array.from({ length }, () => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) >>> 24);
    }),
  ),
  { maxLength: 8 },
).map((parts) => Buffer.concat(parts));

const options = fc.record<ZlibOptions>({
  level: fc.integer({ min: 0, max: 9 }),
  windowBits: fc.integer({ min: 9, max: 15 }),
  memLevel: fc.integer({ min: 1, max: 9 }),
  strategy: fc.constantFrom(constants.Z_DEFAULT_STRATEGY, constants.Z_FILTERED, constants.Z_HUFFMAN_ONLY, constants.Z_RLE, constants.Z_FIXED),
});
const size = fc.constantFrom(1, 7, 1000, 65_536, 10_000_000);

test('what zlib packs comes out, in any pieces, one member or several', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(content, options), { minLength: 1, maxLength: 3 }), size, (members, pieces) => {
      const found = unpacked(Buffer.concat(members.map(([bytes, how]) => gzipSync(bytes, how))), pieces);
      expect(found.trouble).toBeUndefined();
      expect(found.bytes.equals(Buffer.concat(members.map(([bytes]) => bytes)))).toBe(true);
    }),
    { numRuns: 150 },
  );
});

test('cut anywhere, what comes out is the beginning, and the cut is told', () => {
  fc.assert(
    fc.property(content, options, size, fc.double({ min: 0, max: 1, noNaN: true }), (bytes, how, pieces, share) => {
      const packed = gzipSync(bytes, how);
      const end = Math.floor(share * packed.length);
      fc.pre(end > 0 && end < packed.length);
      const found = unpacked(packed.subarray(0, end), pieces);
      expect(found.trouble).toBe('The compressed file ends too early; everything before the cut is read.');
      expect(found.bytes.equals(bytes.subarray(0, found.bytes.length))).toBe(true);
      // All that can be told from what is there: as much as zlib gives when it is asked not to mind the end.
      expect(found.bytes.length).toBeGreaterThanOrEqual(gunzipSync(packed.subarray(0, end), { finishFlush: constants.Z_SYNC_FLUSH }).length);
    }),
    { numRuns: 150 },
  );
});

test('with a byte changed it says so unless zlib finds nothing either, whatever the pieces', () => {
  fc.assert(
    fc.property(content, options, fc.nat(), fc.integer({ min: 1, max: 255 }), (bytes, how, at, change) => {
      const packed = Buffer.from(gzipSync(bytes, how));
      const place = at % packed.length;
      packed[place] = (packed[place] ?? 0) ^ change;
      const found = unpacked(packed, 10_000_000);
      const again = unpacked(packed, 7);
      expect(again.trouble).toBe(found.trouble);
      expect(again.bytes.equals(found.bytes)).toBe(true);
      let accepted: Buffer | undefined;
      try {
        accepted = gunzipSync(packed);
      } catch {
        // It finds what is wrong.
      }
      if (accepted !== undefined) expect(found.bytes.equals(accepted)).toBe(true);
      expect(found.trouble === undefined).toBe(accepted !== undefined);
    }),
    { numRuns: 300 },
  );
});

test('any bytes end, and give no more than zlib does before it stops', () => {
  const inflater = Inflater.take();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), fc.boolean(), (bytes, isDeflate) => {
      const input = isDeflate ? deflateRawSync(bytes) : bytes;
      inflater.start();
      inflater.input.set(input);
      let from = 0;
      for (let runs = 0; runs < 2000; runs += 1) {
        const { why, at } = inflater.run(from, input.length, true);
        expect(at).toBeLessThanOrEqual(input.length + 8);
        from = at;
        if (isDeflate) expect(Buffer.from(inflater.output()).equals(Buffer.from(bytes))).toBe(true);
        inflater.slide();
        if (why === 'full') continue;
        if (isDeflate) expect(why).toBe('done');
        return;
      }
      expect.fail('it never ended');
    }),
    { numRuns: 2000 },
  );
});
