// @ts-check
/** The logs that the benchmarks read: made by samples/generate.mjs, kept under .cache/bench by size and by what made them. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createGzip } from 'node:zlib';

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
 * A log of so many events; made when it is not there yet.
 * @param {number} events
 * @param {'Metadata' | 'RequestResponse'} [level]
 * @returns {{ file: string, bytes: number }}
 */
export function auditLog(events, level = 'Metadata') {
  mkdirSync(cache, { recursive: true });
  const file = path.join(cache, `audit-${events}-${level === 'Metadata' ? '' : `${level}-`}${generatorHash()}.log`);
  if (!existsSync(file)) {
    console.error(`Generating ${events.toLocaleString('en-US')} events at level ${level} …`);
    const partial = `${file}.partial`;
    const { status } = spawnSync(process.execPath, [path.join(root, 'samples', 'generate.mjs'), '--events', String(events), '--level', level, '-o', partial], { stdio: 'inherit' });
    if (status !== 0) throw new Error('The generator failed.');
    renameSync(partial, file);
  }
  return { file, bytes: statSync(file).size };
}

/** The same file as gzip packs it; made when it is not there yet. @param {string} file @returns {Promise<string>} */
export async function gzipped(file) {
  const packed = `${file}.gz`;
  if (!existsSync(packed)) {
    console.error('Packing it …');
    await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), createGzip(), createWriteStream(`${packed}.partial`));
    renameSync(`${packed}.partial`, packed);
  }
  return packed;
}
