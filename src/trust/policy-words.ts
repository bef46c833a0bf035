/** What an audit policy says of a request, in words. */
import { formatCount } from '../base/number';
import type { PolicyAnswer } from './audit-policy';

/** The answer as one sentence, without the line of the rule. */
export function answerWords(answer: PolicyAnswer): string {
  if (answer.kind === 'logged') return `would be logged at level ${answer.level}, ${answer.stages.length === 1 ? 'stage' : 'stages'} ${answer.stages.join(', ')}${answer.omitManagedFields && answer.level !== 'Metadata' ? ', without managedFields' : ''}`;
  if (answer.why === 'level None') return 'would not be logged: its rule is of level None';
  return answer.why === 'no rule matches' ? 'would not be logged: no rule matches' : 'would not be logged: every stage of it is omitted';
}

/** `rule 3, line 12` */
export function ruleWords(rule: number | undefined, lines: readonly string[]): string {
  if (rule === undefined) return '';
  const line = lines[rule];
  return `rule ${formatCount(rule + 1)}${line === undefined ? '' : `, line ${formatCount(Number(line))}`}`;
}

/** The groups a name implies where the evidence has none of it. */
export function impliedGroups(username: string): readonly string[] {
  const account = /^system:serviceaccount:([^:]+):/.exec(username)?.[1];
  if (account !== undefined) return ['system:serviceaccounts', `system:serviceaccounts:${account}`, 'system:authenticated'];
  if (username.startsWith('system:node:')) return ['system:nodes', 'system:authenticated'];
  return username === 'system:anonymous' ? ['system:unauthenticated'] : ['system:authenticated'];
}
