/** What a responder types about a request, as the question the evaluator takes. */
import type { PolicyAnswer, PolicyQuestion } from '../../trust/audit-policy';
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

/** The groups a name implies where the evidence has none of it. */
export function impliedGroups(username: string): readonly string[] {
  const account = /^system:serviceaccount:([^:]+):/.exec(username)?.[1];
  if (account !== undefined) return ['system:serviceaccounts', `system:serviceaccounts:${account}`, 'system:authenticated'];
  if (username.startsWith('system:node:')) return ['system:nodes', 'system:authenticated'];
  return username === 'system:anonymous' ? ['system:unauthenticated'] : ['system:authenticated'];
}

/** The answer as one sentence, without the line of the rule. */
export function answerWords(answer: PolicyAnswer): string {
  if (answer.kind === 'logged') return `would be logged at level ${answer.level}, ${answer.stages.length === 1 ? 'stage' : 'stages'} ${answer.stages.join(', ')}${answer.omitManagedFields && answer.level !== 'Metadata' ? ', without managedFields' : ''}`;
  if (answer.why === 'level None') return 'would not be logged: its rule is of level None';
  return answer.why === 'no rule matches' ? 'would not be logged: no rule matches' : 'would not be logged: every stage of it is omitted';
}

