/** Which fields of a request rest on whose word, by name only: what fits into a column or an attribute. */
import { VERDICTS, type Verdict } from '../model/verdict';
import type { RequestDescription } from './describe-request';

export type VerdictSummary = Readonly<Record<Verdict, readonly string[]>>;

export function verdictSummary(description: RequestDescription): VerdictSummary {
  const labels = (verdict: Verdict) => [...new Set(description.fields.filter((group) => group.verdict === verdict).flatMap((group) => group.fields.map((field) => field.label)))];
  return {
    observed: labels('observed'),
    authenticated: labels('authenticated'),
    derived: labels('derived'),
    'third-party': labels('third-party'),
    claimed: labels('claimed'),
    contradicted: labels('contradicted'),
    unverifiable: labels('unverifiable'),
  };
}

/** `verdict_third_party`: the name of the column or attribute. */
export const verdictColumn = (verdict: Verdict): string => `verdict_${verdict.replaceAll('-', '_')}`;

export const VERDICT_COLUMNS: readonly string[] = VERDICTS.map(verdictColumn);
