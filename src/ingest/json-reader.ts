/**
 * A small strict JSON reader for values the scanner has found well-formed. Unlike JSON.parse it keeps the
 * order of members, sees keys that occur twice, and reads numbers as their text. Nesting past a few levels
 * is skipped: nothing the columns hold is nested deeper.
 */
export type JsonValue =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'array'; readonly items: readonly JsonValue[] }
  | { readonly kind: 'object'; readonly members: readonly (readonly [key: string, value: JsonValue])[] }
  | { readonly kind: 'too-deep' };

const MAX_READ_DEPTH = 6;
// With `ignoreBOM` a U+FEFF inside the evidence is kept as the character it is.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Lone surrogates cannot be stored as UTF-8; they become U+FFFD as Go writes them. */
export const wellFormed = (text: string): string => text.replace(LONE_SURROGATE, '\ufffd');

export const decodeText = (bytes: Uint8Array, start: number, end: number): string => decoder.decode(bytes.subarray(start, end));

/** The text of the JSON string at `bytes[start .. end)`, quotes included. */
export function decodeString(bytes: Uint8Array, start: number, end: number): string {
  const raw = decodeText(bytes, start + 1, end - 1);
  return raw.includes('\\') ? wellFormed(unescape(raw)) : raw;
}

/** The same where nobody has looked yet whether the string is well-formed; undefined when it is not. */
export function decodeUncheckedString(bytes: Uint8Array, start: number, end: number): string | undefined {
  try {
    return wellFormed(unescape(decodeText(bytes, start + 1, end - 1)));
  } catch {
    return undefined;
  }
}

/** The content of a string that the scanner has found well-formed. */
function unescape(raw: string): string {
  const text: unknown = JSON.parse(`"${raw}"`);
  return typeof text === 'string' ? text : raw;
}

/** Reads the value at `bytes[start .. end)`, which must be one well-formed value without space around it. */
export function readJson(bytes: Uint8Array, start: number, end: number): JsonValue {
  return new Reader(bytes, start, end, decodeText(bytes, start, end)).value(0);
}

class Reader {
  /** The whole value as text when every byte of it is one character, so that strings are cut from it instead of being decoded one by one. */
  private readonly text: string | undefined;
  private readonly start: number;

  constructor(
    private readonly bytes: Uint8Array,
    private at: number,
    private readonly end: number,
    text: string,
  ) {
    this.text = text.length === end - at ? text : undefined;
    this.start = at;
  }

  value(depth: number): JsonValue {
    const c = this.bytes[this.at];
    if (c === 0x22) return { kind: 'string', text: this.string() };
    if (c === 0x7b) return depth >= MAX_READ_DEPTH ? this.skip() : this.object(depth);
    if (c === 0x5b) return depth >= MAX_READ_DEPTH ? this.skip() : this.array(depth);
    const start = this.at;
    while (this.at < this.end && !isDelimiter(this.bytes[this.at] ?? 0)) this.at += 1;
    const text = decodeText(this.bytes, start, this.at);
    if (text === 'null') return { kind: 'null' };
    if (text === 'true' || text === 'false') return { kind: 'boolean', value: text === 'true' };
    return { kind: 'number', text };
  }

  private string(): string {
    const start = this.at;
    this.at += 1;
    let escaped = false;
    for (let c = this.bytes[this.at]; c !== 0x22 && this.at < this.end; c = this.bytes[this.at]) {
      escaped ||= c === 0x5c;
      this.at += c === 0x5c ? 2 : 1;
    }
    this.at += 1;
    if (this.text === undefined) return decodeString(this.bytes, start, this.at);
    const raw = this.text.slice(start + 1 - this.start, this.at - 1 - this.start);
    return escaped ? wellFormed(unescape(raw)) : raw;
  }

  private object(depth: number): JsonValue {
    const members: [string, JsonValue][] = [];
    this.at += 1;
    this.space();
    while (this.bytes[this.at] !== 0x7d && this.at < this.end) {
      const key = this.string();
      this.space();
      this.at += 1;
      this.space();
      members.push([key, this.value(depth + 1)]);
      this.separator();
    }
    this.at += 1;
    return { kind: 'object', members };
  }

  private array(depth: number): JsonValue {
    const items: JsonValue[] = [];
    this.at += 1;
    this.space();
    while (this.bytes[this.at] !== 0x5d && this.at < this.end) {
      items.push(this.value(depth + 1));
      this.separator();
    }
    this.at += 1;
    return { kind: 'array', items };
  }

  private separator(): void {
    this.space();
    if (this.bytes[this.at] === 0x2c) this.at += 1;
    this.space();
  }

  private space(): void {
    while (isSpace(this.bytes[this.at] ?? 0)) this.at += 1;
  }

  private skip(): JsonValue {
    let depth = 0;
    do {
      const c = this.bytes[this.at];
      if (c === 0x22) {
        this.at += 1;
        while (this.bytes[this.at] !== 0x22 && this.at < this.end) this.at += this.bytes[this.at] === 0x5c ? 2 : 1;
      } else if (c === 0x7b || c === 0x5b) depth += 1;
      else if (c === 0x7d || c === 0x5d) depth -= 1;
      this.at += 1;
    } while (depth > 0 && this.at < this.end);
    return { kind: 'too-deep' };
  }
}

const isSpace = (c: number): boolean => c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09;
const isDelimiter = (c: number): boolean => isSpace(c) || c === 0x2c || c === 0x7d || c === 0x5d || c === 0x3a;
