/** I2, I4, I9 to I11, P8, M3 and M5: what one identity says of itself. */
import type { UserEntry } from '../model/event-batch';
import { isHostileText } from './hostile-tests';
import { isMasters, serviceAccountNamespace } from './identity-tests';
import { marksWhere, type ValueMark } from './value-mark';

const PREFIX = 'authentication.kubernetes.io/';
const CREDENTIAL_ID = `${PREFIX}credential-id`;
const NODE = 'system:node:';

/** Names and prefixes of names that Kubernetes and the large distributions give themselves. */
const KNOWN_SYSTEM_NAMES: ReadonlySet<string> = new Set([
  'system:anonymous', 'system:apiserver', 'system:unsecured', 'system:admin', 'system:master', 'system:masters', 'system:kube-apiserver', 'system:kube-controller-manager',
  'system:kube-scheduler', 'system:kube-proxy', 'system:kubelet', 'system:cloud-controller-manager', 'system:cluster-autoscaler', 'system:addon-manager', 'system:aggregator',
  'system:monitoring', 'system:metrics-server', 'system:konnectivity-server', 'system:node-problem-detector', 'system:storageversionmigrator', 'system:clustermetrics',
  'system:glbc', 'system:l7-lb-controller', 'system:managed-certificate-controller', 'system:vpa-recommender', 'system:resource-tracker', 'system:kubestore-collector',
  'system:k3s-controller', 'system:k3s-supervisor', 'system:rke2-controller', 'system:volume-scheduler', 'system:csi-external-provisioner', 'system:aws-cloud-provider',
]);
const KNOWN_SYSTEM_PREFIXES = ['system:bootstrap:', 'system:gke-', 'system:gcp-', 'system:openshift', 'system:multus:', 'system:ovn-node:', 'system:kube-', 'system:k3s-', 'system:eks-', 'system:aks-', 'system:image-', 'system:build-', 'system:deploy-'];
const DNS_LABELS = /^[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?$/;

/** Components that run beside the API server under a name of their own. */
const CONTROL_PLANE: ReadonlySet<string> = new Set(['system:kube-controller-manager', 'system:kube-scheduler', 'system:cloud-controller-manager']);

export function isUnknownSystemName(username: string): boolean {
  if (!username.startsWith('system:') || KNOWN_SYSTEM_NAMES.has(username)) return false;
  if (username.startsWith(NODE)) return !DNS_LABELS.test(username.slice(NODE.length));
  if (username.startsWith('system:serviceaccount:')) {
    const [namespace, name, ...more] = username.slice('system:serviceaccount:'.length).split(':');
    return more.length > 0 || namespace === undefined || name === undefined || !DNS_LABELS.test(namespace) || !DNS_LABELS.test(name);
  }
  return !KNOWN_SYSTEM_PREFIXES.some((prefix) => username.startsWith(prefix));
}

/** Letters of other scripts that pass for Latin ones (Unicode TR 39, the ones used in names), and what nobody sees. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map([
  ['а', 'a'], ['е', 'e'], ['о', 'o'], ['р', 'p'], ['с', 'c'], ['у', 'y'], ['х', 'x'], ['і', 'i'], ['ј', 'j'], ['ѕ', 's'], ['ԁ', 'd'], ['һ', 'h'], ['ո', 'n'],
  ['α', 'a'], ['ο', 'o'], ['ρ', 'p'], ['ν', 'v'], ['ι', 'i'], ['κ', 'k'], ['τ', 't'], ['υ', 'u'], ['ѵ', 'v'], ['ı', 'i'],
]);
const UNSEEN = /[\s\p{Cf}\p{Zs}\p{Cc}]/gu;
const PRIVILEGED = /^(?:system:.*|kubernetes-(?:super-)?admin|kube[:-]?admin|cluster-admin|minikube-user)$/;

const skeleton = (text: string): string => {
  let plain = '';
  for (const char of text.normalize('NFKC').replace(UNSEEN, '').toLowerCase()) plain += LOOKALIKES.get(char) ?? char;
  return plain;
};

/** I11. A name that reads like a privileged one without being one. */
export function isLookalike(username: string): boolean {
  // No name longer than this is mistaken for another.
  if (username.length > 300) return false;
  const plain = skeleton(username);
  return plain !== username && PRIVILEGED.test(plain);
}

const isKubernetesKey = (key: string): boolean => /^(?:[^/]*\.)?(?:kubernetes|k8s)\.io\//.test(key);

export function marksOfUser({ username, groups, extra }: UserEntry): ValueMark[] {
  const name = username ?? '';
  const keys = extra?.map(([key]) => key) ?? [];
  const credential = extra?.find(([key]) => key === CREDENTIAL_ID)?.[1][0] ?? '';
  const isAccount = serviceAccountNamespace(username) !== undefined;
  const isNode = name.startsWith(NODE);
  const inNodes = groups?.includes('system:nodes') ?? false;
  return marksWhere(
    [isHostileText(name), 'F5'],
    [isAccount && credential.startsWith('X509SHA256='), 'I2'],
    [groups !== null && isNode && !inNodes, 'I4'],
    // Some installations give all kubelets one name (AKS: nodeclient), so the log has to show that this one names its nodes.
    [!isNode && inNodes, 'node-group'],
    [name === 'system:unsecured', 'I9'],
    [isUnknownSystemName(name) && !isLookalike(name), 'I10'],
    [isLookalike(name), 'I11'],
    [!isAccount && keys.some((key) => isKubernetesKey(key) && key !== CREDENTIAL_ID), 'P8'],
    [isAccount, 'service-account'],
    [isAccount && !keys.includes(`${PREFIX}pod-name`), 'unbound-account'],
    [isNode, 'node'],
    [CONTROL_PLANE.has(name), 'control-plane'],
    [name !== '' && !name.startsWith('system:'), 'person'],
  );
}

/** The same record part under `impersonatedUser`, where every value is the caller's choice. */
export function marksOfImpersonated({ groups, extra }: UserEntry): ValueMark[] {
  return marksWhere([isMasters(groups), 'M3'], [extra?.some(([key]) => isKubernetesKey(key)) ?? false, 'M5']);
}
