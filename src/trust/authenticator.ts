/**
 * Which authenticator probably accepted a credential. The record does not say; what it says of the user fits some of them
 * and rules out others (k8s.io/apiserver pkg/server/config.go AuthorizeClientBearerToken names the order in which they are
 * tried; a front proxy is tried first and can assert anything, so no answer but the certain ones excludes it).
 */
import type { Identity } from '../model/audit-record';
import { isAccountWithoutUid, isAnonymous, isOutsideAccountGroups, serviceAccountNamespace } from './identity-tests';

export interface Fingerprint {
  /** How the caller probably logged in. */
  readonly likely: string;
  readonly confidence: 'certain' | 'high' | 'medium' | 'low';
  /** One sentence: what in the record says so. */
  readonly because: string;
}

export interface AuthenticatorFacts {
  readonly user: Identity;
  readonly code: number | null;
  /** The annotation that a Secret-based token leaves. */
  readonly legacyToken: boolean;
  /** Other users of this log have a credential ID, so the server writes them. */
  readonly serverWritesIds: boolean;
}

const CREDENTIAL = 'authentication.kubernetes.io/credential-id';

export function authenticatorOf({ user, code, legacyToken, serverWritesIds }: AuthenticatorFacts): Fingerprint {
  const { username, uid, groups, extra } = user;
  const credential = extra?.find(([key]) => key === CREDENTIAL)?.[1][0] ?? '';
  const isAccount = serviceAccountNamespace(username) !== undefined;
  if (username === null || username === '') {
    return code === 401
      ? { likely: 'none: the login failed', confidence: 'certain', because: 'The record has no user and the code 401.' }
      : { likely: 'unknown', confidence: 'low', because: 'The record names no user.' };
  }
  if (isAnonymous(username, groups)) return { likely: 'no credential was sent', confidence: 'high', because: 'A bad credential would have given 401; only a front proxy could also assert this name.' };
  if (username === 'system:unsecured') return { likely: 'the insecure port, without any check', confidence: 'certain', because: 'The server gives this name to whoever reaches that port.' };
  if (isAccount && (credential.startsWith('X509SHA256=') || isOutsideAccountGroups(username, groups) || (serverWritesIds && isAccountWithoutUid(username, uid)))) {
    return { likely: 'a certificate, identity provider, webhook or front proxy in the account’s name', confidence: 'high', because: 'Its UID, its groups or its credential ID are not those of a service account token.' };
  }
  if (credential.startsWith('X509SHA256=')) return { likely: 'client certificate', confidence: 'high', because: 'The credential ID is the SHA-256 of a certificate; compare it with a kubeconfig you hold.' };
  if (isAccount && legacyToken) return { likely: 'service account token from a Secret', confidence: 'certain', because: 'The server noted that the token carries no audience and never expires.' };
  if (isAccount && credential.startsWith('JTI=')) return { likely: 'service account token from TokenRequest', confidence: 'high', because: 'The credential ID is the ID of a token, and UID and groups fit the account.' };
  if (credential.startsWith('JTI=')) return { likely: 'OIDC or another JWT', confidence: 'high', because: 'The credential ID is the ID of a token that is no service account’s.' };
  if (username === 'system:apiserver' && (groups?.includes('system:masters') ?? false)) return { likely: 'the server’s own loopback client', confidence: 'high', because: 'Name and group are those the server gives itself; its UID is drawn at every start.' };
  if (username.startsWith('system:bootstrap:')) return { likely: 'bootstrap token', confidence: 'high', because: 'Only bootstrap tokens give names of this shape.' };
  if (isAccount && isAccountWithoutUid(username, uid)) return { likely: 'unknown: a service account token, or another credential in the account’s name', confidence: 'low', because: 'There is no UID, which a token brings and some forms of log leave out.' };
  if (isAccount) return { likely: 'service account token of a server that writes no credential ID', confidence: 'medium', because: 'UID and groups fit the account, and there is no credential ID.' };
  if (serverWritesIds) return { likely: 'front proxy, token webhook, token file, or OIDC without a token ID', confidence: 'medium', because: 'This server writes credential IDs for certificates and tokens, and here is none.' };
  return { likely: 'unknown: certificate, OIDC, webhook, token file or front proxy', confidence: 'low', because: 'The record does not say which authenticator answered, and this server writes no credential IDs.' };
}
