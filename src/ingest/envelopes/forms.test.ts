/**
 * Every form, and every way a file of it may reach the reader: under any name, packed, in pieces of one byte and of seven, cut inside a
 * character and inside an escape. And every byte of it is spoken of.
 */
import { gzipSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { leftOut, readAll, readCutAt, utf8 } from '../bytes.testing';
import { ALL_FORMS, NATIVE, CARRIED, WRAPPED } from './form-samples.fixture';
import { ENVELOPES } from './registry';

vi.setConfig({ testTimeout: 60_000 });

/** Inside a character of several bytes, behind a backslash, and between two quotes that stand for one. */
function borders(bytes: Uint8Array): number[] {
  const inCharacter = (at: number): boolean => ((bytes[at] ?? 0) & 0xc0) === 0x80;
  const inEscape = (at: number): boolean => bytes[at - 1] === 0x5c || (bytes[at - 1] === 0x22 && bytes[at] === 0x22);
  const all = Array.from({ length: bytes.length }, (_, at) => at);
  return [...all.filter(inCharacter).slice(0, 12), ...all.filter(inEscape).slice(0, 24)];
}

describe.each(ALL_FORMS)('%s', (_, text, ids, format) => {
  const bytes = utf8(text);
  test('is read and named', async () => {
    const { rows, summary } = await readAll(bytes);
    expect(rows.map((row) => row.auditId)).toEqual(ids);
    expect(summary.format).toBe(format);
  });

  test('comes out the same however it arrives', async () => {
    const { rows, issues, side, summary } = await readAll(bytes);
    expect(await readAll(bytes, 65_536, {}, 'holiday photo.png')).toMatchObject({ rows, issues, side, summary });
    for (const size of [1, 7]) expect(await readAll(bytes, size)).toMatchObject({ rows, issues, side, summary });
    for (const place of borders(bytes)) expect(await readCutAt(bytes, place)).toMatchObject({ rows, issues, side, summary });
    for (const size of [1, 65_536]) expect(await readAll(gzipSync(bytes), size)).toMatchObject({ rows, issues, side, summary: { format, container: 'gzip' } });
  });

  test('leaves no byte out', async () => {
    expect(leftOut(bytes, await readAll(bytes))).toEqual([]);
  });
});

test('the event in it is the same in every one', async () => {
  for (const [name, text] of [...NATIVE, ...WRAPPED, ...CARRIED]) {
    const { rows } = await readAll(text);
    expect(rows[0], name).toMatchObject(/Defender|YAML/.test(name) ? {} : { user: { username: 'mäx' }, uri: { uri: '/api/v1/pods?limit=5' }, verb: 'list' });
  }
});

test('no envelope is without a sample', () => {
  const formats = ALL_FORMS.map(([, , , format]) => format).join();
  // These are read from samples of their own, in envelopes.test.ts.
  const elsewhere = ['Security Lake OCSF records', 'Pub/Sub messages', 'AKSAudit table rows'];
  expect(ENVELOPES.map(({ form }) => form).filter((form) => !formats.includes(form) && !elsewhere.includes(form))).toEqual([]);
});
