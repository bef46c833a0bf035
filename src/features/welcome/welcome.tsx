/** The page before there is evidence: what this is, where to drop, and the promise with a way to check it. */
import { addEvidence } from '../../actions/add-evidence';
import { useWorkbench } from '../../actions/use-workbench';
import { useState } from 'react';
import { escapeHostileText, shorten } from '../../base/hostile-text';
import { filterSentence } from '../../model/filter';
import { useJobs, useView } from '../../state/workbench-core';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import styles from './welcome.module.css';

export function Welcome() {
  const workbench = useWorkbench();
  const engine = useJobs((jobs) => jobs.engine);
  const asked = useView((view) => filterSentence(view.filter));
  const open = useView((view) => view.open);
  const [failure, setFailure] = useState<string | undefined>(undefined);
  const openSample = async (): Promise<void> => {
    const sample = await workbench.sample;
    if (sample.ok) await addEvidence(workbench, [{ file: sample.value, path: sample.value.name }]);
    else setFailure(sample.error);
  };
  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <h2 className={styles.claim}>Who says so?</h2>
        <p className={styles.lead}>
          Kubewitness reads Kubernetes API-server audit logs in this tab, lets you pivot through them, and says for every value who vouches for it: the server, a credential, or only the caller.
        </p>
        {engine.phase === 'failed' ? (
          <Notice tone="error" urgent title={`The database could not start: ${engine.reason}`} advice="Reload the page. Kubewitness needs a browser of 2023 or later with WebAssembly." />
        ) : null}
        {asked === 'all requests' && open === undefined ? null : (
          <Notice
            tone="info"
            title={<>This link shows {escapeHostileText(shorten(asked, 300))}{open === undefined ? '' : `, and opens one in a file whose SHA-256 begins with ${open.sha256Prefix}`}.</>}
            advice="Add the evidence it was made from to see it."
          />
        )}
        <div className={styles.drop}>
          <p className={styles.words}>Drop audit logs anywhere on this page</p>
          <p className={styles.or}>files or folders, or use “Add evidence” above</p>
          <Button variant="primary" size="l" onClick={() => void openSample()}>
            Open the sample incident
          </Button>
          {failure === undefined ? null : <Notice tone="error" title={failure} advice="Drop samples/incident/audit.log from the project instead." />}
        </div>
        <dl className={styles.facts}>
          <div>
            <dt>Reads</dt>
            <dd>Kubernetes’ own audit JSON in lines, pretty-printed, arrays, EventLists and YAML, and the text log before it; what EKS, GKE, AKS, OpenShift, log shippers and stores make of it; in gzip, zstd, bzip2, xz, zip, tar and Parquet. Recognised by content, never by name.</dd>
          </div>
          <div>
            <dt>Stays in this tab</dt>
            <dd>
              Nothing is uploaded. The page’s security policy forbids connections to any other host (<code>connect-src &apos;self&apos;</code>; see it in the page source), and after loading the page asks for nothing more: watch the network panel, or switch the network off.
            </dd>
          </div>
          <div>
            <dt>Kept in this browser</dt>
            <dd>Pins, notes and saved pivots, for the next visit. Evidence is not: add it again and the pins find their records by hash.</dd>
          </div>
          <div>
            <dt>Leaves it</dt>
            <dd>Only what you export: a report, a case file, a list of saved pivots, a copied value.</dd>
          </div>
        </dl>
      </div>
    </main>
  );
}
