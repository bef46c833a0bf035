/** The program a request claims to come from. The user agent is the caller's own word (k8s.io/apiserver pkg/audit/request.go LogRequestMetadata). */

export type ClaimedClient =
  /** `kubectl/v1.32.3 (linux/amd64) kubernetes/hash`, k8s.io/client-go rest/config.go buildUserAgent. */
  | { readonly kind: 'kubectl'; readonly minor: number | undefined }
  | { readonly kind: 'helm' | 'curl' | 'browser' | 'kubelet' | 'scheduler' | 'kubeadm' | 'leader-election' | 'sdk' | 'monitoring' | 'component' }
  /** No user agent in the record: it was not sent, or the form of evidence has none. */
  | { readonly kind: 'none' }
  | { readonly kind: 'other' };

const KINDS: readonly (readonly [RegExp, Exclude<ClaimedClient['kind'], 'kubectl' | 'none' | 'other'>])[] = [
  [/\/leader-election$/, 'leader-election'],
  [/^Helm\//i, 'helm'],
  [/^curl\//i, 'curl'],
  [/^Mozilla\//, 'browser'],
  [/^kubelet\//, 'kubelet'],
  [/^kube-scheduler\//, 'scheduler'],
  [/^kubeadm\//, 'kubeadm'],
  [/^(?:kube-(?:apiserver|controller-manager|proxy|probe|aggregator)|cloud-controller-manager|k3s|coredns)\//i, 'component'],
  [/^(?:Prometheus|Grafana|Datadog|telegraf|metrics-server|kube-state-metrics|otelcol|vmagent|opentelemetry)/i, 'monitoring'],
  [/^(?:OpenAPI-Generator|Swagger-Codegen|Kubernetes Java Client|Go-http-client|kube\/|kube-rs|python-requests|python-urllib|okhttp|node-fetch|axios|Java\/|PostmanRuntime|Wget)/i, 'sdk'],
];

export function claimedClient(userAgent: string | null): ClaimedClient {
  if (userAgent === null || userAgent === '') return { kind: 'none' };
  const kubectl = /^kubectl(?:\.exe)?\/v?\d+\.(\d+)/.exec(userAgent);
  if (kubectl !== null) return { kind: 'kubectl', minor: Number(kubectl[1]) };
  if (/^kubectl(?:\.exe)?\//.test(userAgent)) return { kind: 'kubectl', minor: undefined };
  const known = KINDS.find(([pattern]) => pattern.test(userAgent));
  return known === undefined ? { kind: 'other' } : { kind: known[1] };
}

/**
 * Programs behind which somebody types or a script runs, as RE2 and JavaScript both read it. What others send is told
 * request by request: a controller has no commands, and its requests would make one run without an end.
 */
export const HAND_AGENT =
  '^(?:$|kubectl|oc/|Helm/|curl/|Mozilla/|kubeadm/|OpenAPI-Generator|Swagger-Codegen|Kubernetes Java Client|Go-http-client|kube/|kube-rs|python-|Python-|okhttp|node-fetch|axios|Java/|PostmanRuntime|Wget|rakkess)';
