/** What a healthy cluster writes at fixed intervals whatever else happens. A hole in all of it means the log has a hole. */
import { resourceVersion } from '../cluster.mjs';
import { SECOND } from '../clock.mjs';

const LEASES = { resource: 'leases', group: 'coordination.k8s.io', version: 'v1' };

/**
 * @typedef {object} Heartbeat
 * @property {number} every microseconds
 * @property {(time: number) => void} beat
 */

/**
 * @param {import('../api-server.mjs').ApiServer} server
 * @param {import('../random.mjs').Random} random
 * @param {import('../identity.mjs').Client} holder
 * @param {string} namespace
 * @param {string} name
 * @param {number} every
 * @param {string} [uid]
 * @returns {Heartbeat}
 */
function lease(server, random, holder, namespace, name, every, uid = random.uuid()) {
  return {
    every,
    beat: (time) =>
      server.call(time, holder, {
        verb: 'update',
        target: { ...LEASES, namespace, name, uid, resourceVersion: resourceVersion(time - every) },
        query: holder.user.username?.startsWith('system:node:')
          ? 'timeout=10s'
          : holder.user.username === 'system:apiserver'
            ? undefined
            : 'timeout=5s',
        took: random.between(2200, 9000),
        quiet: true, // leases are the bulk of a log; this cluster's policy keeps their end only
      }),
  };
}

/**
 * @param {import('../api-server.mjs').ApiServer} server
 * @param {import('../cluster.mjs').Cluster} cluster
 * @param {import('../random.mjs').Random} random
 * @param {'all' | 'one server'} scope everything, or only what talks to cp-1 when clients spread over three servers
 * @returns {Heartbeat[]}
 */
export function heartbeats(server, cluster, random, scope) {
  const all = scope === 'all';
  const nodes = all ? cluster.nodes : homeNodes(cluster);
  const beats = [
    lease(server, random, cluster.managerLease, 'kube-system', 'kube-controller-manager', 2 * SECOND),
    lease(server, random, cluster.apiServer, 'kube-system', `apiserver-${random.suffix(26)}`, 10 * SECOND),
    ...nodes.map((node) => lease(server, random, node.kubelet, 'kube-node-lease', node.name, 10 * SECOND, node.leaseUid)),
  ];
  if (all) {
    beats.push(
      lease(server, random, cluster.schedulerLease, 'kube-system', 'kube-scheduler', 2 * SECOND),
      lease(server, random, cluster.certManager, 'kube-system', 'cert-manager-controller', 2 * SECOND),
      lease(server, random, cluster.ingress, 'ingress-nginx', 'ingress-nginx-leader', 6 * SECOND),
    );
  }
  return beats;
}

/** The nodes whose kubelet is connected to cp-1. @param {import('../cluster.mjs').Cluster} cluster */
export const homeNodes = (cluster) => [cluster.controlPlane[0], cluster.workers[4]];
