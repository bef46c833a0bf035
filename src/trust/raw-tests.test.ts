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

const impersonating = '{"kind":"Event","auditID":"x","impersonatedUser":{"username":"root"},"authenticationMetadata":{"impersonationConstraint":"impersonate:user-info"}}';
const unconstrained = impersonating.replace(/,"authenticationMetadata":\{[^}]*\}/, '');

test.each<[string, string, number | null, number | null, string[]]>([
  ['M4 yes: no constraint where the server names one', unconstrained, 36, null, ['M4']],
  ['M4 no: a constraint', impersonating, 36, 36, []],
  ['M4 n/a: the server may be older', unconstrained, 29, null, []],
  ['M4 n/a: nothing tells the version', unconstrained, null, null, []],
  ['M4 n/a: no impersonation', native, 37, 37, []],
])('%s', (_, text, atLeast, atMost, expected) => {
  expect(rawTests(text, { atLeast, atMost })).toEqual(expected);
});
