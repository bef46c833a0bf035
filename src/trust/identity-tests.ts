/** Tests on who the caller is said to be. */

const SERVICE_ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;

/** The namespace when the name has the shape of a service account's. */
export const serviceAccountNamespace = (username: string | null): string | undefined =>
  username === null ? undefined : SERVICE_ACCOUNT.exec(username)?.[1];

/** I1. A hard-wired authorizer allows this group everything before RBAC is asked. */
export const isMasters = (groups: readonly string[] | null): boolean => groups?.includes('system:masters') ?? false;

/**
 * I3. Every service account token brings the group of the account's namespace; a certificate or proxy that borrows the name need not. The
 * server writes groups for everyone it knows, so where there are none at all the form of the log left them out.
 */
export function isOutsideAccountGroups(username: string | null, groups: readonly string[] | null): boolean {
  const namespace = serviceAccountNamespace(username);
  return namespace !== undefined && groups !== null && !groups.includes(`system:serviceaccounts:${namespace}`);
}

/** I3 as well, where others of the same log have a UID: every token brings the account's, and some forms of log keep nobody's. */
export const isAccountWithoutUid = (username: string | null, uid: string | null): boolean => serviceAccountNamespace(username) !== undefined && (uid === null || uid === '');

/** No credential was presented. A refused credential gives 401 and no user instead. */
export function isAnonymous(username: string | null, groups: readonly string[] | null): boolean {
  return username === 'system:anonymous' && (groups === null || groups.includes('system:unauthenticated'));
}

/** What clusters answer to anyone as installed: health, version, discovery of APIs and of token issuers, and the bootstrap document of kubeadm. */
const OPEN_PATH = /^\/(?:healthz|livez|readyz)(?:\/|$)|^\/version\/?$|^\/openapi\/v[23](?:\/|$)|^\/apis?(?:\/[^/]+){0,2}\/?$|^\/\.well-known\/openid-configuration$|^\/openid\/v1\/jwks$/;
const CLUSTER_INFO = '/api/v1/namespaces/kube-public/configmaps/cluster-info';

export function isOpenPath(uriPath: string): boolean {
  // A path that decodes to something else than it says is not taken for one of the harmless ones.
  if (uriPath.includes('%') || uriPath.includes('..')) return false;
  if (uriPath === CLUSTER_INFO) return true;
  // `/api/v1/nodes` has the depth of `/apis/G/V` and is no discovery document.
  return OPEN_PATH.test(uriPath) && !/^\/api\/[^/]+\/[^/]/.test(uriPath);
}

export interface AnonymousFacts {
  readonly username: string | null;
  readonly groups: readonly string[] | null;
  readonly code: number | null;
  readonly uriPath: string | null;
}

/** I7. Without a credential, an answer (2xx, or 101 for an opened session) outside the open paths. */
export function isExposedAnonymous({ username, groups, code, uriPath }: AnonymousFacts): boolean {
  if (!isAnonymous(username, groups) || code === null || uriPath === null) return false;
  return (code === 101 || (code >= 200 && code < 300)) && !isOpenPath(uriPath);
}

/** I8. `user: {}` with 401: a credential was presented and refused. */
export const isFailedLogin = (username: string | null, code: number | null): boolean => code === 401 && (username === null || username === '');

export interface ImpersonationFacts {
  readonly impersonatedUsername: string | null;
  readonly impersonatedGroups: readonly string[] | null;
}

/** M1. */
export const isImpersonating = (facts: ImpersonationFacts): boolean => facts.impersonatedUsername !== null || facts.impersonatedGroups !== null;

export interface DeniedImpersonationFacts extends ImpersonationFacts {
  readonly code: number | null;
  readonly decision: string | null;
  readonly message: string | null;
}

/** M2. The impersonation check answers before the authorizer, so nothing but 403 and (since 1.24) the message tells. */
export function isDeniedImpersonation(facts: DeniedImpersonationFacts): boolean {
  if (facts.code !== 403 || facts.decision !== null || isImpersonating(facts)) return false;
  return facts.message === null || facts.message.includes('cannot impersonate');
}
