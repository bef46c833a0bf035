/**
 * JSON in pure ASCII: the value is exact, and neither a terminal nor an editor can be steered by invisible or
 * bidirectional characters in it.
 */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined };

export function asciiJson(value: JsonValue): string {
  return JSON.stringify(value).replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** One value a line. */
export const jsonLines = (values: readonly JsonValue[]): string => values.map((value) => `${asciiJson(value)}\n`).join('');
