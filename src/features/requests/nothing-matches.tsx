/** The empty list: what it means depends on whether the log could have shown such a request at all. */
import { clearFilter, changeView } from '../../actions/pivot';
import { useWorkbench } from '../../actions/use-workbench';
import { countOf } from '../../base/number';
import { readEmptyListFacts } from '../../db/empty-list.query';
import { readPolicyOnFilter } from '../../db/policy-on-filter';
import { useDbRead } from '../../state/use-db-query';
import { useCase, useView } from '../../state/workbench-core';
import { couldShow, type EmptyListAnswer } from '../../trust/could-show';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { HostileText } from '../../ui/hostile-text';

const COULD_WORDS: Readonly<Record<EmptyListAnswer['could'], string>> = {
  'no': 'This log could not have shown one.',
  'cannot tell': 'Whether this log could have shown one cannot be told.',
  'probably': 'This log could have shown one.',
};

export function NothingMatches() {
  const workbench = useWorkbench();
  const filter = useView((view) => view.filter);
  const periods = useCase((state) => state.policyPeriods);
  const { data } = useDbRead('why nothing matches', { filter, periods }, async (engine, signal) => ({ answer: couldShow(await readEmptyListFacts(engine, filter, { signal })), policy: await readPolicyOnFilter(engine, filter, periods, { signal }) }), { keepPrevious: false });
  return (
    <EmptyState
      title="No request matches"
      actions={
        <>
          <Button onClick={() => clearFilter(workbench)}>Clear the filter</Button>
          <Button variant="quiet" onClick={() => changeView(workbench, { tab: 'blind-spots' })}>What this log cannot show</Button>
        </>
      }
    >
      {data === undefined ? null : (
        <p>
          <b>{COULD_WORDS[data.answer.could]}</b> {data.answer.sentence}
        </p>
      )}
      {data?.policy.map(({ evidenceName, others, period, sentence }) => (
        <p key={`${evidenceName} ${period} ${sentence}`}>
          By the policy in <HostileText text={evidenceName} maxLength={80} />{others === 0 ? '' : ` and ${countOf(others, 'other')}`}{period === '' ? '' : `, ${period}`}: <HostileText text={sentence} maxLength={300} />
        </p>
      ))}
    </EmptyState>
  );
}
