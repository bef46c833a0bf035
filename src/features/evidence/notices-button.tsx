/** Brings back what was laid aside when a request was opened. */
import { useWorkbench } from '../../actions/use-workbench';
import { countOf } from '../../base/number';
import { shownNotices } from '../../state/jobs-store';
import { useJobs } from '../../state/workbench-core';
import styles from './notices-button.module.css';

export function NoticesButton() {
  const workbench = useWorkbench();
  const count = useJobs((jobs) => jobs.notices.length - shownNotices(jobs).length);
  return count === 0 ? null : (
    <button type="button" className={styles.button} onClick={() => workbench.jobs.setState({ asideNotices: [] })}>
      {countOf(count, 'notice')}
    </button>
  );
}
