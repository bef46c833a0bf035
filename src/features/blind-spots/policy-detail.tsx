/** One policy: what it is, and whether it can be the policy of this log. */
import { openRequest } from '../../actions/open-request';
import { changeView } from '../../actions/pivot';
import { useWorkbench } from '../../actions/use-workbench';
import { countOf, formatCount } from '../../base/number';
import type { Misfit, PolicyFit } from '../../trust/policy-fit';
import { ruleWords } from '../../trust/policy-words';
import { Button } from '../../ui/button';
import { HostileText } from '../../ui/hostile-text';
import { Notice } from '../../ui/notice';
import styles from './blind-spots.module.css';
import { MOST_HELD } from './coverage.query';
import type { ReadPolicy } from './read-policy';

export function PolicyDetail({ policy: { row, evaluator, error, fit, periods }, most, failure }: { readonly policy: ReadPolicy; readonly most: boolean; readonly failure: string | undefined }) {
  return (
    <div className={styles.policy}>
      <p className={styles.summary}>
        <HostileText text={row.evidence_name} maxLength={120} />
        {evaluator === undefined ? null : `: ${countOf(evaluator.policy.rules.length, 'rule')}; ${evaluator.policy.omitStages.length === 0 ? 'no stage is omitted everywhere' : `omits ${evaluator.policy.omitStages.join(', ')} everywhere`}.`}
      </p>
      {error === undefined ? null : <Notice tone="warning" title={<HostileText text={error} maxLength={600} />} kept="The evidence is unchanged; the policy is not evaluated." />}
      {evaluator === undefined ? null : fit === undefined
        ? <p className={styles.note}>{failure === undefined ? 'Holding the policy against the evidence' : `The policy could not be held against the evidence: ${failure}`}</p>
        : <Fit fit={fit} lines={row.rule_lines} most={most} timed={periods.some(({ fromUs }) => fromUs !== null)} />}
    </div>
  );
}

const MISFIT_WORDS: Readonly<Record<Misfit, string>> = { 'not logged': 'this policy would not log', 'another level': 'are at another level than this policy says', 'omitted stage': 'are at a stage that this policy omits' };

/** Events that the policy would not have written are proof that it is not, or not all the time, the policy of this log. */
function Fit({ fit, lines, most, timed }: { readonly fit: PolicyFit; readonly lines: readonly string[]; readonly most: boolean; readonly timed: boolean }) {
  const workbench = useWorkbench();
  const about = `${most ? `the ${formatCount(fit.events)} events of the ${formatCount(MOST_HELD)} most frequent kinds` : countOf(fit.events, 'event')}${timed ? ' of the time in which it is said to be in force' : ''}`;
  if (fit.misfits.length === 0) return <p className={styles.note}>{fit.events === 0 ? 'There are no events to hold it against.' : `Held against ${about}: nothing speaks against this being the policy of the log. That does not prove it.`}</p>;
  return (
    <div className={styles.against}>
      <p>
        <b>This policy does not belong to this log, or not to all of it.</b> Held against {about}:
      </p>
      <ul>
        {fit.misfits.map(({ misfit, events, example, rule, expected }) => (
          <li key={misfit}>
            <b>{formatCount(events)}</b> {MISFIT_WORDS[misfit]}{rule === undefined ? '' : ` (for example ${ruleWords(rule, lines)}${expected === undefined ? '' : `: ${expected}`})`}.{' '}
            {example < 0 ? null : (
              <Button size="s" variant="quiet" onClick={() => { changeView(workbench, { tab: 'requests' }); void openRequest(workbench, example); }}>
                Show one
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
