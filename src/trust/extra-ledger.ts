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
  { key: '*', since: 'always', verdict: 'third-party', writtenBy: 'a token webhook, a front proxy or a JWT mapping',
    reason: 'The API server passes this key on from the authenticator and vouches for nothing in it.' },
];
