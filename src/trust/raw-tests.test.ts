import { expect, test } from 'vitest';
import { rawTests } from './raw-tests';

const native = '{"kind":"Event","level":"Metadata","auditID":"x","requestURI":"/api?a=1\\u0026b=2","objectRef":{"name":"web"},"responseStatus":{"metadata":{},"code":200}}';

test.each<[string, string, string[]]>([
  ['as a server writes it', native, []],
  ['keys in another order', '{"auditID":"x","kind":"Event"}', ['F1']],
  ['a key that is none of the server’s', '{"kind":"Event","auditID":"x","cluster":"a"}', ['F1']],
  ['an ampersand as it is', native.replace('\\u0026', '&'), ['F2']],
  ['status without metadata', native.replace('"metadata":{},', ''), ['F4']],
  ['a table', native.replace('}}', '},"responseObject":{"kind":"Table"}}'), ['B3']],
  ['another name in the answer', native.replace('}}', '},"responseObject":{"metadata":{"name":"web-2"}}}'), ['O4']],
  ['the same name in the answer', native.replace('}}', '},"responseObject":{"metadata":{"name":"web"}}}'), []],
  ['no record', '[1]', []],
  ['no JSON', '{"auditID":"x"', []],
])('%s', (_, text, expected) => {
  expect(rawTests(text)).toEqual(expected);
});
