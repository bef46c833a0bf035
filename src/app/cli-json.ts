/** Values of the database as JSON that no terminal and no editor can be steered by. */
import { asciiJson, type JsonValue } from '../export/ascii-json';

/** Numbers JSON has no word for become text, so that nothing silently turns into null. */
export function jsonOf(value: unknown): JsonValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) return value.map(jsonOf);
  if (typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, jsonOf(inner)]));
  return typeof value === 'bigint' ? value.toString() : null;
}

/** A JSON array with one row a line. */
export async function writeRows(write: (text: string) => Promise<void>, rows: readonly unknown[]): Promise<void> {
  if (rows.length === 0) return write('[]\n');
  for (const [i, row] of rows.entries()) await write(`${i === 0 ? '[\n' : ',\n'}${asciiJson(jsonOf(row))}`);
  return write('\n]\n');
}

/** An object with one member a line, and lists of objects with one object a line. */
export function documentJson(document: Readonly<Record<string, JsonValue>>): string {
  const members = Object.entries(document).map(([key, value]) => `  ${asciiJson(key)}: ${isRows(value) ? rowsJson(value) : asciiJson(value)}`);
  return `{\n${members.join(',\n')}\n}\n`;
}

const isRows = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value) && value.length > 0;
const rowsJson = (rows: readonly JsonValue[]): string => `[\n${rows.map((row) => `    ${asciiJson(row)}`).join(',\n')}\n  ]`;
