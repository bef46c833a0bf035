/** Findings in the order a responder wants them, and the tests that found nothing. */
import type { ClusterRange } from '../../model/cluster-range';
import { whyUntested, type UnmetByEvidence } from '../../trust/untested';
import { isTestId, TEST_IDS, TRUST_TESTS, type TestId, type TrustTest } from '../../trust/tests';

export interface Counted {
  readonly test_id: string;
  readonly requests: number;
  readonly all_requests: number;
}

export interface Finding<Row extends Counted> {
  readonly test: TrustTest;
  readonly row: Row;
}

export interface Findings<Row extends Counted> {
  /** Most severe first, then what fired on most requests. */
  readonly fired: readonly Finding<Row>[];
  /** Fired, but on nothing the filter lets through. */
  readonly elsewhere: readonly Finding<Row>[];
  readonly silent: readonly TestId[];
  /** What they need is not there: they did not run, which is not the same as having found nothing. */
  readonly untested: readonly TestId[];
}

const SEVERITIES: readonly TrustTest['severity'][] = ['contradiction', 'warning', 'note'];

export function sortFindings<Row extends Counted>(rows: readonly Row[], stated: readonly ClusterRange[] = [], unmet: UnmetByEvidence = new Map()): Findings<Row> {
  const findings = rows.flatMap((row) => (isTestId(row.test_id) ? [{ test: TRUST_TESTS[row.test_id], row }] : []));
  const order = (a: Finding<Row>, b: Finding<Row>): number =>
    SEVERITIES.indexOf(a.test.severity) - SEVERITIES.indexOf(b.test.severity) || b.row.requests - a.row.requests || b.row.all_requests - a.row.all_requests || TEST_IDS.indexOf(a.test.id) - TEST_IDS.indexOf(b.test.id);
  const sorted = findings.toSorted(order);
  const hasFired = (id: TestId): boolean => findings.some(({ test }) => test.id === id);
  return {
    fired: sorted.filter(({ row }) => row.requests > 0),
    elsewhere: sorted.filter(({ row }) => row.requests === 0),
    silent: TEST_IDS.filter((id) => !hasFired(id) && whyUntested(id, stated, unmet) === undefined),
    untested: TEST_IDS.filter((id) => !hasFired(id) && whyUntested(id, stated, unmet) !== undefined),
  };
}
