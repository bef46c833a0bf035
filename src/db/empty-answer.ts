/** What an empty result means, in lines: whether the log could have shown such a request, and what the audit policies say of it. */
import type { Filter } from '../model/filter';
import type { PolicyPeriod } from '../model/policy-period';
import { shorten } from '../base/hostile-text';
import { countOf } from '../base/number';
import { COULD_WORDS, couldShow } from '../trust/could-show';
import { readEmptyListFacts } from './empty-list.query';
import type { Engine, ReadOptions } from './engine';
import { readPolicyOnFilter } from './policy-on-filter';

export interface AnswerLine {
  /** What is said first and loudest; '' for none. */
  readonly lead: string;
  /** Names files, so it is shown as text of the evidence. */
  readonly text: string;
}

export async function readEmptyAnswer(engine: Engine, filter: Filter, periods: readonly PolicyPeriod[], options?: ReadOptions): Promise<readonly AnswerLine[]> {
  const answer = couldShow(await readEmptyListFacts(engine, filter, options));
  const words = await readPolicyOnFilter(engine, filter, periods, options);
  return [
    { lead: COULD_WORDS[answer.could], text: answer.sentence },
    ...words.map(({ evidenceName, others, period, sentence }): AnswerLine => ({
      lead: '', text: `By the policy in ${shorten(evidenceName, 80)}${others === 0 ? '' : ` and ${countOf(others, 'other')}`}${period === '' ? '' : `, ${period}`}: ${sentence}`,
    })),
  ];
}
