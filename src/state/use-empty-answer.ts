import { readEmptyAnswer, type AnswerLine } from '../db/empty-answer';
import { useDbRead } from './use-db-query';
import { useCase, useView } from './workbench-core';

/** What the emptiness of the filter's result means; nothing is asked while something passes. */
export function useEmptyAnswer(isEmpty: boolean): readonly AnswerLine[] {
  const filter = useView((view) => view.filter);
  const periods = useCase((state) => state.policyPeriods);
  return useDbRead('why nothing matches', { filter, periods }, (engine, signal) => readEmptyAnswer(engine, filter, periods, { signal }), { keepPrevious: false, enabled: isEmpty }).data ?? [];
}
