/**
 * Records printed as Ruby hashes (`{"log"=>"…"}`): what Fluent Bit's stdout output makes of them (fluent-bit plugins/out_stdout, which
 * prints msgpack objects and escapes no quote in a string) and what Fluentd dumps with an error (Ruby's Hash#inspect, which does).
 */
export const FLUENT_BIT_FORM = 'Fluent Bit lines';
const FLUENTD_FORM = 'Fluentd dumps';

/** The bracket before the number may have been taken for the start of a list. */
const FLUENT_BIT = /^\[?\d+\] [^\s:]+(?: [^\s:]+)*: (?=\[)/;
const FLUENTD = /(?:^|[\s,])record=(?=\{"[^"]{1,200}"=>)/;
const HASH = /\{"[^"]{1,200}"=>/;
const MAX_DEPTH = 64;
const MAX_LINE = 16 * 1024 * 1024;

export const looksLikeRuby = (head: string): boolean => HASH.test(head) && (FLUENT_BIT.test(head) || FLUENTD.test(head));

export interface RubyRecord {
  readonly form: string;
  readonly json: string;
}

/** The record on the line as JSON; undefined when the line is none, or a cut one. */
export function rubyRecord(line: string): RubyRecord | undefined {
  if (line.length > MAX_LINE) return undefined;
  const bit = FLUENT_BIT.exec(line);
  if (bit !== null) {
    // The time, or the time and what is known beside the record; then the record.
    const reader = new RubyReader(line, bit[0].length, false);
    const items = reader.items();
    const json = items?.at(-1);
    return json?.startsWith('{') === true && line.slice(reader.at).trim() === '' ? { form: FLUENT_BIT_FORM, json } : undefined;
  }
  const dump = FLUENTD.exec(line);
  if (dump === null) return undefined;
  const json = new RubyReader(line, dump.index + dump[0].length, true).value(0);
  return json === undefined ? undefined : { form: FLUENTD_FORM, json };
}

/** Behind a string: the arrow, the next key or value, or the end of what it stands in. */
const AFTER_STRING = /^(?:=>|, (?:["[{]|nil\b|true\b|false\b|-?\d)|[\]}]|$)/;
const SCALAR = /(?:nil|true|false|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?=[,\]}]|$)/y;

class RubyReader {
  constructor(
    private readonly text: string,
    public at: number,
    /** Quotes inside strings are escaped. */
    private readonly isInspected: boolean,
  ) {}

  /** The value here as JSON; undefined when it is none. */
  value(depth: number): string | undefined {
    const first = this.text[this.at];
    if (depth > MAX_DEPTH) return undefined;
    if (first === '"') return this.string();
    if (first === '{') return this.hash(depth);
    if (first === '[') {
      const items = this.items(depth);
      return items === undefined ? undefined : `[${items.join(',')}]`;
    }
    SCALAR.lastIndex = this.at;
    const scalar = SCALAR.exec(this.text)?.[0];
    if (scalar === undefined) return undefined;
    this.at += scalar.length;
    // JSON has no leading zeros; what has them is no number to anybody.
    return scalar === 'nil' ? 'null' : /^-?0\d/.test(scalar) ? `"${scalar}"` : scalar;
  }

  /** The items of a list, each as JSON. */
  items(depth = 0): string[] | undefined {
    return this.list(']', () => this.value(depth + 1));
  }

  private hash(depth: number): string | undefined {
    const members = this.list('}', () => {
      const key = this.text[this.at] === '"' ? this.string() : undefined;
      if (key === undefined || !this.text.startsWith('=>', this.at)) return undefined;
      this.at += 2;
      const value = this.value(depth + 1);
      return value === undefined ? undefined : `${key}:${value}`;
    });
    return members === undefined ? undefined : `{${members.join(',')}}`;
  }

  private list(close: string, next: () => string | undefined): string[] | undefined {
    const parts: string[] = [];
    this.at += 1;
    if (this.text[this.at] === close) {
      this.at += 1;
      return parts;
    }
    for (;;) {
      const part = next();
      if (part === undefined) return undefined;
      parts.push(part);
      const mark = this.text[this.at];
      this.at += 1;
      if (mark === close) return parts;
      if (mark !== ',') return undefined;
      while (this.text[this.at] === ' ') this.at += 1;
    }
  }

  private string(): string | undefined {
    const from = this.at + 1;
    // JSON inside a string whose quotes are not escaped ends where its brackets do.
    const inner = !this.isInspected && this.text.startsWith('{"', from) ? this.jsonEnd(from) : undefined;
    if (inner !== undefined) {
      const content = this.text.slice(from, inner);
      const close = /^(?:\\n|\s)*"/.exec(this.text.slice(inner, inner + 16));
      if (close === null) return undefined;
      this.at = inner + close[0].length;
      return JSON.stringify(content);
    }
    for (let p = from; ; p += 1) {
      p = this.text.indexOf('"', p);
      if (p < 0) return undefined;
      if (this.isEscaped(from, p) || !AFTER_STRING.test(this.text.slice(p + 1, p + 12))) continue;
      this.at = p + 1;
      const content = this.text.slice(from, p);
      return JSON.stringify(this.isInspected || content.startsWith('{\\"') ? uninspected(content) : content);
    }
  }

  private isEscaped(from: number, quote: number): boolean {
    let p = quote - 1;
    while (p >= from && this.text[p] === '\\') p -= 1;
    return ((quote - 1 - p) & 1) === 1;
  }

  /** The place behind the JSON object at `from`; undefined when it does not end. */
  private jsonEnd(from: number): number | undefined {
    let depth = 0;
    let inString = false;
    for (let p = from; p < this.text.length; p += 1) {
      const mark = this.text[p];
      if (mark === '"') inString = !inString;
      else if (inString) p += mark === '\\' ? 1 : 0;
      else if (mark === '{' || mark === '[') depth += 1;
      else if (mark === '}' || mark === ']') depth -= 1;
      if (depth === 0) return p + 1;
    }
    return undefined;
  }
}

const SIMPLE: Readonly<Record<string, string>> = { a: '\u0007', b: '\b', e: '\u001b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', s: ' ' };

/** Undoes String#inspect. */
const uninspected = (text: string): string =>
  text.replace(/\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.))/gs, (_, braced?: string, four?: string, two?: string, simple?: string) => {
    const code = braced ?? four ?? two;
    if (code === undefined) return SIMPLE[simple ?? ''] ?? simple ?? '';
    const point = parseInt(code, 16);
    return point > 0x10ffff ? '\ufffd' : String.fromCodePoint(point);
  });
