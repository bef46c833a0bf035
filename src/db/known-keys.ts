/**
 * Which keys a text has is asked once, before the statement that needs them. A comparison with a number is done while the
 * table is read, and passes over what cannot match; the same comparison with the rows of a subquery is a join that has to
 * see every row: ten times the work, in each of the statements that a change of the filter asks for.
 */
import type { Engine } from './engine';
import { replaceMarked } from './marked-sql';
import { fixedSql, sql, type Sql } from './sql';
import { whileUnchanged } from './while-unchanged';

/** With more the subquery stays: a hash table is faster than a long list, and the statement stays short. */
const MOST_KEYS = 200;

/** No key and no status code is so small. */
const NO_KEY = '-9007199254740991';

/** Comments, so that a statement that is run as it stands means the same. Texts are bound and cannot contain them. */
const MARKED = /\/\*keys\*\/([^]*?)\/\*end\*\//g;

/** The integers that `select` gives, in parentheses, for IN. To be used on dictionaries, whose rows never change. */
export const keysOf = (select: Sql): Sql => sql`/*keys*/(${select})${fixedSql('/*end*/')}`;

/** The answers so far, by what was asked. */
const knownTo = whileUnchanged(() => new Map<string, Promise<readonly number[] | undefined>>());

/** The statement with the keys in it. */
export async function withKnownKeys(engine: Engine, statement: Sql): Promise<Sql> {
  if (!statement.text.includes('/*keys*/')) return statement;
  return replaceMarked(statement, MARKED, async (select) => {
    const keys = await keysFor(engine, select);
    if (keys === undefined) return select;
    // A list without entries would be no SQL.
    return fixedSql(`(${keys.length === 0 ? NO_KEY : keys.join(', ')})`);
  });
}

/** Undefined where they are too many, or the engine refuses: the statement itself will say why. */
function keysFor(engine: Engine, select: Sql): Promise<readonly number[] | undefined> {
  const keys = knownTo(engine);
  const answered = keys.get(nameOf(select));
  if (answered !== undefined) return answered;
  const asking = readKeys(engine, select);
  keys.set(nameOf(select), asking);
  return asking;
}

const nameOf = ({ text, values }: Sql): string => JSON.stringify([text, values.map(String)]);

/** The key that `keysOf(select)` would give has come with something else, read when the engine had seen `changes`. */
export function learnKey(engine: Engine, changes: number, select: Sql, key: number): void {
  if (changes === engine.changes()) knownTo(engine).set(nameOf({ ...select, text: `(${select.text})` }), Promise.resolve([key]));
}

async function readKeys(engine: Engine, select: Sql): Promise<readonly number[] | undefined> {
  try {
    const table = await engine.read({ text: `SELECT * FROM ${select.text} LIMIT ${MOST_KEYS + 1}`, values: select.values }, { ahead: true });
    if (table.rowCount > MOST_KEYS) return undefined;
    return Array.from({ length: table.rowCount }, (_, row) => Number(table.value(row, 0))).sort((a, b) => a - b);
  } catch {
    return undefined;
  }
}
