/** A recorded request as the question a policy is asked: with the real caller, as kube-apiserver asks it. */
import type { AuditRequest } from '../model/audit-record';
import { uriPath } from '../model/uri-template';
import type { PolicyQuestion } from './audit-policy';

/** Undefined where the record does not say what was asked. */
export function questionOfRequest({ best }: AuditRequest): PolicyQuestion | undefined {
  if (best.verb === null) return undefined;
  const { username, groups } = best.user;
  const user = username === null || username === '' ? undefined : { name: username, groups: groups ?? [] };
  const { object } = best;
  if (object?.resource !== null && object?.resource !== undefined) {
    const { apiGroup, resource, subresource, namespace, name } = object;
    return { user, verb: best.verb, target: { kind: 'resource', apiGroup: apiGroup ?? '', resource, subresource: subresource ?? '', namespace: namespace ?? '', name: name ?? '' } };
  }
  return best.requestUri === null ? undefined : { user, verb: best.verb, target: { kind: 'path', path: uriPath(best.requestUri) } };
}
