/** Which pod and container a message of the kubelet is about. */
import type { KubeletEntry } from '../../model/side-record';

export type PodNames = Pick<KubeletEntry, 'pods' | 'podUid' | 'container' | 'containerId'>;

const NAME = '[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?';
/** Static pods have a hash of 32 digits in place of a UUID. */
const UID = '[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** klog's references to objects (k8s.io/klog k8s_references.go, KRef and KObjSlice): `pod="namespace/name"`, `pods=["namespace/name"]`. */
const ONE_POD = new RegExp(`\\bpod="(${NAME}/${NAME})"`);
const PODS = /\bpods=\[([^\]]*)\]/;
const IN_LIST = new RegExp(`(${NAME}/${NAME})`, 'g');
/** Before structured logging: `name_namespace(uid)` (pkg/kubelet/util/format, Pod). */
const OLD_POD = new RegExp(`\\b(${NAME})_(${NAME})\\((${UID})\\)`);
const POD_UID = new RegExp(`\\bpod(?:UID|ID)="?(${UID})\\b|"ID":"(${UID})"`);
const CONTAINER = /\bcontainerName="([^"\\]{1,253})"/;
const CONTAINER_ID = /\bcontainerID="(?:[a-z-]+:\/\/|\{Type:[a-z-]+ ID:)?([0-9a-f]{12,64})\b/;

export function podsOfMessage(message: string): PodNames {
  const old = OLD_POD.exec(message);
  const one = ONE_POD.exec(message)?.[1];
  const list = PODS.exec(message)?.[1];
  const listed = list === undefined ? [] : [...list.matchAll(IN_LIST)].map(([pod]) => pod);
  const uid = POD_UID.exec(message);
  return {
    pods: one !== undefined ? [one] : listed.length > 0 ? listed : old === null ? [] : [`${old[2] ?? ''}/${old[1] ?? ''}`],
    podUid: uid?.[1] ?? uid?.[2] ?? old?.[3] ?? null,
    container: CONTAINER.exec(message)?.[1] ?? null,
    containerId: CONTAINER_ID.exec(message)?.[1] ?? null,
  };
}
