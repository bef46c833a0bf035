/** The file that is being read, in the middle of the top bar, with its progress along the bar's lower edge. */
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
      <div className={styles.progress}>
        <ProgressBar label={`Reading ${progress.name}`} value={load.phase === 'pairing' ? undefined : share} valueText={`${words.percent}, ${words.left}`} />
      </div>
      <span className={styles.name}>
        <HostileText text={progress.name} maxLength={80} />
      </span>
      {engine.phase === 'starting' ? <span>Starting the database</span> : load.phase === 'pairing' ? <span>Pairing stages into requests</span> : (
        <>
          <span className={styles.percent}>{words.percent}<span className={styles.second}> of {formatBytes(progress.bytesTotal)}</span></span>
          <span className={styles.third}>{words.rate}</span>
          <span className={styles.left}>{words.left}</span>
        </>
      )}
      <span className={styles.third}>{countOf(progress.events, 'event')}</span>
      <span className={progress.issues > 0 ? styles.warn : styles.second}>{countOf(progress.issues, 'issue')}</span>
      {waiting > 0 ? <span className={styles.second}>{countOf(waiting, 'more file')} waiting</span> : null}
      {/* A file whose requests are paired is in; it can be removed like any other. */}
      {load.phase === 'reading' || waiting > 0 ? (
        <Button size="s" onClick={() => cancelLoading(workbench)}>
          Cancel
        </Button>
      ) : null}
    </section>
  );
}
