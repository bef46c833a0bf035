/** What others saw near the request: Falco in the container, the kubelet on the node. None of it is the API server's word. */
import { useState } from 'react';
import { formatCount } from '../../base/number';
import { shownClock } from '../../base/time';
import type { RowOf } from '../../db/define-query';
import type { AuditRequest } from '../../model/audit-record';
import { useDbQuery } from '../../state/use-db-query';
import { Button } from '../../ui/button';
import { HostileText } from '../../ui/hostile-text';
import { MarkGlyph } from '../../ui/mark';
import { besideRequestQuery, MOST_BESIDE } from './beside-request.query';
import styles from './beside-section.module.css';
import { besideReason, sinceRequest } from './beside-words';
import { Section } from './section';

type Beside = RowOf<(typeof besideRequestQuery)['columns']>;

const SHOWN = 5;

export function BesideSection({ request }: { readonly request: AuditRequest }) {
  const [all, setAll] = useState(false);
  const { data: found = [] } = useDbQuery(besideRequestQuery, { requestId: request.requestId }, { keepPrevious: false });
  const [first] = found;
  if (first === undefined) return null;
  // The nearest are chosen first; what is shown stands in the order of time.
  const rows = (all ? found : found.slice(0, SHOWN)).toSorted((a, b) => Number((a.us ?? 0n) - (b.us ?? 0n)) || a.line - b.line);
  return (
    <Section title="Beside this request" aside={<span title="From one minute before the request to five minutes after it">{formatCount(first.total)} within minutes of it</span>}>
      <ul className={styles.list} aria-label="Beside this request">
        {rows.map((row, i) => <BesideRow key={`${row.evidence_name} ${row.line} ${i}`} row={row} />)}
      </ul>
      {rows.length === found.length ? null : (
        <div>
          <Button size="s" onClick={() => setAll(true)}>{`Show all ${formatCount(found.length)}`}</Button>
        </div>
      )}
      {all && first.total > MOST_BESIDE ? <p className={styles.note}>The nearest {formatCount(MOST_BESIDE)} of {formatCount(first.total)}. The SQL tab has all of them in falco_alerts and kubelet_entries.</p> : null}
      {rows.some((row) => row.is_assumed) ? <p className={styles.note}>≈ The kubelet’s log has neither year nor zone: the year is that of the evidence around it, the zone is taken for UTC.</p> : null}
    </Section>
  );
}

function BesideRow({ row }: { readonly row: Beside }) {
  return (
    <li className={styles.row}>
      <p className={styles.head}>
        <MarkGlyph kind="third-party" label={row.seen_by === 'falco' ? 'seen by Falco, not by the API server' : 'logged by the kubelet, not by the API server'} />
        <b>{row.seen_by === 'falco' ? 'Falco' : 'kubelet'}</b>
        {row.level === null ? null : <span className={styles.level}><HostileText text={row.level} maxLength={24} /></span>}
        <span className={styles.rule}><HostileText text={row.head ?? ''} maxLength={120} /></span>
        <span className={styles.time} title={row.us === null ? undefined : `${shownClock(row.us)} UTC`}>
          {row.is_assumed ? <abbr title="The year is assumed, the zone is taken for UTC">≈</abbr> : null}
          {row.after_us === null ? 'no time' : sinceRequest(row.after_us)}
        </span>
      </p>
      {row.said === null ? null : <p className={styles.said}><HostileText text={row.said} maxLength={400} /></p>}
      <p className={styles.place}>
        {besideReason(row.joined_by)} · <HostileText text={row.evidence_name} maxLength={80} />, line {formatCount(row.line)}
      </p>
    </li>
  );
}
