/** The slim bar of the file that is being read. */
import { cancelLoading } from '../../actions/add-evidence';
import { useWorkbench } from '../../actions/use-workbench';
import { formatBytes } from '../../base/bytes';
import { countOf } from '../../base/number';
import { useJobs } from '../../state/workbench-core';
import { Button } from '../../ui/button';
import { HostileText } from '../../ui/hostile-text';
import { ProgressBar } from '../../ui/progress-bar';
import { loadWords } from './load-words';
import styles from './load-bar.module.css';

export function LoadBar() {
  const workbench = useWorkbench();
  const load = useJobs((jobs) => jobs.load);
  const engine = useJobs((jobs) => jobs.engine);
  if (load.phase === 'idle') return null;
  const { progress, waiting } = load;
  const share = progress.bytesTotal === 0 ? undefined : progress.bytesRead / progress.bytesTotal;
  const words = loadWords(progress);
  return (
    <section className={styles.bar} aria-label="Loading evidence">
      <ProgressBar label={`Reading ${progress.name}`} value={load.phase === 'pairing' ? undefined : share} valueText={`${words.percent}, ${words.left}`} />
      <div className={styles.line}>
        <span className={styles.name}>
          <HostileText text={progress.name} maxLength={80} />
        </span>
        {engine.phase === 'starting' ? <span>Starting the database</span> : load.phase === 'pairing' ? <span>Pairing stages into requests</span> : (
          <>
            <span>{words.percent} of {formatBytes(progress.bytesTotal)}</span>
            <span>{words.rate}</span>
            <span>{words.left}</span>
          </>
        )}
        <span>{countOf(progress.events, 'event')}</span>
        <span className={progress.issues > 0 ? styles.warn : undefined}>{countOf(progress.issues, 'issue')}</span>
        {waiting > 0 ? <span>{countOf(waiting, 'more file')} waiting</span> : null}
        <span className={styles.space} />
        <Button size="s" onClick={() => cancelLoading(workbench)}>
          Cancel
        </Button>
      </div>
    </section>
  );
}
