/** The code that is shipped is the one that is written. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { TARGET, compile } from './compile-wasm.mjs';

test('the WebAssembly that is committed is what its source compiles to', async () => {
  expect(await readFile(TARGET, 'utf8'), 'run `npm run wasm`').toBe(await compile());
});
