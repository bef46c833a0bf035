import { useId, useState } from 'react';
import { follow } from '../../actions/pivot';
import { useWorkbench } from '../../actions/use-workbench';
import { formatCount } from '../../base/number';
import type { AuditRequest } from '../../model/audit-record';
import type { TrustTest } from '../../trust/tests';
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
        <button type="button" className={styles.quiet} aria-expanded={othersShown} aria-controls={id} aria-label={`Other causes of ${test.id}`} onClick={() => setOthersShown(!othersShown)}>
          Other causes
        </button>
      </p>
      <p id={id} className={styles.others} hidden={!othersShown}>
        {test.falsePositives}
      </p>
    </li>
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
