/** The audit policies of the evidence: how well each fits the log, and when each was in force, as far as the responder knows. */
import { useState } from 'react';
import { choosePolicy, takeOutPeriod } from '../../actions/policies';
import { useWorkbench } from '../../actions/use-workbench';
import { countOf, formatCount } from '../../base/number';
import { isAtPlace } from '../../db/audit-policies.query';
import { periodWords } from '../../db/policy-on-filter';
import type { PolicyPeriod } from '../../model/policy-period';
import { eventsAgainst } from '../../trust/policy-fit';
import { Button } from '../../ui/button';
import { HostileText } from '../../ui/hostile-text';
import styles from './blind-spots.module.css';
import { PolicyBegin } from './policy-begin';
import type { ReadPolicy } from './read-policy';

export interface PolicyChoiceProps {
  readonly policies: readonly ReadPolicy[];
  /** Those that are told in full below. */
  readonly shown: readonly ReadPolicy[];
  /** The one that the fewest events speak against. */
  readonly best: ReadPolicy | undefined;
  /** As stated, in order; their files need not be loaded. */
  readonly periods: readonly PolicyPeriod[];
}

/** A folder of them is no mistake, a list without an end is none to choose from. */
const SHOWN = 50;

const STATED = 'Missing stages, here and in the report, and empty lists are judged by what you stated. The case keeps it, and a link takes it along.';
const UNSTATED = 'If you know which one was in force, choose it, or say from when on: missing stages, here and in the report, and empty lists are then judged by it alone, and until then by all of them.';

export function PolicyChoice({ policies, shown, best, periods }: PolicyChoiceProps) {
  const workbench = useWorkbench();
  const [beginning, setBeginning] = useState<number>();
  const isStated = policies.some((policy) => policy.periods.length > 0);
  const missing = periods.filter(({ place }) => !policies.some(({ row }) => isAtPlace(row, place)));
  const all = policies.length === 1 ? 'No record says which policy it was written under. This one is held against all events of the evidence, whatever their file and time; what it says of a request holds where and when it was in force.' : `${countOf(policies.length, 'policy', 'policies')} are among the evidence, and no record says which one it was written under.`;
  const next = isStated ? STATED : policies.length === 1 ? '' : best === undefined ? 'None of them has been held against the log yet.' : `Told in full below is the one that the fewest events speak against. ${UNSTATED}`;
  return (
    <>
      <p className={styles.note}>{`${isStated && policies.length === 1 ? 'No record says which policy it was written under.' : all} ${next}`}</p>
      <table className={styles.table} aria-label="Audit policies">
        <thead>
          <tr><th scope="col">policy</th><th scope="col" className={styles.number}>rules</th><th scope="col">held against the log</th><th scope="col">in force</th></tr>
        </thead>
        <tbody>
          {policies.slice(0, SHOWN).map((policy) => (
            <tr key={policy.row.policy_id} className={shown.includes(policy) ? styles.held : undefined}>
              <th scope="row">
                <HostileText text={policy.row.evidence_name} maxLength={80} />
                <span className={styles.muted}>{policy.row.name === null ? null : <> <HostileText text={policy.row.name} maxLength={60} /></>}{`, line ${formatCount(policy.row.line)}${policy.row.of_document > 1 ? `, no. ${formatCount(policy.row.nth + 1)} there` : ''}`}</span>
              </th>
              <td className={styles.number}>{policy.evaluator === undefined ? '–' : formatCount(policy.evaluator.policy.rules.length)}</td>
              <td>{policy.error === undefined ? fitWords(policy) : <HostileText text={policy.error} maxLength={300} />}</td>
              <td>
                {policy.periods.map((period) => (
                  <div key={String(period.fromUs)} className={styles.period}>
                    <b>{inForceWords(periods, period)}</b> <Button size="s" variant="quiet" onClick={() => takeOutPeriod(workbench, period)}>{periods.length === 1 ? 'Choose none' : 'Take out'}</Button>
                  </div>
                ))}
                {policy.evaluator === undefined ? null : beginning === policy.row.policy_id ? <PolicyBegin row={policy.row} onDone={() => setBeginning(undefined)} /> : (
                  <span>
                    {policy.periods.some(({ fromUs }) => fromUs === null) ? null : <Button size="s" variant="quiet" onClick={() => choosePolicy(workbench, policy.row)}>Choose</Button>}
                    <Button size="s" variant="quiet" onClick={() => setBeginning(policy.row.policy_id)}>From a time on</Button>
                    {shown.includes(policy) && policy.periods.length === 0 && policies.length > 1 ? <span className={styles.muted}>shown</span> : null}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {policies.length > SHOWN ? <p className={styles.note}>{`The first ${SHOWN} of ${formatCount(policies.length)}.`}</p> : null}
      {missing.map((period) => (
        <p key={String(period.fromUs)} className={styles.note}>
          A policy that is not loaded is stated as well, {inForceWords(periods, period)}: <HostileText text={period.evidenceName === '' ? `the file whose SHA-256 begins with ${period.place.sha256Prefix}` : period.evidenceName} maxLength={120} />.{' '}
          {isStated ? 'Of its time no policy says anything until that file is added.' : 'Until that file is added, all that are loaded are asked.'}{' '}
          <Button size="s" variant="quiet" onClick={() => takeOutPeriod(workbench, period)}>Take out</Button>
        </p>
      ))}
    </>
  );
}

const inForceWords = (periods: readonly PolicyPeriod[], period: PolicyPeriod): string => {
  const words = periodWords(periods, period);
  return words === '' ? 'chosen' : words;
};

function fitWords({ fit }: ReadPolicy): string {
  if (fit === undefined) return 'not yet';
  const against = eventsAgainst(fit);
  return against === 0 ? 'nothing speaks against it' : `${formatCount(against)} of ${countOf(fit.events, 'event')} ${against === 1 ? 'speaks' : 'speak'} against it`;
}
