/** An audit policy among the evidence: what it would do with a request, and whether it can be the policy of this log. */
import { useMemo, useState } from 'react';
import { openRequest } from '../../actions/open-request';
import { changeView } from '../../actions/pivot';
import { useWorkbench } from '../../actions/use-workbench';
import { countOf, formatCount } from '../../base/number';
import { groupsOfUserQuery, isAtPlace, type PolicyRow } from '../../db/audit-policies.query';
import { readAuditPolicy } from '../../model/audit-policy';
import { useDbQuery } from '../../state/use-db-query';
import { useView } from '../../state/workbench-core';
import { policyEvaluator, type PolicyEvaluator } from '../../trust/audit-policy';
import { answerWords, impliedGroups, ruleWords } from '../../trust/policy-words';
import { bestFit, policyFit, type Misfit, type PolicyFit } from '../../trust/policy-fit';
import { Button } from '../../ui/button';
import { HostileText } from '../../ui/hostile-text';
import { Notice } from '../../ui/notice';
import { TextField } from '../../ui/text-field';
import styles from './blind-spots.module.css';
import { heldAgainstPolicyQuery, MOST_HELD } from './coverage.query';
import { PolicyChoice } from './policy-choice';
import { questionOf, type TypedQuestion } from './policy-question';
import type { ReadPolicy } from './read-policy';
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
  const chosen = useView((view) => view.policy);
  const { data, error } = useDbQuery(heldAgainstPolicyQuery, undefined);
  const kinds = useMemo(() => data?.flatMap(recordedKind), [data]);
  const policies = useMemo(() => rows.map((row): ReadPolicy => {
    const read = readAuditPolicy(row.document);
    if (!read.ok) return { row, evaluator: undefined, error: read.error, fit: undefined };
    const evaluator = policyEvaluator(read.value);
    return { row, evaluator, error: undefined, fit: kinds === undefined ? undefined : policyFit(evaluator, kinds) };
  }), [rows, kinds]);
  const fitted = policies.flatMap((policy) => (policy.fit === undefined ? [] : [{ policy, fit: policy.fit }]));
  const best = fitted[bestFit(fitted.map(({ fit }) => fit)) ?? -1]?.policy;
  const bound = chosen === undefined ? undefined : policies.find(({ row }) => isAtPlace(row, chosen));
  const held = bound ?? best ?? policies[0];
  return (
    <>
      {policies.length === 1 ? (
        <p className={styles.note}>No record says which policy it was written under. This one is held against all events of the evidence, whatever their file and time; what it says of a request holds where and when it was in force.</p>
      ) : <PolicyChoice policies={policies} held={held} best={best} isBound={bound !== undefined} />}
      {held === undefined ? null : <Policy key={held.row.policy_id} policy={held} most={data !== undefined && data.length >= MOST_HELD} failure={error?.message} />}
    </>
  );
}

function Policy({ policy: { row, evaluator, error, fit }, most, failure }: { readonly policy: ReadPolicy; readonly most: boolean; readonly failure: string | undefined }) {
  return (
    <div className={styles.policy}>
      <p className={styles.summary}>
        <HostileText text={row.evidence_name} maxLength={120} />
        {evaluator === undefined ? null : `: ${countOf(evaluator.policy.rules.length, 'rule')}; ${evaluator.policy.omitStages.length === 0 ? 'no stage is omitted everywhere' : `omits ${evaluator.policy.omitStages.join(', ')} everywhere`}.`}
      </p>
      {error === undefined ? null : <Notice tone="warning" title={<HostileText text={error} maxLength={600} />} kept="The evidence is unchanged; the policy is not evaluated." />}
      {evaluator === undefined ? null : (
        <>
          <Ask evaluator={evaluator} lines={row.rule_lines} />
          {fit === undefined
            ? <p className={styles.note}>{failure === undefined ? 'Holding the policy against the evidence' : `The policy could not be held against the evidence: ${failure}`}</p>
            : <Fit fit={fit} lines={row.rule_lines} most={most} />}
        </>
      )}
    </div>
  );
}

const FIRST_QUESTION: TypedQuestion = { verb: 'list', what: 'secrets', namespace: '', name: '', username: '' };

function Ask({ evaluator, lines }: { readonly evaluator: PolicyEvaluator; readonly lines: readonly string[] }) {
  const [typed, setTyped] = useState(FIRST_QUESTION);
  const { data: known } = useDbQuery(groupsOfUserQuery, { username: typed.username }, { enabled: typed.username !== '', keepPrevious: false });
  const groups = known?.[0]?.groups ?? impliedGroups(typed.username);
  const answer = evaluator.evaluate(questionOf(typed, groups));
  const field = (key: keyof TypedQuestion, label: string, placeholder: string) => <TextField label={label} value={typed[key]} placeholder={placeholder} mono onChange={(value) => setTyped({ ...typed, [key]: value })} />;
  return (
    <div className={styles.ask} role="group" aria-label="Would it be logged?">
      <div className={styles.fields}>
        {field('verb', 'Verb', 'get')}
        {field('what', 'Resource or path', 'pods/exec, deployments.apps, /healthz')}
        {field('namespace', 'Namespace', 'none')}
        {field('name', 'Object name', 'none')}
        {field('username', 'User', 'a user no rule names')}
      </div>
      <p className={styles.answer} data-logged={answer.kind === 'logged'} role="status">
        <b>It {answerWords(answer)}</b>
        {answer.rule === undefined ? '' : ` (${ruleWords(answer.rule, lines)})`}. {typed.username === '' ? '' : <span className={styles.muted}>Groups: <HostileText text={groups.join(', ')} maxLength={160} />{known?.[0] === undefined ? ' (implied by the name)' : ' (as in the evidence)'}.</span>}
      </p>
    </div>
  );
}

const MISFIT_WORDS: Readonly<Record<Misfit, string>> = { 'not logged': 'this policy would not log', 'another level': 'are at another level than this policy says', 'omitted stage': 'are at a stage that this policy omits' };

/** Events that the policy would not have written are proof that it is not, or not all the time, the policy of this log. */
function Fit({ fit, lines, most }: { readonly fit: PolicyFit; readonly lines: readonly string[]; readonly most: boolean }) {
  const workbench = useWorkbench();
  const about = most ? `the ${formatCount(fit.events)} events of the ${formatCount(MOST_HELD)} most frequent kinds` : countOf(fit.events, 'event');
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
