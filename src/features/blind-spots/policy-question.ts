/** What a responder types about a request, as the question the evaluator takes. */
import type { PolicyQuestion } from '../../trust/audit-policy';
import { resourceAndGroup } from '../../trust/blind-spots';

export interface TypedQuestion {
  readonly verb: string;
  /** `secrets`, `pods/exec`, `deployments.apps/scale`, or a path that begins with `/`. */
  readonly what: string;
  readonly namespace: string;
  readonly name: string;
  readonly username: string;
}

export function questionOf({ verb, what, namespace, name, username }: TypedQuestion, groups: readonly string[]): PolicyQuestion {
  const user = username === '' ? { name: '', groups: ['system:authenticated'] } : { name: username, groups };
  const asked = { user, verb: verb.trim() };
  if (what.trim().startsWith('/')) return { ...asked, target: { kind: 'path', path: what.trim() } };
  const [named = '', subresource = ''] = what.trim().split('/');
  return { ...asked, target: { kind: 'resource', ...resourceAndGroup(named), subresource, namespace: namespace.trim(), name: name.trim() } };
}
