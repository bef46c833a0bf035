/** What this log cannot show: what never appears in it, what its policy leaves out, and what no audit log has. */
import { changeView, toggleValue } from '../../actions/pivot';
import { useWorkbench } from '../../actions/use-workbench';
import { auditPoliciesQuery } from '../../db/audit-policies.query';
import { countOf, formatCount } from '../../base/number';
import { formatDate, shownClock, type TimestampUs } from '../../base/time';
import { exactly } from '../../model/filter';
import { STAGES } from '../../model/stage';
import { useDbQuery } from '../../state/use-db-query';
import { STANDING_BLIND_SPOTS, WITHOUT_STAGE } from '../../trust/blind-spots';
import { HostileText } from '../../ui/hostile-text';
import { Notice } from '../../ui/notice';
import styles from './blind-spots.module.css';
import { answeredQuestions, eventsOfStage, kindsOf, seenIn, type AnsweredQuestion, type CoverageRow, type Kind, type Seen } from './coverage';
import { coverageQuery } from './coverage.query';
import { PolicySection } from './policy-section';

export function BlindSpots() {
  const read = useDbQuery(coverageQuery, undefined);
  const policies = useDbQuery(auditPoliciesQuery, undefined).data;
  if (read.error !== null) return <Notice tone="error" title="What the log covers could not be read." kept={read.error.message} advice="The evidence is as it was." />;
  if (read.data === undefined || policies === undefined) return <p className={styles.loading} role="status">Counting what the log covers</p>;
  const rows = read.data;
  const all = seenIn(rows);
  const questions = answeredQuestions(rows);
  const never = questions.filter(({ seen }) => seen === undefined).length;
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls can be reached with the keyboard
    <div className={styles.panel} tabIndex={0} role="region" aria-label="Blind spots" aria-busy={read.isFetching}>
      <p className={styles.intro}>
        {all === undefined ? 'There are no events.' : `Over all ${countOf(all.events, 'event')}, whatever the filter says. ${never === 0 ? 'All usual questions have at least some events.' : `${formatCount(never)} of ${formatCount(questions.length)} usual questions have no event at all: the policy leaves them out, records are missing, or nothing happened; this log cannot tell which.`}`}
      </p>
      <PolicySection rows={policies} />
      <section className={styles.part} aria-label="Usual questions">
        <h3 className={styles.heading}>What it is usually asked</h3>
        <ul className={styles.questions}>
          {questions.toSorted((a, b) => Number(a.seen !== undefined) - Number(b.seen !== undefined)).map((answered) => <Question key={answered.usual.question} answered={answered} />)}
        </ul>
      </section>
      <Stages rows={rows} />
      <Bodies rows={rows} />
      <Kinds kinds={kindsOf(rows)} />
      <Standing />
    </div>
  );
}

function Question({ answered: { usual, seen, missing } }: { readonly answered: AnsweredQuestion }) {
  return (
    <li className={styles.question} data-seen={seen !== undefined}>
      <span className={styles.asked}>{usual.question}</span>
      <code className={styles.kind}>{usual.verbs.join(', ')} {usual.resource}{usual.subresource === '' ? null : <>/<wbr />{usual.subresource}</>}</code>
      {seen === undefined ? <span className={styles.never}>never appears</span> : (
        <span className={styles.seen}>
          <b>{countOf(seen.events, 'event')}</b> at {seen.levels.join(' and ')}, <Period seen={seen} />
          {missing.length === 0 ? null : <span className={styles.muted}>; never {missing.join(', ')}</span>}
        </span>
      )}
    </li>
  );
}

const clock = (us: TimestampUs): string => `${formatDate(us)} ${shownClock(us)}`;

function Period({ seen: { first, last } }: { readonly seen: Seen }) {
  if (first === null || last === null) return <span>without a time</span>;
  return <span className={styles.period}>{first === last ? `at ${clock(first)}` : `${clock(first)} – ${formatDate(first) === formatDate(last) ? shownClock(last) : clock(last)}`} UTC</span>;
}

function Stages({ rows }: { readonly rows: readonly CoverageRow[] }) {
  return (
    <section className={styles.part} aria-label="Stages">
      <h3 className={styles.heading}>Stages</h3>
      <dl className={styles.facts}>
        {STAGES.map((stage) => {
          const events = eventsOfStage(rows, stage);
          return (
            <div key={stage}>
              <dt>{stage}</dt>
              <dd>{events > 0 ? countOf(events, 'event') : <><b className={styles.never}>never appears</b> {WITHOUT_STAGE[stage]}</>}</dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

/** Writes that were kept with a level that promises bodies, and have none. */
function Bodies({ rows }: { readonly rows: readonly CoverageRow[] }) {
  const levels = ['Metadata', 'Request', 'RequestResponse', null] as const;
  return (
    <section className={styles.part} aria-label="Levels and bodies">
      <h3 className={styles.heading}>Levels and bodies</h3>
      <dl className={styles.facts}>
        {levels.map((level) => {
          const own = rows.filter((row) => row.level === level);
          const seen = seenIn(own);
          if (seen === undefined && level === null) return null;
          return (
            <div key={level ?? 'none'}>
              <dt>{level ?? 'no level'}</dt>
              <dd>
                {seen === undefined ? <b className={styles.never}>never appears</b> : `${countOf(seen.events, 'event')}; ${countOf(seen.requestBodies, 'request body', 'request bodies')}, ${countOf(seen.responseBodies, 'response body', 'response bodies')}. `}
                {level === 'Metadata' && seen !== undefined ? 'What was sent and returned is not in them.' : ''}
                {level === 'RequestResponse' && seen === undefined ? ' What was returned is in no event.' : ''}
                {level === 'RequestResponse' && seen !== undefined ? 'Aggregated APIs, exec, attach, port-forward and proxy never have bodies, whatever the level.' : ''}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

const SHOWN_KINDS = 200;

function Kinds({ kinds }: { readonly kinds: readonly Kind[] }) {
  const workbench = useWorkbench();
  const show = ({ resource, subresource }: Kind): void => {
    toggleValue(workbench, 'resource', exactly(resource), 'include');
    if (subresource !== '') toggleValue(workbench, 'subresource', exactly(subresource), 'include');
    changeView(workbench, { tab: 'requests' });
  };
  return (
    <section className={styles.part} aria-label="Everything it records">
      <h3 className={styles.heading}>Everything it records</h3>
      <table className={styles.table}>
        <thead>
          <tr><th scope="col">resource</th><th scope="col" className={styles.number}>events</th><th scope="col">verbs</th><th scope="col">levels</th><th scope="col">stages</th></tr>
        </thead>
        <tbody>
          {kinds.slice(0, SHOWN_KINDS).map((kind) => (
            <tr key={kind.name}>
              <th scope="row">
                {kind.resource === '' ? <span className={styles.muted}>paths without a resource</span> : (
                  <button type="button" className={styles.link} title="Show the requests" onClick={() => show(kind)}><HostileText text={kind.name} maxLength={80} /></button>
                )}
              </th>
              <td className={styles.number}>{formatCount(kind.seen.events)}</td>
              <td><HostileText text={kind.seen.verbs.join(', ')} maxLength={120} /></td>
              <td><HostileText text={kind.seen.levels.join(', ')} maxLength={60} /></td>
              <td>{kind.seen.stages.length === 0 ? <span className={styles.muted}>none named</span> : kind.seen.stages.join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {kinds.length > SHOWN_KINDS ? <p className={styles.note}>{`The ${SHOWN_KINDS} with most events of ${formatCount(kinds.length)}.`}</p> : null}
    </section>
  );
}

function Standing() {
  return (
    <section className={styles.part} aria-label="In no audit log">
      <h3 className={styles.heading}>In no audit log</h3>
      <ol className={styles.standing}>
        {STANDING_BLIND_SPOTS.map(({ action, trace }) => (
          <li key={action}>
            <p>{action}</p>
            <p className={styles.muted}>What may remain: {trace}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
