import { expect, test } from 'vitest';
import { objectBirth } from './object-birth';

const record = (over: object = {}, metadata: object = {}): string => JSON.stringify({
  verb: 'get', objectRef: { resource: 'secrets', namespace: 'dev', name: 'a' },
  responseObject: { kind: 'Secret', metadata: { name: 'a', namespace: 'dev', uid: 'u1', creationTimestamp: '2026-03-14T08:20:00Z', ...metadata } }, ...over,
});

test('the server’s own date of an object', () => {
  expect(objectBirth(record())).toEqual({ createdUs: 1_773_476_400_000_000n, uid: 'u1', name: 'a', namespace: 'dev', apiGroup: '', resource: 'secrets' });
});

test.each<[string, string]>([
  ['no JSON', '{'], ['no body', record({ responseObject: undefined })], ['a list', record({ responseObject: { kind: 'SecretList', metadata: { resourceVersion: '7' }, items: [] } })],
  ['a table', record({ responseObject: { kind: 'Table', metadata: {}, rows: [] } })], ['a status', record({ responseObject: { kind: 'Status', metadata: {}, status: 'Success' } })],
  ['a date that is none', record({}, { creationTimestamp: 'yesterday' })], ['a date that is no text', record({}, { creationTimestamp: 7 })], ['no date, as in what was not stored', record({}, { creationTimestamp: null })],
  ['its own creation', record({ verb: 'create' })], ['a subresource', record({ objectRef: { resource: 'deployments', apiGroup: 'apps', subresource: 'scale', name: 'a' } })],
  ['a custom resource', record({ objectRef: { resource: 'secrets', apiGroup: 'example.com', name: 'a' } })], ['an event, which goes by itself', record({ objectRef: { resource: 'events', name: 'a' } })],
])('nothing is said of %s', (_, text) => {
  expect(objectBirth(text)).toBeUndefined();
});
