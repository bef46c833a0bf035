import { expect, test } from 'vitest';
import type { Identity } from '../model/audit-record';
import { authenticatorOf, type AuthenticatorFacts } from './authenticator';
import { NOBODY } from './request.fixture';

const CREDENTIAL = 'authentication.kubernetes.io/credential-id';
const withId = (user: Partial<Identity>, id: string): Partial<Identity> => ({ ...user, extra: [[CREDENTIAL, [id]]] });
const ACCOUNT: Partial<Identity> = { username: 'system:serviceaccount:a:b', uid: '1', groups: ['system:serviceaccounts', 'system:serviceaccounts:a', 'system:authenticated'] };

test.each<[string, Partial<Identity>, Partial<AuthenticatorFacts>, RegExp, string]>([
  ['failed login', {}, { code: 401 }, /^none/, 'certain'],
  ['no user', {}, { code: 200 }, /^unknown/, 'low'],
  ['anonymous', { username: 'system:anonymous', groups: ['system:unauthenticated'] }, {}, /no credential/, 'high'],
  ['insecure port', { username: 'system:unsecured', groups: ['system:masters'] }, {}, /insecure/, 'certain'],
  ['certificate', withId({ username: 'alice' }, 'X509SHA256=00'), {}, /^client certificate/, 'high'],
  ['account by certificate', withId(ACCOUNT, 'X509SHA256=00'), {}, /in the account’s name/, 'high'],
  ['account without groups', { ...ACCOUNT, groups: [] }, {}, /in the account’s name/, 'high'],
  ['token from a Secret', ACCOUNT, { legacyToken: true }, /from a Secret/, 'certain'],
  ['bound token', withId(ACCOUNT, 'JTI=1'), {}, /TokenRequest/, 'high'],
  ['JWT of a person', withId({ username: 'alice' }, 'JTI=1'), {}, /^OIDC/, 'high'],
  ['loopback', { username: 'system:apiserver', groups: ['system:masters'] }, {}, /loopback/, 'high'],
  ['bootstrap', { username: 'system:bootstrap:abc' }, {}, /bootstrap/, 'high'],
  ['account of an old server', ACCOUNT, {}, /writes no credential ID/, 'medium'],
  ['no ID where others have one', { username: 'alice' }, { serverWritesIds: true }, /^front proxy/, 'medium'],
  ['no ID anywhere', { username: 'alice' }, {}, /^unknown/, 'low'],
])('%s', (_, user, facts, likely, confidence) => {
  const found = authenticatorOf({ user: { ...NOBODY, ...user }, code: 200, legacyToken: false, serverWritesIds: false, ...facts });
  expect(found.likely).toMatch(likely);
  expect(found.confidence).toBe(confidence);
});
