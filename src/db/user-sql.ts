/**
 * SQL written by the responder or a script: one read-only statement. The engine itself decides: the text must be a
 * table expression, which `SELECT * FROM (text)` shows, and only one statement, which preparing it shows; only then
 * is the text run as it stands, so that its order is kept.
 */
import { QueryError, type Engine, type ReadOptions } from './engine';
import type { ResultTable } from './result-table';
import type { Sql, SqlValue } from './sql';

export async function readUserSql(engine: Engine, text: string, params: readonly SqlValue[], options?: ReadOptions): Promise<ResultTable> {
  const statement: Sql = { text: text.trim().replace(/(;\s*)+$/, ''), values: params };
  try {
    // LIMIT 0 keeps the check from doing the work twice.
    await engine.read({ text: `SELECT * FROM (\n${statement.text}\n) LIMIT 0`, values: params }, { ...options, single: true });
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    throw new QueryError('SQL', statement, new Error(`Only one statement that reads is run here. ${error.cause instanceof Error ? error.cause.message : String(error.cause)}`));
  }
  return engine.read(statement, options);
}
