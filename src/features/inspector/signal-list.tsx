import { useId, useState } from 'react';
import { openRequest } from '../../actions/open-request';
import { changeView, follow } from '../../actions/pivot';
import { useWorkbench } from '../../actions/use-workbench';
import { formatCount } from '../../base/number';
import type { AuditRequest } from '../../model/audit-record';
import { firstHopQuery } from '../../db/first-hop.query';
import { useDbQuery } from '../../state/use-db-query';
import type { TrustTest } from '../../trust/tests';
import { topicId } from '../../trust/topic';
import { HostileText } from '../../ui/hostile-text';
import { cx } from '../../ui/class-names';
import { VisuallyHidden } from '../../ui/visually-hidden';
import styles from './signal-list.module.css';

/** The tests that fired, gravest first. */
export function SignalList({ request, tests }: { readonly request: AuditRequest; readonly tests: readonly TrustTest[] }) {
  return (
    <ul className={styles.list} aria-label="Signals">
      {tests.map((test) => (
        <Signal key={test.id} test={test} request={request} />
      ))}
    </ul>
  );
}

function Signal({ test, request }: { readonly test: TrustTest; readonly request: AuditRequest }) {
  const workbench = useWorkbench();
  const id = useId();
  const [othersShown, setOthersShown] = useState(false);
  return (
    <li className={cx(styles.signal, styles[test.severity])}>
      <p className={styles.text}>
        <code className={styles.id} title={`${test.title} (${test.severity})`}>
          {test.id}
          <VisuallyHidden>{`, ${test.severity}:`}</VisuallyHidden>
        </code>{' '}
        {test.explanation} {test.id === 'A2' ? <SharedBy request={request} /> : null}
        {test.id === 'A3' ? <FirstHop request={request} /> : null}
        <button type="button" className={styles.quiet} aria-expanded={othersShown} aria-controls={id} aria-label={`Other causes of ${test.id}`} onClick={() => setOthersShown(!othersShown)}>
          Other causes
        </button>{' '}
        <button type="button" className={styles.show} aria-label={`How ${test.id} is decided`} onClick={() => changeView(workbench, { explain: topicId({ kind: 'test', id: test.id }) })}>
          How it is decided
        </button>
      </p>
      <p id={id} className={styles.others} hidden={!othersShown}>
        {test.falsePositives}
      </p>
    </li>
  );
}

function FirstHop({ request }: { readonly request: AuditRequest }) {
  const workbench = useWorkbench();
  const first = useDbQuery(firstHopQuery, { requestId: request.requestId }).data?.[0];
  if (first === undefined) return null;
  return (
    <>
      There it was <HostileText text={first.username ?? 'nobody named'} maxLength={80} />, from <HostileText text={first.peer ?? 'no address'} maxLength={80} />.{' '}
      <button type="button" className={styles.show} onClick={() => void openRequest(workbench, first.request_id)}>
        Open the first hop
      </button>{' '}
    </>
  );
}

function SharedBy({ request }: { readonly request: AuditRequest }) {
  const workbench = useWorkbench();
  const { auditId } = request.best;
  if (auditId === null) return null;
  return (
    <>
      <b>{formatCount(request.auditIdSharedBy)}</b> requests share it; they are shown apart.{' '}
      <button type="button" className={styles.show} onClick={() => follow(workbench, 'audit_id', { kind: 'exact', text: auditId })}>
        Show them
      </button>{' '}
    </>
  );
}
