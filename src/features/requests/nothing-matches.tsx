/** The empty list: what it means depends on whether the log could have shown such a request at all. */
import { clearFilter, changeView } from '../../actions/pivot';
import { useWorkbench } from '../../actions/use-workbench';
import { readEmptyListFacts } from '../../db/empty-list.query';
import { readPolicyOnFilter } from '../../db/policy-on-filter';
import { useDbRead } from '../../state/use-db-query';
import { useJobs, useView } from '../../state/workbench-core';
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
  const chosen = useView((view) => view.policy);
  const reading = useJobs((jobs) => jobs.load.phase !== 'idle');
  const { data } = useDbRead('why nothing matches', { filter, chosen }, async (engine, signal) => ({ answer: couldShow(await readEmptyListFacts(engine, filter, { signal })), policy: await readPolicyOnFilter(engine, filter, chosen, { signal }) }), { keepPrevious: false });
  return (
    <EmptyState
      title={reading ? 'No request matches so far' : 'No request matches'}
      actions={
        <>
          <Button onClick={() => clearFilter(workbench)}>Clear the filter</Button>
          <Button variant="quiet" onClick={() => changeView(workbench, { tab: 'blind-spots' })}>What this log cannot show</Button>
        </>
      }
    >
      {reading ? <p>A file is still being read. What this means can be said when it is complete.</p> : data === undefined ? null : (
        <p>
          <b>{COULD_WORDS[data.answer.could]}</b> {data.answer.sentence}
        </p>
      )}
      {reading ? null : data?.policy.map(({ evidenceName, sentence }) => (
        <p key={`${evidenceName} ${sentence}`}>
          By the policy in <HostileText text={evidenceName} maxLength={80} />: <HostileText text={sentence} maxLength={300} />
        </p>
      ))}
    </EmptyState>
  );
}
