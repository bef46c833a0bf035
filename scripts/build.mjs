// @ts-check
/** `npm run build`: the page into dist/, and the command line into dist-cli/. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** @param {import('vite').InlineConfig} config */
async function buildOrSay(config) {
  try {
    await build({ root, logLevel: 'warn', ...config });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

await buildOrSay({});

const cli = 'src/app/cli.ts';
if (existsSync(new URL(`../${cli}`, import.meta.url))) {
  await buildOrSay({
    publicDir: false,
    build: { ssr: cli, outDir: 'dist-cli', emptyOutDir: true, target: 'node20' },
  });
}
