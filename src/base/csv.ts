/**
 * RFC 4180 text that a spreadsheet cannot be tricked with: a cell that would be read as a formula gets a leading
 * apostrophe. Many a spreadsheet splits at semicolons or tabs instead, and then takes line ends inside quotes for ends of
 * rows; so what would start a formula behind one of those gets an apostrophe too. So does an apostrophe in any of these
 * places; a reader who takes one apostrophe from each therefore gets the values back exactly.
 */
export type CsvCell = string | number | bigint;

// Tab, CR and LF because spreadsheets trim them before they look; the wide forms because some read them as = + - @.
const STEERS_A_SPREADSHEET = /^['=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

const BEHIND_A_SEPARATOR = /([;\t\r\n] *)(?=['=+\-@\uff1d\uff0b\uff0d\uff20])/g;

export function defused(text: string): string {
  const inside = text.replace(BEHIND_A_SEPARATOR, "$1'");
  return STEERS_A_SPREADSHEET.test(text) ? `'${inside}` : inside;
}

export function csvCell(cell: CsvCell): string {
  if (typeof cell !== 'string') return String(cell);
  const text = defused(cell);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const csvText = (rows: readonly (readonly CsvCell[])[]): string =>
  rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
