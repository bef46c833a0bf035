/**
 * RFC 4180 text that a spreadsheet cannot be tricked with: a cell that would be read as a formula gets a leading
 * apostrophe. So does a cell that begins with an apostrophe; a reader who strips one leading apostrophe from every
 * text cell therefore gets the values back exactly.
 */
export type CsvCell = string | number | bigint;

// Tab, CR and LF because spreadsheets trim them before they look; the wide forms because some read them as = + - @.
const STEERS_A_SPREADSHEET = /^['=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

export const defused = (text: string): string => (STEERS_A_SPREADSHEET.test(text) ? `'${text}` : text);

export function csvCell(cell: CsvCell): string {
  if (typeof cell !== 'string') return String(cell);
  const text = defused(cell);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const csvText = (rows: readonly (readonly CsvCell[])[]): string =>
  rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
