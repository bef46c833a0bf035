/**
 * Where operators keep an audit policy other than in a file of its own: texts in a ConfigMap, `fileAssets` of a kops cluster
 * (kops.sigs.k8s.io/cluster_spec, auditing), the object `cluster.apiServer.auditPolicy` or a file of a Talos machine configuration
 * (talos.dev, v1alpha1 reference), `services.kube-api.audit_log` of RKE. Only there: in other objects anybody may write anything.
 */

/** What tells the holder, by its own members. */
export interface HolderFace {
  readonly kind: unknown;
  readonly apiVersion: unknown;
  readonly version: unknown;
  readonly has: (key: string) => boolean;
}

/** The members of it that may hold a policy; none for an object that is no holder. */
export function policyKeys({ kind, apiVersion, version, has }: HolderFace): readonly string[] {
  if (kind === 'ConfigMap' && apiVersion === 'v1') return ['data', 'binaryData'];
  if (kind === 'Cluster' && typeof apiVersion === 'string' && apiVersion.startsWith('kops.k8s.io/')) return ['spec'];
  if (version === 'v1alpha1' && (has('machine') || has('cluster'))) return ['cluster', 'machine'];
  if (kind === undefined && has('services') && (has('nodes') || has('kubernetes_version') || has('cluster_name'))) return ['services'];
  return [];
}

const GROUP = 'audit.k8s.io/';
export const isPolicy = (kind: unknown, version: unknown): version is string => kind === 'Policy' && typeof version === 'string' && version.startsWith(GROUP);
export const mayHoldPolicy = (text: string): boolean => text.includes(GROUP) && text.includes('Policy');

const MAX_PACKED = 1024 * 1024;

/** Files are also kept as base64; undefined for what is none that holds a policy. */
export function unpackedPolicy(text: string): string | undefined {
  const packed = text.replaceAll(/\s/g, '');
  if (packed.length < 64 || packed.length > MAX_PACKED || !/^[A-Za-z0-9+/]+={0,2}$/.test(packed)) return undefined;
  try {
    const unpacked = new TextDecoder().decode(Uint8Array.from(atob(packed), (character) => character.charCodeAt(0)));
    return mayHoldPolicy(unpacked) ? unpacked : undefined;
  } catch {
    return undefined;
  }
}

/** Levels that are looked into below the members above; the deepest place that is known is five below. */
export const MAX_HOLDER_DEPTH = 8;
