/** What one trust test is. The tests themselves stand in `test-list-*.ts`, the predicates in `*-tests.ts`, the joins in the SQL of the database. */
import type { Verdict } from '../model/verdict';
import type { RangeKind } from '../model/cluster-range';
import type { LedgerField } from './ledger-field';
import type { TestId } from './test-id';

export interface TrustTest {
  readonly id: TestId;
  readonly title: string;
  readonly field: LedgerField;
  readonly effect: 'raises' | 'lowers' | 'changes-interpretation';
  readonly severity: 'note' | 'warning' | 'contradiction';
  /** What the value's verdict becomes when the test fires. */
  readonly verdict: Verdict;
  /** One plain sentence that stands alone in a list of signals. */
  readonly explanation: string;
  /** What else than an attack makes it fire. */
  readonly falsePositives: string;
  readonly source: string;
  /**
   * What the test cannot do without: addresses that the responder states, parts of the record that are not kept when
   * a file is loaded, or a log that is seen to hold causes with their effects. Without it the test says "not tested" and
   * never "did not fire".
   */
  readonly needs?: readonly RangeKind[] | 'raw record' | 'file times' | 'causes and effects';
  /** Whom the test leaves alone until such addresses are stated; it runs on all others. */
  readonly leavesAlone?: Partial<Readonly<Record<RangeKind, string>>>;
}
