/** Two people with kubectl: each command is several requests close together. */
import { allowed, annotations, clusterRole, refused } from '../annotations.mjs';
import { NAMESPACES, resourceVersion } from '../cluster.mjs';
import { SECOND } from '../clock.mjs';
import { CREATED, forbidden, notFound } from '../status.mjs';

const DEPLOYMENTS = { resource: 'deployments', group: 'apps', version: 'v1' };

/** Everyone who has logged in may ask what the server offers. */
const DISCOVERY = annotations(allowed(clusterRole('system:discovery', 'Group "system:authenticated"')));

/** @param {import('./world.mjs').World} world @returns {import('./world.mjs').Habit[]} */
export function people({ server, cluster, random, pods }) {
  const { maria, jonas } = cluster;
  const someone = () => (random.chance(0.5) ? maria : jonas);
  /** The gap between two requests of one command. */
  const step = () => random.between(35_000, 140_000);

  /** What kubectl asks when its discovery cache is old. @param {number} time @param {import('../identity.mjs').Client} who */
  const discovery = (time, who) => {
    server.call(time, who, { verb: 'get', path: '/api', query: 'timeout=32s', annotations: DISCOVERY });
    server.call(time + random.between(20_000, 60_000), who, { verb: 'get', path: '/apis', query: 'timeout=32s', annotations: DISCOVERY });
  };

  return [
    [
      1.2,
      (time) => {
        const who = someone();
        if (random.chance(0.4)) discovery(time, who);
        const namespace = random.pick(NAMESPACES);
        const target = random.pick([
          { resource: 'pods', namespace },
          { ...DEPLOYMENTS, namespace },
          { resource: 'services', namespace },
          { resource: 'events', namespace },
          who === maria ? { resource: 'nodes' } : { resource: 'configmaps', namespace }, // view has no nodes
        ]);
        server.call(time + 2 * step(), who, { verb: 'list', target, query: 'limit=500', took: random.between(4000, 40000) });
      },
    ],
    [
      0.6,
      (time) => {
        // kubectl describe pod
        const who = someone();
        const pod = random.pick(pods);
        server.call(time, who, { verb: 'get', target: { resource: 'pods', namespace: pod.namespace, name: pod.name } });
        server.call(time + step(), who, {
          verb: 'list',
          target: { resource: 'events', namespace: pod.namespace },
          query: `fieldSelector=involvedObject.name%3D${pod.name}%2CinvolvedObject.namespace%3D${pod.namespace}%2CinvolvedObject.uid%3D${pod.uid}&limit=500`,
        });
      },
    ],
    [
      0.6,
      (time) => {
        // kubectl logs, now and then with -f
        const who = someone();
        const pod = random.pick(pods);
        const follow = random.chance(0.3);
        server.call(time, who, { verb: 'get', target: { resource: 'pods', namespace: pod.namespace, name: pod.name } });
        server.call(time + step(), who, {
          verb: 'get',
          target: { resource: 'pods', namespace: pod.namespace, name: pod.name, subresource: 'log' },
          query: `container=${pod.app}${follow ? '&follow=true' : ''}`,
          started: random.between(20_000, 50_000),
          took: follow ? random.between(20, 200) * SECOND : random.between(60_000, 300_000),
        });
      },
    ],
    [
      0.4,
      (time) => {
        // kubectl apply -f of a changed or a new object
        const pod = random.pick(pods);
        const fresh = random.chance(0.3);
        const target = { ...DEPLOYMENTS, namespace: pod.namespace, name: fresh ? `${pod.app}-canary` : pod.app };
        const query = 'fieldManager=kubectl-client-side-apply&fieldValidation=Strict';
        server.call(time, maria, { verb: 'get', path: '/openapi/v3', query: 'timeout=32s', annotations: DISCOVERY });
        server.call(time + step(), maria, { verb: 'get', target, ...(fresh ? { status: notFound(target) } : {}) });
        server.call(time + 3 * step(), maria, { verb: fresh ? 'create' : 'patch', target, query, ...(fresh ? { status: CREATED } : {}) });
      },
    ],
    [
      0.3,
      (time) => {
        const target = random.chance(0.5)
          ? { resource: 'secrets', namespace: random.pick(NAMESPACES) }
          : { resource: 'pods', namespace: 'kube-system', name: `coredns-${random.suffix(5)}` };
        const verb = target.name === undefined ? 'list' : 'delete';
        server.call(time, jonas, {
          verb,
          target,
          ...(verb === 'list' ? { query: 'limit=500' } : {}),
          status: forbidden(jonas.username, verb, target),
          annotations: annotations(refused()),
        });
      },
    ],
    [
      0.3,
      (time) => {
        const target = {
          resource: 'pods',
          namespace: random.pick(NAMESPACES),
          name: `${random.pick(pods).app}-${random.suffix(10)}-${random.suffix(5)}`,
        };
        server.call(time, someone(), { verb: 'get', target, status: notFound(target) });
      },
    ],
    [
      0.2,
      (time) => {
        // kubectl get -w
        const namespace = random.pick(NAMESPACES);
        server.call(time, jonas, { verb: 'list', target: { resource: 'pods', namespace }, query: 'limit=500' });
        server.call(time + step(), jonas, {
          verb: 'watch',
          target: { resource: 'pods', namespace },
          query: `resourceVersion=${resourceVersion(time)}&watch=true`,
          started: random.between(800, 3000),
          took: random.between(10, 240) * SECOND,
        });
      },
    ],
    [0.2, (time) => server.call(time, maria, { verb: 'list', target: { resource: 'nodes', group: 'metrics.k8s.io', version: 'v1beta1' } })],
  ];
}
