/**
 * H18: when the object that a server returned was made, as the server itself wrote it into the object's metadata
 * (k8s.io/apiserver pkg/registry/rest/meta.go FillObjectMetaSystemFields). Stands in bodies alone, so it is read from the open record.
 */
import { parseTimestamp, type TimestampUs } from '../base/time';

export interface ObjectBirth {
  /** A whole second: the server cuts it. */
  readonly createdUs: TimestampUs;
  readonly uid: string;
  readonly name: string;
  readonly namespace: string;
  readonly apiGroup: string;
  readonly resource: string;
}

/** What Kubernetes itself serves and stores; what an aggregated API or a custom resource says of itself is another's word. */
const BUILT_IN: ReadonlySet<string> = new Set([
  '', 'apps', 'batch', 'autoscaling', 'policy', 'rbac.authorization.k8s.io', 'networking.k8s.io', 'storage.k8s.io', 'certificates.k8s.io', 'admissionregistration.k8s.io', 'scheduling.k8s.io',
]);

const entry = (value: unknown, key: string): unknown => (typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Undefined where the record returns no single stored object, or makes it itself. */
export function objectBirth(text: string): ObjectBirth | undefined {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    return undefined;
  }
  const [asked, response] = [entry(record, 'objectRef'), entry(record, 'responseObject')];
  const metadata = entry(response, 'metadata');
  const createdUs = parseTimestamp(textOf(entry(metadata, 'creationTimestamp')));
  const [uid, name, resource, apiGroup] = [textOf(entry(metadata, 'uid')), textOf(entry(metadata, 'name')), textOf(entry(asked, 'resource')), textOf(entry(asked, 'apiGroup'))];
  if (createdUs === undefined || uid === '' || name === '' || resource === '' || !BUILT_IN.has(apiGroup) || resource === 'events') return undefined;
  // A subresource such as scale returns another kind, with the dates of its parent or none.
  if (textOf(entry(asked, 'subresource')) !== '' || textOf(entry(record, 'verb')) === 'create') return undefined;
  return { createdUs, uid, name, namespace: textOf(entry(metadata, 'namespace')), apiGroup, resource };
}
