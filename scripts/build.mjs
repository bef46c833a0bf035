// @ts-check
/** `npm run build`: the page into dist/, and the command line into dist-cli/. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { OWNERS } from '../layers.mjs';

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
addLicencesOfWorkers();

/** The bundler lists what is in the page itself; the readers' workers are bundles of their own. */
function addLicencesOfWorkers() {
  const list = new URL('../dist/third-party-licenses.md', import.meta.url);
  const listed = readFileSync(list, 'utf8');
  for (const [name, layers] of Object.entries(OWNERS)) {
    if (!layers.includes('ingest') || listed.includes(`## ${name} - `)) continue;
    const folder = new URL(`../node_modules/${name}/`, import.meta.url);
    const { version, license } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'));
    appendFileSync(list, `\n## ${name} - ${version} (${license})\n\n${readFileSync(new URL('LICENSE', folder), 'utf8')}`);
  }
}

const cli = 'src/app/cli.ts';
if (existsSync(new URL(`../${cli}`, import.meta.url))) {
  await buildOrSay({
    publicDir: false,
    build: { ssr: cli, outDir: 'dist-cli', emptyOutDir: true, target: 'node20' },
  });
}
