import { expect, test } from 'vitest';
import { innerJson } from './inner-json';

const record = '{"kind":"Event","user":{"username":"a \\"b\\""}}';
const inString = (text: string): string => JSON.stringify(text).slice(1, -1);

test.each([
  ['JSON as it is', record, undefined],
  ['inside a string', inString(record), record],
  ['with a newline at its end', inString(`${record}\n`), record],
  ['inside a string in a string', inString(inString(record)), record],
  ['a string that is a string', inString(JSON.stringify(record)), record],
  ['inside a cell', record.replaceAll('"', '""'), record],
  ['text', 'hello', undefined],
  ['legacy text', '2017 AUDIT: id="x"', undefined],
  ['a list', '[1]', undefined],
])('%s', (_, text, expected) => {
  expect(innerJson(text)).toBe(expected);
});
