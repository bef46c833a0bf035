/** Records whose quotes are escaped, as logfmt, shells and programs write them, and values that must not be taken for such. */
import { expect, test } from 'vitest';
import { readAll, unaccounted, utf8 } from './bytes.testing';
import { a, b, event } from './envelopes/form-samples.fixture';

const quoted = JSON.stringify;
const inner = (text: string): string => quoted(text).slice(1, -1);

test.each<[string, string, string[]]>([
  ['logfmt', `time="2025-02-03T04:05:06Z" level=info msg=${quoted(a)} source=audit\nts=1 msg=${quoted(b)}\n`, ['a', 'b']],
  ['a command in a shell', `$ curl -s -X POST \\\n  --data ${quoted(a)} http://127.0.0.1:9765/k8s-audit\n`, ['a']],
  ['strings of a program', `func lines() string {\n\tfirst := ${quoted(a)}\n\treturn first + ${quoted(b)}\n}\n`, ['a', 'b']],
  ['a value in YAML', `name: x\nsample_log: ${quoted(a)}\n`, ['a']],
  ['pasted without its quotes', `${inner(a)}\nand\nlog: ${inner(b)}\n`, ['a', 'b']],
  ['with a character and a markup escape', `msg=${quoted(event('a', { userAgent: 'é\u0007<>' }).replaceAll('<', '\\u003c'))} done\n`, ['a']],
  ['an envelope in quotes', `msg=${quoted(quoted({ log: a, stream: 'stdout', time: 't' }))} done\n`, ['a']],
])('%s', async (_, text, ids) => {
  const outcome = await readAll(text);
  expect(outcome.rows.map((row) => row.auditId)).toEqual(ids);
  expect(unaccounted(utf8(text), outcome)).toEqual([]);
  for (const size of [1, 7]) expect(await readAll(text, size)).toMatchObject({ rows: outcome.rows, issues: outcome.issues, summary: outcome.summary });
  expect(outcome.rows[0]).toMatchObject({ verb: 'list', user: { username: 'mäx' } });
});

test('the place of the record is what stands between the quotes', async () => {
  const text = `ts=1 msg=${quoted(a)}\n`;
  const [row] = (await readAll(text)).rows;
  const bytes = utf8(text).subarray(row?.byteOffset, (row?.byteOffset ?? 0) + (row?.byteLength ?? 0));
  expect(new TextDecoder().decode(bytes)).toBe(inner(a));
});

test('a record in quotes that is cut is said', async () => {
  const { rows, issues } = await readAll(`ts=1 msg=${quoted(a.slice(0, -20))} level=info\n${b}\n`);
  expect(rows.map((row) => row.auditId)).toEqual(['b']);
  expect(issues.map(({ kind }) => kind)).toEqual(['skipped-bytes', 'cut-record', 'skipped-bytes']);
});

// A client writes its annotations and arguments.
test.each<[string, string]>([
  ['a value', `4","annotations":{"x":${quoted(a)}},"verb":"get"}\n${b}\n`],
  ['a value whose beginning is missing', `abc ${inner(a)}"},"verb":"get"}\n${b}\n`],
  ['an argument', `4","args":["run",${quoted(a)},"x"]}\n${b}\n`],
  ['the last argument on its line', `      "args": ["run", ${quoted(a)}\n      ]\n    }\n${b}\n`],
  ['the last member on its line', `      "x": ${quoted(a)}\n    }\n${b}\n`],
  ['the first value on the first line', `${quoted(a)},"verb":"get"}\n${b}\n`],
])('%s of a record whose beginning is missing is no record', async (_, text) => {
  const { rows } = await readAll(text);
  expect(rows.map((row) => row.auditId)).toEqual(['b']);
});
