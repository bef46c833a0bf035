/**
 * The result as RFC 4180 text that a spreadsheet cannot be tricked with. The rule is that of `src/export/csv.ts`,
 * which features cannot import; a test holds the two against each other.
 */
const STEERS_A_SPREADSHEET = /^['=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

function cellText(text: string, numeric: boolean): string {
  if (numeric) return text;
  const safe = STEERS_A_SPREADSHEET.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export interface CsvSource {
  readonly names: readonly string[];
  readonly rowCount: number;
  readonly numeric: readonly boolean[];
  /** `undefined` is NULL, an empty cell. */
  text(row: number, column: number): string | undefined;
}

export function resultCsv(source: CsvSource, rows: number): string {
  const lines = [source.names.map((name) => cellText(name, false)).join(',')];
  for (let row = 0; row < Math.min(rows, source.rowCount); row += 1) {
    lines.push(source.names.map((_, column) => cellText(source.text(row, column) ?? '', source.numeric[column] === true)).join(','));
  }
  return lines.map((line) => `${line}\r\n`).join('');
}
