/**
 * The object that a path leads to, read as k8s.io/apiserver pkg/endpoints/request/requestinfo.go NewRequestInfo reads it:
 * on the decoded path, `/api/V/…` or `/apis/G/V/…`, an old `watch` or `proxy` prefix, then
 * `namespaces/NS/RESOURCE[/NAME[/SUBRESOURCE]]` or `RESOURCE[/NAME[/SUBRESOURCE]]`.
 */
export interface UriObject {
  readonly resource: string;
  readonly namespace: string | null;
  readonly name: string | null;
  readonly subresource: string | null;
}

/** Parts of a namespace that are subresources of it, not resources in it (requestinfo.go namespaceSubresources). */
const OF_NAMESPACE: ReadonlySet<string> = new Set(['status', 'finalize']);

/** The path as Go decodes it; null where it is no valid encoding, which Go refuses. */
export function decodedPath(path: string): string | null {
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

/** Null for a path that leads to no resource. */
export function uriObject(path: string): UriObject | null {
  const decoded = decodedPath(path);
  if (decoded === null) return null;
  const parts = decoded.replace(/^\/+|\/+$/g, '').split('/');
  if (parts[0] !== 'api' && parts[0] !== 'apis') return null;
  let rest = parts.slice(parts[0] === 'api' ? 2 : 3);
  // A version and nothing behind it is discovery.
  if (rest.length === 0 || rest[0] === undefined) return null;
  if (rest[0] === 'watch' || rest[0] === 'proxy') rest = rest.slice(1);
  let namespace: string | null = null;
  if (rest[0] === 'namespaces') {
    if (rest.length > 1) namespace = rest[1] ?? null;
    if (rest.length > 2 && !OF_NAMESPACE.has(rest[2] ?? '')) rest = rest.slice(2);
  }
  const [resource, name = null, subresource = null] = rest;
  return resource === undefined ? null : { resource, namespace, name, subresource };
}
