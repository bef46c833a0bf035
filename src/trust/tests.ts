/** What each trust test looks for and what it does to the field it speaks about, in one table. */
import { ANSWER_TESTS } from './test-list-answer';
import { ASKED_TESTS } from './test-list-asked';
import { CAUSE_TESTS } from './test-list-causes';
import { RECORD_TESTS } from './test-list-record';
import { STAGE_TESTS } from './test-list-stages';
import { WHO_TESTS } from './test-list-who';
import type { TestId } from './test-id';
import type { TrustTest } from './trust-test';

export { TEST_IDS, isTestId, type TestId } from './test-id';
export type { TrustTest } from './trust-test';

export const TRUST_TESTS: Readonly<Record<TestId, TrustTest>> = { ...RECORD_TESTS, ...WHO_TESTS, ...ASKED_TESTS, ...ANSWER_TESTS, ...STAGE_TESTS, ...CAUSE_TESTS };
