// @ts-check
/**
 * Compiles the scanner's WebAssembly, src/ingest/scan/whole-record.as.ts, into the module beside it that carries the code as text. What it
 * writes is committed, and a test compares it with what would be written now.
 *   npm run wasm
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const FOLDER = fileURLToPath(new URL('../src/ingest/scan/', import.meta.url));
// Run and not imported: its types would make those of AssemblyScript known to the whole project.
const COMPILER = fileURLToPath(new URL('../node_modules/assemblyscript/bin/asc.js', import.meta.url));
export const TARGET = path.join(FOLDER, 'whole-record.wasm.ts');
const PAGE_BYTES = 65_536;

/** The text of the module. @returns {Promise<string>} */
export async function compile() {
  const layout = await readFile(path.join(FOLDER, 'layout.ts'), 'utf8');
  const memoryBytes = Number(/MEMORY_BYTES = (\d+);/.exec(layout)?.[1]);
  const scratch = await mkdtemp(path.join(tmpdir(), 'kubewitness-wasm-'));
  try {
    const target = path.join(scratch, 'whole-record.wasm');
    const memory = ['--importMemory', '--initialMemory', String(Math.ceil(memoryBytes / PAGE_BYTES)), '--memoryBase', String(memoryBytes)];
    const args = [COMPILER, 'whole-record.as.ts', '-O3', '--converge', '--runtime', 'stub', '--noAssert', '--enable', 'simd', ...memory, '-o', target];
    await promisify(execFile)(process.execPath, args, { cwd: FOLDER });
    const code = await readFile(target);
    return ['/** Made from whole-record.as.ts by `npm run wasm`. */', 'export const WHOLE_RECORD_CODE =', `  '${code.toString('base64')}';`, ''].join('\n');
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await writeFile(TARGET, await compile());
