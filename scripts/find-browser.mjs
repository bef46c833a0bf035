// @ts-check
/**
 * A Chromium for the tests and the benchmark: the one named by KUBEWITNESS_CHROMIUM, else one of this system,
 * else Playwright's own, else (as root, on Debian and its kin) the distribution's. Says which.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** @typedef {{ path: string, source: string }} Browser */

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];

const PLACES = [
  '/usr/bin/chromium',
  '/usr/lib/chromium/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ...['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((name) => {
    const folder = process.env[name];
    return folder === undefined ? [] : [path.join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')];
  }),
];

const ROOT = process.getuid?.() === 0;

/** Whether the program starts; a stub that only says how to install it, or one without its libraries, does not. */
/** @param {string} program */
function starts(program) {
  if (!existsSync(program)) return false;
  // On Windows `chrome.exe --version` opens a window instead of answering.
  if (process.platform === 'win32') return true;
  const result = spawnSync(program, ['--version', ...(ROOT ? ['--no-sandbox'] : [])], { timeout: 20_000, encoding: 'utf8' });
  return result.status === 0 && /chrom/i.test(result.stdout);
}

/** @returns {Browser | undefined} */
export function findSystemBrowser() {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const candidates = [...NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))), ...PLACES];
  const found = candidates.find(starts);
  return found === undefined ? undefined : { path: found, source: 'this system' };
}

/** @returns {Promise<Browser | undefined>} */
async function findPlaywrightBrowser() {
  try {
    const { chromium } = await import('@playwright/test');
    const program = chromium.executablePath();
    return starts(program) ? { path: program, source: 'Playwright' } : undefined;
  } catch {
    return undefined;
  }
}

/** A browser that is already here. @returns {Promise<Browser | undefined>} */
export async function findBrowser() {
  const named = process.env['KUBEWITNESS_CHROMIUM'];
  if (named !== undefined && named !== '') {
    if (!starts(named)) throw new Error(`KUBEWITNESS_CHROMIUM names ${named}, which does not start as Chromium`);
    return { path: named, source: 'KUBEWITNESS_CHROMIUM' };
  }
  return findSystemBrowser() ?? (await findPlaywrightBrowser());
}

/** @param {string} program @param {string[]} args @param {NodeJS.ProcessEnv} [env] */
const run = (program, args, env = {}) =>
  spawnSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'], timeout: 600_000, env: { ...process.env, ...env } }).status === 0;

/** @returns {Promise<Browser | undefined>} */
async function installPlaywrightBrowser() {
  console.log('No Chromium or Chrome on this system; asking Playwright for its own …');
  const cli = path.join('node_modules', '@playwright', 'test', 'cli.js');
  run(process.execPath, [cli, 'install', 'chromium'], { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '30000' });
  return findPlaywrightBrowser();
}

/** @returns {Browser | undefined} */
function installDistributionBrowser() {
  if (!ROOT || !existsSync('/usr/bin/apt-get')) return undefined;
  console.log('Playwright has none that starts here; installing chromium with apt-get …');
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-q'], quiet);
  run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-liberation'], quiet);
  const found = findSystemBrowser();
  return found === undefined ? undefined : { ...found, source: 'apt-get, just installed' };
}

/** A browser that is here, or is now. @returns {Promise<Browser | undefined>} */
export async function ensureBrowser() {
  return (await findBrowser()) ?? (await installPlaywrightBrowser()) ?? installDistributionBrowser();
}

/** What every automated Chromium of this project is started with: no requests of its own, and no names but localhost. */
export const CHROMIUM_ARGS = [
  ...(ROOT ? ['--no-sandbox'] : []),
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1',
];

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const browser = await ensureBrowser();
  if (browser === undefined) throw new Error('no Chromium found and none could be installed');
  console.log(`${browser.path} (${browser.source})`);
}
