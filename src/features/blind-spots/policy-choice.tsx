/** Several audit policies: which of them the log is held against, how well each fits, and the choice of another. */
import { changeView } from '../../actions/pivot';
import { useWorkbench } from '../../actions/use-workbench';
import { countOf, formatCount } from '../../base/number';
import { placeOfPolicy } from '../../db/audit-policies.query';
import { eventsAgainst } from '../../trust/policy-fit';
import { Button } from '../../ui/button';
import { HostileText } from '../../ui/hostile-text';
import styles from './blind-spots.module.css';
import type { ReadPolicy } from './read-policy';

export interface PolicyChoiceProps {
  readonly policies: readonly ReadPolicy[];
  readonly held: ReadPolicy | undefined;
  /** The one that the fewest events speak against. */
  readonly best: ReadPolicy | undefined;
  /** The responder chose it. */
  readonly isBound: boolean;
}

/** A folder of them is no mistake, a list without an end is none to choose from. */
const SHOWN = 50;

const CHOSEN = 'You chose the one that is held against the log: missing stages, here and in the report, and empty lists are judged by it alone. A link to this view keeps the choice.';
const UNCHOSEN = 'Shown below is the one that the fewest events speak against. If you know which one was in force, choose it: missing stages, here and in the report, and empty lists are then judged by it alone, and until then by all of them.';

export function PolicyChoice({ policies, held, best, isBound }: PolicyChoiceProps) {
  const workbench = useWorkbench();
  return (
    <>
      <p className={styles.note}>
        {`${countOf(policies.length, 'policy', 'policies')} are among the evidence, and no record says which one it was written under. ${isBound ? CHOSEN : best === undefined ? 'None of them has been held against the log yet.' : UNCHOSEN}`}
      </p>
      <table className={styles.table} aria-label="Audit policies">
        <thead>
          <tr><th scope="col">policy</th><th scope="col" className={styles.number}>rules</th><th scope="col">held against the log</th><th scope="col">choice</th></tr>
        </thead>
        <tbody>
          {policies.slice(0, SHOWN).map((policy) => (
            <tr key={policy.row.policy_id} className={policy === held ? styles.held : undefined}>
              <th scope="row">
                <HostileText text={policy.row.evidence_name} maxLength={80} />
                <span className={styles.muted}>{policy.row.name === null ? null : <> <HostileText text={policy.row.name} maxLength={60} /></>}{`, line ${formatCount(policy.row.line)}`}</span>
              </th>
              <td className={styles.number}>{policy.evaluator === undefined ? '–' : formatCount(policy.evaluator.policy.rules.length)}</td>
              <td>{fitWords(policy)}</td>
              <td>
                {isBound && policy === held ? (
                  <><b>chosen</b> <Button size="s" variant="quiet" onClick={() => changeView(workbench, { policy: undefined })}>Choose none</Button></>
                ) : policy.evaluator === undefined ? null : (
                  <><Button size="s" variant="quiet" onClick={() => changeView(workbench, { policy: placeOfPolicy(policy.row) })}>Choose</Button>{policy === held ? <span className={styles.muted}>shown</span> : null}</>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {policies.length > SHOWN ? <p className={styles.note}>{`The first ${SHOWN} of ${formatCount(policies.length)}.`}</p> : null}
    </>
  );
}

function fitWords({ evaluator, fit }: ReadPolicy): string {
  if (evaluator === undefined) return 'cannot be read';
  if (fit === undefined) return 'not yet';
  const against = eventsAgainst(fit);
  return against === 0 ? 'nothing speaks against it' : `${formatCount(against)} of ${countOf(fit.events, 'event')} ${against === 1 ? 'speaks' : 'speak'} against it`;
}
