/** One entry of the trust model. */
import { countOf } from '../../base/number';
import type { Verdict } from '../../model/verdict';
import { FIELD_LEDGER } from '../../trust/field-ledger';
import { TRUST_MARKS } from '../../trust/marks';
import type { TestId, TrustTest } from '../../trust/tests';
import { versionsInWords, type VersionReading } from '../../trust/version-reading';
import { Mark, MarkGlyph } from '../../ui/mark';
import styles from './trust-row.module.css';
import type { TrustRow } from './trust-sections';

interface TrustRowViewProps {
  readonly row: TrustRow;
  readonly onTest: (id: TestId) => void;
  /** How many requests the test fired on, and the way to them; undefined for other rows and without evidence. */
  readonly fired: FiredOn | undefined;
}

export interface FiredOn {
  readonly requests: number;
  /** Why it could not run. */
  readonly untested: string | undefined;
  /** Whom it did not judge, although it ran. */
  readonly left: string | undefined;
  readonly onShow: () => void;
}

const SAMPLES: Readonly<Record<Verdict, string>> = {
  'observed': '172.20.39.107', 'authenticated': 'alice', 'derived': '/api/v1/secrets', 'third-party': 'my-webhook/verdict', 'claimed': 'curl/8.6.0', 'contradicted': '203.0.113.9', 'unverifiable': 'jane@corp.example',
};

const LINES = { 'solid': 'solid line', 'thin': 'thin line', 'dotted': 'dotted line', 'dashed': 'dashed line', 'wavy': 'wavy line', 'double-wavy': 'double wavy line', 'none': 'no line, italic' } as const;

export function TrustRowView({ row, onTest, fired }: TrustRowViewProps) {
  switch (row.kind) {
    case 'mark':
      return (
        <>
          <p className={styles.sample}>
            <MarkGlyph kind={row.verdict} /> <Mark kind={row.verdict}>{SAMPLES[row.verdict]}</Mark>
          </p>
          <div className={styles.body}>
            <p className={styles.name}>
              {row.mark.title} <span className={styles.line}>{LINES[row.mark.line]}</span>
            </p>
            <p className={styles.reason}>{row.mark.meaning}</p>
          </div>
        </>
      );
    case 'field':
      return (
        <>
          <div className={styles.term}>
            <MarkGlyph kind={row.verdict} label={TRUST_MARKS[row.verdict].title} />
            <p>
              <Mark kind={row.verdict}>{row.label}</Mark>
              {row.field === row.label ? null : <code className={styles.column}>{row.field}</code>}
            </p>
          </div>
          <div className={styles.body}>
            <p className={styles.reason}>{row.reason}</p>
            <Attack>{row.attack}</Attack>
            <ByVersion readings={row.byVersion ?? []} />
            <Facts verdict={row.verdict} by={row.writtenBy} source={row.source} tests={row.tests} onTest={onTest} />
          </div>
        </>
      );
    case 'rule':
      return (
        <>
          <div className={styles.term}>
            <MarkGlyph kind={row.verdict} label={TRUST_MARKS[row.verdict].title} />
            <p className={styles.fields}>{row.labels.join(', ')}</p>
          </div>
          <div className={styles.body}>
            <p className={styles.reason}>{row.reason}</p>
            <Facts verdict={row.verdict} becomes tests={row.tests} onTest={onTest} />
          </div>
        </>
      );
    case 'test':
      return <TestRow test={row.test} label={row.label} fired={fired} />;
    case 'key':
      return (
        <>
          <div className={styles.term}>
            <MarkGlyph kind={row.verdict} label={TRUST_MARKS[row.verdict].title} />
            <p>
              <Mark kind={row.verdict}>{row.key === '*' ? 'any other key' : row.key}</Mark>
            </p>
          </div>
          <div className={styles.body}>
            <p className={styles.reason}>{row.reason}</p>
            <Attack>{row.attack}</Attack>
            <Facts verdict={row.verdict} by={row.writtenBy} since={row.since} source={row.source} tests={[]} onTest={onTest} />
          </div>
        </>
      );
  }
}

function Attack({ children }: { readonly children: string }) {
  return (
    <p className={styles.also}>
      <span className={styles.key}>Guards against</span> {children}
    </p>
  );
}

function ByVersion({ readings }: { readonly readings: readonly VersionReading[] }) {
  if (readings.length === 0) return null;
  return (
    <ul className={styles.versions} aria-label="By version of the server">
      {readings.map((reading) => (
        <li key={reading.says}>
          <span className={styles.key}>{versionsInWords(reading)}</span> {reading.says}
        </li>
      ))}
    </ul>
  );
}

interface FactsProps {
  readonly verdict: Verdict;
  readonly becomes?: boolean;
  readonly by?: string;
  readonly since?: string;
  readonly source?: string;
  readonly tests: readonly TestId[];
  readonly onTest: (id: TestId) => void;
}

/** The small print: it is there for who wants to check. */
function Facts({ verdict, becomes = false, by, since, source, tests, onTest }: FactsProps) {
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{becomes ? 'Becomes' : 'Verdict'}</dt>
        <dd>{TRUST_MARKS[verdict].title.toLowerCase()}</dd>
      </div>
      {by === undefined ? null : (
        <div>
          <dt>Written by</dt>
          <dd>{by}</dd>
        </div>
      )}
      {tests.length === 0 ? null : (
        <div>
          <dt>{tests.length === 1 ? 'Test' : 'Tests'}</dt>
          <dd className={styles.tests}>
            {tests.map((id) => (
              <button key={id} type="button" className={styles.test} onClick={() => onTest(id)}>
                {id}
              </button>
            ))}
          </dd>
        </div>
      )}
      {since === undefined ? null : (
        <div>
          <dt>Since</dt>
          <dd>{since}</dd>
        </div>
      )}
      {source === undefined ? null : (
        <div>
          <dt>Source</dt>
          <dd className={styles.source}>{source}</dd>
        </div>
      )}
    </dl>
  );
}

const EFFECTS = { 'raises': 'raises trust in', 'lowers': 'lowers trust in', 'changes-interpretation': 'changes how to read' } as const;

function TestRow({ test, label, fired }: { readonly test: TrustTest; readonly label: string; readonly fired: FiredOn | undefined }) {
  return (
    <>
      <div className={styles.term}>
        <b className={styles.id}>{test.id}</b>
        <p className={styles.title}>{test.title}</p>
      </div>
      <div className={styles.body}>
        <p className={styles.reason}>{test.explanation}</p>
        <p className={styles.also}>
          <span className={styles.key}>Also fires on</span> {test.falsePositives}
        </p>
        <dl className={styles.facts}>
          <div>
            <dt>Effect</dt>
            <dd>
              {EFFECTS[test.effect]} <code>{label}</code>, which {FIELD_LEDGER[test.field].verdict === test.verdict ? 'stays' : 'becomes'} <MarkGlyph kind={test.verdict} /> {TRUST_MARKS[test.verdict].title.toLowerCase()}
            </dd>
          </div>
          <div>
            <dt>Weight</dt>
            <dd>{test.severity}</dd>
          </div>
          <div>
            <dt>Source</dt>
            <dd className={styles.source}>{test.source}</dd>
          </div>
          {fired === undefined ? null : (
            <div>
              <dt>In this evidence</dt>
              <dd>
                {fired.untested !== undefined ? `not tested: ${fired.untested}` : fired.requests === 0 ? 'fired on no request' : (
                  <button type="button" className={styles.test} aria-label={`Show the ${countOf(fired.requests, 'request')} of ${test.id}`} onClick={fired.onShow}>
                    {countOf(fired.requests, 'request')}
                  </button>
                )}
                {fired.untested !== undefined || fired.left === undefined ? null : `; not tested on ${fired.left}`}
              </dd>
            </div>
          )}
        </dl>
      </div>
    </>
  );
}
