import { APISERVER, KUBERNETES, KUBEWITNESS, type LedgerEntry } from './ledger-entry';

const METADATA = `${APISERVER} pkg/audit/request.go LogRequestMetadata`;
const BOUND_TOKEN = `${KUBERNETES} pkg/serviceaccount/claims.go, bound tokens (KEP-1205, default in pods since 1.21)`;
const IMPERSONATION = `${APISERVER} pkg/endpoints/filters/impersonation`;

/** Identity: what a credential proves, and what is only said on top of it. */
export const LEDGER_WHO = {
  username: {
    label: 'user.username', verdict: 'authenticated', writtenBy: 'the authenticator that accepted the credential', source: METADATA, tests: ['I1', 'I3', 'I7', 'I8', 'M1'],
    reason: 'A credential check passed for this name; the log does not record which authenticator answered, nor who held the credential.',
    attack: 'Acting under another’s name with a stolen credential, a certificate issued in that name, or a front proxy’s key.',
    byVersion: [
      { until: 19, says: 'A caller of the insecure port is system:unsecured here, without any check.' },
      { from: 20, says: 'There is no insecure port, so a name is always the word of an authenticator.' },
    ],
  },
  uid: {
    label: 'user.uid', verdict: 'authenticated', writtenBy: 'the authenticator that accepted the credential', source: METADATA, tests: ['I3'],
    reason: 'The authenticator gave this ID together with the name; for a service account it is the UID of the account object.',
    attack: 'Posing as a service account by a certificate or an identity provider, which know the name and not the UID of the account.',
    byVersion: [
      { until: 31, says: 'A front proxy cannot hand on a UID, so a service account without one can be a hop of the aggregator.' },
      { from: 32, says: 'A front proxy can assert a UID too (X-Remote-Uid), and from 1.33 a certificate can carry one.' },
    ],
  },
  groups: {
    label: 'user.groups', verdict: 'authenticated', writtenBy: 'the authenticator; system:authenticated is added by the server', source: METADATA, tests: ['I1', 'I3'],
    reason: 'The authenticator gave these groups with the name; only system:authenticated is the server’s own addition.',
    attack: 'Having system:masters or another powerful group put into a certificate or asserted by a front proxy.',
  },
  extra: {
    label: 'user.extra', verdict: 'third-party', writtenBy: 'authenticator, webhook or front proxy, key by key', source: METADATA, tests: [],
    reason: 'Kubernetes vouches for its own keys only; any other key is the word of a webhook, a front proxy or a token mapping.',
    attack: 'A webhook or a front proxy that adds a pod name or a credential ID of its own making.',
  },
  pod_name: {
    label: 'pod-name', verdict: 'authenticated', writtenBy: 'the API server, from the bound token', source: BOUND_TOKEN, tests: [],
    reason: 'The token is bound to this pod, which existed when it was checked; that does not prove the request came from inside the pod.',
    attack: 'Taking a pod’s token out of the pod, or having one minted for it, so that the pod is blamed.',
    byVersion: [
      { until: 20, says: 'Only pods that ask for a bound token have one that names them, so most accounts show no pod.' },
      { from: 21, says: 'Every pod gets a bound token unless it opts out, so an account without a pod has another kind of token.' },
    ],
  },
  pod_uid: {
    label: 'pod-uid', verdict: 'authenticated', writtenBy: 'the API server, from the bound token', source: BOUND_TOKEN, tests: [],
    reason: 'The token is bound to the pod with this UID, which tells it from later pods of the same name.',
    attack: 'Hiding behind the name of a pod that has been replaced: the name stays, the UID does not.',
  },
  node_name: {
    label: 'node-name', verdict: 'authenticated', writtenBy: 'the API server, when it issued the token', source: `${KUBERNETES} pkg/serviceaccount/claims.go, default since 1.30 (KEP-4193)`, tests: [],
    reason: 'The token was issued for a pod scheduled to this node; for pod-bound tokens the node is not checked again at use.',
    attack: 'Using a token away from the node it was issued for.',
    byVersion: [
      { until: 28, says: 'Tokens do not name a node.' },
      { from: 29, says: 'Tokens name the node they were issued for: behind a feature gate in 1.29, by default from 1.30.' },
    ],
  },
  credential_id: {
    label: 'credential-id', verdict: 'authenticated', writtenBy: 'the API server, from the token or certificate', source: `${APISERVER} pkg/authentication; tokens since 1.29/1.30, certificates since 1.32`, tests: [],
    reason: 'The server computed this from the credential itself, so the same value means the same token or certificate, unless a front proxy supplied it.',
    attack: 'Copying a token or a certificate: every use of the copy carries the same ID, wherever it comes from.',
    byVersion: [
      { until: 28, says: 'No credential leaves an ID, so its absence says nothing.' },
      { from: 29, until: 31, says: 'Only tokens of service accounts leave an ID, in 1.29 behind a feature gate; its absence on anyone else says nothing.' },
      { from: 32, says: 'Certificates, service account tokens and JWTs with an ID leave one; a person without it came by front proxy, webhook, token file or bootstrap token.' },
    ],
  },
  impersonated_username: {
    label: 'impersonatedUser.username', verdict: 'claimed', writtenBy: 'the caller (Impersonate-User), gated by permission', source: IMPERSONATION, tests: ['M1'],
    reason: 'The caller chose this name and was allowed to use it; nothing checks that such a user exists.',
    attack: 'Borrowing an innocent or a powerful name by the right to impersonate, so that reports blame its owner.',
    byVersion: [
      { until: 35, says: 'There is one right to impersonate, and the record does not say which form of it was used.' },
      { from: 36, says: 'authenticationMetadata.impersonationConstraint names the constrained right that was used; without it the old unlimited right was.' },
    ],
  },
  impersonated_uid: {
    label: 'impersonatedUser.uid', verdict: 'claimed', writtenBy: 'the caller (Impersonate-Uid), gated by permission', source: `${IMPERSONATION}, since 1.22`, tests: ['M1'],
    reason: 'The caller chose this ID and was allowed to use it; it is not the ID of a checked credential.',
    attack: 'Sending the UID of a real account with a borrowed name, so that the name looks checked.',
    byVersion: [
      { until: 21, says: 'The server reads no Impersonate-Uid.' },
      { from: 22, says: 'The server reads Impersonate-Uid.' },
    ],
  },
  impersonated_groups: {
    label: 'impersonatedUser.groups', verdict: 'claimed', writtenBy: 'the caller (Impersonate-Group), gated by permission', source: IMPERSONATION, tests: ['M1'],
    reason: 'The caller chose these groups and was allowed to use them; they are not groups of a checked credential.',
    attack: 'Escalating by asking for a group, such as system:masters, that the caller is not in.',
    byVersion: [
      { until: 19, says: 'The list holds what was asked for and nothing else.' },
      { from: 20, says: 'The server adds system:authenticated to what was asked for.' },
    ],
  },
  impersonated_extra: {
    label: 'impersonatedUser.extra', verdict: 'claimed', writtenBy: 'the caller (Impersonate-Extra-*), gated by permission', source: IMPERSONATION, tests: ['M1'],
    reason: 'The caller chose this value; inside impersonatedUser even a pod name or credential ID is not checked.',
    attack: 'Planting a pod name or a credential ID that reads like one the server checked.',
  },
  effective_username: {
    label: 'effective user', verdict: 'authenticated', writtenBy: 'Kubewitness: impersonatedUser where there is one, else user', source: KUBEWITNESS, tests: ['M1', 'I3', 'I8'],
    reason: 'The name the request was authorised for; without impersonation it is the name the credential check passed for.',
    attack: 'Reading a borrowed name as the person who acted.',
  },
} as const satisfies Record<string, LedgerEntry>;
