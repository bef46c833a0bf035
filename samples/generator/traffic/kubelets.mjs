/** Kubelets: node and pod status, the objects their pods mount, tokens for their pods. The policy keeps only the end of their reads. */
import { annotations, refused } from '../annotations.mjs';
import { resourceVersion } from '../cluster.mjs';
import { SECOND } from '../clock.mjs';
import { CREATED, failure, forbidden, notFound } from '../status.mjs';
import { eventTarget } from './events.mjs';
import { watch } from './informer.mjs';

/** @param {import('./world.mjs').World} world @returns {import('./world.mjs').Habit[]} */
export function kubelets({ server, random, nodes, pods: everyPod }) {
  const pods = everyPod.filter((pod) => nodes.includes(pod.node));
  /** Reads are quiet: same caller, other policy rule. @type {Map<string, import('../identity.mjs').Client>} */
  const readers = new Map(nodes.map((node) => [node.name, { ...node.kubelet, quiet: true }]));
  const reader = (/** @type {import('../cluster.mjs').Node} */ node) =>
    /** @type {import('../identity.mjs').Client} */ (readers.get(node.name));

  return [
    [
      5,
      (time) => {
        const pod = random.pick(pods);
        const mounted = random.chance(0.6)
          ? { resource: 'configmaps', namespace: pod.namespace, name: random.chance(0.5) ? 'kube-root-ca.crt' : `${pod.app}-config` }
          : { resource: 'secrets', namespace: pod.namespace, name: `${pod.app}-${random.pick(['credentials', 'tls', 'registry'])}` };
        watch(server, random, time, reader(pod.node), mounted);
      },
    ],
    [
      1,
      (time) => {
        const node = random.pick(nodes);
        watch(server, random, time, reader(node), { resource: 'pods' }, `spec.nodeName%3D${node.name}`);
      },
    ],
    [1, (time) => watch(server, random, time, reader(random.pick(nodes)), { resource: random.pick(['services', 'nodes']) })],
    [
      5,
      (time) => {
        const node = random.pick(nodes);
        const target = { resource: 'nodes', name: node.name };
        server.call(time, reader(node), { verb: 'get', target, query: 'resourceVersion=0&timeout=10s', took: random.between(400, 2500) });
        server.call(time + random.between(4000, 15000), node.kubelet, {
          verb: 'patch',
          target: { ...target, subresource: 'status' },
          query: 'timeout=10s',
          took: random.between(4000, 16000),
        });
      },
    ],
    [
      5,
      (time) => {
        const pod = random.pick(pods);
        const target = { resource: 'pods', namespace: pod.namespace, name: pod.name };
        server.call(time, reader(pod.node), { verb: 'get', target, took: random.between(500, 3000) });
        server.call(time + random.between(3000, 9000), pod.node.kubelet, {
          verb: 'patch',
          target: { ...target, subresource: 'status' },
          took: random.between(3000, 14000),
        });
      },
    ],
    [
      4,
      (time) => {
        const pod = random.pick(pods);
        server.call(time, pod.node.kubelet, {
          verb: 'create',
          target: { resource: 'serviceaccounts', namespace: pod.namespace, name: pod.account, subresource: 'token' },
          status: CREATED,
          // Which credential was issued is named, so that its later use can be traced to this request.
          annotations: annotations({
            'authentication.kubernetes.io/issued-credential-id': `JTI=${random.uuid()}`,
            'authorization.k8s.io/decision': 'allow',
            'authorization.k8s.io/reason': '',
          }),
        });
      },
    ],
    [
      3,
      (time) =>
        server.call(time, random.pick(nodes).kubelet, {
          verb: 'create',
          target: random.chance(0.5)
            ? { resource: 'subjectaccessreviews', group: 'authorization.k8s.io', version: 'v1' }
            : { resource: 'tokenreviews', group: 'authentication.k8s.io', version: 'v1' },
          status: CREATED,
        }),
    ],
    [
      3,
      (time) => {
        const pod = random.pick(pods);
        const repeated = random.chance(0.5);
        server.call(time, pod.node.kubelet, {
          verb: repeated ? 'patch' : 'create',
          target: eventTarget(random, pod.namespace, pod.name),
          ...(repeated ? {} : { status: CREATED }),
        });
      },
    ],
    [
      0.5,
      (time) => {
        const pod = random.pick(pods);
        const node = random.pick(nodes);
        if (pod.node === node) return;
        const target = { resource: 'secrets', namespace: pod.namespace, name: `${pod.app}-credentials` };
        const why = `no relationship found between node '${node.name}' and this object`;
        server.call(time, reader(node), {
          verb: 'get',
          target,
          status: forbidden(node.kubelet.username, 'get', target, why),
          annotations: annotations(refused(why)),
        });
      },
    ],
    [
      0.6,
      (time) => {
        const pod = random.pick(pods);
        const target = { resource: 'configmaps', namespace: pod.namespace, name: `${pod.app}-overrides` };
        server.call(time, reader(pod.node), { verb: 'get', target, status: notFound(target) });
      },
    ],
    [
      0.1,
      (time) => {
        const node = random.pick(nodes);
        server.call(time, node.kubelet, {
          verb: 'update',
          target: {
            resource: 'leases',
            group: 'coordination.k8s.io',
            version: 'v1',
            namespace: 'kube-node-lease',
            name: node.name,
            uid: node.leaseUid,
            resourceVersion: resourceVersion(time - 10 * SECOND),
          },
          query: 'timeout=10s',
          status: failure(500, 'InternalError', 'Internal error occurred: etcdserver: request timed out', {
            causes: [{ message: 'etcdserver: request timed out' }],
          }),
          took: 7_004_000 + random.int(9000),
          quiet: true,
          annotations: annotations({
            'apiserver.latency.k8s.io/etcd': '7.00112s',
            'apiserver.latency.k8s.io/total': '7.004191s',
            'authorization.k8s.io/decision': 'allow',
            'authorization.k8s.io/reason': '',
          }),
        });
      },
    ],
  ];
}
