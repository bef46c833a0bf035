/** The empty list: what it means depends on whether the log could have shown such a request at all. */
import { clearFilter, changeView } from '../../actions/pivot';
import { useWorkbench } from '../../actions/use-workbench';
import { useEmptyAnswer } from '../../state/use-empty-answer';
import { AnswerLines } from '../../ui/answer-lines';
import { useJobs } from '../../state/workbench-core';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';

export function NothingMatches() {
  const workbench = useWorkbench();
  const reading = useJobs((jobs) => jobs.load.phase !== 'idle');
  const lines = useEmptyAnswer(true);
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
      {reading ? <p>A file is still being read. What this means can be said when it is complete.</p> : <AnswerLines lines={lines} />}
    </EmptyState>
  );
}
