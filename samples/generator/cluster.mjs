/** The cluster that the traffic comes from: nodes, workloads, and every client with its credential and address. */
import { clusterRole, rbac } from './annotations.mjs';
import { START } from './clock.mjs';
import { ANONYMOUS, certificate, client, person, serviceAccount } from './identity.mjs';

const VERSION = 'v1.32.4 (linux/amd64) kubernetes/59526cd';

/** @param {string} name @param {string} [suffix] */
const agent = (name, suffix = '') => `${name}/${VERSION}${suffix}`;

/** @typedef {{ name: string, uid: string, ip: string, leaseUid: string, kubelet: import('./identity.mjs').Client, probe: import('./identity.mjs').Client }} Node */
/** @typedef {{ namespace: string, app: string, name: string, uid: string, node: Node, ip: string, account: string, deploymentUid: string, replicaSet: string }} Pod */

const APPS = [
  ['shop', ['cart', 'checkout', 'catalog', 'search', 'frontend']],
  ['billing', ['invoices', 'ledger', 'payments-gateway']],
  ['web', ['www', 'docs']],
  ['data', ['ingest', 'warehouse-loader', 'redis']],
  ['dev', ['sandbox', 'preview']],
];

export const NAMESPACES = APPS.map(([namespace]) => /** @type {string} */ (namespace));

/** Controllers that run in kube-controller-manager, each with a service account of its own. */
const CONTROLLERS = [
  'replicaset-controller',
  'deployment-controller',
  'endpointslice-controller',
  'job-controller',
  'cronjob-controller',
  'generic-garbage-collector',
  'namespace-controller',
  'resourcequota-controller',
  'horizontal-pod-autoscaler',
  'disruption-controller',
  'node-controller',
  'root-ca-cert-publisher',
];

export class Cluster {
  /** @param {import('./random.mjs').Random} random */
  constructor(random) {
    const node = (/** @type {string} */ name, /** @type {string} */ ip) => this.#node(random, name, ip);
    this.controlPlane = [node('cp-1', '10.20.0.11'), node('cp-2', '10.20.0.12'), node('cp-3', '10.20.0.13')];
    this.workers = Array.from({ length: 12 }, (_, index) => node(`worker-${String(index + 1).padStart(2, '0')}`, `10.20.0.${31 + index}`));
    this.nodes = [...this.controlPlane, ...this.workers];
    const nodeUids = new Map(this.nodes.map((each) => [each.name, random.uuid()]));
    const [cp1, cp2] = this.controlPlane;

    /** @type {Pod[]} */
    this.pods = [];
    for (const [namespace, apps] of APPS) {
      for (const app of apps) {
        const replicaSet = `${app}-${random.suffix(10)}`;
        const deploymentUid = random.uuid();
        for (let replica = 0; replica < 3; replica += 1) {
          const host = this.workers[this.pods.length % this.workers.length];
          this.pods.push({
            namespace: /** @type {string} */ (namespace),
            app,
            name: `${replicaSet}-${random.suffix(5)}`,
            uid: random.uuid(),
            node: host,
            ip: `10.244.${host.ip.split('.')[3]}.${random.between(2, 250)}`,
            account: app,
            deploymentUid,
            replicaSet,
          });
        }
      }
    }

    /** A client that runs in a pod with its own bound token. */
    const workload = (
      /** @type {string} */ namespace,
      /** @type {string} */ account,
      /** @type {string} */ pod,
      /** @type {Node} */ host,
      /** @type {string} */ ip,
      /** @type {string} */ userAgent,
      /** @type {string} */ reason,
    ) => {
      const bound = { pod, node: host.name, nodeUid: /** @type {string} */ (nodeUids.get(host.name)) };
      return client(serviceAccount(random, namespace, account, bound), [ip], userAgent, reason);
    };
    const system = (/** @type {string} */ account, /** @type {string} */ role = account) =>
      clusterRole(role, `ServiceAccount "${account}/kube-system"`);
    const worker = (/** @type {number} */ number) => this.workers[number - 1];

    const managerUser = certificate(random, 'system:kube-controller-manager');
    const manager = clusterRole('system:kube-controller-manager', 'User "system:kube-controller-manager"');
    this.managerLease = client(managerUser, [cp1.ip], agent('kube-controller-manager', '/leader-election'), manager, { quiet: true });
    this.manager = client(managerUser, [cp1.ip], agent('kube-controller-manager', '/metadata-informers'), manager);
    this.controllers = Object.fromEntries(
      CONTROLLERS.map((name) => [
        name,
        client(
          serviceAccount(random, 'kube-system', name),
          [cp1.ip],
          agent('kube-controller-manager', `/system:serviceaccount:kube-system:${name}`),
          system(name, `system:controller:${name}`),
        ),
      ]),
    );

    const schedulerUser = certificate(random, 'system:kube-scheduler');
    const scheduling = clusterRole('system:kube-scheduler', 'User "system:kube-scheduler"');
    this.schedulerLease = client(schedulerUser, [cp2.ip], agent('kube-scheduler', '/leader-election'), scheduling, { quiet: true });
    this.scheduler = client(schedulerUser, [cp2.ip], agent('kube-scheduler', '/scheduler'), scheduling);

    // The loopback client's uid is drawn anew at every start of the server; system:masters is allowed before RBAC is asked.
    this.apiServer = client(
      { username: 'system:apiserver', uid: random.uuid(), groups: ['system:authenticated', 'system:masters'] },
      ['::1'],
      agent('kube-apiserver'),
      '',
      { quiet: true },
    );

    this.coredns = [worker(2), worker(9)].map((host, index) =>
      workload(
        'kube-system',
        'coredns',
        `coredns-668d6bf9bc-${random.suffix(5)}`,
        host,
        `10.244.${host.ip.split('.')[3]}.${3 + index}`,
        'coredns/v0.0.0 (linux/amd64) kubernetes/$Format',
        system('coredns', 'system:coredns'),
      ),
    );
    this.cni = this.workers
      .slice(0, 6)
      .map((host) =>
        workload(
          'kube-system',
          'calico-node',
          `calico-node-${random.suffix(5)}`,
          host,
          host.ip,
          'calico-node/v3.29.3 (linux/amd64) kubernetes/$Format',
          system('calico-node'),
        ),
      );
    this.metricsServer = workload(
      'kube-system',
      'metrics-server',
      `metrics-server-7b4c4d4b6-${random.suffix(5)}`,
      worker(3),
      '10.244.33.12',
      'metrics-server/v0.7.2 (linux/amd64) kubernetes/c58e3a2',
      clusterRole('system:metrics-server', 'ServiceAccount "metrics-server/kube-system"'),
    );
    this.ingress = workload(
      'ingress-nginx',
      'ingress-nginx',
      `ingress-nginx-controller-5d8f7c9b6-${random.suffix(5)}`,
      worker(4),
      '10.244.34.7',
      'nginx-ingress-controller/v1.12.1 (linux/amd64) ingress-nginx/51c2b819690bbf1709b844dbf321a9acf6eda5a7',
      clusterRole('ingress-nginx', 'ServiceAccount "ingress-nginx/ingress-nginx"'),
    );
    this.gitops = workload(
      'argocd',
      'argocd-application-controller',
      'argocd-application-controller-0',
      worker(6),
      '10.244.36.19',
      'argocd-application-controller/v0.0.0 (linux/amd64) kubernetes/$Format',
      clusterRole('argocd-application-controller', 'ServiceAccount "argocd-application-controller/argocd"'),
    );
    this.certManager = workload(
      'cert-manager',
      'cert-manager',
      `cert-manager-6f9c4f5b8-${random.suffix(5)}`,
      worker(8),
      '10.244.38.5',
      'cert-manager-certificates-readiness/v1.17.1 (linux/amd64) cert-manager/aaa5dbc1e8f5a3f4d2f9f3e4f9c7d3a4e2b6c1d0',
      clusterRole('cert-manager-controller-certificates', 'ServiceAccount "cert-manager/cert-manager"'),
    );
    this.prometheus = workload(
      'monitoring',
      'prometheus-k8s',
      'prometheus-k8s-0',
      worker(10),
      '10.244.40.21',
      'Prometheus/3.2.1',
      clusterRole('prometheus-k8s', 'ServiceAccount "prometheus-k8s/monitoring"'),
    );
    this.stateMetrics = workload(
      'monitoring',
      'kube-state-metrics',
      `kube-state-metrics-59dcf5dbb-${random.suffix(5)}`,
      worker(10),
      '10.244.40.22',
      'kube-state-metrics/v2.15.0 (linux/amd64) kube-state-metrics/9f5c1b7',
      clusterRole('kube-state-metrics', 'ServiceAccount "kube-state-metrics/monitoring"'),
    );

    this.runnerRole = rbac('RoleBinding', 'ci-runner/ci', 'Role', 'ci-runner', 'ServiceAccount "runner/ci"');
    this.runnerReleases = rbac('RoleBinding', 'releases/shop', 'ClusterRole', 'release-manager', 'ServiceAccount "runner/ci"');
    this.runner = workload(
      'ci',
      'runner',
      'runner-7d9f',
      worker(5),
      '10.244.35.31',
      'kubectl/v1.32.3 (linux/amd64) kubernetes/32cc146',
      this.runnerRole,
    );
    this.portalAddress = '10.244.37.44';
    this.portalBackend = workload(
      'portal',
      'portal-backend',
      `portal-backend-79d6c5f4f-${random.suffix(5)}`,
      worker(7),
      this.portalAddress,
      'portal-backend/v2.8.0 (linux/amd64) kubernetes/$Format',
      clusterRole('portal-backend', 'ServiceAccount "portal-backend/portal"'),
    );

    this.staleAgentRole = rbac('RoleBinding', 'legacy-agent/data', 'Role', 'legacy-agent', 'ServiceAccount "legacy-agent/data"');
    this.staleAgent = workload(
      'data',
      'legacy-agent',
      `legacy-agent-6c5d8b7f9-${random.suffix(5)}`,
      worker(11),
      '10.244.41.9',
      'OpenAPI-Generator/12.0.1/python',
      this.staleAgentRole,
    );

    const admin = rbac('ClusterRoleBinding', 'platform-admins', 'ClusterRole', 'cluster-admin', 'Group "corp:platform"');
    const developer = rbac('ClusterRoleBinding', 'developers-view', 'ClusterRole', 'view', 'Group "corp:developers"');
    this.mariaUser = person(random, 'maria@corp.example', 'corp:platform');
    this.jonasUser = person(random, 'jonas@corp.example', 'corp:developers');
    this.maria = client(this.mariaUser, ['172.20.33.21'], 'kubectl/v1.32.3 (darwin/arm64) kubernetes/32cc146', admin);
    this.jonas = client(this.jonasUser, ['172.20.33.14'], 'kubectl/v1.31.6 (linux/amd64) kubernetes/6b3560a', developer);

    const publicInfo = clusterRole('system:public-info-viewer', 'Group "system:unauthenticated"');
    // The load balancer's check sends no user agent at all.
    this.loadBalancers = ['10.20.0.5', '10.20.0.6'].map((ip) => client(ANONYMOUS, [ip], undefined, publicInfo, { quiet: true }));
  }

  /** @param {import('./random.mjs').Random} random @param {string} name @param {string} ip @returns {Node} */
  #node(random, name, ip) {
    const user = certificate(random, `system:node:${name}`, 'system:nodes');
    const publicInfo = clusterRole('system:public-info-viewer', 'Group "system:unauthenticated"');
    return {
      name,
      ip,
      uid: random.uuid(),
      leaseUid: random.uuid(),
      // The Node authorizer gives no reason.
      kubelet: client(user, [ip], agent('kubelet'), ''),
      probe: client(ANONYMOUS, [ip], 'kube-probe/1.32', publicInfo, { quiet: true }),
    };
  }
}

/** The cluster-wide write counter as it stands at a moment. @param {number} time */
export const resourceVersion = (time) => String(48_211_907 + Math.floor(((time - START) / 1e6) * 23));
