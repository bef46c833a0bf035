/** Layers around a stream: found by their bytes, taken off piece by piece, and the same when records are read back. */
import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { readAll, utf8 } from '../bytes.testing';
import { readRecords } from '../read-record';

vi.setConfig({ testTimeout: 60_000 });

const event = (id: string): string => `{"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"${id}","user":{"username":"mäx 😀"},"verb":"get"}`;
const text = `${event('a')}\r\n${event('b')}\n`;
const utf16le = (value: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(value, 'utf16le'));
const swapped = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(bytes).swap16());
/** One frame with a checksum, as `zstd` writes it, of the two lines above (made once, so that no tool is needed). */
const zstd = Uint8Array.from(Buffer.from('KLUv/QRYfQMAMsYXI7AnjQEMc0gSWIXkSNi7yb7DkoRIC4h/sEQhFbU7gU7inJ4TSUmAaKeJc4XpG6MZDUcksHhAmnNt1IJypu0ZV+eFAz54AmeTRmASt8ujzpezjSliFWrcLX2G82UtMxQEAEAk9DecZ0Ws1zDLGegfkQ==', 'base64'));

describe('layers', () => {
  const cases: [string, Uint8Array, string][] = [
    ['plain text', utf8(text), 'none'],
    ['a UTF-8 BOM', utf8(`\ufeff${text}`), 'none'],
    ['gzip', gzipSync(text), 'gzip'],
    ['gzip in gzip', gzipSync(gzipSync(text)), 'gzip, gzip'],
    ['zstd', zstd, 'zstd'],
    ['two frames of zstd', Uint8Array.from([...zstd, ...zstd]), 'zstd'],
    ['zstd in gzip', gzipSync(zstd), 'gzip, zstd'],
    ['UTF-16 LE with BOM', utf16le(`\ufeff${text}`), 'utf-16le'],
    ['UTF-16 LE', utf16le(text), 'utf-16le'],
    ['UTF-16 BE with BOM', swapped(utf16le(`\ufeff${text}`)), 'utf-16be'],
    ['UTF-16 BE', swapped(utf16le(text)), 'utf-16be'],
    ['UTF-16 in gzip', gzipSync(utf16le(`\ufeff${text}`)), 'gzip, utf-16le'],
  ];
  test.each(cases)('%s', async (_, given, container) => {
    const bytes = Uint8Array.from(given);
    const outcome = await readAll(bytes);
    expect(outcome.issues).toEqual([]);
    expect(outcome.summary).toMatchObject({ container, bytes: bytes.length });
    expect(outcome.rows.slice(0, 2)).toMatchObject([{ auditId: 'a', user: { username: 'mäx 😀' } }, { auditId: 'b', line: 2 }]);
    for (const size of [1, 7]) expect(await readAll(bytes, size)).toMatchObject({ rows: outcome.rows, issues: outcome.issues, summary: outcome.summary });
    const source = { kind: outcome.summary.layers.length > 0 ? ('packed' as const) : ('blob' as const), blob: new Blob([bytes]) };
    const records = await readRecords(source, outcome.rows.slice(0, 2));
    expect(records.map((record) => new TextDecoder().decode(record))).toEqual([event('a'), event('b')]);
  });

  test('a flipped bit in zstd does not pass unseen', async () => {
    const damaged = Uint8Array.from(zstd);
    damaged[damaged.length - 2] = (damaged[damaged.length - 2] ?? 0) ^ 1;
    const { rows, issues } = await readAll(damaged);
    expect(rows).toHaveLength(2);
    expect(issues).toMatchObject([{ kind: 'container', reason: expect.stringMatching(/checksum/) }]);
  });

  test.each([['cut', zstd.subarray(0, -6)], ['followed by other bytes', Uint8Array.from([...zstd, 1, 2, 3, 4, 5])]])('zstd that is %s', async (_, bytes) => {
    const { issues } = await readAll(Uint8Array.from(bytes));
    expect(issues.map((issue) => issue.kind)).toContain('container');
  });

  test('a bomb is stopped at the limit, also in several layers', async () => {
    const bomb = gzipSync(gzipSync(Buffer.alloc(60_000_000)));
    const { issues, summary } = await readAll(Uint8Array.from(bomb), 65_536, { hash: false, unpackLimits: { freeBytes: 1_000_000, ratio: 10 } });
    expect(summary.unpackedBytes).toBeLessThan(20_000_000);
    expect(issues.map((issue) => issue.reason).join()).toMatch(/unpacks to more than/);
  });

  test('layers have an end', async () => {
    let bytes: Uint8Array = utf8(text);
    for (let i = 0; i < 6; i += 1) bytes = gzipSync(bytes);
    const { rows, issues } = await readAll(Uint8Array.from(bytes));
    expect(rows).toEqual([]);
    expect(issues.length).toBeGreaterThan(0);
  });

  test.runIf(hasZstd())('what the zstd tool writes', async () => {
    const many = Array.from({ length: 20_000 }, (_, i) => event(`${i}`)).join('\n');
    const packed = execFileSync('zstd', ['-q', '-c', '--check', '-9'], { input: many, maxBuffer: 1e9 });
    for (const size of [1_000, 65_536]) {
      const { rows, issues } = await readAll(Uint8Array.from(packed), size, { hash: false });
      expect(issues).toEqual([]);
      expect(rows).toHaveLength(20_000);
    }
  });
});

function hasZstd(): boolean {
  try {
    execFileSync('zstd', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
