import { expect, test } from 'vitest';
import { TEST_IDS } from '../trust/tests';

test('there is a bit for every test: 048-test-sets.sql makes one number of those that fired on a request', () => {
  expect(TEST_IDS.length).toBeLessThanOrEqual(128);
});
