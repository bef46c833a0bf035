/** The log behind one file: what forms its records have, how it meets its neighbours, where it is silent, who wrote it. */
import type { ReactNode } from 'react';
import { countOf, formatCount } from '../../base/number';
import { formatDuration, shownTimestamp } from '../../base/time';
import { useDbQuery } from '../../state/use-db-query';
import { isContradictory, rangeInWords } from '../../trust/version-reading';
import { HostileText } from '../../ui/hostile-text';
import { evidenceFormsQuery, evidenceGapsQuery, evidenceInstancesQuery, evidenceSkewsQuery, evidenceVersionQuery } from './evidence-panel-log.query';
import { gapTitle, skewWords } from './evidence-panel-words';
import styles from './evidence-panel-log.module.css';

interface OneFile {
  readonly evidenceId: number;
}

/** Nothing where there is one form only: the facts name it. */
export function EvidenceForms({ evidenceId }: OneFile) {
  const { data: forms = [] } = useDbQuery(evidenceFormsQuery, { evidenceId });
  if (forms.length < 2) return null;
  const most = Math.max(...forms.map(({ records }) => records));
  return (
    <Part title="Forms" count={formatCount(forms.length)}>
      <table className={styles.table}>
        <thead className={styles.hidden}><tr><th scope="col">form</th><th scope="col">records</th></tr></thead>
        <tbody>
          {forms.map(({ form, records }) => (
            <tr key={form}>
              <td><HostileText text={form} maxLength={120} /></td>
              <td className={styles.number}>{formatCount(records)}</td>
              <td className={styles.bar} aria-hidden="true"><span style={{ '--share': `${(100 * records) / most}%` }} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}

/** Times without a record, and the seams to the neighbours of a rotated set. */
export function EvidenceGaps({ evidenceId }: OneFile) {
  const { data: gaps = [] } = useDbQuery(evidenceGapsQuery, { evidenceId });
  if (gaps.length === 0) return null;
  return (
    <Part title="Gaps and seams" count={formatCount(gaps.length)}>
      <ol className={styles.places}>
        {gaps.map(({ from_us, to_us, kind, reason }) => (
          <li key={`${kind} ${from_us} ${to_us}`} className={styles.place}>
            <p className={styles.where}>
              <b data-kind={kind}>{gapTitle(kind)}</b>
              <code>{shownTimestamp(from_us)}</code>
              <span>{formatDuration(to_us - from_us)}</span>
            </p>
            <p><HostileText text={reason} maxLength={600} /></p>
          </li>
        ))}
      </ol>
    </Part>
  );
}

/** Processes of API servers by the uid each gives itself, and how far their clocks are from those of other files. */
export function EvidenceServers({ evidenceId }: OneFile) {
  const { data: instances = [] } = useDbQuery(evidenceInstancesQuery, { evidenceId });
  const { data: skews = [] } = useDbQuery(evidenceSkewsQuery, { evidenceId });
  const known = useDbQuery(evidenceVersionQuery, { evidenceId }).data?.[0];
  const range = { atLeast: known?.minor_at_least ?? null, atMost: known?.minor_at_most ?? null };
  const version = known?.version ?? rangeInWords(range);
  const contradicts = isContradictory(range);
  if (instances.length === 0 && skews.length === 0 && version === undefined && !contradicts) return null;
  return (
    <Part title="Servers and clocks" count={instances.length === 0 ? '' : countOf(instances.length, 'process', 'processes')}>
      {known === undefined || version === undefined ? null : (
        <p className={styles.about}>
          Kubernetes <b><HostileText text={version} maxLength={60} /></b>, learnt from <HostileText text={known.learnt_from.slice(0, 3).join('; ')} maxLength={240} />{known.learnt_from.length > 3 ? ' and others' : ''}.
        </p>
      )}
      {known === undefined || !contradicts ? null : (
        <p className={styles.about}>
          The version of Kubernetes is not known: <HostileText text={known.learnt_from.slice(0, 3).join(' and ')} maxLength={240} /> are not written by one version. Servers of different versions wrote this file, or a webhook or proxy planted one of them.
        </p>
      )}
      {instances.length === 0 ? null : (
        <>
          <p className={styles.about}>Each process of an API server calls itself system:apiserver with a uid of its own; a new one is a restart or another server.</p>
          <ul className={styles.list} aria-label="Server processes">
            {instances.map(({ uid, events, first_us, last_us }) => (
              <li key={uid}>
                <code><HostileText text={uid} maxLength={80} /></code>
                <span>{countOf(events, 'event')}</span>
                <span>{shownTimestamp(first_us)} to {shownTimestamp(last_us)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {skews.map(({ other, requests, skew_us, low_us, high_us, method }) => (
        <p key={`${method} ${other}`} className={styles.about}>
          {skewWords(skew_us)} that of <HostileText text={other} maxLength={120} />
          {method === 'audit-id' ? (
            <>
              , by {countOf(requests, 'request')} that both logged
              {low_us === high_us ? '' : ` (${formatDuration(high_us - low_us)} between most of them)`}. An estimate; no time is corrected by it.
            </>
          ) : (
            <>
              , give or take {formatDuration((high_us - low_us) / 2n)}, by {countOf(requests, 'pair')} of updates of the same objects: an update
              is taken only with the resourceVersion the object has, so one from a later version came later, whatever the clocks say. No time is corrected by it.
            </>
          )}
        </p>
      ))}
    </Part>
  );
}

function Part({ title, count, children }: { readonly title: string; readonly count: string; readonly children: ReactNode }) {
  return (
    <section className={styles.part} aria-label={title}>
      <h4 className={styles.heading}>
        {title} <span className={styles.count}>{count}</span>
      </h4>
      {children}
    </section>
  );
}
