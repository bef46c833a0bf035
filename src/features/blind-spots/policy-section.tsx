/** The audit policies among the evidence: which was in force when, what they do with a request, and whether they can be the policies of this log. */
import { useMemo } from 'react';
import type { PolicyRow } from '../../db/audit-policies.query';
import { inOrder } from '../../model/policy-period';
import { useDbQuery } from '../../state/use-db-query';
import { useCase } from '../../state/workbench-core';
import { bestFit } from '../../trust/policy-fit';
import styles from './blind-spots.module.css';
import { heldAgainstPolicyQuery, MOST_HELD } from './coverage.query';
import { PolicyAsk } from './policy-ask';
import { PolicyChoice } from './policy-choice';
import { PolicyDetail } from './policy-detail';
import { changesOf, readPoliciesOf } from './read-policy';
import { recordedKind } from './recorded-kind';

export function PolicySection({ rows }: { readonly rows: readonly PolicyRow[] }) {
  return (
    <section className={styles.part} aria-label="Audit policy">
      <h3 className={styles.heading}>Audit policy</h3>
      {rows.length === 0 ? (
        <p className={styles.note}>No audit policy is among the evidence. Add the file that kube-apiserver was given as --audit-policy-file, and its rules are evaluated here for any request. Without it, what is below can only say what the log shows.</p>
      ) : <Policies rows={rows} />}
    </section>
  );
}

function Policies({ rows }: { readonly rows: readonly PolicyRow[] }) {
  const stated = useCase((state) => state.policyPeriods);
  const periods = useMemo(() => inOrder(stated), [stated]);
  const { data, error } = useDbQuery(heldAgainstPolicyQuery, { changes: changesOf(periods) });
  const kinds = useMemo(() => data?.flatMap(recordedKind), [data]);
  const policies = useMemo(() => readPoliciesOf(rows, kinds, periods), [rows, kinds, periods]);
  const fitted = policies.flatMap((policy) => (policy.fit === undefined ? [] : [{ policy, fit: policy.fit }]));
  const best = fitted[bestFit(fitted.map(({ fit }) => fit)) ?? -1]?.policy;
  const inForce = policies.filter((policy) => policy.periods.length > 0);
  const shown = inForce.length > 0 ? inForce : [best ?? policies[0]].filter((policy) => policy !== undefined);
  return (
    <>
      <PolicyChoice policies={policies} shown={shown} best={best} periods={periods} />
      {policies.some(({ evaluator }) => evaluator !== undefined) ? <PolicyAsk policies={policies} periods={periods} /> : null}
      {shown.map((policy) => <PolicyDetail key={policy.row.policy_id} policy={policy} most={data !== undefined && data.length >= MOST_HELD} failure={error?.message} />)}
    </>
  );
}
