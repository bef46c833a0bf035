/** Who vouches for each key of user.extra. Keys not listed are the word of a third party. */
import { APISERVER, KUBERNETES, type KeyedLedgerEntry } from './ledger-entry';

const PREFIX = 'authentication.kubernetes.io';
const CLAIMS = `${KUBERNETES} pkg/serviceaccount/claims.go`;
const TOKEN_FACTS = `${APISERVER} pkg/authentication/serviceaccount/util.go`;
const FROM_THE_TOKEN = 'the API server, from the token';

type Facts = Omit<KeyedLedgerEntry, 'key' | 'verdict'>;
const checked = (key: string, facts: Facts): KeyedLedgerEntry => ({ key, verdict: 'authenticated', ...facts });
const thirdParty = (key: string, facts: Facts): KeyedLedgerEntry => ({ key, verdict: 'third-party', ...facts });

/** The keys of cloud authenticators are known from public logs, not from source. */
const EKS = { since: 'EKS', source: 'public EKS logs; the authenticator is a token webhook (k8s.io/apiserver plugin/pkg/authenticator/token/webhook)', writtenBy: 'the IAM authenticator of EKS' } as const;

const BOUND_WEBHOOK: Facts = {
  since: '1.37', source: TOKEN_FACTS, writtenBy: FROM_THE_TOKEN,
  reason: 'The token is bound to this webhook configuration.',
  attack: 'A token minted for a webhook and used for something else.',
};

/** The first row that fits decides. */
export const EXTRA_LEDGER: readonly KeyedLedgerEntry[] = [
  checked(`${PREFIX}/pod-name`, { since: 'bound tokens; default 1.21', source: `${CLAIMS} (KEP-1205)`, writtenBy: FROM_THE_TOKEN,
    reason: 'The token is bound to this pod, which existed when it was checked; that does not prove the request came from inside the pod.',
    attack: 'Taking a pod’s token out of the pod, or having one minted for it, so that the pod is blamed.' }),
  checked(`${PREFIX}/pod-uid`, { since: 'bound tokens; default 1.21', source: `${CLAIMS} (KEP-1205)`, writtenBy: FROM_THE_TOKEN,
    reason: 'The token is bound to the pod with this UID, which tells it from later pods of the same name.',
    attack: 'Hiding behind the name of a pod that has been replaced: the name stays, the UID does not.' }),
  checked(`${PREFIX}/node-name`, { since: '1.29, default 1.30', source: `${CLAIMS} (KEP-4193)`, writtenBy: 'the API server, when it issued the token',
    reason: 'The token was issued for a pod on this node; for pod-bound tokens the node is not checked again at use.',
    attack: 'Using a token away from the node it was issued for.' }),
  checked(`${PREFIX}/node-uid`, { since: '1.29, default 1.30', source: `${CLAIMS} (KEP-4193)`, writtenBy: 'the API server, when it issued the token',
    reason: 'The UID of the node the token was issued for; for pod-bound tokens it is not checked again at use.',
    attack: 'A new machine that takes the name of a node which was removed.' }),
  checked(`${PREFIX}/credential-id`, { since: 'tokens 1.29/1.30, certificates and JWTs 1.32', source: `${TOKEN_FACTS}, pkg/authentication/token/jwt/jwt.go, pkg/authentication/request/x509/x509.go, plugin/pkg/authenticator/token/oidc/oidc.go`, writtenBy: 'the API server, from the credential',
    reason: 'The server computed this from the credential itself, so the same value means the same token or certificate, unless a front proxy supplied it.',
    attack: 'Copying a token or a certificate: every use of the copy carries the same ID, wherever it comes from.' }),
  checked(`${PREFIX}/validatingwebhookconfiguration-*`, BOUND_WEBHOOK),
  checked(`${PREFIX}/mutatingwebhookconfiguration-*`, BOUND_WEBHOOK),
  checked(`attestation.${PREFIX}/*`, { ...BOUND_WEBHOOK, reason: 'The API server took this from a token bound to a webhook configuration.' }),
  thirdParty('arn', { ...EKS, reason: 'The role or user of AWS that was presented, in the words of the token webhook; it leads to CloudTrail.',
    attack: 'A role of AWS that was taken over: the cluster sees a name, the cloud’s log sees how it was come by.' }),
  thirdParty('canonicalArn', { ...EKS, reason: 'The same role without its session, in the words of the token webhook.', attack: 'Hiding one person among many who may assume the same role.' }),
  thirdParty('sessionName', { ...EKS, reason: 'The name of the session, which whoever assumed the role chose.', attack: 'Assuming a role under a colleague’s name as the name of the session.' }),
  thirdParty('accessKeyId', { ...EKS, reason: 'The access key of AWS that signed the login; it leads to CloudTrail.', attack: 'A leaked access key: its ID is what ties the cluster’s log to the cloud’s.' }),
  thirdParty('principalId', { ...EKS, reason: 'The unique ID of the role or user of AWS, in the words of the token webhook.', attack: 'A role that was deleted and made again under the same name: the ID is another.' }),
  thirdParty('iam.gke.io/*', { since: 'GKE', source: 'public GKE logs', writtenBy: 'the authenticator of GKE', reason: 'What Google’s authenticator says of the account; it leads to the cloud’s own log.',
    attack: 'A Google account that was taken over: the cloud’s log sees how.' }),
  thirdParty('scopes.authorization.openshift.io', { since: 'OpenShift', source: 'openshift/api user scopes; not upstream', writtenBy: 'the OAuth server of OpenShift', reason: 'The scopes the token was limited to.',
    attack: 'A token with full scope where a limited one would do.' }),
  thirdParty('*', { since: 'always', source: `${APISERVER} pkg/authentication/request/headerrequest/requestheader.go, plugin/pkg/authenticator/token/webhook/webhook.go`, writtenBy: 'a token webhook, a front proxy or a JWT mapping',
    reason: 'The API server passes this key on from the authenticator and vouches for nothing in it.',
    attack: 'A front proxy or webhook that adds facts of its own making, such as a role or a project.' }),
];
