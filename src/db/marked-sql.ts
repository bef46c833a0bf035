/** Parts of a statement that stand between two comments, so that the statement means the same when it is run as it stands. */
import type { Sql, SqlValue } from './sql';

/** The statement with another text for each part that the pattern captures; the values stay with their placeholders. */
export async function replaceMarked(statement: Sql, marked: RegExp, replacement: (part: Sql) => Promise<Sql>): Promise<Sql> {
  let text = '';
  const values: SqlValue[] = [];
  let from = 0;
  let used = 0;
  // Texts are bound, so that no `?` is anything but a placeholder.
  const take = (piece: string): Sql => {
    const count = piece.split('?').length - 1;
    used += count;
    return { text: piece, values: statement.values.slice(used - count, used) };
  };
  const add = (piece: Sql): void => {
    text += piece.text;
    values.push(...piece.values);
  };
  for (const match of statement.text.matchAll(marked)) {
    add(take(statement.text.slice(from, match.index)));
    add(await replacement(take(match[1] ?? '')));
    from = match.index + match[0].length;
  }
  add(take(statement.text.slice(from)));
  return { text, values };
}
