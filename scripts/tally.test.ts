import { describe, expect, test } from 'vitest';
import { playwrightTally, vitestTally } from './tally.mjs';

describe('vitest', () => {
  test('counts tests', () => {
    expect(vitestTally({ numPassedTests: 7, numFailedTests: 0, testResults: [] }, true)).toEqual({ passed: 7, failed: 0 });
    const testResults = [{ status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'failed' }] }];
    expect(vitestTally({ numPassedTests: 7, numFailedTests: 2, testResults }, false)).toEqual({ passed: 7, failed: 2 });
  });
  test('a file that does not load is a failure', () => {
    const testResults = [
      { status: 'failed', assertionResults: [] },
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
    ];
    expect(vitestTally({ numPassedTests: 1, numFailedTests: 0, testResults }, false)).toEqual({ passed: 1, failed: 1 });
  });
  test('a bad end without a failed test is a failure', () => {
    expect(vitestTally({ numPassedTests: 7, numFailedTests: 0, testResults: [] }, false)).toEqual({ passed: 7, failed: 1 });
  });
  test('no report, or no test, is a failure', () => {
    expect(vitestTally(undefined, false)).toEqual({ passed: 0, failed: 1 });
    expect(vitestTally(undefined, true)).toEqual({ passed: 0, failed: 1 });
  });
});

describe('Playwright', () => {
  test('counts tests; flaky is failed, skipped is neither', () => {
    expect(playwrightTally({ stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 3 } }, false)).toEqual({ passed: 5, failed: 2 });
  });
  test('a server that does not start is a failure', () => {
    expect(playwrightTally({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 } }, false)).toEqual({ passed: 0, failed: 1 });
  });
});
