/**
 * What a cluster does because somebody asked: pods that are made and placed, deleted and removed, rollouts, new namespaces, signed
 * certificates, sessions, rights. Of each kind some are whole, and of one the line that a test has to miss is taken out.
 */
import { SECOND } from './clock.mjs';

/** @typedef {Record<string, any>} Special */
/** @typedef {{ after: number, special: Special, plants: { test: string, how: string }[] }} Step microseconds after the beginning, and what is recorded */

const RBAC = 'rbac.authorization.k8s.io';
const ACCOUNT = 'system:serviceaccount:kube-system:';
const GROUPS = ['system:serviceaccounts', 'system:serviceaccounts:kube-system', 'system:authenticated'];
const HANDS = { username: 'petra@corp.example', groups: ['platform', 'system:authenticated'] };

/** @param {import('./random.mjs').Random} random @returns {Step[]} */
export function loneEffects(random) {
  /** @type {Step[]} */
  const steps = [];
  const uid = random.uuid();
  const controller = (/** @type {string} */ name) => ({ user: { username: `${ACCOUNT}${name}`, uid, groups: GROUPS }, userAgent: 'kube-controller-manager/v1.32.4 (linux/amd64) kubernetes/59526cd', sourceIPs: ['10.20.0.11'] });
  const kubelet = { user: { username: 'system:node:worker-07', groups: ['system:nodes', 'system:authenticated'] }, userAgent: 'kubelet/v1.32.4 (linux/amd64) kubernetes/59526cd', sourceIPs: ['10.20.0.37'] };
  const scheduler = { user: { username: 'system:kube-scheduler', groups: ['system:authenticated'] }, userAgent: 'kube-scheduler/v1.32.4 (linux/amd64) kubernetes/59526cd', sourceIPs: ['10.20.0.11'] };
  const hands = { user: HANDS, userAgent: 'k9s/v0.40.5 (linux/amd64) kubernetes/9a1c2b3', sourceIPs: ['172.20.33.40'] };

  /** @param {Special} who @param {string} verb @param {string} kind resource, with its subresource @param {string | undefined} namespace @param {string} name @param {string} [apiGroup] @returns {Special} */
  const call = (who, verb, kind, namespace, name, apiGroup) => {
    const [resource, subresource] = kind.split('/');
    const named = verb === 'create' && subresource === undefined ? '' : `/${name}`;
    const path = `${apiGroup === undefined ? '/api/v1' : `/apis/${apiGroup}/v1`}${namespace === undefined || resource === 'namespaces' ? '' : `/namespaces/${namespace}`}/${resource}${named}${subresource === undefined ? '' : `/${subresource}`}`;
    return {
      ...who, verb, requestURI: path, objectRef: { resource, namespace, name, apiGroup, apiVersion: 'v1', subresource }, responseStatus: { metadata: {}, code: verb === 'create' ? 201 : 200 },
    };
  };
  let clock = 0;
  /** The causes first; the last step is the one that is missed, by the test named, when the lone one has no other. @param {string} test @param {string} how @param {(name: string) => [cause: Special, effect: Special]} make @param {'cause' | 'effect'} missing */
  const kind = (test, how, make, missing = 'cause') => {
    for (let i = 0; i < 4; i += 1) {
      const isLone = i === 3;
      const [cause, effect] = make(`${test.toLowerCase()}-${isLone ? 'lone' : i}`);
      clock += 3 * SECOND;
      if (!isLone || missing === 'effect') steps.push({ after: clock, special: cause, plants: isLone ? [{ test, how }] : [] });
      if (!isLone || missing === 'cause') steps.push({ after: clock + SECOND / 5, special: effect, plants: isLone ? [{ test, how }] : [] });
    }
  };

  kind('H8', 'creation of a pod taken out', (name) => [call(hands, 'create', 'pods', 'shop', name), call(scheduler, 'create', 'pods/binding', 'shop', name)]);
  kind('H9', 'deletion of a pod taken out', (name) => [call(hands, 'delete', 'pods', 'shop', name), call(kubelet, 'delete', 'pods', 'shop', name)]);
  kind('H11', 'creation of a namespace taken out', (name) => [call(hands, 'create', 'namespaces', name, name), call(controller('service-account-controller'), 'create', 'serviceaccounts', name, 'default')]);
  kind('H12', 'order of a rollout taken out', (name) => [call(hands, 'patch', 'deployments', 'shop', name, 'apps'), call(controller('deployment-controller'), 'create', 'replicasets', 'shop', `${name}-7c9d8f6b5`, 'apps')]);
  kind('H13', 'approval of a certificate taken out', (name) => [
    call(hands, 'update', 'certificatesigningrequests/approval', undefined, name, 'certificates.k8s.io'), call(controller('certificate-controller'), 'update', 'certificatesigningrequests/status', undefined, name, 'certificates.k8s.io'),
  ]);
  kind('H7', 'deletion of a namespace taken out', (name) => [call(hands, 'delete', 'namespaces', name, name), { ...call(controller('namespace-controller'), 'deletecollection', 'pods', name, ''), requestURI: `/api/v1/namespaces/${name}/pods` }]);
  kind('H17', 'emptying of a namespace taken out', (name) => [call(hands, 'delete', 'namespaces', name, name), { ...call(controller('namespace-controller'), 'deletecollection', 'pods', name, ''), requestURI: `/api/v1/namespaces/${name}/pods` }], 'effect');
  kind('H16', 'placing of a pod taken out', (name) => [call(hands, 'create', 'pods', 'shop', name), call(scheduler, 'create', 'pods/binding', 'shop', name)], 'effect');
  const kubectl = (/** @type {string} */ name) => ({ ...hands, user: { ...HANDS, username: `${name}@corp.example` }, userAgent: 'kubectl/v1.31.2 (linux/amd64) kubernetes/5864a46' });
  kind('H14', 'look before a session taken out', (name) => [
    call(kubectl(name), 'get', 'pods', 'shop', 'cart-0'),
    { ...call(kubectl(name), 'get', 'pods/exec', 'shop', 'cart-0'), requestURI: '/api/v1/namespaces/shop/pods/cart-0/exec?command=sh&container=cart&stdin=true&stdout=true&tty=true', responseStatus: { metadata: {}, code: 101 } },
  ]);

  // An object made twice: the deletion in between is the line that is missing.
  for (let i = 0; i < 4; i += 1) {
    const name = i === 3 ? 'h15-lone' : `h15-${i}`;
    clock += 3 * SECOND;
    steps.push({ after: clock, special: call(hands, 'create', 'persistentvolumeclaims', 'shop', name), plants: [] });
    if (i < 3) steps.push({ after: clock + SECOND, special: call(hands, 'delete', 'persistentvolumeclaims', 'shop', name), plants: [] });
    steps.push({ after: clock + 2 * SECOND, special: call(hands, 'create', 'persistentvolumeclaims', 'shop', name), plants: i === 3 ? [{ test: 'H15', how: 'deletion between two creations taken out' }] : [] });
  }

  // A right that came with a binding, and one that came with none.
  const asks = (/** @type {boolean} */ allowed) => ({
    ...call({ ...hands, user: { username: 'quentin@corp.example', groups: ['system:authenticated'] } }, 'get', 'secrets', 'shop', 'cloud-key'),
    responseStatus: allowed ? { metadata: {}, code: 200 } : { metadata: {}, status: 'Failure', reason: 'Forbidden', code: 403 },
    annotations: allowed ? { 'authorization.k8s.io/decision': 'allow', 'authorization.k8s.io/reason': 'RBAC: allowed by RoleBinding "q/shop" of Role "q" to User "quentin@corp.example"' } : { 'authorization.k8s.io/decision': 'forbid', 'authorization.k8s.io/reason': '' },
  });
  clock += 3 * SECOND;
  steps.push({ after: clock, special: call(hands, 'create', 'rolebindings', 'shop', 'other', RBAC), plants: [] });
  clock += 60 * SECOND;
  steps.push({ after: clock, special: asks(false), plants: [] }, { after: clock + 60 * SECOND, special: asks(true), plants: [{ test: 'H10', how: 'binding taken out' }] });
  return steps;
}
