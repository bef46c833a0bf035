// @ts-check
/**
 * `npm test`: everything that says whether this checkout is good, on a fresh clone too. Goes on after a failure,
 * so that one run tells all. The last line is `N passed, N failed`: every unit and end-to-end test counts as one,
 * and so does every check (types, lint, build).
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBrowser } from './find-browser.mjs';
import { installPackages } from './packages.mjs';
import { playwrightTally, vitestTally } from './tally.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const scratch = mkdtempSync(path.join(tmpdir(), 'kubewitness-test-'));

let passed = 0;
let failed = 0;
/** @type {string[]} */
const failures = [];

/** @param {string} name @param {{ passed: number, failed: number }} tally */
function count(name, tally) {
  passed += tally.passed;
  failed += tally.failed;
  if (tally.failed > 0) failures.push(tally.failed === 1 ? name : `${name} (${tally.failed})`);
}

/** @param {string} name @param {string[]} args @param {NodeJS.ProcessEnv} [env] @returns {boolean} */
function step(name, args, env = {}) {
  console.log(`\n── ${name} ──`);
  const started = performance.now();
  const result = spawnSync(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, TZ: 'UTC', ...env } });
  console.log(`${name}: ${result.status === 0 ? 'ok' : 'failed'} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return result.status === 0;
}

/** @param {string} name @param {string[]} args @returns {boolean} */
function check(name, args) {
  const good = step(name, args);
  count(name, good ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
  return good;
}

/** @param {string} file @returns {unknown} */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

async function runEverything() {
  console.log('── packages ──');
  if (!installPackages(root)) {
    count('packages', { passed: 0, failed: 1 });
    return;
  }
  const browser = await ensureBrowser().catch((/** @type {unknown} */ error) => {
    console.error(error instanceof Error ? error.message : error);
    return undefined;
  });
  console.log(
    browser === undefined ? 'No Chromium was found and none could be installed.' : `Browser: ${browser.path} (${browser.source})`,
  );

  check('types', ['node_modules/typescript7/bin/tsc', '-p', '.']);
  check('lint', ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0']);
  check('layers', ['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', 'src', '--config', '.dependency-cruiser.mjs']);

  const unitReport = path.join(scratch, 'unit.json');
  const unit = step('unit, SQL, golden', [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${unitReport}`,
  ]);
  count('unit, SQL, golden', vitestTally(readReport(unitReport), unit));

  const built = check('build', ['scripts/build.mjs']);
  if (!built || browser === undefined) {
    console.log(`\n── end to end ──\nNot run: ${built ? 'there is no browser' : 'the build failed'}.`);
    count('end to end', { passed: 0, failed: 1 });
    return;
  }
  const e2eReport = path.join(scratch, 'e2e.json');
  const e2e = step('end to end', ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'], {
    KUBEWITNESS_CHROMIUM: browser.path,
    PLAYWRIGHT_JSON_OUTPUT_FILE: e2eReport,
  });
  count('end to end', playwrightTally(readReport(e2eReport), e2e));
}

try {
  await runEverything();
} catch (error) {
  console.error(error);
  count('the test program itself', { passed: 0, failed: 1 });
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`);
process.exitCode = failed === 0 ? 0 : 1;
console.log(`\n${passed} passed, ${failed} failed`);
