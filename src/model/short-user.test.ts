import { expect, it } from 'vitest';
import { shortUser, shortUserText } from './short-user';

it.each([
  ['system:serviceaccount:ci:deployer', 'sa:ci:deployer'],
  ['system:node:worker-03', 'node:worker-03'],
  // Nothing that tells them apart would be left, or the name only looks alike.
  ['system:node:', 'system:node:'],
  ['system:nodes', 'system:nodes'],
  ['System:node:worker-03', 'System:node:worker-03'],
  ['sa:ci:deployer', 'sa:ci:deployer'],
  ['', ''],
])('%s is %s where there is little room', (name, text) => {
  expect(shortUserText(name)).toBe(text);
});

it('says what kind of user it is', () => {
  expect(shortUser('system:node:worker-03')).toEqual({ tag: 'node', kind: 'node', rest: 'worker-03' });
});
