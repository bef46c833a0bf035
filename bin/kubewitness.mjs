#!/usr/bin/env node
// @ts-check
/** Starts the command line of dist-cli/, which `npm run build` makes; builds it when it is not there. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import path from 'node:path';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = path.join(root, 'dist-cli', 'cli.js');

/** @param {string} message @returns {never} */
function stop(message) {
  process.stderr.write(`kubewitness: ${message}\n`);
  process.exit(1);
}

if (!existsSync(program)) {
  if (!existsSync(path.join(root, 'node_modules', 'vite'))) stop(`the packages are not installed; run \`npm ci\` in ${root} first.`);
  process.stderr.write('kubewitness: not built yet; building it once …\n');
  // Standard output is the answer's alone.
  const { status } = spawnSync(process.execPath, [path.join('scripts', 'build.mjs')], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0 || !existsSync(program)) stop('the build failed; the lines above say why. `npm run build` repeats it.');
}

await import(pathToFileURL(program).href);
