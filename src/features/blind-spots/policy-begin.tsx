/** From when on a policy was in force. kube-apiserver reads its policy when it starts, so the starts that the log shows are proposed. */
import { useState } from 'react';
import { choosePolicyFrom } from '../../actions/policies';
import { useWorkbench } from '../../actions/use-workbench';
import { shownTimestamp } from '../../base/time';
import type { PolicyRow } from '../../db/audit-policies.query';
import { useDbQuery } from '../../state/use-db-query';
import { Button } from '../../ui/button';
import { TextField } from '../../ui/text-field';
import styles from './blind-spots.module.css';
import { policyTimesQuery, serverStartsQuery } from './coverage.query';
import { policyTimes } from './policy-times';

export function PolicyBegin({ row, onDone }: { readonly row: PolicyRow; readonly onDone: () => void }) {
  const workbench = useWorkbench();
  const [text, setText] = useState('');
  const [error, setError] = useState<string>();
  const starts = useDbQuery(serverStartsQuery, undefined).data ?? [];
  const document = useDbQuery(policyTimesQuery, { policyId: row.policy_id }).data?.[0];
  const own = document === undefined ? [] : policyTimes(document);
  const set = (typed: string): void => {
    const chosen = choosePolicyFrom(workbench, row, typed);
    if (chosen.ok) onDone();
    else setError(chosen.error);
  };
  return (
    <div className={styles.begin} role="group" aria-label="In force from a time on">
      <TextField
        label="In force from (UTC)" placeholder="2026-03-14 08:20:00" mono value={text} error={error} onSubmit={() => set(text)}
        onChange={(typed) => {
          setText(typed);
          setError(undefined);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.stopPropagation();
            onDone();
          }
        }}
      />
      <span>
        <Button size="s" onClick={() => set(text)}>Set</Button> <Button size="s" variant="quiet" onClick={onDone}>Cancel</Button>
      </span>
      {own.map(({ us, why }) => (
        <p key={why} className={styles.note}>
          <Button size="s" variant="quiet" onClick={() => set(shownTimestamp(us))}>{shownTimestamp(us)}</Button> {why}; a server uses it from its next start on.
        </p>
      ))}
      {starts.length === 0 ? null : (
        <p className={styles.note}>
          A server reads its policy when it starts, and the log shows starts:{' '}
          {starts.map(({ first_us }) => <Button key={String(first_us)} size="s" variant="quiet" onClick={() => set(shownTimestamp(first_us))}>{shownTimestamp(first_us)}</Button>)}
        </p>
      )}
    </div>
  );
}
