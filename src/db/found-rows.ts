/**
 * The rows a slow condition holds for are found once, into a table of their own, and every statement that a change of the
 * filter asks for looks them up there: the number of requests, their order, the facets, the histogram. Text search at a
 * million events took a fifth of a second in each of them.
 *
 * Such a table is no evidence and is none of the views. It lies in the engine's temporary database, where the next statement
 * of the same connection sees it, and counts as no change of what was read.
 */
import { isAbort } from '../base/abort';
import type { Engine, ReadOptions } from './engine';
import { replaceMarked } from './marked-sql';
import { fixedSql, sql, type Sql } from './sql';
import { whileUnchanged } from './while-unchanged';

/** Tables that wait for their next use: the searches of one filter, and those that undo leads back to. */
const MOST_KEPT = 4;

/** Comments, so that a statement that is run as it stands means the same. Texts are bound and cannot contain them. */
const MARKED = /\/\*rows\*\/([^]*?)\/\*found\*\//g;

/** The rows that `select` gives, in parentheses, for IN. */
export const foundRowsOf = (select: Sql): Sql => sql`/*rows*/(${select})${fixedSql('/*found*/')}`;

interface FoundTable {
  readonly name: string;
  /** False when the engine refused: the statement itself will say why. */
  readonly made: Promise<boolean>;
  /** Statements that name it and have not answered. */
  uses: number;
}

const tablesOf = whileUnchanged(() => new Map<string, FoundTable>());
/** Every table that lies in the engine, by the engine: those of earlier states of the evidence too. */
const lying = new WeakMap<Engine, Set<FoundTable>>();
let count = 0;

/** Runs `read` with the statement in which every such set of rows is the name of a table; they stay until it has answered. */
export async function withFoundRows<T>(engine: Engine, statement: Sql, options: ReadOptions | undefined, read: (statement: Sql) => Promise<T>): Promise<T> {
  if (!statement.text.includes('/*rows*/')) return read(statement);
  const held: FoundTable[] = [];
  try {
    return await read(await replaceMarked(statement, MARKED, async (select) => {
      const table = await hold(engine, select, options, held);
      return table === undefined ? select : fixedSql(`(FROM ${table})`);
    }));
  } finally {
    for (const table of held) table.uses -= 1;
    dropUnused(engine);
  }
}

/** The name of the table with these rows, made by whoever asks first. */
async function hold(engine: Engine, select: Sql, options: ReadOptions | undefined, held: FoundTable[]): Promise<string | undefined> {
  const tables = tablesOf(engine);
  const asked = JSON.stringify([select.text, select.values.map(String)]);
  const table = tables.get(asked) ?? make(engine, select, options);
  // Put last: those that were not used for longest go first.
  tables.delete(asked);
  tables.set(asked, table);
  table.uses += 1;
  held.push(table);
  try {
    if (await table.made) return table.name;
    return undefined;
  } catch (error) {
    if (tables.get(asked) === table) tables.delete(asked);
    // Whoever asked first has turned away. This one has not, unless it says so itself.
    if (isAbort(error) && options?.signal?.aborted !== true) return hold(engine, select, options, held);
    throw error;
  }
}

function make(engine: Engine, select: Sql, options: ReadOptions | undefined): FoundTable {
  count += 1;
  const name = `temp.found_${count}`;
  const table: FoundTable = { name, uses: 0, made: made(engine, { text: `CREATE TEMP TABLE found_${count} AS ${select.text}`, values: select.values }, options) };
  const all = lying.get(engine) ?? new Set();
  lying.set(engine, all.add(table));
  return table;
}

async function made(engine: Engine, statement: Sql, options: ReadOptions | undefined): Promise<boolean> {
  try {
    await engine.read(statement, { ...options, ahead: true });
    return true;
  } catch (error) {
    if (isAbort(error)) throw error;
    return false;
  }
}

function dropUnused(engine: Engine): void {
  const tables = tablesOf(engine);
  for (const asked of [...tables.keys()].slice(0, -MOST_KEPT)) tables.delete(asked);
  const kept = new Set(tables.values());
  const all = lying.get(engine) ?? new Set();
  for (const table of all) {
    if (table.uses > 0 || kept.has(table)) continue;
    all.delete(table);
    // One that was never made, or an engine that was closed meanwhile: then there is nothing to drop.
    engine.read(fixedSql(`DROP TABLE IF EXISTS ${table.name}`)).catch(() => undefined);
  }
}
