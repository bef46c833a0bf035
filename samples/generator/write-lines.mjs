import { once } from 'node:events';

/** Large writes keep the system call count low; waiting for drain keeps memory flat. */
const CHUNK = 1 << 20;

/** @param {Iterable<string>} lines @param {import('node:stream').Writable} out */
export async function writeLines(lines, out) {
  let chunk = '';
  for (const line of lines) {
    chunk += line;
    chunk += '\n';
    if (chunk.length >= CHUNK) {
      if (!out.write(chunk)) await once(out, 'drain');
      chunk = '';
    }
  }
  if (chunk !== '' && !out.write(chunk)) await once(out, 'drain');
}
