// @ts-check
/** What the page is held against, on the same file and the same machine. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const NATIVE = fileURLToPath(new URL('native-duckdb.mjs', import.meta.url));

/** @param {string} file @returns {{ ms: number, events: number, version: string }} */
export function measureNative(file) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [NATIVE, file], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`Native DuckDB could not read the file: ${stderr}`);
  return JSON.parse(stdout);
}

/** `jq-1.7.1`, or undefined when there is none. */
export function jqVersion() {
  const { status, stdout } = spawnSync('jq', ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** `gzip -dc` to nowhere, in milliseconds; undefined where there is no gzip. @param {string} file */
export function measureGunzip(file) {
  const from = performance.now();
  const { status } = spawnSync('gzip', ['-dc', file], { stdio: ['ignore', 'ignore', 'inherit'] });
  return status === 0 ? performance.now() - from : undefined;
}

/** One question, one pass: how many secrets were deleted. @param {string} file */
export function measureJq(file) {
  const from = performance.now();
  const { status, stdout, stderr } = spawnSync('jq', ['-c', 'select(.verb == "delete" and .objectRef.resource == "secrets") | .auditID', file], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (status !== 0) throw new Error(`jq could not read the file: ${stderr}`);
  return { ms: performance.now() - from, found: stdout.split('\n').length - 1 };
}
