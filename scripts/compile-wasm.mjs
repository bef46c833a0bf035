// @ts-check
/**
 * Compiles WebAssembly from the sources that end in .as.ts, each into the module beside it that carries the code as text. What it
 * writes is committed, and a test compares it with what would be written now.
 *   npm run wasm
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

// Run and not imported: its types would make those of AssemblyScript known to the whole project.
const COMPILER = fileURLToPath(new URL('../node_modules/assemblyscript/bin/asc.js', import.meta.url));
const PAGE_BYTES = 65_536;

/** @typedef {{ readonly folder: string, readonly name: string, readonly constant: string }} Source */

/** @param {string} folder @param {string} name @param {string} constant @returns {Source} */
const source = (folder, name, constant) => ({ folder: fileURLToPath(new URL(`../src/ingest/${folder}/`, import.meta.url)), name, constant });

/** Each has its memory laid out in `layout.ts` beside it. */
export const SOURCES = [source('scan', 'whole-record', 'WHOLE_RECORD_CODE'), source('inflate', 'inflate', 'INFLATE_CODE')];

/** @param {Source} source */
export const targetOf = ({ folder, name }) => path.join(folder, `${name}.wasm.ts`);

/** The text of the module. @param {Source} source @returns {Promise<string>} */
export async function compile({ folder, name, constant }) {
  const layout = await readFile(path.join(folder, 'layout.ts'), 'utf8');
  const memoryBytes = Number(/MEMORY_BYTES = (\d+);/.exec(layout)?.[1]);
  const scratch = await mkdtemp(path.join(tmpdir(), 'kubewitness-wasm-'));
  try {
    const target = path.join(scratch, `${name}.wasm`);
    const memory = ['--importMemory', '--initialMemory', String(Math.ceil(memoryBytes / PAGE_BYTES)), '--memoryBase', String(memoryBytes)];
    const args = [COMPILER, `${name}.as.ts`, '-O3', '--converge', '--runtime', 'stub', '--noAssert', '--enable', 'simd', ...memory, '-o', target];
    await promisify(execFile)(process.execPath, args, { cwd: folder });
    const code = await readFile(target);
    return [`/** Made from ${name}.as.ts by \`npm run wasm\`. */`, `export const ${constant} =`, `  '${code.toString('base64')}';`, ''].join('\n');
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const one of SOURCES) await writeFile(targetOf(one), await compile(one));
}
