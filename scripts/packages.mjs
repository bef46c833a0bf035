// @ts-check
/** Installs the packages of package-lock.json when node_modules does not hold them already. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean }} Entry
 * @typedef {Record<string, Entry>} Entries
 */

/** @param {string} file @returns {Entries | undefined} */
function entriesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return undefined;
  }
}

/**
 * npm writes what it installed into node_modules/.package-lock.json as its last act, so an interrupted
 * installation has none. Packages for other machines are optional and may be absent.
 * @param {string} root
 */
export function isInstalled(root) {
  const wanted = entriesOf(path.join(root, 'package-lock.json'));
  const found = entriesOf(path.join(root, 'node_modules', '.package-lock.json'));
  if (wanted === undefined || found === undefined) return false;
  return Object.entries(wanted).every(([place, entry]) => {
    if (place === '' || entry.link === true) return true;
    const there = found[place];
    if (there === undefined) return entry.optional === true;
    return there.version === entry.version && there.integrity === entry.integrity;
  });
}

/** @param {string} root @returns {boolean} whether the packages are there now */
export function installPackages(root) {
  if (isInstalled(root)) return true;
  console.log('Installing the packages of package-lock.json …');
  const windows = process.platform === 'win32';
  const result = spawnSync(windows ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: windows,
    // The browser for the tests is found or installed by scripts/find-browser.mjs.
    env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
  });
  return result.status === 0;
}
