/**
 * Request and response bodies for level RequestResponse. Whole objects are made once per kind and reused with another name,
 * because a million records need a million bodies but nobody reads more than a few. All secret material is plainly fake.
 */
import { resourceVersion } from './cluster.mjs';
import { wholeSecond } from './clock.mjs';
import { goJson } from './go-json.mjs';

/** Stands in for the object's name in the ready-made text; no real content holds it. */
const NAME = '\u0001';
const VARIANTS = 12;

/** @param {string} text */
const base64 = (text) => Buffer.from(text).toString('base64');

/** Kinds by resource; anything else gets a small object. @type {Readonly<Record<string, string>>} */
const KINDS = {
  pods: 'Pod',
  nodes: 'Node',
  namespaces: 'Namespace',
  secrets: 'Secret',
  configmaps: 'ConfigMap',
  services: 'Service',
  endpoints: 'Endpoints',
  events: 'Event',
  leases: 'Lease',
  deployments: 'Deployment',
  replicasets: 'ReplicaSet',
  jobs: 'Job',
  endpointslices: 'EndpointSlice',
  ingresses: 'Ingress',
  certificates: 'Certificate',
  applications: 'Application',
  resourcequotas: 'ResourceQuota',
  serviceaccounts: 'TokenRequest',
  subjectaccessreviews: 'SubjectAccessReview',
  tokenreviews: 'TokenReview',
  clusterinformations: 'ClusterInformation',
};

/** @typedef {import('./random.mjs').Random} Random */
/** @typedef {readonly string[]} Cut ready-made text, cut where the name goes */

/** @param {Random} random @param {number} lines */
const settings = (random, lines) =>
  Object.fromEntries(
    Array.from({ length: lines }, (_, index) => [
      `setting-${String(index).padStart(2, '0')}`,
      `value-${random.hex(16)} <${random.suffix(6)}> & more`,
    ]),
  );

const MANAGED = [
  'metadata',
  'labels',
  'annotations',
  'spec',
  'template',
  'containers',
  'volumes',
  'tolerations',
  'status',
  'conditions',
  'strategy',
  'selector',
  'ports',
  'resources',
];

/** Server-side apply's bookkeeping: half of a typical object. @param {Random} random @param {readonly string[]} fields */
const managedFields = (random, fields) =>
  ['argocd-controller', 'kubectl-client-side-apply', 'kube-controller-manager'].map((manager) => ({
    manager,
    operation: 'Update',
    apiVersion: 'v1',
    time: '2026-03-11T09:12:44Z',
    fieldsType: 'FieldsV1',
    fieldsV1: Object.fromEntries(
      fields.map((field) => [
        `f:${field}`,
        { '.': {}, [`k:{"type":"${random.suffix(8)}"}`]: { '.': {}, 'f:lastTransitionTime': {}, 'f:status': {}, 'f:type': {} } },
      ]),
    ),
  }));

/** @param {Random} random */
const container = (random) => ({
  name: 'main',
  image: `registry.corp.example/apps/main@sha256:${random.hex(64)}`,
  args: ['--listen=:8080', '--log-format=json', `--instance=${random.suffix(8)}`],
  ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
  env: Array.from({ length: 24 }, (_, index) => ({
    name: `SETTING_${index}`,
    valueFrom: { configMapKeyRef: { name: 'main-config', key: `setting-${String(index).padStart(2, '0')}` } },
  })),
  resources: { limits: { memory: '512Mi' }, requests: { cpu: '100m', memory: '256Mi' } },
  volumeMounts: [
    { name: 'config', readOnly: true, mountPath: '/etc/main' },
    { name: `kube-api-access-${random.suffix(5)}`, readOnly: true, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' },
  ],
  livenessProbe: {
    httpGet: { path: '/healthz', port: 'http', scheme: 'HTTP' },
    timeoutSeconds: 1,
    periodSeconds: 10,
    successThreshold: 1,
    failureThreshold: 3,
  },
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
  imagePullPolicy: 'IfNotPresent',
  securityContext: {
    capabilities: { drop: ['ALL'] },
    runAsNonRoot: true,
    allowPrivilegeEscalation: false,
    seccompProfile: { type: 'RuntimeDefault' },
  },
});

/** @param {Random} random */
const podSpec = (random) => ({
  volumes: [
    { name: 'config', configMap: { name: 'main-config', defaultMode: 420 } },
    {
      name: 'kube-api-access',
      projected: {
        sources: [
          { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
          { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        ],
        defaultMode: 420,
      },
    },
  ],
  containers: [container(random)],
  restartPolicy: 'Always',
  terminationGracePeriodSeconds: 30,
  dnsPolicy: 'ClusterFirst',
  serviceAccountName: 'main',
  nodeName: 'worker-05',
  securityContext: {},
  schedulerName: 'default-scheduler',
  tolerations: ['not-ready', 'unreachable'].map((key) => ({
    key: `node.kubernetes.io/${key}`,
    operator: 'Exists',
    effect: 'NoExecute',
    tolerationSeconds: 300,
  })),
  priority: 0,
  enableServiceLinks: true,
});

/** @param {readonly string[]} types */
const conditions = (types) =>
  types.map((type) => ({
    type,
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: '2026-03-11T09:12:51Z',
    reason: `${type}Reached`,
    message: `${type} has been reached`,
  }));

/** What is particular to a kind. @type {Readonly<Record<string, (random: Random) => object>>} */
const CONTENT = {
  Pod: (random) => ({
    spec: podSpec(random),
    status: {
      phase: 'Running',
      conditions: conditions(['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled']),
      hostIP: '10.20.0.35',
      podIP: '10.244.35.31',
      containerStatuses: [
        {
          name: 'main',
          state: { running: { startedAt: '2026-03-11T09:12:50Z' } },
          ready: true,
          restartCount: 0,
          containerID: `containerd://${random.hex(64)}`,
          started: true,
        },
      ],
      qosClass: 'Burstable',
    },
  }),
  Node: (random) => ({
    spec: { podCIDR: '10.244.35.0/24', podCIDRs: ['10.244.35.0/24'] },
    status: {
      capacity: { cpu: '8', memory: '32873512Ki', pods: '110' },
      conditions: conditions(['MemoryPressure', 'DiskPressure', 'PIDPressure', 'Ready']),
      images: Array.from({ length: 30 }, () => ({
        names: [`registry.corp.example/apps/${random.suffix(8)}@sha256:${random.hex(64)}`],
        sizeBytes: random.int(400_000_000),
      })),
    },
  }),
  Deployment: (random) => ({
    spec: {
      replicas: 3,
      selector: { matchLabels: { app: 'main' } },
      template: { metadata: { creationTimestamp: null, labels: { app: 'main' } }, spec: podSpec(random) },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' } },
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
    },
    status: {
      observedGeneration: 7,
      replicas: 3,
      updatedReplicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
      conditions: conditions(['Available', 'Progressing']),
    },
  }),
  ReplicaSet: (random) => ({
    spec: {
      replicas: 3,
      selector: { matchLabels: { app: 'main' } },
      template: { metadata: { creationTimestamp: null, labels: { app: 'main' } }, spec: podSpec(random) },
    },
    status: { replicas: 3, fullyLabeledReplicas: 3, readyReplicas: 3, availableReplicas: 3, observedGeneration: 4 },
  }),
  Job: (random) => ({
    spec: { parallelism: 1, completions: 1, backoffLimit: 6, template: { metadata: { creationTimestamp: null }, spec: podSpec(random) } },
    status: { startTime: '2026-03-14T08:00:00Z', active: 1 },
  }),
  Secret: (random) => ({
    data: { username: base64('not-a-real-user'), password: base64(`not-a-real-password-${random.suffix(6)}`) },
    type: 'Opaque',
  }),
  ConfigMap: (random) => ({ data: settings(random, 80) }),
  Lease: (random) => ({
    spec: {
      holderIdentity: `holder_${random.uuid()}`,
      leaseDurationSeconds: 15,
      acquireTime: '2026-03-10T06:02:11.000000Z',
      renewTime: '2026-03-14T08:00:00.000000Z',
      leaseTransitions: 4,
    },
  }),
  Event: (random) => ({
    involvedObject: { kind: 'Pod', namespace: 'shop', name: 'main', uid: random.uuid(), apiVersion: 'v1' },
    reason: 'Pulled',
    message: 'Container image already present on machine',
    source: { component: 'kubelet', host: 'worker-05' },
    firstTimestamp: '2026-03-14T08:00:00Z',
    lastTimestamp: '2026-03-14T08:00:00Z',
    count: 1,
    type: 'Normal',
    eventTime: null,
    reportingComponent: 'kubelet',
    reportingInstance: 'worker-05',
  }),
  EndpointSlice: () => ({
    addressType: 'IPv4',
    endpoints: [31, 32, 33].map((last) => ({
      addresses: [`10.244.35.${last}`],
      conditions: { ready: true, serving: true, terminating: false },
      nodeName: 'worker-05',
    })),
    ports: [{ name: 'http', protocol: 'TCP', port: 8080 }],
  }),
  SubjectAccessReview: () => ({
    spec: {
      nonResourceAttributes: { path: '/metrics', verb: 'get' },
      user: 'system:serviceaccount:monitoring:prometheus-k8s',
      groups: ['system:serviceaccounts', 'system:authenticated'],
    },
    status: { allowed: true, reason: 'RBAC: allowed by ClusterRoleBinding "prometheus-k8s"' },
  }),
  TokenReview: () => ({
    spec: { token: 'NOT-A-REAL-TOKEN', audiences: ['https://kubernetes.default.svc'] },
    status: {
      authenticated: true,
      user: { username: 'system:serviceaccount:monitoring:prometheus-k8s' },
      audiences: ['https://kubernetes.default.svc'],
    },
  }),
  TokenRequest: () => ({
    spec: {
      audiences: ['https://kubernetes.default.svc'],
      expirationSeconds: 3607,
      boundObjectRef: { kind: 'Pod', apiVersion: 'v1', name: 'main' },
    },
    status: { token: 'NOT-A-REAL-TOKEN', expirationTimestamp: '2026-03-14T09:00:07Z' },
  }),
};

/** Small or never stored, so nobody manages their fields. */
const UNMANAGED = new Set(['Lease', 'Event', 'SubjectAccessReview', 'TokenReview', 'TokenRequest']);

const DONE = '{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Success","code":201}';

/** What a write to one of these subresources sends; the answer is a bare Status. @type {Readonly<Record<string, (target: import('./target.mjs').ObjectTarget) => object>>} */
const ORDERS = {
  binding: ({ namespace, name }) => ({
    kind: 'Binding',
    apiVersion: 'v1',
    metadata: { name, namespace, creationTimestamp: null },
    target: { kind: 'Node', name: 'worker-05' },
  }),
  eviction: ({ namespace, name }) => ({
    kind: 'Eviction',
    apiVersion: 'policy/v1',
    metadata: { name, namespace, creationTimestamp: null },
  }),
};

/** How many objects a list of this resource holds; lists are what makes such logs large. @type {Readonly<Record<string, number>>} */
const LIST_LENGTH = { pods: 20, nodes: 15, secrets: 40, configmaps: 14, deployments: 12, events: 120, services: 20 };

/** @param {Random} random @returns {import('./api-server.mjs').Bodies} */
export function bodiesFor(random) {
  /** @type {Map<string, Cut[]>} */
  const made = new Map();

  /** @param {string} resource @param {string} apiVersion @returns {Cut} */
  function object(resource, apiVersion) {
    const key = `${apiVersion} ${resource}`;
    let variants = made.get(key);
    if (variants === undefined) {
      const kind = KINDS[resource] ?? `${resource[0].toUpperCase()}${resource.slice(1).replace(/s$/, '')}`;
      variants = Array.from({ length: VARIANTS }, () =>
        goJson({
          kind,
          apiVersion,
          metadata: {
            name: NAME,
            uid: random.uuid(),
            resourceVersion: '48211907',
            creationTimestamp: '2026-03-11T09:12:44Z',
            labels: { 'app': 'main', 'app.kubernetes.io/managed-by': 'argocd' },
            ...(UNMANAGED.has(kind) ? {} : { managedFields: managedFields(random, MANAGED) }),
          },
          ...(CONTENT[kind] ?? ((/** @type {Random} */ source) => ({ spec: settings(source, 30) })))(random),
        }).split('\\u0001'),
      );
      made.set(key, variants);
    }
    return random.pick(variants);
  }

  /** @type {Map<string, string[]>} */
  const lists = new Map();

  /** @param {string} resource @param {string} apiVersion @param {number} at */
  function list(resource, apiVersion, at) {
    const key = `${apiVersion} ${resource}`;
    let variants = lists.get(key);
    if (variants === undefined) {
      variants = Array.from({ length: VARIANTS }, () =>
        Array.from({ length: LIST_LENGTH[resource] ?? 8 }, () => object(resource, apiVersion).join(`${resource}-${random.suffix(5)}`)).join(
          ',',
        ),
      );
      lists.set(key, variants);
    }
    return `{"kind":"${KINDS[resource] ?? 'Object'}List","apiVersion":"${apiVersion}","metadata":{"resourceVersion":"${resourceVersion(at)}"},"items":[${random.pick(variants)}]}`;
  }

  return (call, at) => {
    const { target, status } = call;
    // Sessions, streams and watches have no body, nor has what is only forwarded.
    if (target === undefined || call.started !== undefined || target.group === 'metrics.k8s.io') return {};
    const apiVersion = target.group ? `${target.group}/${target.version ?? 'v1'}` : 'v1';
    const order = ORDERS[target.subresource ?? ''];
    const writes = call.verb === 'create' || call.verb === 'update' || call.verb === 'patch';
    const name = target.name ?? `${target.resource}-${random.suffix(5)}`;
    const body = call.verb === 'list' ? '' : object(target.resource, apiVersion).join(name);
    const requestObject =
      order !== undefined
        ? goJson(order(target))
        : call.verb === 'patch'
          ? `{"metadata":{"uid":"${random.uuid()}"},"status":{"$setElementOrder/conditions":[{"type":"Ready"}],"conditions":[{"lastHeartbeatTime":"${wholeSecond(at)}","type":"Ready"}]}}`
          : body;
    if (status !== undefined && status.code >= 400) {
      // The overload answer is plain text and has no object.
      if (!status.json.includes('"status":"Failure"')) return {};
      return { ...(writes ? { requestObject } : {}), responseObject: `{"kind":"Status","apiVersion":"v1",${status.json.slice(1)}` };
    }
    if (order !== undefined) return { requestObject, responseObject: DONE };
    if (call.verb === 'list') return { responseObject: list(target.resource, apiVersion, at) };
    return { ...(writes ? { requestObject } : {}), responseObject: body };
  };
}
