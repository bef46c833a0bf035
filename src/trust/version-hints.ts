/**
 * What in a log tells the version of the server that wrote it. The server names its version only in the user agent of its
 * own loopback client; beyond that, annotations and extra keys that a release introduced say "at least", and what a release
 * took away says "at most". A webhook or a front proxy can plant such a key, so the origin of every bound is said.
 */
import { KUBERNETES } from './ledger-entry';

export interface VersionHint {
  readonly domain: 'annotation' | 'extra' | 'credential' | 'format';
  /** Beginning of the annotation's key, the extra key, the credential ID, or the form of the evidence. */
  readonly prefix: string;
  /** Minors of Kubernetes 1. */
  readonly atLeast: number | null;
  readonly atMost: number | null;
  /** After "learnt from", in a list. */
  readonly says: string;
}

const EXTRA = 'authentication.kubernetes.io';
const since = (domain: VersionHint['domain'], prefix: string, atLeast: number): VersionHint => ({ domain, prefix, atLeast, atMost: null, says: `${domain} ${prefix}` });

/** Releases as in ANNOTATION_LEDGER; keys whose first release is not known exactly are left out. */
export const VERSION_HINTS: readonly VersionHint[] = [
  since('annotation', 'authorization.k8s.io/decision', 11),
  since('annotation', 'mutation.webhook.admission.k8s.io/', 16),
  since('annotation', 'k8s.io/deprecated', 19),
  since('annotation', 'pod-security.kubernetes.io/', 22),
  since('annotation', 'pod-security.kubernetes.io/enforce-policy', 23),
  since('annotation', 'pod-security.kubernetes.io/exempt', 23),
  since('annotation', 'failed-open.', 22),
  since('annotation', 'apiserver.latency.k8s.io/', 24),
  since('annotation', 'missing-san.invalid-cert.kubernetes.io/', 24),
  since('annotation', 'insecure-sha1.invalid-cert.kubernetes.io/', 24),
  since('annotation', 'validation.policy.admission.k8s.io/validation_failure', 27),
  since('annotation', 'authentication.k8s.io/legacy-token-', 29),
  since('annotation', `${EXTRA}/issued-credential-id`, 30),
  since('annotation', 'apiserver.k8s.io/unsafe-delete-ignore-read-error', 32),
  { domain: 'annotation', prefix: 'podsecuritypolicy.admission.k8s.io/', atLeast: 11, atMost: 24, says: 'annotation podsecuritypolicy.admission.k8s.io/' },
  since('extra', `${EXTRA}/node-name`, 29),
  since('credential', 'JTI=', 29),
  since('credential', 'X509SHA256=', 32),
  { domain: 'format', prefix: 'audit.k8s.io/v1alpha1', atLeast: 7, atMost: 23, says: 'format audit.k8s.io/v1alpha1' },
  { domain: 'format', prefix: 'audit.k8s.io/v1beta1', atLeast: 8, atMost: 23, says: 'format audit.k8s.io/v1beta1' },
];

/** Where the hints stand, for the page that explains them. */
export const VERSION_HINT_SOURCE = `${KUBERNETES} release tags 1.7 to 1.37-beta`;
