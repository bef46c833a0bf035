// @ts-check
/** Reads how many tests passed and failed from the reports of vitest and Playwright. */

/** @typedef {{ passed: number, failed: number }} Tally */

/** @param {unknown} value @param {string} key @returns {unknown} */
const at = (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined);

/** @param {unknown} value */
const number = (value) => (typeof value === 'number' ? value : 0);

/**
 * A run that ended badly without a failed test to show for it (a file that does not load, an error after the
 * last test, no report) is one failure, never none. A run in which no test ran is one too.
 * @param {Tally} tally @param {boolean} ended @returns {Tally}
 */
function atLeastHonest({ passed, failed }, ended) {
  const silent = failed === 0 && (!ended || passed === 0);
  return { passed, failed: silent ? 1 : failed };
}

/** @param {unknown} report @param {boolean} ended whether the run ended with exit code 0 */
export function vitestTally(report, ended) {
  const files = at(report, 'testResults');
  const unloaded = Array.isArray(files)
    ? files.filter((file) => {
        const tests = at(file, 'assertionResults');
        return at(file, 'status') === 'failed' && !(Array.isArray(tests) && tests.some((test) => at(test, 'status') === 'failed'));
      }).length
    : 0;
  return atLeastHonest({ passed: number(at(report, 'numPassedTests')), failed: number(at(report, 'numFailedTests')) + unloaded }, ended);
}

/** @param {unknown} report @param {boolean} ended whether the run ended with exit code 0 */
export function playwrightTally(report, ended) {
  const stats = at(report, 'stats');
  return atLeastHonest(
    { passed: number(at(stats, 'expected')), failed: number(at(stats, 'unexpected')) + number(at(stats, 'flaky')) },
    ended,
  );
}
