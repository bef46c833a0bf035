import { APISERVER, KUBERNETES, KUBEWITNESS, type LedgerEntry } from './ledger-entry';

const METADATA = `${APISERVER} pkg/audit/request.go LogRequestMetadata`;
const BOUND_TOKEN = `${KUBERNETES} pkg/serviceaccount/claims.go, bound tokens (KEP-1205, default in pods since 1.21)`;
const IMPERSONATION = `${APISERVER} pkg/endpoints/filters/impersonation`;

/** Identity: what a credential proves, and what is only said on top of it. */
export const LEDGER_WHO = {
  username: {
    label: 'user.username', verdict: 'authenticated', writtenBy: 'the authenticator that accepted the credential', source: METADATA, tests: ['I1', 'I3', 'I7', 'I8', 'M1'],
    reason: 'A credential check passed for this name; the log does not record which authenticator answered, nor who held the credential.',
  },
  uid: {
    label: 'user.uid', verdict: 'authenticated', writtenBy: 'the authenticator that accepted the credential', source: METADATA, tests: ['I3'],
    reason: 'The authenticator gave this ID together with the name; for a service account it is the UID of the account object.',
  },
  groups: {
    label: 'user.groups', verdict: 'authenticated', writtenBy: 'the authenticator; system:authenticated is added by the server', source: METADATA, tests: ['I1', 'I3'],
    reason: 'The authenticator gave these groups with the name; only system:authenticated is the server’s own addition.',
  },
  extra: {
    label: 'user.extra', verdict: 'third-party', writtenBy: 'authenticator, webhook or front proxy, key by key', source: METADATA, tests: [],
    reason: 'Kubernetes vouches for its own keys only; any other key is the word of a webhook, a front proxy or a token mapping.',
  },
  pod_name: {
    label: 'pod-name', verdict: 'authenticated', writtenBy: 'the API server, from the bound token', source: BOUND_TOKEN, tests: [],
    reason: 'The token is bound to this pod, which existed when it was checked; that does not prove the request came from inside the pod.',
  },
  pod_uid: {
    label: 'pod-uid', verdict: 'authenticated', writtenBy: 'the API server, from the bound token', source: BOUND_TOKEN, tests: [],
    reason: 'The token is bound to the pod with this UID, which tells it from later pods of the same name.',
  },
  node_name: {
    label: 'node-name', verdict: 'authenticated', writtenBy: 'the API server, when it issued the token', source: `${KUBERNETES} pkg/serviceaccount/claims.go, default since 1.30 (KEP-4193)`, tests: [],
    reason: 'The token was issued for a pod scheduled to this node; for pod-bound tokens the node is not checked again at use.',
  },
  credential_id: {
    label: 'credential-id', verdict: 'authenticated', writtenBy: 'the API server, from the token or certificate', source: `${APISERVER} pkg/authentication; tokens since 1.29/1.30, certificates since 1.32`, tests: [],
    reason: 'The server computed this from the credential itself, so the same value means the same token or certificate, unless a front proxy supplied it.',
  },
  impersonated_username: {
    label: 'impersonatedUser.username', verdict: 'claimed', writtenBy: 'the caller (Impersonate-User), gated by permission', source: IMPERSONATION, tests: ['M1'],
    reason: 'The caller chose this name and was allowed to use it; nothing checks that such a user exists.',
  },
  impersonated_uid: {
    label: 'impersonatedUser.uid', verdict: 'claimed', writtenBy: 'the caller (Impersonate-Uid), gated by permission', source: `${IMPERSONATION}, since 1.22`, tests: ['M1'],
    reason: 'The caller chose this ID and was allowed to use it; it is not the ID of a checked credential.',
  },
  impersonated_groups: {
    label: 'impersonatedUser.groups', verdict: 'claimed', writtenBy: 'the caller (Impersonate-Group), gated by permission', source: IMPERSONATION, tests: ['M1'],
    reason: 'The caller chose these groups and was allowed to use them; they are not groups of a checked credential.',
  },
  impersonated_extra: {
    label: 'impersonatedUser.extra', verdict: 'claimed', writtenBy: 'the caller (Impersonate-Extra-*), gated by permission', source: IMPERSONATION, tests: ['M1'],
    reason: 'The caller chose this value; inside impersonatedUser even a pod name or credential ID is not checked.',
  },
  effective_username: {
    label: 'effective user', verdict: 'authenticated', writtenBy: 'Kubewitness: impersonatedUser where there is one, else user', source: KUBEWITNESS, tests: ['M1', 'I3', 'I8'],
    reason: 'The name the request was authorised for; without impersonation it is the name the credential check passed for.',
  },
} as const satisfies Record<string, LedgerEntry>;
