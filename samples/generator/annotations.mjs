/** Annotations as finished JSON. Go writes a map's keys in sorted order, so this does too. */
import { goJson } from './go-json.mjs';

/** @param {Readonly<Record<string, string>>} entries */
export const annotations = (entries) => goJson(Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1))));

/** @param {string} reason @returns {Record<string, string>} */
export const allowed = (reason) => ({ 'authorization.k8s.io/decision': 'allow', 'authorization.k8s.io/reason': reason });

/** RBAC says no by not saying yes, so the reason is empty unless another authorizer adds one. @param {string} [reason] */
export const refused = (reason = '') => ({ 'authorization.k8s.io/decision': 'forbid', 'authorization.k8s.io/reason': reason });

/** Above 500 ms the server says where the time went. @param {number} micros total */
export function slow(micros) {
  const seconds = (/** @type {number} */ value) => `${(value / 1e6).toFixed(9).replace(/0+$/, '')}s`;
  const share = (/** @type {number} */ part) => seconds(Math.round(micros * part) + 0.127);
  return {
    'apiserver.latency.k8s.io/etcd': share(0.97),
    'apiserver.latency.k8s.io/response-write': '1.402µs',
    'apiserver.latency.k8s.io/serialize-response-object': '98.651µs',
    'apiserver.latency.k8s.io/total': share(1),
  };
}

/**
 * RBAC's sentence.
 * @param {'ClusterRoleBinding' | 'RoleBinding'} kind
 * @param {string} binding `name`, or `name/namespace` for a RoleBinding
 * @param {'ClusterRole' | 'Role'} roleKind
 * @param {string} role
 * @param {string} subject `User "x"`, `Group "x"`, `ServiceAccount "x/namespace"`
 */
export const rbac = (kind, binding, roleKind, role, subject) =>
  `RBAC: allowed by ${kind} "${binding}" of ${roleKind} "${role}" to ${subject}`;

/** A ClusterRoleBinding that carries its ClusterRole's name, as nearly all system bindings do. @param {string} role @param {string} subject */
export const clusterRole = (role, subject) => rbac('ClusterRoleBinding', role, 'ClusterRole', role, subject);
