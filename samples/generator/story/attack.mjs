/** What the intruder does, call by call. */
import { allowed, annotations, clusterRole, rbac, refused } from '../annotations.mjs';
import { at, MINUTE, SECOND } from '../clock.mjs';
import { goJson } from '../go-json.mjs';
import { ANONYMOUS, client, NOBODY, serviceAccount, serviceAccountGroups } from '../identity.mjs';
import { CREATED, SWITCHED, UNAUTHORIZED, forbidden, notFound } from '../status.mjs';

const PEER = '172.20.39.107';
const OUTSIDE = '203.0.113.77';
const CURL = 'curl/7.68.0';
const KUBECTL = 'kubectl/v1.30.1 (linux/amd64) kubernetes/6911225';

/** The same value for several requests: the server takes whatever the client sends. */
const CHOSEN_ID = 'Lorem';

/**
 * @typedef {object} Stage where the story plays
 * @property {Pick<import('../api-server.mjs').ApiServer, 'call'>} server
 * @property {import('../cluster.mjs').Cluster} cluster
 * @property {import('../random.mjs').Random} random
 */

/** @param {Stage} stage */
export function attack(stage) {
  knock(stage);
  readSecrets(stage);
  enterPod(stage);
  const deployer = useToken(stage);
  takeNode(stage, deployer);
  cleanUp(stage, deployer);
}

const BINDING = rbac('ClusterRoleBinding', 'cluster-system-anonymous', 'ClusterRole', 'cluster-admin', 'User "system:anonymous"');
const anonymous = (/** @type {readonly string[]} */ ips, /** @type {string} */ agent) => client(ANONYMOUS, ips, agent, BINDING);
const plain = anonymous([PEER], CURL);
const masked = anonymous(['8.8.8.8', '127.0.0.1', PEER], CURL);
const maskedKubectl = anonymous(['8.8.8.8', '127.0.0.1', PEER], KUBECTL);
const shell = anonymous([PEER], KUBECTL);
/** Before 1.30 kubectl opened sessions with POST. */
const olderShell = anonymous([PEER], 'kubectl/v1.28.4 (linux/amd64) kubernetes/bae2c62');

/** @param {Stage} stage */
function knock({ server, random }) {
  const nobody = client(NOBODY, [PEER], CURL, '');
  const guesses = [
    { verb: 'get', path: '/version' },
    { verb: 'get', path: '/api' },
    { verb: 'list', target: { resource: 'namespaces' } },
    { verb: 'list', target: { resource: 'pods', namespace: 'default' } },
    { verb: 'list', target: { resource: 'secrets' } },
    { verb: 'list', target: { resource: 'secrets', namespace: 'kube-system' } },
  ];
  guesses.forEach((guess, index) =>
    server.call(at('08:03:10.41') + index * 9 * SECOND + random.int(2 * SECOND), nobody, {
      ...guess,
      status: UNAUTHORIZED,
      end: 'unauthenticated',
      plant: 'guess',
    }),
  );

  const username = 'system:serviceaccount:web:legacy-deploy';
  const legacy = client({ username, uid: random.uuid(), groups: serviceAccountGroups('web') }, [PEER], CURL, '');
  // Authentication leaves its notes before RequestReceived is written, so that record has them too.
  const noted = {
    'authentication.k8s.io/legacy-token': username,
    'authentication.k8s.io/legacy-token-manual-secret': 'legacy-deploy-token',
  };
  const tries = [{ resource: 'secrets' }, { resource: 'pods', namespace: 'kube-system' }, { resource: 'secrets', namespace: 'web' }];
  tries.forEach((target, index) =>
    server.call(at('08:04:31.2') + index * 6 * SECOND + random.int(SECOND), legacy, {
      verb: 'list',
      target,
      status: forbidden(username, 'list', target),
      early: annotations(noted),
      annotations: annotations({ ...noted, ...refused() }),
      plant: 'legacy-token',
    }),
  );

  // RBAC may find either binding first for paths that everybody may read; for the others there is only the wrong one.
  const publicInfo = annotations(allowed(clusterRole('system:public-info-viewer', 'Group "system:unauthenticated"')));
  server.call(at('08:05:12.9'), plain, { verb: 'get', path: '/version', annotations: publicInfo, plant: 'probe' });
  server.call(at('08:05:19.1'), plain, { verb: 'get', path: '/api', plant: 'probe' });
  server.call(at('08:05:20.7'), plain, { verb: 'get', path: '/apis', plant: 'probe' });
  server.call(at('08:05:41.3'), plain, { verb: 'list', target: { resource: 'namespaces' }, plant: 'probe' });
  server.call(at('08:06:08.6'), plain, {
    verb: 'get',
    target: { resource: 'clusterrolebindings', group: 'rbac.authorization.k8s.io', version: 'v1', name: 'cluster-system-anonymous' },
    plant: 'why-allowed',
  });
}

/** @param {Stage} stage */
function readSecrets({ server }) {
  server.call(at('08:08:02.118'), masked, {
    verb: 'list',
    target: { resource: 'secrets' },
    auditId: CHOSEN_ID,
    took: 84_312,
    plant: 'secrets+forged-source+lorem',
  });
  server.call(at('08:08:41.77'), masked, {
    verb: 'get',
    target: { resource: 'secrets', namespace: 'ci', name: 'runner-token' },
    auditId: CHOSEN_ID,
    plant: 'secrets+forged-source+lorem',
  });
  const miss = { resource: 'secrets', namespace: 'kube-system', name: 'cloud-keys' };
  server.call(at('08:09:05.02'), masked, { verb: 'get', target: miss, status: notFound(miss), plant: 'secrets+forged-source' });
  server.call(at('08:09:11.5'), masked, {
    verb: 'get',
    target: { resource: 'secrets', namespace: 'kube-system', name: 'cloud-key' },
    plant: 'secrets+forged-source',
  });
  server.call(at('08:10:20.31'), maskedKubectl, {
    verb: 'list',
    target: { resource: 'rolebindings', group: 'rbac.authorization.k8s.io', version: 'v1' },
    auditId: CHOSEN_ID,
    took: 31_002,
    plant: 'forged-source+lorem+forged-agent',
  });
  server.call(at('08:10:58.9'), maskedKubectl, {
    verb: 'list',
    target: { resource: 'pods', namespace: 'ci' },
    plant: 'forged-source+forged-agent',
  });
}

/** @param {Stage} stage */
function enterPod({ server }) {
  const pod = { resource: 'pods', namespace: 'ci', name: 'runner-7d9f' };
  const exec = { ...pod, subresource: 'exec' };
  server.call(at('08:14:21.4'), shell, { verb: 'get', target: pod, plant: 'exec-long' });
  server.call(at('08:14:21.55'), shell, {
    verb: 'get',
    target: exec,
    query: 'command=sh&container=runner&stdin=true&stdout=true&tty=true',
    status: SWITCHED,
    started: 41_870,
    took: 18 * MINUTE + 4_219_406,
    plant: 'exec-long',
  });
  server.call(at('08:16:07.12'), olderShell, {
    verb: 'create',
    target: exec,
    query: 'command=cat&command=%2Fvar%2Frun%2Fsecrets%2Fkubernetes.io%2Fserviceaccount%2Ftoken&container=runner&stderr=true&stdout=true',
    status: SWITCHED,
    started: 38_115,
    took: 402_337,
    plant: 'exec-token',
  });
  server.call(at('08:23:09.84'), shell, {
    verb: 'get',
    target: exec,
    query: 'command=sh&command=-c&command=exec+bash+-i&container=runner&stdin=true&stdout=true&tty=true',
    status: SWITCHED,
    started: 44_020,
    took: Infinity,
    plant: 'exec-open',
  });
}

/** @param {Stage} stage @returns {import('../identity.mjs').User} the account whose token they mint */
function useToken({ server, cluster, random }) {
  const runner = client(cluster.runner.user, [OUTSIDE], 'python-requests/2.32.3', cluster.runnerRole);
  server.call(at('08:19:04.6'), runner, {
    verb: 'create',
    target: { resource: 'selfsubjectrulesreviews', group: 'authorization.k8s.io', version: 'v1' },
    status: CREATED,
    annotations: annotations(allowed(clusterRole('system:basic-user', 'Group "system:authenticated"'))),
    plant: 'runner-outside',
  });
  server.call(at('08:19:22.15'), runner, { verb: 'list', target: { resource: 'secrets', namespace: 'ci' }, plant: 'runner-outside' });
  const dev = { resource: 'secrets', namespace: 'dev' };
  server.call(at('08:19:40.93'), runner, {
    verb: 'list',
    target: dev,
    status: forbidden(runner.username, 'list', dev),
    annotations: annotations(refused()),
    plant: 'runner-outside',
  });

  const deployer = serviceAccount(random, 'ci', 'deployer');
  const issued = deployer.extra?.['authentication.kubernetes.io/credential-id']?.[0] ?? '';
  server.call(at('08:21:03.37'), runner, {
    verb: 'create',
    target: { resource: 'serviceaccounts', namespace: 'ci', name: 'deployer', subresource: 'token' },
    status: CREATED,
    annotations: annotations({ 'authentication.kubernetes.io/issued-credential-id': issued, ...allowed(cluster.runnerRole) }),
    plant: 'token-issued',
  });

  const refusedAs = { resource: 'users', name: 'system:admin' };
  const runnerKubectl = client(cluster.runner.user, [OUTSIDE], KUBECTL, cluster.runnerRole);
  server.call(at('08:22:31.08'), runnerKubectl, {
    verb: 'list',
    target: { resource: 'nodes' },
    query: 'limit=500',
    status: forbidden(runner.username, 'impersonate', refusedAs),
    annotations: '', // refused before authorization of the request itself
    plant: 'impersonation-denied',
  });
  return deployer;
}

/** The minted token, acting as Argo CD's controller through a role that may impersonate any service account. @param {Stage} stage @param {import('../identity.mjs').User} deployer */
function acting({ cluster }, deployer) {
  const as = { username: cluster.gitops.username, groups: serviceAccountGroups('argocd') };
  const reason = clusterRole('argocd-application-controller', 'ServiceAccount "argocd-application-controller/argocd"');
  return { as: client(deployer, [OUTSIDE], KUBECTL, reason, { as }), reason };
}

const NETCHK = { resource: 'pods', namespace: 'kube-system', name: 'netchk' };

/** @param {string} node */
const netchkBody = (node) =>
  goJson({
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: { name: 'netchk', namespace: 'kube-system', creationTimestamp: null, labels: { app: 'netchk' } },
    spec: {
      volumes: [{ name: 'host', hostPath: { path: '/', type: '' } }],
      containers: [
        {
          name: 'netchk',
          image: 'registry.corp.example/tools/netshoot:1.4',
          command: ['sleep', 'infinity'],
          resources: {},
          volumeMounts: [{ name: 'host', mountPath: '/host' }],
          terminationMessagePath: '/dev/termination-log',
          terminationMessagePolicy: 'File',
          imagePullPolicy: 'IfNotPresent',
          securityContext: { privileged: true },
        },
      ],
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      dnsPolicy: 'ClusterFirst',
      nodeName: node,
      hostPID: true,
      securityContext: {},
      schedulerName: 'default-scheduler',
      tolerations: [{ operator: 'Exists' }],
      enableServiceLinks: true,
    },
    status: {},
  });

/** @param {Stage} stage @param {import('../identity.mjs').User} deployer */
function takeNode(stage, deployer) {
  const { server, cluster, random } = stage;
  const { as, reason } = acting(stage, deployer);
  server.call(at('08:24:12.66'), as, { verb: 'list', target: { resource: 'nodes' }, query: 'limit=500', plant: 'impersonation' });
  server.call(at('08:24:19.02'), as, {
    verb: 'list',
    target: { resource: 'pods', namespace: 'kube-system' },
    query: 'limit=500',
    plant: 'impersonation',
  });

  const node = cluster.controlPlane[0];
  server.call(at('08:33:40.21'), as, {
    verb: 'create',
    target: NETCHK,
    query: 'fieldManager=kubectl-create&fieldValidation=Strict',
    status: CREATED,
    took: 23_410,
    level: 'Request',
    requestObject: netchkBody(node.name),
    annotations: annotations({
      ...allowed(reason),
      'mutation.webhook.admission.k8s.io/round_0_index_0':
        '{"configuration":"pod-defaults","webhook":"defaults.policy.corp.example","mutated":false}',
      'pod-security.kubernetes.io/audit-violations':
        'would violate PodSecurity "baseline:latest": host namespaces (hostPID=true), hostPath volumes (volume "host"), privileged (container "netchk" must not set securityContext.privileged=true)',
      'pod-security.kubernetes.io/enforce-policy': 'privileged:latest',
    }),
    plant: 'netchk-create',
  });

  const { kubelet } = node;
  const reader = { ...kubelet, quiet: true };
  server.call(at('08:33:40.34'), kubelet, {
    verb: 'create',
    target: { resource: 'serviceaccounts', namespace: 'kube-system', name: 'default', subresource: 'token' },
    status: CREATED,
    annotations: annotations({ 'authentication.kubernetes.io/issued-credential-id': `JTI=${random.uuid()}`, ...allowed('') }),
    plant: 'netchk-echo',
  });
  server.call(at('08:33:40.41'), reader, { verb: 'get', target: NETCHK, plant: 'netchk-echo' });
  server.call(at('08:33:40.47'), kubelet, { verb: 'patch', target: { ...NETCHK, subresource: 'status' }, plant: 'netchk-echo' });
  server.call(at('08:33:42.9'), kubelet, { verb: 'patch', target: { ...NETCHK, subresource: 'status' }, plant: 'netchk-echo' });

  server.call(at('08:34:05.5'), as, { verb: 'get', target: NETCHK, plant: 'netchk-exec' });
  server.call(at('08:34:05.63'), as, {
    verb: 'get',
    target: { ...NETCHK, subresource: 'exec' },
    query: 'command=chroot&command=%2Fhost&command=sh&container=netchk&stdin=true&stdout=true&tty=true',
    status: SWITCHED,
    started: 39_740,
    took: 5 * MINUTE + 31_480_027,
    plant: 'netchk-exec',
  });
}

/** @param {Stage} stage @param {import('../identity.mjs').User} deployer */
function cleanUp(stage, deployer) {
  const { server, cluster, random } = stage;
  const { as } = acting(stage, deployer);
  const { kubelet } = cluster.controlPlane[0];
  server.call(at('08:40:02.3'), as, { verb: 'delete', target: NETCHK, plant: 'clean-up' });
  server.call(at('08:40:02.38'), as, {
    verb: 'watch',
    target: NETCHK,
    path: '/api/v1/namespaces/kube-system/pods',
    query: 'fieldSelector=metadata.name%3Dnetchk&resourceVersion=48267120&watch=true',
    started: 900,
    took: 30_870_300,
    plant: 'clean-up',
  });
  server.call(at('08:40:33.1'), kubelet, { verb: 'patch', target: { ...NETCHK, subresource: 'status' }, plant: 'netchk-echo' });
  server.call(at('08:40:33.2'), kubelet, { verb: 'delete', target: NETCHK, plant: 'netchk-echo' });

  server.call(at('08:41:10.02'), plain, {
    verb: 'delete',
    target: { resource: 'events', namespace: 'ci', name: `runner-7d9f.182c${random.hex(12)}` },
    plant: 'clean-up',
  });
  server.call(at('08:41:44.7'), plain, {
    verb: 'deletecollection',
    target: { resource: 'events', namespace: 'ci' },
    took: 61_200,
    plant: 'clean-up',
  });
  server.call(at('08:41:58.33'), plain, {
    verb: 'deletecollection',
    target: { resource: 'events', namespace: 'kube-system' },
    took: 148_905,
    plant: 'clean-up',
  });
}
