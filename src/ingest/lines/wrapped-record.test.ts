import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAll, utf8 } from '../bytes.testing';

const event = (id: string, more = ''): string =>
  `{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"${id}","stage":"ResponseComplete","requestURI":"/api/v1/pods?x=\\u0026","verb":"get","user":{"username":"ma ria"}${more},"requestReceivedTimestamp":"2025-02-03T04:05:06.000007Z"}`;
const wrap = (text: string, width: number, lineEnd = '\n'): string => (text.match(new RegExp(`.{1,${width}}`, 'gsu')) ?? []).join(lineEnd);
async function read(text: string): Promise<Awaited<ReturnType<typeof readAll>>> {
  const outcome = await readAll(text);
  for (const size of [1, 7]) expect(await readAll(text, size)).toEqual({ ...outcome, batchSizes: expect.anything() });
  return outcome;
}

test.each([40, 79, 80, 132])('records wrapped at %i are read, their place is that of their lines', async (width) => {
  const lines = [wrap(event('a'), width), wrap(event('b', ',"userAgent":"über 漢字 agent"'), width), event('c')];
  const { rows, issues, summary } = await read(`${lines.join('\n')}\n`);
  expect(rows.map((row) => row.auditId)).toEqual(['a', 'b', 'c']);
  expect(rows[1]).toMatchObject({ userAgent: 'über 漢字 agent', user: { username: 'ma ria' }, byteOffset: utf8(`${lines[0] ?? ''}\n`).length, byteLength: utf8(lines[1] ?? '').length });
  expect(rows.map((row) => row.recordHash)).toEqual(lines.map((line) => createHash('sha256').update(line).digest('hex')));
  expect(issues).toEqual([]);
  expect(summary.format).toBe('mixed: audit.k8s.io/v1 hard-wrapped JSON, audit.k8s.io/v1 JSON lines');
});

test('with CRLF, at the end of the file, and where the record fills its last line', async () => {
  expect((await read(wrap(event('a'), 60, '\r\n'))).rows.map((row) => row.auditId)).toEqual(['a']);
  const even = event('a'.repeat(60 - (event('').length % 60)));
  expect(even.length % 60).toBe(0);
  expect((await read(`${wrap(even, 60)}\n${wrap(event('b'), 60)}\n`)).rows).toHaveLength(2);
  expect((await read(wrap(even, 60))).rows).toHaveLength(1);
});

test('a record that misses a line stays a cut record, and hides none after it', async () => {
  const lines = wrap(event('a'), 60).split('\n');
  const { rows, issues } = await read(`${[...lines.slice(0, 2), ...lines.slice(3)].join('\n')}\n${wrap(event('b'), 60)}\n${event('c')}\n`);
  expect(rows.map((row) => row.auditId)).toEqual(['b', 'c']);
  expect(issues[0]).toMatchObject({ kind: 'cut-record', line: 1, byteOffset: 0 });
});

test.each([40, 61, 70, 83, 97])('what misses a line of %i is one cut record, whose lines are no text', async (width) => {
  for (const lineEnd of ['\n', '\r\n']) {
    const lines = wrap(event('a', ',"userAgent":"kubectl/v1 (linux)"'), width).split('\n');
    const broken = lines.toSpliced(2, 1).join(lineEnd);
    const { rows, issues } = await read(`${broken}${lineEnd}${event('c')}${lineEnd}some text${lineEnd}and more${lineEnd}`);
    expect(rows.map((row) => row.auditId)).toEqual(['c']);
    expect(issues).toMatchObject([{ kind: 'cut-record', line: 1, byteOffset: 0, byteLength: broken.length }, { kind: 'skipped-bytes', byteLength: 17 + lineEnd.length }]);
  }
});

test('text below the last line of such a record is text', async () => {
  const lines = wrap(event('a'), 60).split('\n').toSpliced(1, 1);
  const { issues } = await read(`${lines.join('\n')}\nsome text\n${'x'.repeat(60)}\n`);
  expect(issues.map(({ kind, line, byteLength }) => [kind, line, byteLength])).toEqual([['cut-record', 1, lines.join('\n').length], ['skipped-bytes', lines.length + 1, 70]]);
});

test('a cut record and text of other lengths below it are two things', async () => {
  const cut = event('a').slice(0, 100);
  for (const text of ['it was cut here', 'x'.repeat(101), `${'x'.repeat(30)}\n${'y'.repeat(100)}`]) {
    const { issues } = await read(`${cut}\n${text}\n${event('b')}\n`);
    expect(issues.map(({ kind, line, byteLength }) => [kind, line, byteLength])).toEqual([['cut-record', 1, 100], ['skipped-bytes', 2, text.length]]);
  }
});

test('a record that stands whole among the lines of a broken one is read', async () => {
  const lines = wrap(event('a'), 60).split('\n').toSpliced(1, 1);
  const { rows, issues } = await read([...lines.slice(0, 2), event('b'), ...lines.slice(2), ''].join('\n'));
  expect(rows.map((row) => row.auditId)).toEqual(['b']);
  expect(issues.map(({ kind }) => kind)).toEqual(['cut-record', 'skipped-bytes']);
});

test('a record cut off on its line takes nothing from the lines below', async () => {
  const { rows, issues } = await read(`${event('a').slice(0, 100)}\n${event('b')}\n${event('c')}\n`);
  expect(rows.map((row) => row.auditId)).toEqual(['b', 'c']);
  expect(issues.map((issue) => issue.kind)).toEqual(['cut-record']);
});

test('any width gives the record back', async () => {
  await fc.assert(fc.asyncProperty(fc.integer({ min: 20, max: 250 }), fc.string({ maxLength: 40 }), async (width, agent) => {
    const text = event('a', `,"userAgent":${JSON.stringify(agent)}`);
    const { rows } = await readAll(`${wrap(text, width)}\n`, 50);
    expect(rows.map((row) => [row.auditId, row.userAgent])).toEqual([['a', agent]]);
  }), { numRuns: 60 });
});
