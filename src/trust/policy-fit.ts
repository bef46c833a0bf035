/** Whether a policy can be the one a log was made with: every event has to be one the policy writes, at the level it says. */
import { isLevel, isStage, type Level } from '../model/stage';
import type { PolicyEvaluator, PolicyQuestion } from './audit-policy';

export interface RecordedKind {
  readonly question: PolicyQuestion;
  readonly level: string | null;
  readonly stage: string | null;
  readonly events: number;
  /** An example. */
  readonly requestId: number;
  /** How many of the stated changes of policy lie before it. */
  readonly period: number;
}

export type Misfit = 'not logged' | 'another level' | 'omitted stage';

export interface PolicyFit {
  readonly events: number;
  /** Kinds that speak against the policy, by how many events they are. */
  readonly misfits: readonly { readonly misfit: Misfit; readonly events: number; readonly example: number; readonly rule: number | undefined; readonly expected: Level | undefined }[];
}

const MISFITS: readonly Misfit[] = ['not logged', 'another level', 'omitted stage'];

/** How many events speak against a policy; each does so in one way. */
export const eventsAgainst = ({ misfits }: PolicyFit): number => misfits.reduce((sum, { events }) => sum + events, 0);

/** The place of the policy that the fewest events speak against; of several, the first. */
export function bestFit(fits: readonly PolicyFit[]): number | undefined {
  const against = fits.map(eventsAgainst);
  return against.length === 0 ? undefined : against.indexOf(Math.min(...against));
}

export function policyFit({ evaluate, policy }: PolicyEvaluator, kinds: readonly RecordedKind[]): PolicyFit {
  const found = kinds.flatMap((kind) => {
    const answer = evaluate(kind.question);
    const misfit = ((): Misfit | undefined => {
      if (answer.kind === 'not logged' && answer.why !== 'every stage omitted') return 'not logged';
      const omitted = new Set([...policy.omitStages, ...(policy.rules[answer.rule]?.omitStages ?? [])]);
      if (isStage(kind.stage) && omitted.has(kind.stage)) return 'omitted stage';
      return answer.kind === 'logged' && isLevel(kind.level) && kind.level !== answer.level ? 'another level' : undefined;
    })();
    return misfit === undefined ? [] : [{ misfit, kind, rule: answer.rule, expected: answer.kind === 'logged' ? answer.level : undefined }];
  });
  const misfits = MISFITS.flatMap((misfit) => {
    const own = found.filter((one) => one.misfit === misfit);
    const first = own[0];
    return first === undefined ? [] : [{ misfit, events: own.reduce((sum, one) => sum + one.kind.events, 0), example: first.kind.requestId, rule: first.rule, expected: first.expected }];
  });
  return { events: kinds.reduce((sum, kind) => sum + kind.events, 0), misfits };
}
