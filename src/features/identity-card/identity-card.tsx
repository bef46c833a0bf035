/** The identity card: everything the evidence says of one user, pod, credential, peer or user agent. */
import { changeView, follow } from '../../actions/pivot';
import { useWorkbench } from '../../actions/use-workbench';
import { countOf, formatCount } from '../../base/number';
import { formatTimestamp, shownTimestamp } from '../../base/time';
import type { IdentityTarget } from '../../model/identity-target';
import { PIVOT_FIELDS } from '../../model/pivot-field';
import { useDbRead } from '../../state/use-db-query';
import { useJobs, useView } from '../../state/workbench-core';
import { TRUST_TESTS } from '../../trust/tests';
import { topicId } from '../../trust/topic';
import { verdictOfPivotValue } from '../../trust/value-verdict';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Notice } from '../../ui/notice';
import { CardCredentials } from './card-credentials';
import { CardSection } from './card-section';
import { CardValue } from './card-value';
import { CardValues } from './card-values';
import styles from './identity-card.module.css';
import { readCard, type Card } from './read-card';

export function IdentityCard() {
  const workbench = useWorkbench();
  const target = useView((view) => view.card);
  const hasEvents = useJobs((jobs) => jobs.hasEvents);
  return (
    <Dialog open={target !== undefined && hasEvents} onOpenChange={(open) => { if (!open) changeView(workbench, { card: undefined }); }} title={target === undefined ? 'Identity card' : `Identity card: ${PIVOT_FIELDS[target.field].label}`} size="l">
      {target === undefined ? null : <CardBody target={target} />}
    </Dialog>
  );
}

function CardBody({ target }: { readonly target: IdentityTarget }) {
  const workbench = useWorkbench();
  const { data, error } = useDbRead('identity card', { target }, (engine, signal) => readCard(engine, target, { signal }), { keepPrevious: false });
  // A name that a link made up stands in no request, so nobody vouches for it.
  const judged = data === undefined || data.head.requests === 0 ? undefined : verdictOfPivotValue(target.field, target.text);
  return (
    <article className={styles.card} aria-label="Identity">
      <header className={styles.head}>
        <h3 className={styles.name}>
          <CardValue field={target.field} text={target.text} maxLength={300} />
        </h3>
        {judged === undefined ? null : <p className={styles.reason}>{judged.reason}</p>}
        <Button
          size="s"
          onClick={() => {
            follow(workbench, target.field, { kind: 'exact', text: target.text });
            changeView(workbench, { card: undefined, tab: 'requests' });
          }}
        >
          Show its requests
        </Button>
      </header>
      {error !== null ? <Notice tone="error" title="The card could not be read." kept={error.message} /> : data === undefined ? <p role="status">Looking it up</p> : <CardParts card={data} target={target} />}
    </article>
  );
}

function CardParts({ card, target }: { readonly card: Card; readonly target: IdentityTarget }) {
  const workbench = useWorkbench();
  const { head } = card;
  if (head.requests === 0) return <p>No request in this evidence carries this value.</p>;
  const outcomes = [[head.denied, 'denied'], [head.refused, 'refused by admission'], [head.unauthenticated, 'failed logins'], [head.failed, 'failed'], [head.open, 'still open']] as const;
  return (
    <>
      <dl className={styles.facts}>
        <div><dt>Requests</dt><dd>{formatCount(head.requests)}{outcomes.map(([n, word]) => (n === 0 ? '' : `, ${formatCount(n)} ${word}`)).join('')}</dd></div>
        {head.first_us === null || head.last_us === null ? null : (
          <>
            <div><dt>First seen</dt><dd><time dateTime={formatTimestamp(head.first_us)}>{shownTimestamp(head.first_us)}</time></dd></div>
            <div><dt>Last seen</dt><dd><time dateTime={formatTimestamp(head.last_us)}>{shownTimestamp(head.last_us)}</time></dd></div>
          </>
        )}
      </dl>
      <CardSection title="How it logged in" note="The record does not say which authenticator answered; this is read from what it says of the user.">
        <ul className={styles.lines}>
          {card.fingerprints.map((found) => (
            <li key={`${found.likely} ${found.confidence}`}>
              Probably {found.likely} <span className={styles.faint}>({found.confidence === 'certain' ? 'certain' : `${found.confidence} confidence`}; {countOf(found.requests, 'request')})</span>
              <span className={styles.because}>{found.because}</span>
            </li>
          ))}
        </ul>
      </CardSection>
      {card.signals.length === 0 ? null : (
        <CardSection title="Signals">
          <ul className={styles.lines}>
            {card.signals.map(({ test, requests }) => (
              <li key={test} data-severity={TRUST_TESTS[test].severity} className={styles.signal}>
                <code className={styles.id}>{test}</code> {TRUST_TESTS[test].explanation} <span className={styles.faint}>{countOf(requests, 'request')}</span>{' '}
                <button type="button" className={styles.explain} aria-label={`How ${test} is decided`} onClick={() => changeView(workbench, { card: undefined, explain: topicId({ kind: 'test', id: test }) })}>
                  How it is decided
                </button>
              </li>
            ))}
          </ul>
        </CardSection>
      )}
      <CardCredentials rows={card.credentials} />
      <div className={styles.columns}>
        {card.values.map(({ kind, title, field, rows, total }) => (
          <CardValues key={kind} title={title} field={field} rows={rows} total={total} own={field === target.field ? target.text : undefined} />
        ))}
      </div>
      <CardSection title="What it used and was denied">
        <table className={styles.table}>
          <thead><tr><th scope="col">verb</th><th scope="col">resource</th><th scope="col" className={styles.number}>answered</th><th scope="col" className={styles.number}>denied</th></tr></thead>
          <tbody>
            {card.use.map((row) => (
              <tr key={`${row.verb ?? ''} ${row.resource ?? ''} ${row.subresource ?? ''}`}>
                <td>{row.verb === null ? <span className={styles.faint}>no verb</span> : <CardValue field="verb" text={row.verb} />}</td>
                <td>{row.resource === null ? <span className={styles.faint}>no resource</span> : <CardValue field="resource" text={row.resource} shown={row.subresource === null ? row.resource : `${row.resource}/${row.subresource}`} />}</td>
                <td className={styles.number}>{formatCount(row.used)}</td>
                <td className={styles.number}>{row.denied === 0 ? '' : formatCount(row.denied)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </CardSection>
    </>
  );
}
