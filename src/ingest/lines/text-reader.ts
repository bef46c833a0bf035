/**
 * Reads what is not JSON by itself, line by line: legacy text, tables, YAML documents, and lines that were cut in parts. Asked at the
 * start of a line; answers only when it has enough of the line to decide, so that chunk borders change nothing.
 */
import type { Find, Unwrapper } from '../envelopes/unwrap';
import { draftBytes } from '../envelopes/event-draft';
import { decodeText } from '../json-reader';
import { LINE_HEAD_BYTES, MAX_CSV_ROW_BYTES, MAX_YAML_BYTES } from '../limits';
import { csvRowAt, CsvTable, looksLikeBareRow, readBareRow, type CsvRow } from './csv-rows';
import type { ClassicHalf } from './legacy-text';
import { prefixForm } from './line-prefix';
import { lineRecord, lineText } from './line-record';
import { isPartialLine, joinCriParts } from './partial-lines';
import { policiesOfText } from '../side/audit-policy';
import { KubeletProcesses } from '../side/kubelet-entry';
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
const MORE: TextStep = { kind: 'more' };
const NONE: TextStep = { kind: 'none' };
const LONGEST_PREFIX = 128;

export class TextReader {
  private table: CsvTable | undefined;
  private readonly processes = new KubeletProcesses();
  /** Offsets up to which a document, a row or a set of parts was looked for in vain: a second search would cost the square. */
  private readonly vainUntil = { yaml: 0, row: 0, parts: 0 };

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
    if (this.table !== undefined) return this.row(this.table, bytes, start, end, ended, base);
    if (hasKnownPrefix(bytes, start, end)) return NONE;
    const newline = bytes.subarray(start, Math.min(end, start + LINE_HEAD_BYTES)).indexOf(0x0a);
    if (newline < 0 && end - start < LINE_HEAD_BYTES && !ended) return MORE;
    const head = decodeText(bytes, start, newline < 0 ? Math.min(end, start + LINE_HEAD_BYTES) : start + newline).replace(/\r$/, '');
    if (isPartialLine(head) && base + start >= this.vainUntil.parts) return this.parts(bytes, start, end, ended, base);
    if (isYamlMark(head)) return { kind: 'frame', to: afterLine(bytes, start, end) };
    if (base + start >= this.vainUntil.yaml && startsYaml(head)) return this.yaml(bytes, start, end, ended, base, indent);
    if (looksLikeBareRow(head)) return this.bareRow(bytes, start, end, ended, base);
    const table = newline < 0 && !ended ? undefined : CsvTable.ofHeader(head);
    if (table !== undefined) {
      this.table = table;
      return { kind: 'frame', to: afterLine(bytes, start, end) };
    }
    return this.line(bytes, start, end, ended, head);
  }

  private line(bytes: Uint8Array, start: number, end: number, ended: boolean, head: string): TextStep {
    const record = lineRecord(head, this.processes);
    const known = record ?? (head.includes(' AUDIT: ') ? 'long' : undefined);
    if (known === undefined || (known !== 'long' && known.kind === 'prefix')) return NONE;
    const lineEnd = bytes.subarray(start, end).indexOf(0x0a);
    if (lineEnd < 0 && !ended && end - start <= this.longest) return MORE;
    const to = afterLine(bytes, start, end);
    const whole = lineRecord(lineText(bytes, start, end), this.processes);
    if (whole === undefined || whole.kind === 'prefix') return NONE;
    if (whole.kind === 'named') return { kind: 'named', what: whole.what, to };
    if (whole.kind === 'side') return { kind: 'finds', finds: [{ kind: 'side', content: whole.content, span: { start, end: trimmed(bytes, start, to) } }], to };
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
    return { kind: 'finds', finds: this.unwrapper.text(joined.bytes, joined.span, 'CRI lines'), to: joined.next };
  }

  private row(table: CsvTable, bytes: Uint8Array, start: number, end: number, ended: boolean, base: number): TextStep {
    return this.csv(bytes, start, end, ended, base, table.delimiter, (row) => table.read(bytes, start, row, this.unwrapper));
  }

  private bareRow(bytes: Uint8Array, start: number, end: number, ended: boolean, base: number): TextStep {
    return this.csv(bytes, start, end, ended, base, 0x2c, (row) => readBareRow(bytes, start, row, this.unwrapper));
  }

  private csv(bytes: Uint8Array, start: number, end: number, ended: boolean, base: number, delimiter: number, read: (row: CsvRow) => Iterable<Find>): TextStep {
    if (bytes[start] === 0x0a || (bytes[start] === 0x0d && bytes[start + 1] === 0x0a)) return { kind: 'frame', to: afterLine(bytes, start, end) };
    // Behind a quote that does not close, every row is at most a line.
    const oneLine = base + start < this.vainUntil.row;
    const lineEnd = oneLine ? afterLine(bytes, start, end) : end;
    if (oneLine && lineEnd === end && bytes[end - 1] !== 0x0a && !ended && end - start <= this.longest) return MORE;
    const row = csvRowAt(bytes, start, lineEnd, ended || oneLine, delimiter);
    if (row === 'more') return MORE;
    if (row !== 'endless') return { kind: 'finds', finds: read(row), to: row.next };
    if (!oneLine) this.vainUntil.row = base + Math.min(end, start + MAX_CSV_ROW_BYTES);
    return { kind: 'finds', finds: [unclosed(bytes, start, end)], to: afterLine(bytes, start, end) };
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
function hasKnownPrefix(bytes: Uint8Array, start: number, end: number): boolean {
  const brace = bytes.subarray(start, Math.min(end, start + LONGEST_PREFIX)).indexOf(0x7b);
  if (brace <= 0 || start + brace + 1 >= end || bytes[start + brace + 1] !== 0x22) return false;
  const prefix = decodeText(bytes, start, start + brace);
  return !prefix.includes('\n') && !isPartialLine(prefix) && prefixForm(prefix) !== undefined;
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
