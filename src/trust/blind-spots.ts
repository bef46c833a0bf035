/** What no audit log shows, and what a log is usually asked for: k8s.io/apiserver's audit chain, “API server bypass risks” of the Kubernetes documentation. */

export interface StandingBlindSpot {
  readonly action: string;
  /** What may remain elsewhere. */
  readonly trace: string;
}

/** True of every audit log, whatever its policy. */
export const STANDING_BLIND_SPOTS: readonly StandingBlindSpot[] = [
  { action: 'Talking to a kubelet on port 10250 (exec, run, logs, pods). The right to get nodes/proxy is enough for exec over WebSocket.', trace: 'Not in the audit log. With webhook authentication the kubelet asks tokenreviews and subjectaccessreviews as system:node:…; answers are kept for minutes, so few questions stand for many calls.' },
  { action: 'The kubelet’s read-only port, the socket of the container runtime, crictl, nsenter, a login on the host.', trace: 'None.' },
  { action: 'Reading or writing etcd itself: certificates, backup, snapshot, disk.', trace: 'None; later reads show objects that nobody created.' },
  { action: 'Static pods from a manifest on a node.', trace: 'A mirror pod created by system:node:…; not even that where its namespace is invalid or admission refuses it.' },
  { action: 'What was typed in an exec, attach or port-forward session, what kubectl cp copied, what went through a proxy.', trace: 'The first command line and the times only.' },
  { action: 'Traffic between workloads, the metadata service of the cloud, service DNS, secrets and tokens mounted in a pod.', trace: 'None.' },
  { action: 'Making certificates or service account tokens offline with a stolen signing key.', trace: 'Their use only.' },
  { action: 'Use of the front proxy’s key.', trace: 'Looks like the user that was asserted.' },
  { action: 'Requests under a rule of level None, and stages the policy omits.', trace: 'None.' },
  { action: 'Requests refused before the audit filter: failed TLS, malformed HTTP, headers too large (431), paths that cannot be parsed, a server that shuts down, CORS preflight.', trace: 'The component log and metrics only.' },
  { action: 'Events that were dropped: full buffer, too large, not serialisable (up to 1.36), disk full, crash, rotation.', trace: 'One line in the log of kube-apiserver, and its error counters.' },
  { action: 'Reads that controllers and caches serve: which object a person looked at in a dashboard.', trace: 'The dashboard’s own service account.' },
  { action: 'What a get or list returned, at level Metadata; and whether it was a table or the whole objects.', trace: 'None.' },
  { action: 'Bodies of aggregated APIs.', trace: 'The audit log of that server, if it has one.' },
  { action: 'Requests smuggled over an upgraded connection (CVE-2018-1002105; fixed in 1.10.11, 1.11.5 and 1.12.3). Inferred: the advisory itself was not read.', trace: 'Not audited.' },
  { action: 'Changes that admission webhooks and controllers make on behalf of a user.', trace: 'In part, by the annotations of mutating webhooks.' },
  { action: 'The cloud’s own control plane: IAM, a login on a node, a snapshot of a disk, the download of a kubeconfig.', trace: 'The audit log of the cloud.' },
  { action: 'Tampering with the log by root on a control-plane node.', trace: 'None inside the log.' },
  { action: 'Impersonation by a caller whose rule is None.', trace: 'None.' },
  { action: 'Deleted Events and component logs, as events are usually under None.', trace: 'None.' },
  { action: 'Which authenticator or authorizer answered, the Accept and other headers, details of TLS, the source port, the size of the answer.', trace: 'Never recorded.' },
];

export interface UsualQuestion {
  readonly question: string;
  readonly apiGroup: string;
  readonly resource: string;
  /** Empty for the resource itself. */
  readonly subresource: string;
  readonly verbs: readonly string[];
}

const of = (question: string, apiGroup: string, resource: string, subresource: string, ...verbs: string[]): UsualQuestion => ({ question, apiGroup, resource, subresource, verbs });

/** What responders ask first. A verb that is in none of these is still in the table of everything. */
export const USUAL_QUESTIONS: readonly UsualQuestion[] = [
  of('Who read secrets?', '', 'secrets', '', 'get', 'list', 'watch'),
  of('Who changed secrets?', '', 'secrets', '', 'create', 'update', 'patch', 'delete', 'deletecollection'),
  of('Who read configmaps?', '', 'configmaps', '', 'get', 'list', 'watch'),
  of('Who ran commands in pods?', '', 'pods', 'exec', 'get', 'create'),
  of('Who attached to pods?', '', 'pods', 'attach', 'get', 'create'),
  of('Who forwarded ports?', '', 'pods', 'portforward', 'get', 'create'),
  of('Who read logs?', '', 'pods', 'log', 'get'),
  of('Who added debug containers?', '', 'pods', 'ephemeralcontainers', 'patch', 'update'),
  of('Who created pods?', '', 'pods', '', 'create'),
  of('Who deleted pods?', '', 'pods', '', 'delete', 'deletecollection'),
  of('Who changed deployments?', 'apps', 'deployments', '', 'create', 'update', 'patch', 'delete', 'deletecollection'),
  of('Who changed daemonsets?', 'apps', 'daemonsets', '', 'create', 'update', 'patch', 'delete', 'deletecollection'),
  of('Who made cronjobs?', 'batch', 'cronjobs', '', 'create', 'update', 'patch'),
  of('Who obtained tokens?', '', 'serviceaccounts', 'token', 'create'),
  of('Who made service accounts?', '', 'serviceaccounts', '', 'create'),
  of('Who changed cluster role bindings?', 'rbac.authorization.k8s.io', 'clusterrolebindings', '', 'create', 'update', 'patch', 'delete', 'deletecollection'),
  of('Who changed role bindings?', 'rbac.authorization.k8s.io', 'rolebindings', '', 'create', 'update', 'patch', 'delete', 'deletecollection'),
  of('Who changed cluster roles?', 'rbac.authorization.k8s.io', 'clusterroles', '', 'create', 'update', 'patch', 'delete', 'deletecollection'),
  of('Who asked for certificates?', 'certificates.k8s.io', 'certificatesigningrequests', '', 'create'),
  of('Who approved certificates?', 'certificates.k8s.io', 'certificatesigningrequests', 'approval', 'update', 'patch'),
  of('Who tried out their rights?', 'authorization.k8s.io', 'selfsubjectaccessreviews', '', 'create'),
  of('Who called kubelets directly?', 'authentication.k8s.io', 'tokenreviews', '', 'create'),
  of('Who reached nodes through the API server?', '', 'nodes', 'proxy', 'get', 'create'),
  of('Who reached services through the API server?', '', 'services', 'proxy', 'get', 'create'),
  of('Who changed admission webhooks?', 'admissionregistration.k8s.io', 'mutatingwebhookconfigurations', '', 'create', 'update', 'patch', 'delete'),
  of('Who changed nodes?', '', 'nodes', '', 'create', 'update', 'patch', 'delete'),
  of('Who read events?', '', 'events', '', 'get', 'list', 'watch'),
  of('Who deleted events?', '', 'events', '', 'delete', 'deletecollection'),
];

/** What is not recorded where a stage is missing. */
export const WITHOUT_STAGE: Readonly<Record<'RequestReceived' | 'ResponseStarted' | 'ResponseComplete' | 'Panic', string>> = {
  RequestReceived: 'A request whose end was lost or is still to come is not in the log at all.',
  ResponseStarted: 'Failed logins (401) have this stage only, and requests that are still open have no other answer: neither can be in such a log.',
  ResponseComplete: 'How requests ended, and how long sessions were, is not in the log.',
  Panic: 'Either no request made the server panic, or the stage is omitted; panics are rare.',
};

/** `deployments.apps` or `secrets` as a resource and its group; groups of built-in resources are known. */
export function resourceAndGroup(text: string): { readonly resource: string; readonly apiGroup: string } {
  const dot = text.indexOf('.');
  if (dot >= 0) return { resource: text.slice(0, dot), apiGroup: text.slice(dot + 1) };
  return { resource: text, apiGroup: BUILT_IN_GROUPS.get(text) ?? '' };
}

const group = (apiGroup: string, ...resources: string[]): [string, string][] => resources.map((resource) => [resource, apiGroup]);

const BUILT_IN_GROUPS: ReadonlyMap<string, string> = new Map([
  ...group('apps', 'controllerrevisions', 'daemonsets', 'deployments', 'replicasets', 'statefulsets'), ...group('batch', 'cronjobs', 'jobs'),
  ...group('autoscaling', 'horizontalpodautoscalers'), ...group('policy', 'poddisruptionbudgets'), ...group('coordination.k8s.io', 'leases'), ...group('discovery.k8s.io', 'endpointslices'),
  ...group('networking.k8s.io', 'ingresses', 'ingressclasses', 'networkpolicies'), ...group('rbac.authorization.k8s.io', 'clusterrolebindings', 'clusterroles', 'rolebindings', 'roles'),
  ...group('storage.k8s.io', 'csidrivers', 'csinodes', 'storageclasses', 'volumeattachments'), ...group('certificates.k8s.io', 'certificatesigningrequests'),
  ...group('authentication.k8s.io', 'tokenreviews', 'selfsubjectreviews'),
  ...group('authorization.k8s.io', 'selfsubjectaccessreviews', 'selfsubjectrulesreviews', 'subjectaccessreviews', 'localsubjectaccessreviews'),
  ...group('admissionregistration.k8s.io', 'mutatingwebhookconfigurations', 'validatingwebhookconfigurations', 'validatingadmissionpolicies', 'validatingadmissionpolicybindings'),
  ...group('apiextensions.k8s.io', 'customresourcedefinitions'), ...group('apiregistration.k8s.io', 'apiservices'), ...group('scheduling.k8s.io', 'priorityclasses'), ...group('node.k8s.io', 'runtimeclasses'),
]);
