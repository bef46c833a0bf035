/** The code that is shipped is the one that is written. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { SOURCES, compile, targetOf } from './compile-wasm.mjs';

test.each(SOURCES)('the WebAssembly that is committed is what its source compiles to: $name', async (source) => {
  expect(await readFile(targetOf(source), 'utf8'), 'run `npm run wasm`').toBe(await compile(source));
});
