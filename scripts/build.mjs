// @ts-check
/** `npm run build`: the page into dist/, and the command line into dist-cli/. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

await build({ root, logLevel: 'warn' });

const cli = 'src/app/cli.ts';
if (existsSync(new URL(`../${cli}`, import.meta.url))) {
  await build({
    root,
    logLevel: 'warn',
    publicDir: false,
    build: { ssr: cli, outDir: 'dist-cli', emptyOutDir: true, target: 'node20' },
  });
}
