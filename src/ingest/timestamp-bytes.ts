/**
 * Timestamps from bytes to 64-bit microseconds without a string or a bigint, for the form the API server
 * writes (metav1.MicroTime, `2023-06-12T13:30:25.756122Z`); every other form goes through `parseTimestamp`.
 */
import { daysFromCivil, daysInMonth, parseTimestamp } from '../base/time';
import { decodeString } from './json-reader';

export type TimeResult = 'time' | 'absent' | 'bad';

/** Go's zero time.Time, which stands for "not set". */
const ZERO_TIME_US = parseTimestamp('0001-01-01T00:00:00Z');
const TWO_32 = 4_294_967_296;

export class TimestampReader {
  private readonly wide = new BigInt64Array(1);
  private readonly halves = new Int32Array(this.wide.buffer);
  private lastDate = -1;
  private lastDays = 0;

  /** Reads the JSON string at `bytes[start .. end)` into `target[index]`. */
  read(bytes: Uint8Array, start: number, end: number, target: Int32Array, index: number): TimeResult {
    const us = this.usual(bytes, start + 1, end - 1);
    if (us >= 0) {
      const high = Math.floor(us / TWO_32);
      target[index * 2] = (us - high * TWO_32) | 0;
      target[index * 2 + 1] = high;
      return 'time';
    }
    const exact = parseTimestamp(decodeString(bytes, start, end));
    if (exact === undefined) return 'bad';
    if (exact === ZERO_TIME_US) return 'absent';
    this.wide[0] = exact;
    target[index * 2] = this.halves[0] ?? 0;
    target[index * 2 + 1] = this.halves[1] ?? 0;
    return 'time';
  }

  /** Microseconds of `YYYY-MM-DDThh:mm:ss[.f…]Z` from 1970 to 2199, or -1 for anything else. */
  private usual(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    if (length < 20 || length > 30 || bytes[end - 1] !== 0x5a) return -1;
    if (bytes[start + 4] !== 0x2d || bytes[start + 7] !== 0x2d || bytes[start + 10] !== 0x54) return -1;
    if (bytes[start + 13] !== 0x3a || bytes[start + 16] !== 0x3a) return -1;
    const century = two(bytes, start);
    const yearOfCentury = two(bytes, start + 2);
    const month = two(bytes, start + 5);
    const day = two(bytes, start + 8);
    const hour = two(bytes, start + 11);
    const minute = two(bytes, start + 14);
    const second = two(bytes, start + 17);
    const year = century * 100 + yearOfCentury;
    if ((century | yearOfCentury | month | day | hour | minute | second) < 0) return -1;
    if (year < 1970 || year > 2199 || month < 1 || month > 12 || hour > 23 || minute > 59 || second > 60) return -1;
    let micros = 0;
    if (length > 20) {
      if (bytes[start + 19] !== 0x2e || length === 21) return -1;
      let scale = 100_000;
      for (let p = start + 20; p < end - 1; p += 1) {
        const digit = (bytes[p] ?? 0) - 0x30;
        if (digit < 0 || digit > 9) return -1;
        micros += digit * scale;
        scale = Math.floor(scale / 10);
      }
    }
    const date = year * 10_000 + month * 100 + day;
    if (date !== this.lastDate) {
      if (day < 1 || day > daysInMonth(year, month)) return -1;
      this.lastDate = date;
      this.lastDays = daysFromCivil(year, month, day);
    }
    return (this.lastDays * 86_400 + hour * 3_600 + minute * 60 + second) * 1_000_000 + micros;
  }
}

/** The two-digit number at `p`, or a negative number. */
function two(bytes: Uint8Array, p: number): number {
  const tens = (bytes[p] ?? 0) - 0x30;
  const ones = (bytes[p + 1] ?? 0) - 0x30;
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
}
