import { gzipSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { readRecords } from './read-record';
import { utf8 } from './bytes.testing';

// Long enough for a busy machine; none of these needs more than a few seconds of work.
vi.setConfig({ testTimeout: 60_000 });

const content = utf8(Array.from({ length: 20_000 }, (_, n) => `{"line":${n},"text":"ä€😀"}\n`).join(''));
const places = [
  { byteOffset: 500_000, byteLength: 33 },
  { byteOffset: 0, byteLength: 10 },
  { byteOffset: 5, byteLength: 300_000 },
  { byteOffset: content.length - 7, byteLength: 7 },
  { byteOffset: 9, byteLength: 0 },
];
const expected = places.map(({ byteOffset, byteLength }) => content.slice(byteOffset, byteOffset + byteLength));
const cut = content.length >> 1;
const twoMembers = Buffer.concat([gzipSync(content.subarray(0, cut)), gzipSync(content.subarray(cut))]);

describe('reading records back', () => {
  test('from the file itself', async () => {
    expect(await readRecords({ kind: 'blob', blob: new Blob([content]) }, places)).toEqual(expected);
  });
  test('from a compressed file of two members', async () => {
    expect(await readRecords({ kind: 'packed', blob: new Blob([twoMembers]) }, places)).toEqual(expected);
  });
  test('stops unpacking after the last place', async () => {
    const broken = Buffer.concat([twoMembers.subarray(0, twoMembers.length - 5_000), Buffer.alloc(40_000, 7)]);
    const early = { byteOffset: 3, byteLength: 5 };
    expect(await readRecords({ kind: 'packed', blob: new Blob([broken]) }, [early])).toEqual([content.slice(3, 8)]);
  });
  test('a place past the end is an error', async () => {
    const past = [{ byteOffset: content.length - 3, byteLength: 9 }];
    await expect(readRecords({ kind: 'blob', blob: new Blob([content]) }, past)).rejects.toThrow(/ends before byte/);
    await expect(readRecords({ kind: 'packed', blob: new Blob([twoMembers]) }, past)).rejects.toThrow(/ends before byte/);
  });
});
