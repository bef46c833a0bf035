/**
 * The shape of a request path: namespaces and object names replaced by `{ns}` and `{name}`, everything else
 * kept, so that requests for different objects of one kind fall together. Follows the path grammar of
 * k8s.io/apiserver pkg/endpoints/request/requestinfo.go: `/api/V/…`, `/apis/G/V/…`, optional legacy
 * `watch`/`proxy` segment, `namespaces/NS/RES[/NAME[/SUB…]]` or `RES[/NAME[/SUB…]]`. Works on the undecoded
 * path; paths outside /api and /apis are returned as they are, but for `/openapi/v3/…` hashes in the query.
 */
export function uriTemplate(path: string): string {
  const segments = path.split('/');
  const versionAt = segments[1] === 'api' ? 2 : segments[1] === 'apis' ? 3 : undefined;
  if (segments[0] !== '' || versionAt === undefined || segments.length <= versionAt + 1) return path;
  let at = versionAt + 1;
  if (segments[at] === 'watch' || segments[at] === 'proxy') at += 1;
  if (segments[at] === 'namespaces' && segments[at + 1] !== undefined && segments[at + 1] !== '') {
    const rest = segments[at + 2];
    if (rest === undefined || rest === '' || rest === 'status' || rest === 'finalize') {
      segments[at + 1] = '{name}';
      return segments.join('/');
    }
    segments[at + 1] = '{ns}';
    at += 2;
  }
  if (segments[at + 1] !== undefined && segments[at + 1] !== '') {
    segments[at + 1] = '{name}';
    // What follows nodes|pods|services/NAME/proxy is the workload's own path, free text of the caller.
    if (segments[at + 2] === 'proxy' && segments.length > at + 3) segments.splice(at + 3, segments.length, '{path}');
  }
  return segments.join('/');
}

/** Splits a request URI at its first `?`. */
export function uriPath(uri: string): string {
  const query = uri.indexOf('?');
  return query < 0 ? uri : uri.slice(0, query);
}
