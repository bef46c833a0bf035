import { memo, useState } from 'react';
import { changeView } from '../../actions/pivot';
import { useWorkbench } from '../../actions/use-workbench';
import type { AuditRequest } from '../../model/audit-record';
import type { Verdict } from '../../model/verdict';
import { TRUST_MARKS } from '../../trust/marks';
import { TRUST_TESTS, type TestId } from '../../trust/tests';
import { attackOn, topicId, topicOfField, versionNotesOn, type TrustTopic } from '../../trust/topic';
import type { VersionRange } from '../../trust/version-reading';
import { Button } from '../../ui/button';
import { cx } from '../../ui/class-names';
import { MarkGlyph } from '../../ui/mark';
import { Explained } from '../../ui/tooltip';
import { affordable } from './drawing-cost';
import { FieldLabel } from './field-label';
import styles from './field-groups.module.css';
import { fieldRows, type FieldRow, type ReasonedValues } from './field-rows';
import { Section } from './section';
import { Value } from './value';
import { pivotOf } from './value-target';

export interface FieldGroupsProps {
  readonly request: AuditRequest;
  /** What the evidence reveals of the version of its server. */
  readonly server: VersionRange;
  readonly fullReasons: boolean;
  readonly onFullReasons: (full: boolean) => void;
}

export const FieldGroups = memo(function FieldGroups({ request, server, fullReasons, onFullReasons }: FieldGroupsProps) {
  return (
    <Section
      title="Who vouches for what"
      aside={
        <Button variant="quiet" size="s" pressed={fullReasons} onClick={() => onFullReasons(!fullReasons)}>
          Full reasons
        </Button>
      }
    >
      <div className={cx(styles.groups, fullReasons && styles.full)}>
        {fieldRows(request).map(({ verdict, rows }) => (
          <div key={verdict} className={cx(styles.group, verdict === 'contradicted' && styles.contradicted)}>
            <h4 className={styles.heading} title={TRUST_MARKS[verdict].meaning}>
              <MarkGlyph kind={verdict} />
              {TRUST_MARKS[verdict].title}
            </h4>
            <dl className={styles.rows}>
              {rows.map((row) => (
                <Row key={`${row.field} ${row.label}`} row={row} verdict={verdict} requestId={request.requestId} server={server} full={fullReasons} />
              ))}
            </dl>
          </div>
        ))}
      </div>
    </Section>
  );
});

/** A key longer than the column of names stands on a line of its own. */
const LONGEST_LABEL = 24;

interface RowProps {
  readonly row: FieldRow;
  readonly verdict: Verdict;
  readonly requestId: number;
  readonly server: VersionRange;
  readonly full: boolean;
}

function Row({ row, verdict, requestId, server, full }: RowProps) {
  const topic = topicOfField(row.field, row.label);
  const about: About = { topic, versions: versionNotesOn(topic, server) };
  return (
    <div className={cx(styles.row, row.label.length > LONGEST_LABEL && styles.wide, row.special && styles.special)}>
      <dt>
        <FieldLabel label={row.label} />
      </dt>
      <dd>
        {row.runs.map((run, i) => (
          <Run key={i} run={run} row={row} verdict={verdict} requestId={requestId} about={about} />
        ))}
        {full ? <More about={about} /> : null}
      </dd>
    </div>
  );
}

/** What is to be said of a field whatever its value. */
interface About {
  readonly topic: TrustTopic;
  readonly versions: readonly string[];
}

/** With full reasons: what the mark guards against, what hangs on the server's version, and where all of it stands. */
function More({ about: { topic, versions } }: { readonly about: About }) {
  const workbench = useWorkbench();
  const attack = attackOn(topic);
  return (
    <p className={styles.more}>
      {attack === undefined ? null : <><span className={styles.key}>Guards against</span> {attack} </>}
      {versions.length === 0 ? null : <><span className={styles.key}>By version</span> {versions.join(' ')} </>}
      <button type="button" className={styles.link} onClick={() => changeView(workbench, { explain: topicId(topic) })}>
        How it is decided
      </button>
    </p>
  );
}

const SHOWN_VALUES = 8;
const SHORT = 240;
/** An escape stands for one character and is about this wide. */
const ESCAPED_WIDTH = 6;
/** Beyond this the raw record is the place to read it; the menu copies all of it. */
const LONG = 20_000;

const shortLength = (text: string): number => affordable(text, SHORT, ESCAPED_WIDTH).length;

function Run({ run, row, verdict, requestId, about }: { readonly run: ReasonedValues; readonly row: FieldRow; readonly verdict: Verdict; readonly requestId: number; readonly about: About }) {
  const [all, setAll] = useState(false);
  const texts = all ? run.texts : run.texts.slice(0, SHOWN_VALUES);
  const cut = run.texts.length > SHOWN_VALUES || run.texts.some((text) => shortLength(text) < text.length);
  return (
    <div className={styles.run}>
      {texts.length === 1 ? (
        <OneValue text={texts[0] ?? ''} all={all} run={run} row={row} verdict={verdict} requestId={requestId} about={about} />
      ) : (
        <ul className={styles.values}>
          {texts.map((text, i) => (
            <li key={i}>
              <OneValue text={text} all={all} run={run} row={row} verdict={verdict} requestId={requestId} about={about} />
            </li>
          ))}
        </ul>
      )}
      {cut ? (
        <button type="button" className={styles.toggle} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show less' : run.texts.length > SHOWN_VALUES ? `Show all ${run.texts.length}` : 'Show all of it'}
        </button>
      ) : null}
      <p className={styles.reason} title={run.reason}>
        {run.reason}
        {run.tests.map((id) => (
          <TestMark key={id} id={id} />
        ))}
      </p>
    </div>
  );
}

function OneValue({ text, all, run, row, verdict, requestId, about }: {
  readonly text: string;
  readonly all: boolean;
  readonly run: ReasonedValues;
  readonly row: FieldRow;
  readonly verdict: Verdict;
  readonly requestId: number;
  readonly about: About;
}) {
  return (
    <Value
      text={text}
      verdict={verdict}
      reason={run.reason}
      maxLength={all ? LONG : shortLength(text)}
      target={{ field: pivotOf(row), value: { kind: 'exact', text }, requestId, reason: run.reason, ...about }}
    />
  );
}

function TestMark({ id }: { readonly id: TestId }) {
  const test = TRUST_TESTS[id];
  return (
    <>
      {' '}
      <Explained content={`${test.title}. ${test.explanation}`}>
        <code className={styles.test}>{id}</code>
      </Explained>
    </>
  );
}
