/**
 * Reads what is not JSON by itself, line by line: legacy text, tables, YAML documents, and lines that were cut in parts. Asked at the
 * start of a line; answers only when it has enough of the line to decide, so that chunk borders change nothing.
 */
import type { Find, Unwrapper } from '../envelopes/unwrap';
import { draftBytes } from '../envelopes/event-draft';
import { decodeText } from '../json-reader';
import { LINE_HEAD_BYTES, MAX_CSV_ROW_BYTES, MAX_YAML_BYTES } from '../limits';
import { AWS_ITEM_END, AWS_TEXT_FORM, isAwsFrame, isAwsItem } from './aws-text';
import { bareColumns, columnWords, delimiterOf, looksLikeFlatRow } from './bare-columns';
import { cellText, csvRowAt, CsvTable, holdsObject, looksLikeBareRow, readBareRow, unclosedRow, type CsvRow } from './csv-rows';
import { looksLegacy, type ClassicHalf } from './legacy-text';
import { prefixForm } from './line-prefix';
import { lineRecord, lineText } from './line-record';
import { BASE64_FORM, packedLines, startsPacked } from './packed-lines';
import { isPartialLine, joinCriParts } from './partial-lines';
import { FLUENT_BIT_FORM, looksLikeRuby } from './ruby-hash';
import { policiesOfText } from '../side/audit-policy';
import { KubeletProcesses } from '../side/kubelet-entry';
import { isXmlFrame, SPLUNK_XML_FORM, splunkResultAt, startsResult, startsSplunkXml } from './splunk-xml';
import { isYamlMark, startsYaml, yamlAsJson } from './yaml-documents';

export type TextStep =
  /** More bytes are needed. */
  | { readonly kind: 'more' }
  /** Nothing this reader knows. */
  | { readonly kind: 'none' }
  | { readonly kind: 'finds'; readonly finds: Iterable<Find>; readonly to: number }
  | { readonly kind: 'half'; readonly half: ClassicHalf; readonly to: number }
  /** A line of something else, by its name in the plural. */
  | { readonly kind: 'named'; readonly what: string; readonly to: number }
  /** A line that belongs to the form and holds no record: a header, a document mark. */
  | { readonly kind: 'frame'; readonly to: number };

export const YAML_FORM = 'YAML documents';
/** Enough for the declaration of an XML document and its first tag. */
const XML_HEAD_BYTES = 256;
const CAPITAL_E = 0x45;
const CAPITAL_R = 0x52;

/** What stands around a record on its line. */
interface Box {
  readonly form: string;
  readonly before: RegExp;
  readonly after: RegExp;
  /** A line of the tool's without a record. */
  readonly isFrame: (line: string) => boolean;
}

/** A row of a Markdown table, as the CloudWatch console copies results. */
const MARKDOWN: Box = {
  form: 'Markdown table rows', before: /^\|(?:[^|]{0,200}\|){0,8} *$/, after: /^ *\|(?:[^|]{0,200}\|){0,8}\s*$/,
  isFrame: (line) => /^\|(?:[\s:|-]+|.*\| *@message *\|.*)$/.test(line),
};
const AWS_TEXT: Box = { form: AWS_TEXT_FORM, before: /^/, after: AWS_ITEM_END, isFrame: () => false };
const BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
const MORE: TextStep = { kind: 'more' };
const NONE: TextStep = { kind: 'none' };
const LONGEST_PREFIX = 128;
/** A table without a header is told by the rows in this much of it. */
const BARE_SAMPLE_BYTES = 4096;
const BARE_SAMPLE_ROWS = 20;

export class TextReader {
  private table: CsvTable | undefined;
  private readonly processes = new KubeletProcesses();
  /** The head of a Splunk export was met. */
  private inXml = false;
  /** Offsets up to which a document, a row or a set of parts was looked for in vain: a second search would cost the square. */
  private readonly vainUntil = { yaml: 0, row: 0, parts: 0, bare: 0 };

  constructor(
    private readonly unwrapper: Unwrapper,
    private readonly longest: number,
  ) {}

  /** In a table every line is a row, whatever it begins with. */
  get inTable(): boolean {
    return this.table !== undefined;
  }

  /** `base` is the offset of `bytes[0]` in the stream; `indent` is the white space before `start` on its line. */
  step(bytes: Uint8Array, start: number, end: number, ended: boolean, base: number, indent: number): TextStep {
    if (this.table !== undefined) return this.row(this.table, bytes, start, end, ended, base, indent);
    if (hasKnownPrefix(bytes, start, end) && bytes[start] !== CAPITAL_E && bytes[start] !== CAPITAL_R) return NONE;
    const newline = bytes.subarray(start, Math.min(end, start + LINE_HEAD_BYTES)).indexOf(0x0a);
    if (newline < 0 && end - start < LINE_HEAD_BYTES && !ended) return MORE;
    const head = decodeText(bytes, start, newline < 0 ? Math.min(end, start + LINE_HEAD_BYTES) : start + newline).replace(/\r$/, '');
    if (isPartialLine(head) && base + start >= this.vainUntil.parts) return this.parts(bytes, start, end, ended, base);
    if (head.startsWith('|')) return this.boxed(bytes, start, end, ended, MARKDOWN);
    if (isAwsItem(head)) return this.boxed(bytes, start, end, ended, AWS_TEXT);
    if (isAwsFrame(head)) return { kind: 'frame', to: afterLine(bytes, start, end) };
    if (hasKnownPrefix(bytes, start, end)) return NONE;
    if (startsPacked(head)) return this.packed(bytes, start, end, ended);
    if (head.startsWith('<?xml') && !ended && end - start < LINE_HEAD_BYTES) return MORE;
    this.inXml ||= startsSplunkXml(decodeText(bytes, start, Math.min(end, start + XML_HEAD_BYTES)));
    if (this.inXml && head.trimStart().startsWith('<')) return this.xml(bytes, start + head.search(/\S/), end, ended, head.trim());
    if (isYamlMark(head)) return { kind: 'frame', to: afterLine(bytes, start, end) };
    if (base + start >= this.vainUntil.yaml && startsYaml(head)) return this.yaml(bytes, start, end, ended, base, indent);
    if (looksLikeBareRow(head)) return this.bareRow(bytes, start, end, ended, base);
    if (base + start >= this.vainUntil.bare && looksLikeFlatRow(head)) {
      const rows = this.bareTable(bytes, start, end, ended, base, head);
      if (rows.kind !== 'none') return rows;
    }
    const table = newline < 0 && !ended ? undefined : CsvTable.ofHeader(head);
    if (table !== undefined) {
      this.table = table;
      return { kind: 'frame', to: afterLine(bytes, start, end) };
    }
    return this.line(bytes, start, end, ended, head);
  }

  private line(bytes: Uint8Array, start: number, end: number, ended: boolean, head: string): TextStep {
    const record = lineRecord(head, this.processes);
    const known = record ?? (head.includes(' AUDIT: ') || looksLikeRuby(head) ? 'long' : undefined);
    if (known === undefined || (known !== 'long' && known.kind === 'prefix')) return NONE;
    const lineEnd = bytes.subarray(start, end).indexOf(0x0a);
    if (lineEnd < 0 && !ended && end - start <= this.longest) return MORE;
    const to = afterLine(bytes, start, end);
    const whole = lineRecord(lineText(bytes, start, end), this.processes);
    // Told by its head, and not whole: it was cut, and a value that is cut says nothing reliable.
    if (whole === undefined && looksLegacy(head)) return { kind: 'finds', finds: [{ kind: 'broken', isCut: true, expected: 'a whole line', span: { start, end: trimmed(bytes, start, to) } }], to };
    if (whole === undefined || whole.kind === 'prefix') return NONE;
    if (whole.kind === 'named') return { kind: 'named', what: whole.what, to };
    if (whole.kind === 'side') return { kind: 'finds', finds: [{ kind: 'side', content: whole.content, span: { start, end: trimmed(bytes, start, to) } }], to };
    if (whole.kind === 'json') return { kind: 'finds', finds: this.unwrapper.text(new TextEncoder().encode(`${whole.json}\0`), { start, end: trimmed(bytes, start, to) }, whole.form), to };
    if (whole.kind === 'half') return { kind: 'half', half: whole.half, to };
    const event = draftBytes(whole.draft);
    const find: Find = { kind: 'event', bytes: event, start: 0, end: event.length - 1, span: { start, end: trimmed(bytes, start, to) }, form: whole.form, isDraft: true };
    return { kind: 'finds', finds: [find], to };
  }

  private parts(bytes: Uint8Array, start: number, end: number, ended: boolean, base: number): TextStep {
    const joined = joinCriParts(bytes, start, end, ended, this.longest);
    if (joined.kind === 'more') return MORE;
    if (joined.kind === 'none') {
      this.vainUntil.parts = base + joined.searchedTo;
      return NONE;
    }
    return { kind: 'finds', finds: this.unwrapper.joined(joined, 'CRI lines'), to: joined.next };
  }

  private row(table: CsvTable, bytes: Uint8Array, start: number, end: number, ended: boolean, base: number, indent: number): TextStep {
    const said = { isText: false };
    const step = this.csv(bytes, start, end, ended, base, table.delimiter, (row) => {
      if (row.cells.length === table.width) return table.read(bytes, start, row, this.unwrapper);
      // Behind the last row of a table other lines may come: what has other cells and is a line of a known form is no row.
      if (table.isGuess || hasKnownPrefix(bytes, start, end)) return undefined;
      said.isText = holdsObject(bytes, row, start);
      return said.isText ? undefined : table.read(bytes, start, row, this.unwrapper);
    }, table.width);
    if (step !== undefined) return step;
    // Rows may follow below the line.
    if (said.isText) return NONE;
    this.table = undefined;
    return this.step(bytes, start, end, ended, base, indent);
  }

  /** Rows without a header above them: nothing is used up but the guess is said. */
  private bareTable(bytes: Uint8Array, start: number, end: number, ended: boolean, base: number, head: string): TextStep {
    const limit = Math.min(end, start + BARE_SAMPLE_BYTES);
    if (limit - start < BARE_SAMPLE_BYTES && !ended) return MORE;
    this.vainUntil.bare = base + Math.max(afterLine(bytes, start, end), start + LINE_HEAD_BYTES);
    const delimiter = delimiterOf(head).charCodeAt(0);
    const rows: string[][] = [];
    for (let at = start; at < limit && rows.length < BARE_SAMPLE_ROWS; ) {
      const row = csvRowAt(bytes, at, limit, ended && limit === end, delimiter);
      if (row === 'more' || row === 'endless') break;
      rows.push(row.cells.map((cell) => cellText(bytes, cell)));
      at = row.next;
    }
    const columns = bareColumns(rows);
    if (columns === undefined) return NONE;
    this.table = CsvTable.ofColumns(delimiter, columns);
    const span = { start, end: trimmed(bytes, start, afterLine(bytes, start, end)) };
    return { kind: 'finds', finds: [{ kind: 'note', issue: 'no-header', reason: columnWords(columns), span }], to: start };
  }

  private bareRow(bytes: Uint8Array, start: number, end: number, ended: boolean, base: number): TextStep {
    return this.csv(bytes, start, end, ended, base, 0x2c, (row) => readBareRow(bytes, start, row, this.unwrapper)) ?? NONE;
  }

  /** undefined when `read` finds that the row is none. `width` is the number of cells it should have, where that is known. */
  private csv(bytes: Uint8Array, start: number, end: number, ended: boolean, base: number, delimiter: number, read: (row: CsvRow) => Iterable<Find> | undefined, width?: number): TextStep | undefined {
    if (bytes[start] === 0x0a || (bytes[start] === 0x0d && bytes[start + 1] === 0x0a)) return { kind: 'frame', to: afterLine(bytes, start, end) };
    // Behind a quote that does not close, every row is at most a line.
    const oneLine = base + start < this.vainUntil.row;
    const lineEnd = oneLine ? afterLine(bytes, start, end) : end;
    if (oneLine && lineEnd === end && bytes[end - 1] !== 0x0a && !ended && end - start <= this.longest) return MORE;
    const row = csvRowAt(bytes, start, lineEnd, ended || oneLine, delimiter);
    if (row === 'more') return MORE;
    if (row === 'endless' && !oneLine) this.vainUntil.row = base + Math.min(end, start + MAX_CSV_ROW_BYTES);
    const firstEnd = afterLine(bytes, start, end);
    // A quote that was left open is closed by the first one of a later row: the line it stands on is a row by itself, and so are those behind it.
    const isRunOn = row === 'endless' || (width !== undefined && row.cells.length !== width && row.next > firstEnd);
    const single = isRunOn ? unclosedRow(bytes, start, firstEnd, delimiter) : undefined;
    if (single !== undefined && (width === undefined || single.cells.length <= width)) {
      const finds = single.cells.length < (width ?? 0) ? [] : read(single);
      return finds === undefined ? undefined : { kind: 'finds', finds: wholeRecords(finds, unclosed(bytes, start, end)), to: firstEnd };
    }
    if (row !== 'endless') {
      const finds = read(row);
      return finds === undefined ? undefined : { kind: 'finds', finds, to: row.next };
    }
    return { kind: 'finds', finds: [unclosed(bytes, start, end)], to: afterLine(bytes, start, end) };
  }

  /** A line with a record between words of its tool: the record is what its braces hold, whatever else is in them. */
  private boxed(bytes: Uint8Array, start: number, end: number, ended: boolean, box: Box): TextStep {
    const to = afterLine(bytes, start, end);
    if (to === end && bytes[end - 1] !== 0x0a && !ended) return end - start <= this.longest ? MORE : NONE;
    const line = bytes.subarray(start, to);
    const open = line.indexOf(BRACE);
    const close = line.lastIndexOf(CLOSING_BRACE) + 1;
    if (open < 0) return box.isFrame(decodeText(line, 0, Math.min(line.length, LINE_HEAD_BYTES)).trim()) ? { kind: 'frame', to } : NONE;
    if (close <= open || !box.before.test(decodeText(line, 0, open)) || !box.after.test(decodeText(line, close, line.length))) return NONE;
    return { kind: 'finds', finds: this.unwrapper.text(line.slice(open, close), { start: start + open, end: start + close }, box.form), to };
  }

  private packed(bytes: Uint8Array, start: number, end: number, ended: boolean): TextStep {
    const lines = packedLines(bytes, start, end, ended);
    if (lines === 'more') return MORE;
    const finds: Iterable<Find> = lines.bytes === undefined ? [{ kind: 'other', what: 'base64 that cannot be unpacked', span: lines.span }] : this.unwrapper.text(lines.bytes, lines.span, BASE64_FORM);
    return { kind: 'finds', finds, to: lines.next };
  }

  private xml(bytes: Uint8Array, start: number, end: number, ended: boolean, head: string): TextStep {
    if (!startsResult(head)) return isXmlFrame(head) ? { kind: 'frame', to: afterLine(bytes, start, end) } : NONE;
    const result = splunkResultAt(bytes, start, end);
    if (result === undefined) {
      if (!ended && end - start <= this.longest) return MORE;
      // Cut, or none of Splunk's: its lines are text like any other.
      this.inXml = false;
      return NONE;
    }
    const { raw } = result;
    const finds: Iterable<Find> = raw === undefined ? [{ kind: 'other', what: 'a result without a record', span: { start, end: result.end } }] : this.unwrapper.text(new TextEncoder().encode(`${raw.text}\0`), raw.span, SPLUNK_XML_FORM);
    return { kind: 'finds', finds, to: result.end };
  }

  /** A document goes up to the next mark, or to the end of the file. */
  private yaml(bytes: Uint8Array, start: number, end: number, ended: boolean, base: number, indent: number): TextStep {
    let at = start;
    for (;;) {
      if (at - start > MAX_YAML_BYTES) return this.noYaml(base + at);
      const newline = bytes.subarray(at, Math.min(end, start + MAX_YAML_BYTES + 1)).indexOf(0x0a);
      if (newline < 0) {
        if (end - start > MAX_YAML_BYTES) return this.noYaml(base + start + MAX_YAML_BYTES);
        if (!ended) return MORE;
        at = end;
        break;
      }
      if (at > start && isYamlMark(decodeText(bytes, at, Math.min(at + newline, at + 8)))) break;
      at += newline + 1;
    }
    // A document cut out of another one is indented as a whole.
    const text = ' '.repeat(indent) + decodeText(bytes, start, at);
    const span = { start, end: trimmed(bytes, start, at) };
    const policies = policiesOfText(text);
    if (policies.length > 0) return { kind: 'finds', finds: policies.map((content) => ({ kind: 'side', content, span })), to: at };
    const json = yamlAsJson(text);
    if (json === undefined) return this.noYaml(base + at);
    return { kind: 'finds', finds: this.unwrapper.value(new TextEncoder().encode(`${json}\0`), span, YAML_FORM), to: at };
  }

  private noYaml(searchedTo: number): TextStep {
    this.vainUntil.yaml = searchedTo;
    return NONE;
  }
}

/** A short known prefix and then a record: the usual line of a container log, told without looking at more of it. */
export function hasKnownPrefix(bytes: Uint8Array, start: number, end: number): boolean {
  const brace = bytes.subarray(start, Math.min(end, start + LONGEST_PREFIX)).indexOf(0x7b);
  if (brace <= 0 || start + brace + 1 >= end || bytes[start + brace + 1] !== 0x22) return false;
  const prefix = decodeText(bytes, start, start + brace);
  if (prefix.includes('\n') || isPartialLine(prefix)) return false;
  const form = prefixForm(prefix);
  return form !== undefined && !(form === FLUENT_BIT_FORM && looksLikeRuby(decodeText(bytes, start, Math.min(end, start + LINE_HEAD_BYTES))));
}

/** Of a row whose end is a guess only a record that is whole by itself, and what is said of the row. One by one: each is taken before the next is looked for. */
function* wholeRecords(finds: Iterable<Find>, said: Find): Generator<Find> {
  for (const find of finds) if ((find.kind === 'event' && !find.isDraft) || find.kind === 'side') yield find;
  yield said;
}

function unclosed(bytes: Uint8Array, start: number, end: number): Find {
  return { kind: 'broken', isCut: true, expected: 'the closing quote of a cell', span: { start, end: trimmed(bytes, start, afterLine(bytes, start, end)) } };
}

function afterLine(bytes: Uint8Array, start: number, end: number): number {
  const newline = bytes.subarray(start, end).indexOf(0x0a);
  return newline < 0 ? end : start + newline + 1;
}

/** The end without the white space before it. */
function trimmed(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && (bytes[at - 1] ?? 0) <= 0x20) at -= 1;
  return at;
}
