/** What a real log also holds and what must not be mistaken for the attack; and two people who are just doing their work. */
import { allowed, annotations, slow } from '../annotations.mjs';
import { at, SECOND } from '../clock.mjs';
import { goJson } from '../go-json.mjs';
import { client, NOBODY } from '../identity.mjs';
import { CLOSED_EARLY, CREATED, OVERLOADED, SWITCHED, UNAUTHORIZED, failure, panicked } from '../status.mjs';

/** @typedef {import('./attack.mjs').Stage} Stage */

/** Why developers may read most things. */
const VIEW = 'RBAC: allowed by ClusterRoleBinding "developers-view" of ClusterRole "view" to Group "corp:developers"';

/** @param {Stage} stage */
export function noise(stage) {
  runnerAtHome(stage);
  refusedClients(stage);
  troubledServer(stage);
  admission(stage);
  borrowedIdentities(stage);
  people(stage);
}

/** The token's honest life, so that its other life stands out. @param {Stage} stage */
function runnerAtHome({ server, cluster }) {
  const kubelet = cluster.workers[4].kubelet;
  server.call(at('08:00:38.2'), kubelet, {
    verb: 'create',
    target: { resource: 'serviceaccounts', namespace: 'ci', name: 'runner', subresource: 'token' },
    status: CREATED,
    annotations: annotations({
      'authentication.kubernetes.io/issued-credential-id':
        cluster.runner.user.extra?.['authentication.kubernetes.io/credential-id']?.[0] ?? '',
      ...allowed(''),
    }),
    plant: 'runner-issued',
  });
  const releases = annotations(allowed(cluster.runnerReleases));
  const cart = { resource: 'deployments', group: 'apps', version: 'v1', namespace: 'shop', name: 'cart' };
  for (const time of ['08:06:44.1', '08:12:13.7', '08:20:02.9', '08:36:51.3', '08:44:17.8']) {
    server.call(at(time), cluster.runner, {
      verb: 'get',
      target: { resource: 'configmaps', namespace: 'ci', name: 'pipeline-settings' },
      plant: 'runner-at-home',
    });
    server.call(at(time) + 212_400, cluster.runner, { verb: 'get', target: cart, annotations: releases, plant: 'runner-at-home' });
    server.call(at(time) + 391_700, cluster.runner, {
      verb: 'patch',
      target: cart,
      query: 'fieldManager=kubectl-client-side-apply&fieldValidation=Strict',
      annotations: releases,
      plant: 'runner-at-home',
    });
  }
}

/** @param {Stage} stage */
function refusedClients({ server, cluster, random }) {
  const expired = client(NOBODY, ['10.20.0.77'], 'backup-agent/v3.1.0 (linux/amd64) kubernetes/$Format', '');
  for (let attempt = 0; attempt < 14; attempt += 1) {
    server.call(at('08:11:30') + attempt * 1_500_000 + random.int(20_000), expired, {
      verb: 'list',
      target: { resource: 'persistentvolumeclaims' },
      query: 'limit=500&resourceVersion=0',
      status: UNAUTHORIZED,
      end: 'unauthenticated',
      plant: 'expired-tokens',
    });
  }
  for (let attempt = 0; attempt < 12; attempt += 1) {
    server.call(at('08:17:12.4') + attempt * 380_000 + random.int(90_000), cluster.stateMetrics, {
      verb: 'list',
      target: { resource: random.pick(['pods', 'secrets', 'configmaps']) },
      query: 'limit=500&resourceVersion=0',
      status: OVERLOADED,
      annotations: '', // shed before authorization
      plant: 'overload',
    });
  }
}

/** @param {Stage} stage */
function troubledServer({ server, cluster }) {
  server.call(at('08:13:02.5'), cluster.gitops, {
    verb: 'watch',
    target: { resource: 'pods', group: 'metrics.k8s.io', version: 'v1beta1' },
    query: 'allowWatchBookmarks=true&resourceVersion=0&timeout=7m41s&timeoutSeconds=461&watch=true',
    started: 6_300,
    took: 61_204_988,
    status: panicked('net/http: abort Handler'),
    end: 'panic',
    plant: 'abort-handler',
  });
  server.call(at('08:30:44.07'), cluster.gitops, {
    verb: 'patch',
    target: { resource: 'applications', group: 'argoproj.io', version: 'v1alpha1', namespace: 'argocd', name: 'ledger' },
    status: panicked('runtime error: invalid memory address or nil pointer dereference'),
    end: 'panic',
    plant: 'real-panic',
  });
  const took = 2_317_944;
  server.call(at('08:15:40.9'), cluster.jonas, {
    verb: 'list',
    target: { resource: 'events' },
    query: 'limit=500',
    status: CLOSED_EARLY,
    took,
    annotations: annotations({ ...allowed(VIEW), ...slow(took) }),
    plant: 'closed-early',
  });
  server.call(at('08:02:11.3'), cluster.coredns[0], {
    verb: 'watch',
    target: { resource: 'services' },
    query: 'allowWatchBookmarks=true&resourceVersion=48211402&timeout=9m12s&timeoutSeconds=552&watch=true',
    started: 1_204,
    took: Infinity,
    plant: 'endless-watch',
  });
}

/** @param {string} namespace @param {string} name @param {string} image @param {object} securityContext */
const podBody = (namespace, name, image, securityContext) =>
  goJson({
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: { name, namespace, creationTimestamp: null, labels: { app: name } },
    spec: {
      containers: [
        {
          name,
          image,
          resources: {},
          terminationMessagePath: '/dev/termination-log',
          terminationMessagePolicy: 'File',
          imagePullPolicy: 'IfNotPresent',
          securityContext,
        },
      ],
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      dnsPolicy: 'ClusterFirst',
      securityContext: {},
      schedulerName: 'default-scheduler',
      enableServiceLinks: true,
    },
    status: {},
  });

/** @param {Stage} stage */
function admission({ server, cluster }) {
  const admin = 'RBAC: allowed by ClusterRoleBinding "platform-admins" of ClusterRole "cluster-admin" to Group "corp:platform"';
  const query = 'fieldManager=kubectl-create&fieldValidation=Strict';
  server.call(at('08:18:20.44'), cluster.maria, {
    verb: 'create',
    target: { resource: 'pods', namespace: 'dev', name: 'trace' },
    query,
    level: 'Request',
    requestObject: podBody('dev', 'trace', 'registry.corp.example/tools/trace:0.9', { privileged: true }),
    status: failure(
      403,
      'Forbidden',
      'admission webhook "validate.policy.corp.example" denied the request: privileged containers are not allowed in namespace dev',
    ),
    annotations: annotations({
      ...allowed(admin),
      'mutation.webhook.admission.k8s.io/round_0_index_0':
        '{"configuration":"pod-defaults","webhook":"defaults.policy.corp.example","mutated":false}',
      'pod-security.kubernetes.io/enforce-policy': 'privileged:latest',
    }),
    plant: 'admission-refused',
  });
  server.call(at('08:37:26.18'), cluster.maria, {
    verb: 'create',
    target: { resource: 'pods', namespace: 'shop', name: 'cart-debug' },
    query,
    level: 'Request',
    requestObject: podBody('shop', 'cart-debug', 'registry.corp.example/shop/cart:2.18.0', { privileged: false }),
    status: CREATED,
    took: 10_034_118,
    annotations: annotations({
      ...allowed(admin),
      'apiserver.latency.k8s.io/etcd': '6.402113ms',
      'apiserver.latency.k8s.io/mutating-webhook': '8.771204ms',
      'apiserver.latency.k8s.io/total': '10.034001337s',
      'apiserver.latency.k8s.io/validating-webhook': '10.001882206s',
      'failed-open.validating.webhook.admission.k8s.io/round_0_index_0': 'validate.policy.corp.example',
      'mutation.webhook.admission.k8s.io/round_0_index_0':
        '{"configuration":"pod-defaults","webhook":"defaults.policy.corp.example","mutated":true}',
      'patch.webhook.admission.k8s.io/round_0_index_0':
        '{"configuration":"pod-defaults","webhook":"defaults.policy.corp.example","patch":[{"op":"add","path":"/spec/containers/0/resources/limits","value":{"memory":"256Mi"}}],"patchType":"JSONPatch"}',
      'pod-security.kubernetes.io/enforce-policy': 'privileged:latest',
    }),
    plant: 'failed-open',
  });

  const agent = cluster.staleAgent;
  const noted = { 'authentication.k8s.io/stale-token': `subject: ${agent.username}, seconds after warning threshold: 4123` };
  for (const time of ['08:07:33.4', '08:22:33.6', '08:37:33.9']) {
    server.call(at(time), agent, {
      verb: 'get',
      target: { resource: 'configmaps', namespace: 'data', name: 'ingest-config' },
      early: annotations(noted),
      annotations: annotations({ ...noted, ...allowed(cluster.staleAgentRole) }),
      plant: 'stale-token',
    });
  }
}

/** @param {Stage} stage */
function borrowedIdentities({ server, cluster }) {
  const browser = client(
    cluster.jonasUser,
    ['127.0.0.1', '172.20.33.14'],
    'Mozilla/5.0 (X11; Linux x86_64; rv:136.0) Gecko/20100101 Firefox/136.0',
    VIEW,
  );
  const script = client(cluster.jonasUser, ['127.0.0.1', '172.20.33.14'], 'curl/8.5.0', VIEW);
  server.call(at('08:25:01.2'), browser, { verb: 'list', target: { resource: 'pods', namespace: 'web' }, plant: 'kubectl-proxy' });
  server.call(at('08:25:09.8'), browser, {
    verb: 'get',
    target: { resource: 'services', namespace: 'web', name: 'www' },
    plant: 'kubectl-proxy',
  });
  server.call(at('08:38:30.4'), script, {
    verb: 'list',
    target: { resource: 'deployments', group: 'apps', version: 'v1', namespace: 'web' },
    plant: 'kubectl-proxy',
  });

  const as = { username: 'jonas@corp.example', groups: ['corp:developers', 'system:authenticated'] };
  const portal = client(
    cluster.portalBackend.user,
    [cluster.portalAddress],
    'portal-backend/v2.8.0 (linux/amd64) kubernetes/$Format',
    VIEW,
    { as },
  );
  for (const time of ['08:09:50.3', '08:21:40.1', '08:35:12.6', '08:43:05.2']) {
    server.call(at(time), portal, {
      verb: 'list',
      target: { resource: 'deployments', group: 'apps', version: 'v1', namespace: 'shop' },
      plant: 'portal',
    });
    server.call(at(time) + 84_000, portal, { verb: 'list', target: { resource: 'pods', namespace: 'shop' }, plant: 'portal' });
  }
}

/** @param {Stage} stage */
function people({ server, cluster }) {
  const cart = cluster.pods.find((pod) => pod.app === 'cart');
  const pod = { resource: 'pods', namespace: 'shop', name: cart?.name ?? 'cart-0' };
  server.call(at('08:31:20.6'), cluster.maria, { verb: 'get', target: pod, plant: 'maria-exec' });
  server.call(at('08:31:20.75'), cluster.maria, {
    verb: 'get',
    target: { ...pod, subresource: 'exec' },
    query: 'command=sh&container=cart&stdin=true&stdout=true&tty=true',
    status: SWITCHED,
    started: 36_212,
    took: 40 * SECOND + 118_330,
    plant: 'maria-exec',
  });

  const bindings = { resource: 'clusterrolebindings', group: 'rbac.authorization.k8s.io', version: 'v1' };
  server.call(at('08:45:11.3'), cluster.maria, { verb: 'list', target: bindings, query: 'limit=500', took: 18_200, plant: 'discovery' });
  server.call(at('08:45:52.8'), cluster.maria, {
    verb: 'get',
    target: { ...bindings, name: 'cluster-system-anonymous' },
    plant: 'discovery',
  });
  server.call(at('08:46:30.1'), cluster.maria, {
    verb: 'get',
    target: { resource: 'clusterroles', group: 'rbac.authorization.k8s.io', version: 'v1', name: 'cluster-admin' },
    plant: 'discovery',
  });
  server.call(at('08:47:05.9'), cluster.maria, {
    verb: 'list',
    target: { resource: 'pods', namespace: 'kube-system' },
    query: 'limit=500',
    plant: 'discovery',
  });

  server.call(at('08:05:30.05'), cluster.loadBalancers[0], { verb: 'get', path: '/readyz', took: 800, plant: 'health-checks' });
  server.call(at('08:05:33.6'), cluster.controlPlane[0].probe, { verb: 'get', path: '/livez', took: 900, plant: 'health-checks' });
}
