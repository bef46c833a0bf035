// @ts-check
/** Bundles bench/core.ts for plain Node, with function names kept so that a profile can be read. */
import { fileURLToPath, pathToFileURL } from 'node:url';
import path from 'node:path';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** @returns {Promise<typeof import('./core')>} */
export async function buildCore() {
  const outDir = path.join(root, '.cache', 'bench', 'core');
  await build({
    root,
    logLevel: 'warn',
    publicDir: false,
    build: { ssr: 'bench/core.ts', outDir, emptyOutDir: true, target: 'node20', minify: false },
  });
  return import(pathToFileURL(path.join(outDir, 'core.js')).href);
}
