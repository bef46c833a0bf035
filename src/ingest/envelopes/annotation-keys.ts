/**
 * The audit annotations whose keys shippers rewrite: some stores allow no dots, others no slashes. Undone for
 * keys of the API server only, since no rule tells a rewritten key from one that was always so.
 */
const KEYS = [
  'authorization.k8s.io/decision', 'authorization.k8s.io/reason', 'authentication.k8s.io/legacy-token', 'authentication.kubernetes.io/issued-credential-id',
  'k8s.io/deprecated', 'k8s.io/removed-release', 'audit.k8s.io/truncated', 'pod-security.kubernetes.io/enforce-policy', 'pod-security.kubernetes.io/audit-violations',
  'pod-security.kubernetes.io/exempt', 'authentication.openshift.io/username', 'authentication.openshift.io/decision',
];
const byRewritten = new Map(KEYS.flatMap((key): [string, string][] => [[key.replaceAll('.', '_'), key], [key.replaceAll(/[./]/g, '_'), key]]));

/** The key as the API server wrote it. */
export const knownAnnotation = (key: string): string => byRewritten.get(key) ?? key;
