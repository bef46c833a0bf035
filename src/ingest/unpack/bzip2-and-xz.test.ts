/**
 * bzip2 and xz: what the tools write (samples made once, so that no tool is needed), damage of every kind, and any way of cutting the
 * stream. Where the tools are installed, what they write of larger and stranger content is read too.
 */
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { readAll } from '../bytes.testing';
import { Unpacking } from './unpacking';

vi.setConfig({ testTimeout: 120_000 });

const event = (id: string): string => `{"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"${id}","user":{"username":"m\u00e4x \u{1f600}"},"verb":"get"}`;
const TWO = `${event('a')}\r\n${event('b')}\n`;
const ONE = `${event('c')}\n`;
const sample = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(base64, 'base64'));
/** `bzip2 -c`, and `xz -c --check=…`, of those lines. */
const BZIP2 = sample('QlpoOTFBWSZTWdxumcQAAGHf9IASUAWgUAYgAQA2q99KQAAAQIQACABAACAAiBKmkAA00AA0ACqplM1NAyaAAxqNNHLTg2JRrbBmQj5calimCCCKcILFiExyNFWsFK9NekUeUFS9G5CiixFMxamxBBgxVpty9J2IqndBcsWuqBUiMW8qXKUiRWYposk3poPrJmzeGb+LuSKcKEhuN0ziAA==');
const BZIP2_ONE = sample('QlpoOTFBWSZTWZ5SNp4AADDf9IAQUAWgUAYgAQA+q99KQAAAQIQACABAACAAaET1IDTQ0yABmkANU9I9IDQ0AAbUaaHDlTr9WYY8OYACMJSFxahkJXxfOSNhM9siLQmJGpZF06VGcr0CjQm12ZkDUA60G2RYWJg5FPTiMevhDaH4u5IpwoSE8pG08A==');
const XZ = {
  none: sample('/Td6WFoAAAD/EtlBAgAhARYAAAB0L+Wj4ADWAGldAD2IiWbUH0AJZ+8s4ELIE7+5MSDSncMJ2rOlzfluHPGbFo58PPBBwHU8wMfM44WLWS0rM8XghGEQAduD68l2km8J8bimO97RGpqDIZ7r3YtGKKjs1mR5mwd0epefBYOBrphhyZTCbq4AAAAAAAAAAX3XAQAAAO4OgPeoAAr8AgAAAAAAWVo='),
  crc32: sample('/Td6WFoAAAFpIt42AgAhARYAAAB0L+Wj4ADWAGldAD2IiWbUH0AJZ+8s4ELIE7+5MSDSncMJ2rOlzfluHPGbFo58PPBBwHU8wMfM44WLWS0rM8XghGEQAduD68l2km8J8bimO97RGpqDIZ7r3YtGKKjs1mR5mwd0epefBYOBrphhyZTCbq4AAAAAAABJPCXhAAGBAdcBAAAH0ZiRPjANiwIAAAAAAVla'),
  crc64: sample('/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4ADWAGldAD2IiWbUH0AJZ+8s4ELIE7+5MSDSncMJ2rOlzfluHPGbFo58PPBBwHU8wMfM44WLWS0rM8XghGEQAduD68l2km8J8bimO97RGpqDIZ7r3YtGKKjs1mR5mwd0epefBYOBrphhyZTCbq4AAAAAAADijulbVeXJzwABhQHXAQAAEZMJCrHEZ/sCAAAAAARZWg=='),
  sha256: sample('/Td6WFoAAArh+wyhAgAhARYAAAB0L+Wj4ADWAGldAD2IiWbUH0AJZ+8s4ELIE7+5MSDSncMJ2rOlzfluHPGbFo58PPBBwHU8wMfM44WLWS0rM8XghGEQAduD68l2km8J8bimO97RGpqDIZ7r3YtGKKjs1mR5mwd0epefBYOBrphhyZTCbq4AAAAAAACYGuHk44HYRQ0DAjETCOotoRjr1ARiBXWWQPPyerp5ogABnQHXAQAA5xOM5bbp3xwCAAAAAApZWg=='),
};
const XZ_ONE = sample('/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4ABqAGJdAD2IiWbUH0AJZ+8s4ELIE7+5MSDSncMJ2rOlzfluHPGbFo58PPBBwHU8wMfM44WLWS0rM8TnqgA4IwEi9tQn1Y9go1d2QbkfXF+L4NQnTNBscOZoHYsk+M9edBLOwzTL850AAAAA9shHRXvWL+sAAX5rg1laSx+2830BAAAAAARZWg==');

const joined = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.concat(parts));

interface Unpacked {
  readonly text: string;
  readonly layers: readonly string[];
  readonly trouble: string | undefined;
}

async function unpack(bytes: Uint8Array, size: number, limits?: ConstructorParameters<typeof Unpacking>[0]): Promise<Unpacked & { readonly bytes: Buffer }> {
  const unpacking = new Unpacking(limits);
  const parts: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; from += size) for await (const part of unpacking.push(bytes.subarray(from, from + size))) parts.push(part.slice());
  for await (const part of unpacking.finish()) parts.push(part.slice());
  const all = Buffer.concat(parts);
  return { bytes: all, text: all.toString(), layers: unpacking.layers, trouble: unpacking.trouble };
}

/** Cut in whatever way, it unpacks to the same. */
async function unpacked(bytes: Uint8Array): Promise<Unpacked> {
  const { text, layers, trouble } = await unpack(bytes, 65_536);
  for (const size of [1, 7, 61]) expect(await unpack(bytes, size)).toMatchObject({ text, layers, trouble });
  return { text, layers, trouble };
}

describe('what the tools write', () => {
  test.each<[string, Uint8Array, string, string]>([
    ['bzip2', BZIP2, 'bzip2', TWO],
    ['two streams of bzip2', joined(BZIP2, BZIP2_ONE), 'bzip2', TWO + ONE],
    ['bzip2 with padding', joined(BZIP2, new Uint8Array(700)), 'bzip2', TWO],
    ['xz without a check', XZ.none, 'xz', TWO],
    ['xz with CRC-32', XZ.crc32, 'xz', TWO],
    ['xz with CRC-64', XZ.crc64, 'xz', TWO],
    ['xz with SHA-256', XZ.sha256, 'xz', TWO],
    ['two streams of xz', joined(XZ.sha256, XZ_ONE), 'xz', TWO + ONE],
    ['streams of xz with padding between and behind', joined(XZ.crc32, new Uint8Array(8), XZ_ONE, new Uint8Array(4)), 'xz', TWO + ONE],
  ])('%s', async (_, bytes, layer, text) => {
    expect(await unpacked(bytes)).toEqual({ text, layers: [layer], trouble: undefined });
    const { rows, issues, summary } = await readAll(bytes);
    expect(issues).toEqual([]);
    expect(rows.map((row) => row.auditId).slice(0, 2)).toEqual(['a', 'b']);
    expect(summary.container).toBe(layer);
  });
});

describe('damage', () => {
  for (const [name, bytes] of [['bzip2', BZIP2], ['xz', XZ.crc64], ['xz with SHA-256', XZ.sha256]] as const) {
    test(`${name}: no bit that matters can be flipped unseen`, async () => {
      for (let at = 0; at < bytes.length; at += 1) {
        const damaged = Uint8Array.from(bytes);
        damaged[at] = (damaged[at] ?? 0) ^ (1 << (at & 7));
        const found = await unpack(damaged, 65_536);
        // Without its signature it is no compressed file any more, which the reader says otherwise; a flip that nothing notes changed nothing.
        if (found.layers.length > 0 && found.trouble === undefined) expect(found.text, `byte ${at}`).toBe(TWO);
      }
    });

    test(`${name}: cut anywhere, it says so`, async () => {
      for (let length = 12; length < bytes.length; length += 1) {
        const { trouble, text, bytes: read } = await unpack(bytes.subarray(0, length), 65_536);
        expect(trouble, `cut at ${length}`).toMatch(/ends too early|damaged/);
        // As bytes: the cut can be inside a character.
        expect(Buffer.from(TWO).subarray(0, read.length).equals(read), `cut at ${length}`).toBe(true);
        expect(await unpack(bytes.subarray(0, length), 5)).toMatchObject({ trouble, text });
      }
    });

    if (name !== 'bzip2') test(`${name}: cut within its only chunk, what stands before the cut is read`, async () => {
      const lengths = [0.5, 0.65, 0.8].map((share) => Math.floor(bytes.length * share));
      const texts = await Promise.all(lengths.map(async (length) => (await unpacked(bytes.subarray(0, length))).text.length));
      expect(texts[0]).toBeGreaterThan(40);
      expect(texts[1]).toBeGreaterThan(texts[0] ?? 0);
      expect(texts[2]).toBeGreaterThan(texts[1] ?? 0);
    });

    test(`${name}: followed by other bytes, all of it is read and they are named`, async () => {
      const { trouble, text } = await unpacked(joined(bytes, Buffer.from('something else')));
      expect(text).toBe(TWO);
      expect(trouble).toMatch(/followed by other bytes/);
    });
  }

  test('any bytes behind a signature end in a sentence', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(BZIP2, XZ.crc32, XZ.none), fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 }), async (bytes, changes) => {
        const damaged = Uint8Array.from(bytes);
        for (const [at, to] of changes) damaged[10 + (at % (damaged.length - 10))] = to;
        const whole = await unpack(damaged, 65_536);
        expect(await unpack(damaged, 3)).toEqual(whole);
      }),
      { numRuns: 500 },
    );
  });
});

// A cost that grew with the square of their number would meet the test's own time limit.
test('many small streams are read one after the other', async () => {
  // Of other block sizes in turn: each stream says how large its blocks are.
  const streams = Array.from({ length: 4_000 }, (_, i) => {
    const stream = Uint8Array.from(i % 2 === 0 ? BZIP2 : BZIP2_ONE);
    stream[3] = 0x31 + (i % 9);
    return stream;
  });
  const { bytes, trouble } = await unpack(joined(...streams), 65_536);
  expect(trouble).toBeUndefined();
  expect(bytes.length).toBe(2_000 * Buffer.byteLength(TWO + ONE));
});

const hasTool = (name: string): boolean => {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore', input: '' });
    return true;
  } catch {
    return false;
  }
};
/** The same every time: lines that repeat, noise, and long runs. */
function content(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = 7;
  for (let i = 0; i < length; i += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const kind = (i >> 14) & 3;
    bytes[i] = kind === 0 ? state >>> 24 : kind === 1 ? 0x61 : kind === 2 ? TWO.charCodeAt(i % TWO.length) & 0x7f : 0x61 + ((state >>> 28) & 3);
  }
  return bytes;
}

describe.runIf(hasTool('bzip2') && hasTool('xz'))('what the tools write of more than fits one block', () => {
  const large = content(3_000_000);
  const run = (tool: string, args: readonly string[], input: Buffer): Buffer => execFileSync(tool, [...args], { input, maxBuffer: 1e9 });
  test.each([
    ['bzip2', ['-c', '-1']], ['bzip2', ['-c', '-9']], ['xz', ['-c', '-0']], ['xz', ['-c', '-6']], ['xz', ['-c', '-9e']],
    ['xz', ['-c', '--block-size=100000']], ['xz', ['-c', '-T2', '--block-size=300000']], ['xz', ['-c', '--lzma2=preset=6,dict=4096,lc=0,lp=4,pb=0']], ['xz', ['-c', '--lzma2=preset=6,lc=4,lp=0,pb=4']],
  ] as const)('%s %s', async (tool, args) => {
    const packed = Uint8Array.from(run(tool, args, large));
    for (const size of [997, 65_536]) {
      const found = await unpack(packed, size);
      expect(found.trouble).toBeUndefined();
      expect(found.bytes.equals(large)).toBe(true);
    }
  });

  test('a bomb is stopped at the limit', async () => {
    const zeros = Buffer.alloc(60_000_000);
    for (const packed of [run('bzip2', ['-c'], zeros), run('xz', ['-c'], zeros), run('xz', ['-c'], run('bzip2', ['-c'], zeros))]) {
      const found = await unpack(packed, 65_536, { freeBytes: 1_000_000, ratio: 10 });
      expect(found.bytes.length).toBeLessThan(4_000_000);
      expect(found.trouble).toMatch(/unpacks to more than/);
    }
  });

  test('a filter for programs is named', async () => {
    const { trouble } = await unpack(run('xz', ['-c', '--x86', '--lzma2'], large), 65_536);
    expect(trouble).toMatch(/filter/);
  });
});
