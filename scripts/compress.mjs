// @ts-check
/**
 * Puts a `.br` and a `.gz` beside every file of dist/ that shrinks; servers that know precompressed files send
 * those. The engine takes seconds to compress and rarely changes, so results are kept by the hash of the content.
 */
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, readdir, rename, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const WORTH_IT = /\.(css|html|js|json|jsonl|log|svg|wasm)$/;
const SMALLEST = 1024;
const BROTLI_QUALITY = 5;
const GZIP_LEVEL = 6;

/** @type {readonly (readonly [suffix: string, compress: (bytes: Buffer) => Promise<Buffer>])[]} */
const METHODS = [
  [
    `.br`,
    (bytes) =>
      promisify(brotliCompress)(bytes, {
        params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
      }),
  ],
  [`.gz`, (bytes) => promisify(gzip)(bytes, { level: GZIP_LEVEL })],
];

/** @param {string} file @param {string} cache */
async function compressFile(file, cache) {
  const bytes = await readFile(file);
  if (bytes.length < SMALLEST) return;
  const hash = createHash('sha256').update(bytes).digest('hex');
  await Promise.all(
    METHODS.map(async ([suffix, compress]) => {
      const kept = path.join(cache, `${hash}-${BROTLI_QUALITY}-${GZIP_LEVEL}${suffix}`);
      const there = await stat(kept).catch(() => undefined);
      if (there === undefined) {
        const partial = `${kept}.${process.pid}`;
        await writeFile(partial, await compress(bytes));
        await rename(partial, kept);
      }
      await copyFile(kept, file + suffix);
      const now = new Date();
      await utimes(file + suffix, now, now);
    }),
  );
}

/** @param {string} folder @param {string} cache */
export async function compressFolder(folder, cache) {
  await mkdir(cache, { recursive: true });
  const names = await readdir(folder, { recursive: true });
  await Promise.all(names.filter((name) => WORTH_IT.test(name)).map((name) => compressFile(path.join(folder, name), cache)));
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));

export const compressDist = () =>
  compressFolder(path.join(ROOT, 'dist'), path.join(ROOT, 'node_modules', '.cache', 'kubewitness-compressed'));

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await compressDist();
