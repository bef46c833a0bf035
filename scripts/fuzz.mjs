// @ts-check
/**
 * `npm run fuzz -- [--minutes N] [FILTER ...]`: the tests over generated input (all that import fast-check, or those whose path
 * contains a FILTER), with a new seed each round and several times the usual effort, until the time is over or a round fails.
 * fast-check prints the smallest input it found; the line printed here repeats the round.
 */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const { values, positionals } = parseArgs({ options: { minutes: { type: 'string', default: '10' } }, allowPositionals: true });
const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((file) => path.join('src', file))
  .filter((file) => /\.test\.tsx?$/.test(file) && readFileSync(file, 'utf8').includes("from 'fast-check'"))
  .filter((file) => positionals.length === 0 || positionals.some((filter) => file.includes(filter)));
const until = Date.now() + Number(values.minutes) * 60_000;
const FUZZ_EFFORT = '10';

let rounds = 0;
process.exitCode = files.length === 0 ? 1 : 0;
while (process.exitCode === 0 && Date.now() < until) {
  const FUZZ_SEED = String(randomInt(2 ** 31 - 1));
  const command = ['node_modules/vitest/vitest.mjs', 'run', ...files];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { env: { ...process.env, FUZZ_SEED, FUZZ_EFFORT }, encoding: 'utf8', maxBuffer: 2 ** 30 });
  rounds += 1;
  if (status === 0) continue;
  console.log(`${stdout}\n${stderr}\nAgain: FUZZ_SEED=${FUZZ_SEED} FUZZ_EFFORT=${FUZZ_EFFORT} npm run unit -- ${files.join(' ')}`);
  process.exitCode = 1;
}
console.log(`${files.length} files, ${rounds} rounds, ${process.exitCode === 0 ? 'nothing found' : 'the last one failed'}`);
