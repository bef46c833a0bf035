/**
 * SQL as a value: text with placeholders, and the values that go into them. Texts are bound by the engine and never
 * become part of the statement; only another `Sql` can be spliced. Numbers are written out as literals, because the
 * engine takes every bound number for a DOUBLE. Identifiers go through `ident`.
 */
import { assert } from '../base/assert';

export type SqlValue = string | number | bigint | boolean | null;

export interface Sql {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

const isSql = (part: SqlValue | Sql): part is Sql => typeof part === 'object' && part !== null;

export function sql(strings: TemplateStringsArray, ...parts: readonly (SqlValue | Sql)[]): Sql {
  let text = strings[0] ?? '';
  const values: SqlValue[] = [];
  parts.forEach((part, i) => {
    if (isSql(part)) {
      text += part.text;
      values.push(...part.values);
    } else if (typeof part === 'number' || typeof part === 'bigint') {
      text += numberLiteral(part);
    } else {
      text += '?';
      values.push(part);
    }
    text += strings[i + 1] ?? '';
  });
  return { text, values };
}

function numberLiteral(value: number | bigint): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`${value} is no number that SQL can write`);
  return value < 0 ? `(${value})` : String(value);
}

/** A quoted identifier. */
export const ident = (name: string): Sql => ({ text: `"${name.replaceAll('"', '""')}"`, values: [] });

/**
 * A word of our own as a literal: with bound texts the engine plans a statement twice, and cannot be stopped half way. Never a text
 * that came from outside.
 */
export function ownWord(word: string): Sql {
  assert(/^[\w ,-]*$/.test(word), `${word} is no word of our own`);
  return { text: `'${word}'`, values: [] };
}

export const EMPTY_SQL: Sql = { text: '', values: [] };

/** A statement kept in a `.sql` file, which has no placeholders. */
export const fixedSql = (text: string): Sql => ({ text, values: [] });

export function joinSql(parts: readonly Sql[], separator: ', ' | ' AND ' | ' OR ' | ' UNION ALL '): Sql {
  return { text: parts.map((part) => part.text).join(separator), values: parts.flatMap((part) => part.values) };
}

/** The statement as a person would type it, for "show the SQL": values written as literals. Never executed. */
export function sqlForReading(statement: Sql): string {
  let at = 0;
  return statement.text.replace(/\/\*.*?\*\//g, '').replace(/\?/g, () => {
    const value = statement.values[at];
    at += 1;
    if (value === null || value === undefined) return 'NULL';
    return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
  });
}

/** Characters of JSON that reach the engine whole: it takes them on its stack of 5 MB, at 4 bytes for each. */
const MOST_BOUND = 1_000_000;

/** The values as the engine takes them. Longer ones would write past its stack: it would never answer again. */
export function bindableValues(values: readonly SqlValue[]): (string | number | boolean | null)[] {
  const bound = values.map(bindable);
  const length = JSON.stringify(bound).length;
  if (length > MOST_BOUND) {
    throw new RangeError(`The texts to look for are too long: ${length.toLocaleString('en-US')} characters together, where the engine takes ${MOST_BOUND.toLocaleString('en-US')}.`);
  }
  return bound;
}

/**
 * Bound values cross into the engine as JSON, which has no bigint. Lone surrogates are no UTF-8 and can equal
 * nothing in the database.
 */
export function bindable(value: SqlValue): string | number | boolean | null {
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value !== 'bigint') return value;
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is past 2^53`);
  return number;
}
