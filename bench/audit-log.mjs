// @ts-check
/** The logs that the benchmarks read: made by samples/generate.mjs, kept under .cache/bench by size and by what made them. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = path.join(root, '.cache', 'bench');

/** Changes when any file of the generator does. */
function generatorHash() {
  const folder = path.join(root, 'samples', 'generator');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.mjs'));
  const hash = createHash('sha256').update(readFileSync(path.join(root, 'samples', 'generate.mjs')));
  for (const name of files.sort()) hash.update(name).update(readFileSync(path.join(folder, name)));
  return hash.digest('hex').slice(0, 12);
}

/**
 * A Metadata-level log of so many events; made when it is not there yet.
 * @param {number} events
 * @returns {{ file: string, bytes: number }}
 */
export function auditLog(events) {
  mkdirSync(cache, { recursive: true });
  const file = path.join(cache, `audit-${events}-${generatorHash()}.log`);
  if (!existsSync(file)) {
    console.error(`Generating ${events.toLocaleString('en-US')} events …`);
    const partial = `${file}.partial`;
    const { status } = spawnSync(process.execPath, [path.join(root, 'samples', 'generate.mjs'), '--events', String(events), '-o', partial], { stdio: 'inherit' });
    if (status !== 0) throw new Error('The generator failed.');
    renameSync(partial, file);
  }
  return { file, bytes: statSync(file).size };
}
