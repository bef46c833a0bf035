/**
 * Follows the skipped bytes after a broken or cut record and tells whether an object met there stands where a value of
 * that record would. A body is written by the client, and one that looks like an audit event must not become one
 * because the record around it broke.
 *
 * The rule, from the sure to the unsure:
 * - after a key and its colon (`"requestObject":{`, `"items":[{`) an object is a value, whatever came before;
 * - inside brackets that are still open, so is one after a colon, a comma or an opening bracket;
 * - anywhere else JSON has no place for a value, so the object is a record that another writer put there.
 * Brackets are counted outside of strings; a string ends at the end of its line, since JSON has no line breaks in them.
 */
const QUOTE = 0x22;
const COLON = 0x3a;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const OPEN_BRACE = 0x7b;

export class RecordRemains {
  private escaped = false;
  /** Last byte that is no white space. */
  private last = 0;
  /** What came last is a key's colon, or that and opening brackets. */
  private afterKey = false;
  /** The last quote stood where one begins a value or a name. */
  private quotedValue = false;
  /** All brackets that were open have been closed: what follows is outside of the record. */
  private closed = false;

  constructor(
    private depth = 0,
    private inString = false,
  ) {}

  pass(bytes: Uint8Array, from: number, to: number): void {
    for (let p = from; p < to; p += 1) this.step(bytes[p] ?? 0);
  }

  /** An object that starts here is a part of the record, not a record of its own. */
  get atValue(): boolean {
    return this.afterKey || (!this.inString && this.depth > 0 && this.betweenValues);
  }

  /** What came last is a quote. */
  get atQuote(): boolean {
    return this.last === QUOTE;
  }

  /** What came last is the quote that begins a string in JSON; told by what stands before it, since the string before may have lost its beginning. */
  get atStringValue(): boolean {
    return this.atQuote && this.quotedValue;
  }

  /** The record has been closed, as far as its brackets tell. */
  get over(): boolean {
    return this.closed && this.depth === 0;
  }

  /** An object here may be an item of a list in a body whose beginning is not in the evidence, or the next record: this log cannot tell. */
  get unsure(): boolean {
    return this.betweenValues && !this.closed;
  }

  private get betweenValues(): boolean {
    return this.last === COMMA || this.last === OPEN_BRACKET || (this.last === COLON && this.depth > 0);
  }

  private step(c: number): void {
    if (c === 0x0a) {
      this.inString = false;
      this.escaped = false;
      return;
    }
    if (c === 0x20 || c === 0x0d || c === 0x09) {
      this.escaped = false;
      return;
    }
    if (c === QUOTE) this.quotedValue = this.afterKey || this.last === COMMA || this.last === OPEN_BRACKET || this.last === OPEN_BRACE;
    if (c === COLON) this.afterKey = this.last === QUOTE;
    else if (c !== OPEN_BRACKET || (this.last !== COLON && this.last !== OPEN_BRACKET)) this.afterKey = false;
    this.last = c;
    if (this.inString) {
      if (this.escaped) this.escaped = false;
      else if (c === 0x5c) this.escaped = true;
      else if (c === QUOTE) this.inString = false;
    } else if (c === QUOTE) this.inString = true;
    else if (c === OPEN_BRACE || c === OPEN_BRACKET) this.depth += 1;
    else if (c === 0x7d || c === 0x5d) {
      if (this.depth === 1) this.closed = true;
      if (this.depth > 0) this.depth -= 1;
    }
  }
}
