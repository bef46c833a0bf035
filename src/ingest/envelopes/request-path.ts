/**
 * What a request was about, from its path alone, for sources that log method and path but no objectRef. Follows
 * k8s.io/apiserver pkg/endpoints/request/requestinfo.go.
 */
import { uriPath } from '../../model/uri-template';
import { objectOf, quoted } from './event-draft';

export interface RequestTarget {
  /** undefined for a path that names no resource. */
  readonly objectRef: string | undefined;
  /** The Kubernetes verb that the method means for this path. */
  readonly verb: string | undefined;
}

const VERBS: Readonly<Record<string, string>> = { POST: 'create', PUT: 'update', PATCH: 'patch', GET: 'get', HEAD: 'get', DELETE: 'delete' };

function decoded(segment: string | undefined): string | undefined {
  if (segment === undefined || segment === '') return undefined;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

export function requestTarget(method: string, uri: string): RequestTarget {
  const path = uriPath(uri);
  const segments = path.split('/').filter((segment, at) => segment !== '' || at > 0);
  if (segments.at(-1) === '') segments.pop();
  const plain = { objectRef: undefined, verb: method.toLowerCase() };
  const versionAt = segments[0] === 'api' ? 1 : segments[0] === 'apis' ? 2 : -1;
  if (versionAt < 0 || segments.length < versionAt + 2) return plain;
  const apiGroup = versionAt === 2 ? decoded(segments[1]) : undefined;
  const apiVersion = decoded(segments[versionAt]);
  let at = versionAt + 1;
  let special: string | undefined;
  if (segments[at] === 'watch' || segments[at] === 'proxy') {
    special = segments[at];
    at += 1;
  }
  let namespace: string | undefined;
  if (segments[at] === 'namespaces' && segments[at + 1] !== undefined) {
    namespace = decoded(segments[at + 1]);
    const next = segments[at + 2];
    if (next !== undefined && next !== 'status' && next !== 'finalize') at += 2;
  }
  const resource = decoded(segments[at]);
  const subresource = decoded(segments[at + 2]);
  const query = new URLSearchParams(uri.slice(path.length));
  const name = decoded(segments[at + 1]) ?? selectedName(query);
  const objectRef = objectOf([
    ['resource', quoted(resource)], ['namespace', quoted(namespace)], ['name', quoted(name)],
    ['apiGroup', quoted(apiGroup)], ['apiVersion', quoted(apiVersion)], ['subresource', quoted(subresource)],
  ]);
  const named = decoded(segments[at + 1]) !== undefined;
  return { objectRef, verb: special ?? verbOf(method, named, query) };
}

function verbOf(method: string, named: boolean, query: URLSearchParams): string {
  const verb = VERBS[method.toUpperCase()];
  if (verb === undefined) return method.toLowerCase();
  if (named) return verb;
  if (verb === 'delete') return 'deletecollection';
  if (verb !== 'get') return verb;
  const watch = query.get('watch');
  return watch === null || watch === 'false' || watch === '0' ? 'list' : 'watch';
}

const selectedName = (query: URLSearchParams): string | undefined => /(?:^|,)metadata\.name==?([^,]+)/.exec(query.get('fieldSelector') ?? '')?.[1];
