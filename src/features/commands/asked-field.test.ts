import { describe, expect, it } from 'vitest';
import { askedField } from './asked-field';

describe('a field named before the value', () => {
  it.each([
    ['user alice', { field: 'username', sense: 'include', text: 'alice' }],
    ['user is alice', { field: 'username', sense: 'include', text: 'alice' }],
    ['user is not system:node:*', { field: 'username', sense: 'exclude', text: 'system:node:*' }],
    ['Peer IP=10.0.0.7', { field: 'peer_ip', sense: 'include', text: '10.0.0.7' }],
    ['peer_ip: 10.0', { field: 'peer_ip', sense: 'include', text: '10.0' }],
    ['verb != watch', { field: 'verb', sense: 'exclude', text: 'watch' }],
    ['verb not watch', { field: 'verb', sense: 'exclude', text: 'watch' }],
    ['user agent curl', { field: 'user_agent', sense: 'include', text: 'curl' }],
    ['requestURI shape secrets', { field: 'uri_template', sense: 'include', text: 'secrets' }],
    ['user ', { field: 'username', sense: 'include', text: '' }],
    ['user issuer', { field: 'username', sense: 'include', text: 'issuer' }],
  ])('%s', (query, expected) => {
    expect(askedField(query)).toEqual(expected);
  });
  it.each(['user', 'users', 'alice', '', 'undo'])('is not in "%s"', (query) => {
    expect(askedField(query)).toBeUndefined();
  });
});
