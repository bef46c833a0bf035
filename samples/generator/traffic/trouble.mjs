/** The odd ends of requests that every large log holds: expired tokens, clients that left, proxied watches that broke. */
import { annotations, allowed, slow } from '../annotations.mjs';
import { SECOND } from '../clock.mjs';
import { NOBODY, client } from '../identity.mjs';
import { CLOSED_EARLY, UNAUTHORIZED, panicked } from '../status.mjs';

/** @param {import('./world.mjs').World} world @returns {import('./world.mjs').Habit[]} */
export function trouble({ server, cluster, random, pods }) {
  const expired = client(NOBODY, ['10.20.0.77'], 'backup-agent/v3.1.0 (linux/amd64) kubernetes/$Format', '');
  return [
    [
      0.3,
      (time) => {
        for (let attempt = 0; attempt < 4; attempt += 1) {
          server.call(time + attempt * SECOND, expired, {
            verb: 'list',
            target: { resource: 'persistentvolumeclaims' },
            query: 'limit=500&resourceVersion=0',
            status: UNAUTHORIZED,
            end: 'unauthenticated',
          });
        }
      },
    ],
    [
      0.1,
      (time) => {
        const took = random.between(900_000, 4_000_000);
        server.call(time, cluster.stateMetrics, {
          verb: 'list',
          target: { resource: 'pods', namespace: random.pick(pods).namespace },
          query: 'limit=500',
          status: CLOSED_EARLY,
          took,
          annotations: annotations({
            ...allowed(
              'RBAC: allowed by ClusterRoleBinding "kube-state-metrics" of ClusterRole "kube-state-metrics" to ServiceAccount "kube-state-metrics/monitoring"',
            ),
            ...slow(took),
          }),
        });
      },
    ],
    [
      0.1,
      (time) =>
        server.call(time, cluster.gitops, {
          verb: 'watch',
          target: { resource: 'pods', group: 'metrics.k8s.io', version: 'v1beta1' },
          query: 'allowWatchBookmarks=true&resourceVersion=0&timeout=7m41s&timeoutSeconds=461&watch=true',
          started: 6_300,
          took: random.between(5, 200) * SECOND,
          status: panicked('net/http: abort Handler'),
          end: 'panic',
        }),
    ],
  ];
}
