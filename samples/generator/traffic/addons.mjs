/** What else runs in the cluster with a service account: DNS, network, metrics, ingress, certificates, GitOps. */
import { allowed, annotations, rbac, refused } from '../annotations.mjs';
import { resourceVersion } from '../cluster.mjs';
import { SECOND } from '../clock.mjs';
import { CREATED, OVERLOADED, conflict, failure, forbidden, notFound } from '../status.mjs';
import { eventTarget } from './events.mjs';
import { watch } from './informer.mjs';

/** An extension server asks the main one who its callers are. */
const DELEGATED = annotations(
  allowed(
    rbac(
      'ClusterRoleBinding',
      'metrics-server:system:auth-delegator',
      'ClusterRole',
      'system:auth-delegator',
      'ServiceAccount "metrics-server/kube-system"',
    ),
  ),
);

/** @param {import('./world.mjs').World} world @returns {import('./world.mjs').Habit[]} */
export function addons({ server, cluster, random, pods }) {
  const releases = annotations(allowed(cluster.runnerReleases));
  return [
    [
      1,
      (time) =>
        watch(
          server,
          random,
          time,
          random.pick(cluster.coredns),
          random.pick([{ resource: 'namespaces' }, { resource: 'services' }, { resource: 'endpointslices', group: 'discovery.k8s.io' }]),
        ),
    ],
    [
      1,
      (time) =>
        watch(
          server,
          random,
          time,
          random.pick(cluster.cni),
          random.pick([
            { resource: 'networkpolicies', group: 'networking.k8s.io' },
            { resource: 'ippools', group: 'crd.projectcalico.org' },
          ]),
        ),
    ],
    [
      1,
      (time) =>
        server.call(time, random.pick(cluster.cni), {
          verb: 'get',
          target: { resource: 'clusterinformations', group: 'crd.projectcalico.org', version: 'v1', name: 'default' },
        }),
    ],
    [
      1,
      (time) =>
        server.call(time, cluster.metricsServer, {
          verb: 'create',
          target: { resource: 'subjectaccessreviews', group: 'authorization.k8s.io', version: 'v1' },
          status: CREATED,
          annotations: DELEGATED,
        }),
    ],
    [0.5, (time) => watch(server, random, time, cluster.metricsServer, random.chance(0.5) ? { resource: 'nodes' } : { resource: 'pods' })],
    [
      1,
      (time) =>
        watch(
          server,
          random,
          time,
          cluster.ingress,
          random.pick([{ resource: 'ingresses', group: 'networking.k8s.io' }, { resource: 'secrets' }, { resource: 'services' }]),
        ),
    ],
    [
      1,
      (time) => {
        const pod = random.pick(pods);
        server.call(time, cluster.ingress, {
          verb: 'update',
          target: {
            resource: 'ingresses',
            group: 'networking.k8s.io',
            namespace: pod.namespace,
            name: pod.app,
            uid: pod.deploymentUid,
            resourceVersion: resourceVersion(time - 2 * SECOND),
            subresource: 'status',
          },
        });
        server.call(time + 20000, cluster.ingress, {
          verb: 'create',
          target: eventTarget(random, pod.namespace, pod.app),
          status: CREATED,
        });
      },
    ],
    [
      1.5,
      (time) => {
        const pod = random.pick(pods);
        const target = {
          resource: 'certificates',
          group: 'cert-manager.io',
          version: 'v1',
          namespace: pod.namespace,
          name: `${pod.app}-tls`,
          uid: pod.deploymentUid,
          resourceVersion: resourceVersion(time - 2 * SECOND),
          subresource: 'status',
        };
        server.call(time, cluster.certManager, { verb: 'update', target, ...(random.chance(0.2) ? { status: conflict(target) } : {}) });
      },
    ],
    [
      4,
      (time) => {
        const pod = random.pick(pods);
        const query = 'fieldManager=argocd-controller&force=true';
        const target = random.pick([
          { resource: 'deployments', group: 'apps', version: 'v1', namespace: pod.namespace, name: pod.app },
          { resource: 'configmaps', namespace: pod.namespace, name: `${pod.app}-config` },
          { resource: 'services', namespace: pod.namespace, name: pod.app },
        ]);
        server.call(time, cluster.gitops, { verb: 'get', target });
        const bad = failure(
          422,
          'Invalid',
          `Deployment.apps "${pod.app}" is invalid: spec.template.spec.containers[0].image: Required value`,
          {
            name: pod.app,
            group: 'apps',
            kind: 'Deployment',
            causes: [{ reason: 'FieldValueRequired', message: 'Required value', field: 'spec.template.spec.containers[0].image' }],
          },
        );
        server.call(time + random.between(9000, 60000), cluster.gitops, {
          verb: 'patch',
          target,
          query,
          took: random.between(6000, 30000),
          ...(target.resource === 'deployments' && random.chance(0.12) ? { status: bad } : {}),
        });
      },
    ],
    [
      1,
      (time) =>
        server.call(time, cluster.gitops, {
          verb: 'patch',
          target: { resource: 'applications', group: 'argoproj.io', version: 'v1alpha1', namespace: 'argocd', name: random.pick(pods).app },
        }),
    ],
    [
      0.7,
      (time) =>
        watch(
          server,
          random,
          time,
          cluster.gitops,
          random.pick([{ resource: 'deployments', group: 'apps' }, { resource: 'services' }, { resource: 'configmaps' }]),
        ),
    ],
    [
      1.5,
      (time) => {
        const pod = random.pick(pods);
        const deployment = { resource: 'deployments', group: 'apps', version: 'v1', namespace: 'shop', name: pod.app };
        if (pod.namespace === 'shop') {
          server.call(time, cluster.runner, { verb: 'get', target: deployment, annotations: releases });
          server.call(time + random.between(120000, 300000), cluster.runner, {
            verb: 'patch',
            target: deployment,
            query: 'fieldManager=kubectl-client-side-apply&fieldValidation=Strict',
            annotations: releases,
          });
          return;
        }
        if (random.chance(0.5)) {
          server.call(time, cluster.runner, {
            verb: 'get',
            target: { resource: 'configmaps', namespace: 'ci', name: 'pipeline-settings' },
          });
          return;
        }
        const elsewhere = { resource: 'deployments', group: 'apps', version: 'v1', namespace: pod.namespace, name: pod.app };
        server.call(time, cluster.runner, {
          verb: 'get',
          target: elsewhere,
          status: forbidden(cluster.runner.username, 'get', elsewhere),
          annotations: annotations(refused()),
        });
      },
    ],
    [2, (time) => server.call(time, cluster.prometheus, { verb: 'get', path: '/metrics', took: random.between(30000, 180000) })],
    [
      0.5,
      (time) =>
        watch(
          server,
          random,
          time,
          cluster.prometheus,
          random.pick([
            { resource: 'pods', namespace: random.pick(pods).namespace },
            { resource: 'endpoints', namespace: 'monitoring' },
          ]),
        ),
    ],
    [
      0.6,
      (time) => {
        const target = {
          resource: 'servicemonitors',
          group: 'monitoring.coreos.com',
          version: 'v1',
          namespace: 'monitoring',
          name: `${random.pick(pods).app}-old`,
        };
        server.call(time, cluster.prometheus, { verb: 'get', target, status: notFound(target) });
      },
    ],
    [
      0.6,
      (time) =>
        server.call(time, cluster.stateMetrics, {
          verb: 'list',
          target: { resource: random.chance(0.5) ? 'secrets' : 'pods' },
          query: 'limit=500&resourceVersion=0',
          ...(random.chance(0.15) ? { status: OVERLOADED, annotations: '' } : {}),
        }),
    ],
    [
      0.3,
      (time) => {
        const pod = random.pick(pods);
        const message = "Cannot evict pod as it would violate the pod's disruption budget.";
        // kubectl drain, against a disruption budget
        server.call(time, cluster.maria, {
          verb: 'create',
          target: { resource: 'pods', namespace: pod.namespace, name: pod.name, subresource: 'eviction' },
          status: failure(429, 'TooManyRequests', message, {
            causes: [{ reason: 'DisruptionBudget', message: `The disruption budget ${pod.app} needs 2 healthy pods and has 2 currently` }],
          }),
        });
      },
    ],
  ];
}
