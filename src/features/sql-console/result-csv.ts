/** The result as CSV text that a spreadsheet cannot be tricked with. */
import { csvCell } from '../../base/csv';

export interface CsvSource {
  readonly names: readonly string[];
  readonly rowCount: number;
  readonly numeric: readonly boolean[];
  /** `undefined` is NULL, an empty cell. */
  text(row: number, column: number): string | undefined;
}

export function resultCsv(source: CsvSource, rows: number): string {
  const lines = [source.names.map((name) => csvCell(name)).join(',')];
  for (let row = 0; row < Math.min(rows, source.rowCount); row += 1) {
    lines.push(source.names.map((_, column) => cellText(source.text(row, column) ?? '', source.numeric[column] === true)).join(','));
  }
  return lines.map((line) => `${line}\r\n`).join('');
}

/** A number is written as it is; as a text, its minus sign would be defused. */
const cellText = (text: string, numeric: boolean): string => (numeric ? text : csvCell(text));
