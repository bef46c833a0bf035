/** What the trust tests found in the requests that pass, and which of them found nothing. */
import type { ReactNode } from 'react';
import { changeView } from '../../actions/pivot';
import { useWorkbench } from '../../actions/use-workbench';
import { countOf, formatCount } from '../../base/number';
import { requestCountQuery } from '../../db/request-list.query';
import { testCoverageQuery, unmetBy } from '../../db/test-coverage.query';
import { useDbQuery } from '../../state/use-db-query';
import { useEmptyAnswer } from '../../state/use-empty-answer';
import { useCase, useView } from '../../state/workbench-core';
import { TEST_IDS, TRUST_TESTS, type TestId } from '../../trust/tests';
import { topicId } from '../../trust/topic';
import { leftAlone, whyUntested } from '../../trust/untested';
import { AnswerLines } from '../../ui/answer-lines';
import { Notice } from '../../ui/notice';
import { FindingItem } from './finding-item';
import { findingsQuery } from './findings.query';
import styles from './findings.module.css';
import { sortFindings } from './sort-findings';

export function Findings() {
  const filter = useView((view) => view.filter);
  const ranges = useCase((state) => state.clusterRanges);
  const read = useDbQuery(findingsQuery, { filter });
  const coverage = useDbQuery(testCoverageQuery, undefined).data ?? [];
  const passing = useDbQuery(requestCountQuery, { filter }).data?.[0]?.n;
  const emptyAnswer = useEmptyAnswer(passing === 0);
  if (read.error !== null) return <Notice tone="error" title="The findings could not be read." kept={read.error.message} advice="Change the filter; the evidence is as it was." />;
  if (read.data === undefined) return <p className={styles.summary} role="status">Counting what the trust tests found</p>;
  const unmet = unmetBy(coverage);
  const { fired, elsewhere, silent, untested } = sortFindings(read.data, ranges, unmet);
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls can be reached with the keyboard
    <div className={styles.findings} tabIndex={0} role="region" aria-label="Findings" aria-busy={read.isFetching}>
      <p className={styles.summary}>
        {fired.length === 0 ? 'No trust test' : countOf(fired.length, 'trust test')} of {TEST_IDS.length} fired{passing === undefined ? '' : ` on the ${countOf(passing, 'request')} that ${passing === 1 ? 'passes' : 'pass'} the filter`}. A test that fires is a
        reason to look, not a verdict on someone.
      </p>
      {emptyAnswer.length === 0 ? null : <div className={styles.summary}><AnswerLines lines={emptyAnswer} /></div>}
      <ul className={styles.list}>
        {fired.map(({ test, row }) => (
          <FindingItem key={test.id} test={test} row={row} />
        ))}
      </ul>
      {elsewhere.length === 0 ? null : (
        <QuietTests title="Fired only on requests the filter leaves out">
          {elsewhere.map(({ test, row }) => (
            <QuietTest key={test.id} id={test.id} count={`0 of ${formatCount(row.all_requests)}`} />
          ))}
        </QuietTests>
      )}
      {silent.length === 0 ? null : (
        <QuietTests title="Did not fire on any request">
          {silent.map((id) => (
            <QuietTest key={id} id={id} count="0" left={leftAlone(id, ranges)} />
          ))}
        </QuietTests>
      )}
      {untested.length === 0 ? null : (
        <QuietTests title="Not tested" note="What these need is not there, so they say nothing. Addresses are stated under “Addresses of the cluster” in the command palette; a cause is missed only in a log that shows others with their effects.">
          {untested.map((id) => (
            <QuietTest key={id} id={id} count={whyUntested(id, ranges, unmet) ?? ''} />
          ))}
        </QuietTests>
      )}
    </div>
  );
}

function QuietTests({ title, note, children }: { readonly title: string; readonly note?: string; readonly children: ReactNode }) {
  return (
    <section className={styles.quiet}>
      <h3 className={styles.quietTitle}>{title}</h3>
      {note === undefined ? null : <p className={styles.quietNote}>{note}</p>}
      <ul className={styles.quietList}>{children}</ul>
    </section>
  );
}

function QuietTest({ id, count, left }: { readonly id: TestId; readonly count: string; readonly left?: string | undefined }) {
  const workbench = useWorkbench();
  return (
    <li title={TRUST_TESTS[id].explanation}>
      <button type="button" className={styles.quietId} aria-label={`How ${id} is decided`} onClick={() => changeView(workbench, { explain: topicId({ kind: 'test', id }) })}>
        {id}
      </button>
      <span className={styles.quietName}>{TRUST_TESTS[id].title}{left === undefined ? null : <span className={styles.left}>not on {left}</span>}</span>
      <span className={styles.quietCount}>{count}</span>
    </li>
  );
}
