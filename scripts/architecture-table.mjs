// @ts-check
/** Writes the layer table of layers.mjs into ARCHITECTURE.md, between its two marks. */
import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { layerTable } from '../layers.mjs';

const FILE = new URL('../ARCHITECTURE.md', import.meta.url);
const BETWEEN_MARKS = /(<!-- layers: .*?-->\n\n?)([\s\S]*?)(\n\n?<!-- end of layers -->)/;

/** The table as ARCHITECTURE.md has it now. */
export async function documentedTable() {
  return BETWEEN_MARKS.exec(await readFile(FILE, 'utf8'))?.[2]?.trim();
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const text = await readFile(FILE, 'utf8');
  if (!BETWEEN_MARKS.test(text)) throw new Error('ARCHITECTURE.md has lost the marks around its layer table');
  await writeFile(
    FILE,
    text.replace(BETWEEN_MARKS, (_all, before, _table, after) => `${before}${layerTable()}${after}`),
  );
}
