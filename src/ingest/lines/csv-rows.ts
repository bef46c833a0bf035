/**
 * Tables as text (RFC 4180, with `;` or tab where a spreadsheet wrote them): a cell that holds the record as text, or
 * columns that hold its fields. Cells are found by their bytes, so that a record's place is its cell.
 */
import { escapeHostileText, shorten } from '../../base/hostile-text';
import { areEventColumns, flatDraft, lacksZone, timeColumns } from '../envelopes/flat-event';
import { draftBytes } from '../envelopes/event-draft';
import type { Find, Span, Unwrapper } from '../envelopes/unwrap';
import { decodeText } from '../json-reader';
import { LINE_HEAD_BYTES, MAX_CSV_ROW_BYTES } from '../limits';

export const CSV_FORM = 'CSV rows';
export const BARE_CSV_FORM = 'CSV rows without a header';
const QUOTE = 0x22;

interface Cell extends Span {
  readonly isQuoted: boolean;
}
export interface CsvRow {
  readonly cells: readonly Cell[];
  /** The place after the row's line end. */
  readonly next: number;
  readonly end: number;
}

/** Columns that hold a whole record as text. */
const RECORD_COLUMNS = ['@message', '_raw', 'log_s', 'raweventdata', 'line', 'event.original', 'message', 'log', 'json', 'event'];

export class CsvTable {
  /** It was said that its times have no zone. */
  private saidZone = false;

  private constructor(
    readonly delimiter: number,
    private readonly columns: readonly string[],
    /** Index of the column with the record; -1 when the columns are its fields. */
    private readonly recordAt: number,
    /** There is no header: the columns were told by their content. */
    readonly isGuess = false,
  ) {}

  /** A table without a header. */
  static ofColumns(delimiter: number, columns: readonly string[]): CsvTable {
    return new CsvTable(delimiter, columns, -1, true);
  }

  get width(): number {
    return this.columns.length;
  }

  /** The table whose header is this line; undefined when it is no header that is known. */
  static ofHeader(line: string): CsvTable | undefined {
    // Names and values of an object of JSON or Ruby whose beginning is missing.
    if (/"\s*(?::|=>)/.test(line)) return undefined;
    const delimiter = [',', ';', '\t'].map((mark): [string, number] => [mark, line.split(mark).length]).reduce((best, next) => (next[1] > best[1] ? next : best));
    const code = delimiter[0].charCodeAt(0);
    const bytes = new TextEncoder().encode(line);
    const row = csvRowAt(bytes, 0, bytes.length, true, code);
    if (row === 'more' || row === 'endless') return undefined;
    if (row.cells.some((cell) => cell.isQuoted && goesOn(bytes, cell.end + 1, code))) return undefined;
    const columns = row.cells.map((cell) => cellText(bytes, cell).trim());
    if (!columns.every(isName)) return undefined;
    const named = columns.map((name) => name.toLowerCase());
    const recordColumn = RECORD_COLUMNS.find((name) => named.includes(name));
    const telling = recordColumn !== undefined && (columns.length > 1 || recordColumn.startsWith('@') || recordColumn === '_raw');
    if (telling) return new CsvTable(code, columns, named.indexOf(recordColumn));
    if (named.some((name) => NESTED.test(name))) return new CsvTable(code, columns, -1);
    return columns.length > 3 && areEventColumns(columns) ? new CsvTable(code, columns, -1) : undefined;
  }

  *read(bytes: Uint8Array, start: number, row: CsvRow, unwrapper: Unwrapper): Generator<Find> {
    const { cells } = row;
    const span = { start, end: row.end };
    const record = cells[this.recordAt];
    if (record !== undefined && cells.length === this.columns.length) {
      yield* wholeRow(unwrapper.text(cellBytes(bytes, record), record, CSV_FORM), span);
      return;
    }
    if (cells.length === this.columns.length && this.columns.some((name) => NESTED.test(name))) {
      yield* unwrapper.value(new TextEncoder().encode(`${nested(this.columns, cells.map((cell) => cellText(bytes, cell)))}\0`), span, CSV_FORM);
      return;
    }
    const draft = cells.length === this.columns.length ? flatDraft(cells.map((cell, at): [string, string] => [this.columns[at] ?? '', cellText(bytes, cell)])) : undefined;
    if (draft === undefined) {
      const what = cells.length === this.columns.length ? 'a table row with too little of an event' : `a table row of ${cells.length} cells under a header of ${this.columns.length}`;
      yield { kind: 'other', what, span };
      return;
    }
    if (!this.saidZone) {
      const at = timeColumns(this.columns).find((column) => cells[column] !== undefined && lacksZone(this.columns[column] ?? '', cellText(bytes, cells[column]))) ?? -1;
      const cell = cells[at];
      if (cell !== undefined) {
        this.saidZone = true;
        yield { kind: 'note', issue: 'local-time', reason: zoneWords(this.columns[at] ?? '', cellText(bytes, cell)), span };
      }
    }
    const event = draftBytes(draft);
    yield { kind: 'event', bytes: event, start: 0, end: event.length - 1, span, form: this.isGuess ? BARE_CSV_FORM : CSV_FORM, isDraft: true };
  }
}

/** A quote stands in a name only around a key that has dots of its own, a brace never, behind which a record might stand, and an `=` never: that is a program's line. Sentences have more words. */
const isName = (name: string): boolean =>
  name !== '' && name.length <= 200 && !/["{}=]/.test(name.replace(/\{\}$/, '').replace(/\."[^"{}]*"$/, '')) && name.split(/\s+/).length <= MOST_WORDS;
const MOST_WORDS = 5;

/** Behind a cell's closing quote stands more than white space. */
function goesOn(bytes: Uint8Array, start: number, delimiter: number): boolean {
  let at = start;
  while (bytes[at] === 0x20 || bytes[at] === 0x0d) at += 1;
  return at < bytes.length && bytes[at] !== delimiter;
}

/** A line on which an object begins as it is: tables have their quotes doubled, or the object in a cell that no comma ends. */
export const holdsObject = (bytes: Uint8Array, row: CsvRow, start: number): boolean => /\{\s*"[A-Za-z@]/.test(decodeText(bytes, start, Math.min(row.end, start + LINE_HEAD_BYTES)));

/** Kibana and Azure's portal write times as the browser that exports them has them set. */
function zoneWords(column: string, cell: string): string {
  const shown = (text: string): string => escapeHostileText(shorten(text, 60));
  return `Times of this table are written for people and without a zone (${shown(column)}: ${shown(cell)}); they are taken for UTC. Where the browser that exported them was set to another zone, shift this file's times by hand.`;
}

/** Columns of a LogEntry whose names are its paths, as the Logs Explorer downloads it. */
const NESTED = /^(protopayload|protopayload_auditlog)\./i;
/** Objects in a LogEntry whose keys have dots of their own. */
const MAPS = /^((?:.*\.)?labels)\."?([^"]+)"?$/;

type Tree = Map<string, Tree | string>;

/** The object whose paths are the columns, as JSON; empty cells are left out. */
function nested(columns: readonly string[], cells: readonly string[]): string {
  const root: Tree = new Map();
  columns.forEach((column, at) => {
    const value = cells[at] ?? '';
    if (value === '') return;
    const map = MAPS.exec(column);
    const path = map === null ? column.split('.') : [...(map[1] ?? '').split('.'), map[2] ?? ''];
    let tree = root;
    for (const key of path.slice(0, -1)) {
      const next = tree.get(key);
      const inner: Tree = typeof next === 'object' ? next : new Map<string, Tree | string>();
      tree.set(key, inner);
      tree = inner;
    }
    tree.set(path.at(-1) ?? '', value);
  });
  return treeJson(root);
}

/** As deep as a column's name has dots. */
const treeJson = (tree: Tree): string =>
  `{${[...tree].map(([key, value]) => `${JSON.stringify(key)}:${typeof value === 'string' ? JSON.stringify(value) : treeJson(value)}`).join(',')}}`;

/** A row without a header above it that has JSON with doubled quotes in a cell. */
export const looksLikeBareRow = (head: string): boolean => /(^|[,;\t])"'?\s*\{\s*""[A-Za-z@]/.test(head);

export function* readBareRow(bytes: Uint8Array, start: number, row: CsvRow, unwrapper: Unwrapper): Generator<Find> {
  const cell = row.cells.find((candidate) => candidate.isQuoted && cellText(bytes, { ...candidate, end: Math.min(candidate.end, candidate.start + 2) }).startsWith('{'));
  if (cell === undefined) yield { kind: 'other', what: 'a table row without a record', span: { start, end: row.end } };
  else yield* wholeRow(unwrapper.text(cellBytes(bytes, cell), cell, CSV_FORM), { start, end: row.end });
}

/** What is not read is the whole row, other cells included. */
function* wholeRow(finds: Iterable<Find>, span: Span): Generator<Find> {
  for (const find of finds) yield find.kind === 'broken' || find.kind === 'other' ? { ...find, span } : find;
}

/** Spreadsheets are kept from taking a cell for a formula by an apostrophe before it, which is no part of the value. */
const PROTECTED = /^'(?=[{[=+\-@])/;
export const cellText = (bytes: Uint8Array, cell: Cell): string => {
  const text = decodeText(bytes, cell.start, cell.end);
  return (cell.isQuoted ? text.replaceAll('""', '"') : text.trim()).replace(PROTECTED, '');
};
const cellBytes = (bytes: Uint8Array, cell: Cell): Uint8Array => new TextEncoder().encode(`${cellText(bytes, cell)}\0`);

/** The line at `start` as a row whose last cell ends with it, though its quote is not closed; undefined when it closes. */
export function unclosedRow(bytes: Uint8Array, start: number, lineEnd: number, delimiter: number): CsvRow | undefined {
  let end = lineEnd;
  while (end > start && (bytes[end - 1] === 0x0a || bytes[end - 1] === 0x0d)) end -= 1;
  if (csvRowAt(bytes, start, end, true, delimiter) !== 'endless') return undefined;
  // With a quote in its place the row is closed; the cell it closes is the evidence's up to there.
  const closed = new Uint8Array(end - start + 1);
  closed.set(bytes.subarray(start, end));
  closed[end - start] = QUOTE;
  const row = csvRowAt(closed, 0, closed.length, true, delimiter);
  return row === 'more' || row === 'endless' ? undefined : { cells: row.cells.map((cell) => ({ ...cell, start: cell.start + start, end: cell.end + start })), next: lineEnd, end };
}

/** The row that starts at `start`: 'more' when it is not whole yet, 'endless' when its quotes do not close in any sensible length. */
export function csvRowAt(bytes: Uint8Array, start: number, end: number, ended: boolean, delimiter: number): CsvRow | 'more' | 'endless' {
  const cells: Cell[] = [];
  let p = start;
  for (;;) {
    while (p < end && bytes[p] === 0x20) p += 1;
    if (p < end && bytes[p] === QUOTE) {
      const from = p + 1;
      let close = from;
      for (;;) {
        const found = bytes.subarray(close, end).indexOf(QUOTE);
        if (found < 0 || close + found - start > MAX_CSV_ROW_BYTES) return !ended && end - start <= MAX_CSV_ROW_BYTES ? 'more' : 'endless';
        close += found;
        // A quote at the very end of what is here may be the first of two.
        if (close + 1 >= end && !ended) return 'more';
        if (close + 1 >= end || bytes[close + 1] !== QUOTE) break;
        close += 2;
      }
      cells.push({ start: from, end: close, isQuoted: true });
      p = close + 1;
      while (p < end && bytes[p] !== delimiter && bytes[p] !== 0x0a) p += 1;
    } else {
      const from = p;
      while (p < end && bytes[p] !== delimiter && bytes[p] !== 0x0a) p += 1;
      cells.push({ start: from, end: p > from && bytes[p - 1] === 0x0d ? p - 1 : p, isQuoted: false });
    }
    if (p >= end) {
      if (!ended) return end - start > MAX_CSV_ROW_BYTES ? 'endless' : 'more';
      return { cells, next: end, end };
    }
    const isLast = bytes[p] === 0x0a;
    p += 1;
    if (isLast) return { cells, next: p, end: p - 1 > start && bytes[p - 2] === 0x0d ? p - 2 : p - 1 };
  }
}
