/** Who vouches for each key of user.extra. Keys not listed are the word of a third party. */
import type { Verdict } from '../model/verdict';

export interface ExtraEntry {
  /** The whole key, or its beginning when it ends in `*`. */
  readonly key: string;
  readonly since: string;
  readonly verdict: Verdict;
  readonly writtenBy: string;
  readonly reason: string;
}

const PREFIX = 'authentication.kubernetes.io';

export const EXTRA_LEDGER: readonly ExtraEntry[] = [
  { key: `${PREFIX}/pod-name`, since: 'bound tokens; default 1.21', verdict: 'authenticated', writtenBy: 'the API server, from the token',
    reason: 'The token is bound to this pod, which existed when it was checked; that does not prove the request came from inside the pod.' },
  { key: `${PREFIX}/pod-uid`, since: 'bound tokens; default 1.21', verdict: 'authenticated', writtenBy: 'the API server, from the token',
    reason: 'The token is bound to the pod with this UID, which tells it from later pods of the same name.' },
  { key: `${PREFIX}/node-name`, since: '1.29, default 1.30', verdict: 'authenticated', writtenBy: 'the API server, when it issued the token',
    reason: 'The token was issued for a pod on this node; for pod-bound tokens the node is not checked again at use.' },
  { key: `${PREFIX}/node-uid`, since: '1.29, default 1.30', verdict: 'authenticated', writtenBy: 'the API server, when it issued the token',
    reason: 'The UID of the node the token was issued for; for pod-bound tokens it is not checked again at use.' },
  { key: `${PREFIX}/credential-id`, since: 'tokens 1.29/1.30, certificates and JWTs 1.32', verdict: 'authenticated', writtenBy: 'the API server, from the credential',
    reason: 'The server computed this from the credential itself, so the same value means the same token or certificate, unless a front proxy supplied it.' },
  { key: `${PREFIX}/validatingwebhookconfiguration-*`, since: '1.37', verdict: 'authenticated', writtenBy: 'the API server, from the token',
    reason: 'The token is bound to this webhook configuration.' },
  { key: `${PREFIX}/mutatingwebhookconfiguration-*`, since: '1.37', verdict: 'authenticated', writtenBy: 'the API server, from the token',
    reason: 'The token is bound to this webhook configuration.' },
  { key: `attestation.${PREFIX}/*`, since: '1.37', verdict: 'authenticated', writtenBy: 'the API server, from the token',
    reason: 'The API server took this from a token bound to a webhook configuration.' },
  { key: 'arn', since: 'EKS', verdict: 'third-party', writtenBy: 'the IAM authenticator of EKS', reason: 'The role or user of AWS that was presented, in the words of the token webhook; it leads to CloudTrail.' },
  { key: 'canonicalArn', since: 'EKS', verdict: 'third-party', writtenBy: 'the IAM authenticator of EKS', reason: 'The same role without its session, in the words of the token webhook.' },
  { key: 'sessionName', since: 'EKS', verdict: 'third-party', writtenBy: 'the IAM authenticator of EKS', reason: 'The name of the session, which whoever assumed the role chose.' },
  { key: 'accessKeyId', since: 'EKS', verdict: 'third-party', writtenBy: 'the IAM authenticator of EKS', reason: 'The access key of AWS that signed the login; it leads to CloudTrail.' },
  { key: 'principalId', since: 'EKS', verdict: 'third-party', writtenBy: 'the IAM authenticator of EKS', reason: 'The unique ID of the role or user of AWS, in the words of the token webhook.' },
  { key: 'iam.gke.io/*', since: 'GKE', verdict: 'third-party', writtenBy: 'the authenticator of GKE', reason: 'What Google’s authenticator says of the account; it leads to the cloud’s own log.' },
  { key: 'scopes.authorization.openshift.io', since: 'OpenShift', verdict: 'third-party', writtenBy: 'the OAuth server of OpenShift', reason: 'The scopes the token was limited to.' },
  { key: '*', since: 'always', verdict: 'third-party', writtenBy: 'a token webhook, a front proxy or a JWT mapping',
    reason: 'The API server passes this key on from the authenticator and vouches for nothing in it.' },
];
