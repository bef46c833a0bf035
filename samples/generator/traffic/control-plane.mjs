/** kube-controller-manager, kube-scheduler and the server's own loopback client. */
import { allowed, annotations, clusterRole, slow } from '../annotations.mjs';
import { resourceVersion } from '../cluster.mjs';
import { SECOND } from '../clock.mjs';
import { CREATED, conflict, failure } from '../status.mjs';
import { eventTarget } from './events.mjs';
import { watch } from './informer.mjs';

const APPS = { group: 'apps', version: 'v1' };

/** Everyone who has a credential may ask what the server offers. */
const DISCOVERY = annotations(allowed(clusterRole('system:discovery', 'Group "system:authenticated"')));

/** What the informers of kube-controller-manager watch. */
const WATCHED = [
  { resource: 'pods' },
  { resource: 'nodes' },
  { resource: 'namespaces' },
  { resource: 'secrets' },
  { resource: 'configmaps' },
  { resource: 'serviceaccounts' },
  { resource: 'replicasets', ...APPS },
  { resource: 'deployments', ...APPS },
  { resource: 'jobs', group: 'batch' },
  { resource: 'endpointslices', group: 'discovery.k8s.io' },
  { resource: 'horizontalpodautoscalers', group: 'autoscaling', version: 'v2' },
  { resource: 'leases', group: 'coordination.k8s.io' },
];

/** @param {import('./world.mjs').World} world @returns {import('./world.mjs').Habit[]} */
export function controlPlane({ server, cluster, random, pods }) {
  const controllers = cluster.controllers;
  const privileged = 'privileged:latest';

  return [
    [4, (time) => watch(server, random, time, random.chance(0.7) ? cluster.manager : cluster.scheduler, random.pick(WATCHED))],
    [
      3,
      (time) => {
        const pod = random.pick(pods);
        const target = {
          resource: 'replicasets',
          ...APPS,
          namespace: pod.namespace,
          name: pod.replicaSet,
          uid: pod.deploymentUid,
          resourceVersion: resourceVersion(time - 3 * SECOND),
          subresource: 'status',
        };
        server.call(time, controllers['replicaset-controller'], {
          verb: 'update',
          target,
          ...(random.chance(0.1) ? { status: conflict(target) } : {}),
        });
      },
    ],
    [
      2,
      (time) => {
        const pod = random.pick(pods);
        // generateName: the name is the server's choice, so the record has none.
        server.call(time, controllers['replicaset-controller'], {
          verb: 'create',
          target: { resource: 'pods', namespace: pod.namespace },
          status: CREATED,
          took: random.between(9000, 40000),
          annotations: annotations({
            ...allowed(controllerReason('replicaset-controller')),
            'mutation.webhook.admission.k8s.io/round_0_index_0':
              '{"configuration":"pod-defaults","webhook":"defaults.policy.corp.example","mutated":false}',
            'pod-security.kubernetes.io/enforce-policy': privileged,
          }),
        });
        const name = `${pod.replicaSet}-${random.suffix(5)}`;
        server.call(time + random.between(30000, 90000), cluster.scheduler, {
          verb: 'create',
          target: { resource: 'pods', namespace: pod.namespace, name, subresource: 'binding' },
          status: CREATED,
        });
        server.call(time + random.between(95000, 160000), cluster.scheduler, {
          verb: 'create',
          target: { ...eventTarget(random, pod.namespace, name), group: 'events.k8s.io', version: 'v1' },
          status: CREATED,
        });
      },
    ],
    [
      3,
      (time) => {
        const pod = random.pick(pods);
        const target = {
          resource: 'endpointslices',
          group: 'discovery.k8s.io',
          namespace: pod.namespace,
          name: `${pod.app}-${pod.deploymentUid.slice(0, 5)}`,
          uid: pod.uid,
          resourceVersion: resourceVersion(time - SECOND),
        };
        server.call(time, controllers['endpointslice-controller'], {
          verb: 'update',
          target,
          ...(random.chance(0.08) ? { status: conflict(target) } : {}),
        });
      },
    ],
    [
      2,
      (time) => {
        const pod = random.pick(pods);
        server.call(time, controllers['deployment-controller'], {
          verb: 'update',
          target: {
            resource: 'deployments',
            ...APPS,
            namespace: pod.namespace,
            name: pod.app,
            uid: pod.deploymentUid,
            resourceVersion: resourceVersion(time - SECOND),
            subresource: 'status',
          },
        });
      },
    ],
    [
      1,
      (time) => {
        const name = `report-${29_554_200 + random.int(90)}`;
        server.call(time, controllers['cronjob-controller'], {
          verb: 'create',
          target: { resource: 'jobs', group: 'batch', namespace: 'data', name },
          status: CREATED,
        });
        server.call(time + random.between(20000, 60000), controllers['job-controller'], {
          verb: 'update',
          target: {
            resource: 'jobs',
            group: 'batch',
            namespace: 'data',
            name,
            uid: random.uuid(),
            resourceVersion: resourceVersion(time),
            subresource: 'status',
          },
        });
      },
    ],
    [
      2,
      (time) => {
        const pod = random.pick(pods);
        // The metrics come from metrics-server; the server only forwards, so code and content are the backend's word.
        server.call(time, controllers['horizontal-pod-autoscaler'], {
          verb: 'list',
          target: { resource: 'pods', group: 'metrics.k8s.io', version: 'v1beta1', namespace: pod.namespace },
          query: `labelSelector=app%3D${pod.app}`,
          ...(random.chance(0.05) ? { status: failure(503, 'ServiceUnavailable', 'service unavailable') } : {}),
        });
      },
    ],
    [
      1,
      (time) => {
        const took = random.between(510_000, 1_900_000);
        server.call(time, controllers['generic-garbage-collector'], {
          verb: 'list',
          target: { resource: random.pick(['pods', 'events', 'configmaps']) },
          query: 'limit=500&resourceVersion=0',
          took,
          annotations: annotations({ ...allowed(controllerReason('generic-garbage-collector')), ...slow(took) }),
        });
      },
    ],
    [
      1,
      (time) =>
        server.call(time, controllers['namespace-controller'], {
          verb: 'get',
          path: random.pick(['/api', '/apis']),
          query: 'timeout=32s',
          annotations: DISCOVERY,
        }),
    ],
    [
      1,
      (time) => {
        const target = {
          resource: 'resourcequotas',
          namespace: random.pick(pods).namespace,
          name: 'default',
          uid: random.uuid(),
          resourceVersion: resourceVersion(time),
          subresource: 'status',
        };
        server.call(time, controllers['resourcequota-controller'], { verb: 'update', target });
      },
    ],
    [
      5,
      (time) =>
        server.call(time, cluster.apiServer, {
          verb: 'get',
          target: { resource: 'namespaces', namespace: 'kube-system', name: 'kube-system' },
        }),
    ],
    [
      2,
      (time) =>
        server.call(time, cluster.apiServer, {
          verb: 'get',
          target: { resource: random.chance(0.5) ? 'services' : 'endpoints', namespace: 'default', name: 'kubernetes' },
        }),
    ],
    [
      1,
      (time) =>
        watch(
          server,
          random,
          time,
          cluster.apiServer,
          random.pick([
            { resource: 'clusterroles', group: 'rbac.authorization.k8s.io' },
            { resource: 'resourcequotas' },
            { resource: 'validatingwebhookconfigurations', group: 'admissionregistration.k8s.io' },
          ]),
        ),
    ],
  ];
}

/** @param {string} name */
const controllerReason = (name) => clusterRole(`system:controller:${name}`, `ServiceAccount "${name}/kube-system"`);
