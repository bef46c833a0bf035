/** The empty list: what it means depends on whether the log could have shown such a request at all. */
import { clearFilter, changeView } from '../../actions/pivot';
import { useWorkbench } from '../../actions/use-workbench';
import { useEmptyAnswer } from '../../state/use-empty-answer';
import { AnswerLines } from '../../ui/answer-lines';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';

export function NothingMatches() {
  const workbench = useWorkbench();
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
      <AnswerLines lines={useEmptyAnswer(true)} />
    </EmptyState>
  );
}
