/** One question, the answers of all policies: the same answer once, with those that give it. */
import type { PolicyAnswer, PolicyQuestion } from '../../trust/audit-policy';
import { answerWords } from '../../trust/policy-words';
import type { ReadPolicy } from './read-policy';

export interface GivenAnswer {
  readonly answer: PolicyAnswer;
  readonly by: readonly { readonly policy: ReadPolicy; readonly rule: number | undefined }[];
}

/** Policies that are stated to have been in force come first; those that cannot be read say nothing. */
export function answersOf(policies: readonly ReadPolicy[], question: PolicyQuestion): readonly GivenAnswer[] {
  const stated = policies.filter(({ periods }) => periods.length > 0);
  const given = new Map<string, GivenAnswer>();
  for (const policy of [...stated, ...policies.filter((one) => !stated.includes(one))]) {
    if (policy.evaluator === undefined) continue;
    const answer = policy.evaluator.evaluate(question);
    const words = answerWords(answer);
    const same = given.get(words);
    given.set(words, { answer: same?.answer ?? answer, by: [...(same?.by ?? []), { policy, rule: answer.rule }] });
  }
  return [...given.values()];
}
