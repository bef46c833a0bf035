/**
 * The resourceVersion in an objectRef. It differs in nearly every update of one object, while the rest of the objectRef
 * comes again and again; told apart, the rest is met once and the version is a number of its own row.
 */
const NAME = new TextEncoder().encode(',"resourceVersion":');
const QUOTE = 0x22;
/** Longer ones are not below 2^53 for sure. */
const MAX_DIGITS = 15;
/** Members that may follow it in the order in which Kubernetes writes them: subresource. */
const MAX_AFTER = 1;

export class ObjectVersion {
  /** The objectRef without its version; `length` bytes of it are in use. */
  readonly rest = new Uint8Array(1024);
  length = 0;
  version = 0;

  /**
   * Takes apart the object at `bytes[start .. end)`, which has to be well-formed JSON. False when no version is found in
   * the place and spelling in which Kubernetes writes it (k8s.io/apiserver pkg/apis/audit/v1, ObjectReference): then
   * `rest` is the whole object. `length` is 0 when it is too long for this.
   */
  take(bytes: Uint8Array, start: number, end: number): boolean {
    this.length = 0;
    if (end - start > this.rest.length) return false;
    // Backwards from the closing brace; an escape or another kind of value ends the search.
    let close = end - 2;
    for (let after = 0; after <= MAX_AFTER; after += 1) {
      const open = openingQuote(bytes, start, close);
      if (open < 0) break;
      const from = open - NAME.length;
      if (from > start && matches(bytes, from) && this.readDigits(bytes, open + 1, close)) {
        this.keep(bytes, start, from, close + 1, end);
        return true;
      }
      // Over the key to the value before it: `"…","key":"value"`.
      if (bytes[open - 1] !== 0x3a) break;
      const key = openingQuote(bytes, start, open - 2);
      if (key < 0 || bytes[key - 1] !== 0x2c) break;
      close = key - 2;
    }
    this.keep(bytes, start, end, end, end);
    return false;
  }

  /** Only numbers that are written as the number would be: any other spelling has to be kept. */
  private readDigits(bytes: Uint8Array, start: number, end: number): boolean {
    const digits = end - start;
    if (digits === 0 || digits > MAX_DIGITS || (bytes[start] === 0x30 && digits > 1)) return false;
    let value = 0;
    for (let p = start; p < end; p += 1) {
      const digit = (bytes[p] ?? 0) - 0x30;
      if (digit < 0 || digit > 9) return false;
      value = value * 10 + digit;
    }
    this.version = value;
    return true;
  }

  /** `bytes[start .. cutStart)` and `bytes[cutEnd .. end)`. */
  private keep(bytes: Uint8Array, start: number, cutStart: number, cutEnd: number, end: number): void {
    const { rest } = this;
    let at = 0;
    for (let p = start; p < cutStart; p += 1) rest[at++] = bytes[p] ?? 0;
    for (let p = cutEnd; p < end; p += 1) rest[at++] = bytes[p] ?? 0;
    this.length = at;
  }
}

/** Where the string begins whose closing quote is at `close`; -1 when there is none, or an escape in it. */
function openingQuote(bytes: Uint8Array, start: number, close: number): number {
  if (bytes[close] !== QUOTE) return -1;
  for (let p = close - 1; p > start; p -= 1) {
    const c = bytes[p];
    if (c === QUOTE) return p;
    if (c === 0x5c) return -1;
  }
  return -1;
}

function matches(bytes: Uint8Array, from: number): boolean {
  for (let i = 0; i < NAME.length; i += 1) if (bytes[from + i] !== NAME[i]) return false;
  return true;
}
