/** Would it be logged? One question, put to every policy of the evidence; those that answer alike are named together. */
import { useState } from 'react';
import { countOf } from '../../base/number';
import { groupsOfUserQuery } from '../../db/audit-policies.query';
import { periodWords } from '../../db/policy-on-filter';
import type { PolicyPeriod } from '../../model/policy-period';
import { useDbQuery } from '../../state/use-db-query';
import { answerWords, impliedGroups, ruleWords } from '../../trust/policy-words';
import { HostileText } from '../../ui/hostile-text';
import { TextField } from '../../ui/text-field';
import styles from './blind-spots.module.css';
import { answersOf, type GivenAnswer } from './policy-answers';
import { questionOf, type TypedQuestion } from './policy-question';
import type { ReadPolicy } from './read-policy';

const FIRST_QUESTION: TypedQuestion = { verb: 'list', what: 'secrets', namespace: '', name: '', username: '' };

export interface PolicyAskProps {
  readonly policies: readonly ReadPolicy[];
  /** As stated, in order. */
  readonly periods: readonly PolicyPeriod[];
}

export function PolicyAsk({ policies, periods }: PolicyAskProps) {
  const [typed, setTyped] = useState(FIRST_QUESTION);
  const { data: known } = useDbQuery(groupsOfUserQuery, { username: typed.username }, { enabled: typed.username !== '', keepPrevious: false });
  const groups = known?.[0]?.groups ?? impliedGroups(typed.username);
  const readable = policies.filter(({ evaluator }) => evaluator !== undefined).length;
  const answers = answersOf(policies, questionOf(typed, groups));
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
      <div role="status" className={styles.answers}>
        {answers.map((given) => <Answer key={answerWords(given.answer)} given={given} all={readable} periods={periods} />)}
      </div>
      {typed.username === '' ? null : <p className={styles.note}>Groups: <HostileText text={groups.join(', ')} maxLength={160} />{known?.[0] === undefined ? ' (implied by the name)' : ' (as in the evidence)'}.</p>}
    </div>
  );
}

/** Names beyond these say no more. */
const SHOWN = 8;

function Answer({ given: { answer, by }, all, periods }: { readonly given: GivenAnswer; readonly all: number; readonly periods: readonly PolicyPeriod[] }) {
  const [only] = by;
  return (
    <p className={styles.answer} data-logged={answer.kind === 'logged'}>
      <b>It {answerWords(answer)}</b>
      {all === 1 && only !== undefined ? `${only.rule === undefined ? '' : ` (${ruleWords(only.rule, only.policy.row.rule_lines)})`}.` : (
        <>
          {by.length === all ? `. So say all ${countOf(all, 'policy', 'policies')}: ` : by.length === 1 ? '. So says ' : '. So say '}
          {by.slice(0, SHOWN).map(({ policy, rule }, i) => (
            <span key={policy.row.policy_id}>
              {i === 0 ? '' : ', '}
              <HostileText text={policy.row.evidence_name} maxLength={80} />
              <span className={styles.muted}>{detail(policy, rule, periods)}</span>
            </span>
          ))}
          {by.length > SHOWN ? ` and ${countOf(by.length - SHOWN, 'other')}` : ''}.
        </>
      )}
    </p>
  );
}

function detail({ row, periods: own }: ReadPolicy, rule: number | undefined, periods: readonly PolicyPeriod[]): string {
  const words = [rule === undefined ? '' : ruleWords(rule, row.rule_lines), ...own.map((period) => periodWords(periods, period))].filter((part) => part !== '');
  return words.length === 0 ? '' : ` (${words.join('; ')})`;
}
