// @ts-check
/** `npm start`: installs what is missing, builds, and serves the result. Arguments go to serve.mjs. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { installPackages } from './packages.mjs';
import { serve } from './serve.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** @param {string} script */
const run = (script) => spawnSync(process.execPath, [script], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;

/** @param {string} what */
function stop(what) {
  console.error(what);
  process.exit(1);
}

if (!installPackages(root)) stop('The packages could not be installed; the lines above say why.');
console.log('Building …');
if (!run('scripts/build.mjs')) stop('The build failed; the lines above say why.');
if (!run('scripts/compress.mjs')) stop('Compressing the build failed; the lines above say why.');

serve(process.argv.slice(2)).catch((/** @type {unknown} */ error) => {
  stop(error instanceof Error ? error.message : String(error));
});
