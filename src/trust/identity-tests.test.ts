import { describe, expect, test } from 'vitest';
import { isDeniedImpersonation, isExposedAnonymous, isFailedLogin, isImpersonating, isMasters, isAccountWithoutUid, isOpenPath, isOutsideAccountGroups } from './identity-tests';

const SA = 'system:serviceaccount:prod:api';
const SA_GROUPS = ['system:serviceaccounts', 'system:serviceaccounts:prod', 'system:authenticated'];

test.each<[string, string | null, string | null, string[] | null, boolean, boolean]>([
  ['a token', SA, 'f3-uid', SA_GROUPS, false, false],
  ['no uid', SA, null, SA_GROUPS, false, true],
  ['empty uid', SA, '', SA_GROUPS, false, true],
  ['no group of the namespace', SA, 'f3-uid', ['system:serviceaccounts', 'system:authenticated'], true, false],
  ['group of another namespace', SA, 'f3-uid', ['system:serviceaccounts:dev'], true, false],
  ['an empty list of groups', SA, 'f3-uid', [], true, false],
  ['no list of groups, as in a form that has none', SA, null, null, false, true],
  ['not a service account', 'alice', null, null, false, false],
  ['no user', null, null, null, false, false],
  ['not quite the shape', 'system:serviceaccount:prod', null, null, false, false],
])('I3: %s', (_, username, uid, groups, outside, withoutUid) => {
  expect([isOutsideAccountGroups(username, groups), isAccountWithoutUid(username, uid)]).toEqual([outside, withoutUid]);
});

test.each<[string[] | null, boolean]>([[['system:masters'], true], [['system:authenticated', 'system:masters'], true], [['system:master'], false], [['SYSTEM:MASTERS'], false], [[], false], [null, false]])('I1: %j: %s', (groups, expected) => {
  expect(isMasters(groups)).toBe(expected);
});

describe('I7', () => {
  test.each([
    '/healthz', '/healthz/etcd', '/livez', '/readyz/ping', '/version', '/version/', '/api', '/api/', '/api/v1', '/apis', '/apis/apps', '/apis/apps/v1', '/openapi/v2', '/openapi/v3/apis/apps/v1',
    '/api/v1/namespaces/kube-public/configmaps/cluster-info', '/.well-known/openid-configuration', '/openid/v1/jwks',
  ])('%s is open as installed', (path) => {
    expect(isOpenPath(path)).toBe(true);
  });

  test.each([
    '/', '/metrics', '/healthzz', '/versions', '/api/v1/secrets', '/api/v1/nodes', '/apis/apps/v1/deployments', '/api/v1/namespaces/kube-public/configmaps', '/healthz/../api/v1/secrets', '/healthz%2f..%2fapi',
    '/debug/pprof/heap', '/logs/',
  ])('%s is not', (path) => {
    expect(isOpenPath(path)).toBe(false);
  });

  const ANONYMOUS = { username: 'system:anonymous', groups: ['system:unauthenticated'], code: 200, uriPath: '/api/v1/secrets' };
  test.each<[string, Partial<Parameters<typeof isExposedAnonymous>[0]>, boolean]>([
    ['an answer', {}, true],
    ['an opened session', { code: 101 }, true],
    ['denied', { code: 403 }, false],
    ['no answer yet', { code: null }, false],
    ['health', { uriPath: '/healthz' }, false],
    ['no path', { uriPath: null }, false],
    ['someone known', { username: 'alice' }, false],
    ['groups dropped by a pipeline', { groups: null }, true],
    ['a certificate with that name', { groups: ['system:authenticated'] }, false],
  ])('%s', (_, override, expected) => {
    expect(isExposedAnonymous({ ...ANONYMOUS, ...override })).toBe(expected);
  });
});

test.each<[string | null, number | null, boolean]>([[null, 401, true], ['', 401, true], ['alice', 401, false], [null, 403, false], [null, null, false]])('I8: user %j with %s: %s', (username, code, expected) => {
  expect(isFailedLogin(username, code)).toBe(expected);
});

test.each<[string | null, string[] | null, boolean]>([['admin', null, true], [null, ['system:masters'], true], [null, null, false], ['', null, true]])('M1: %j with groups %j: %s', (impersonatedUsername, impersonatedGroups, expected) => {
  expect(isImpersonating({ impersonatedUsername, impersonatedGroups })).toBe(expected);
});

describe('M2', () => {
  const DENIED = { code: 403, decision: null, impersonatedUsername: null, impersonatedGroups: null, message: 'users "admin" is forbidden: User "alice" cannot impersonate resource "users" in API group ""' };
  test.each<[string, Partial<Parameters<typeof isDeniedImpersonation>[0]>, boolean]>([
    ['denied, with the message', {}, true],
    ['denied, before messages were recorded', { message: null }, true],
    ['another message', { message: 'quota exceeded' }, false],
    ['the authorizer answered', { decision: 'forbid' }, false],
    ['impersonation was allowed', { impersonatedUsername: 'admin' }, false],
    ['another code', { code: 401 }, false],
    ['no code', { code: null }, false],
  ])('%s', (_, override, expected) => {
    expect(isDeniedImpersonation({ ...DENIED, ...override })).toBe(expected);
  });
});
