/**
 * Audit IDs as the tables hold them. The server makes version 4 UUIDs (k8s.io/apiserver
 * pkg/endpoints/request/auditid.go, uuid.New), and a UUID takes 16 bytes; whatever else stands there came from the
 * caller and is kept as it is.
 */
import type { Utf8Column } from '../model/event-batch';
import { textColumn, uuidColumn, type ArrowColumn } from './arrow-batch';

const LENGTH = 36;
const HEX = new Int8Array(256).fill(-1);
for (let i = 0; i < 16; i += 1) HEX[i.toString(16).charCodeAt(0)] = i;
/** Of each byte of a UUID, where its two digits stand in the text. */
const DIGITS = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];
const HYPHENS = [8, 13, 18, 23];
const HYPHEN = 0x2d;
const decoder = new TextDecoder();

export class AuditIdColumn {
  /** 16 bytes for each row, zeros where it has no UUID. */
  readonly bytes: Uint8Array;
  readonly #others: (string | null)[];
  readonly #validity: Uint8Array;
  #uuids = 0;

  constructor(ids: Utf8Column, readonly count: number) {
    this.bytes = new Uint8Array(count * 16);
    this.#validity = new Uint8Array(Math.ceil(count / 8));
    this.#others = new Array<string | null>(count).fill(null);
    for (let row = 0; row < count; row += 1) {
      if (((ids.validity[row >> 3] ?? 0) & (1 << (row & 7))) === 0) continue;
      const start = ids.offsets[row] ?? 0;
      const end = ids.offsets[row + 1] ?? 0;
      if (end - start === LENGTH && this.#readUuid(ids.bytes, start, row * 16)) {
        this.#uuids += 1;
        this.#validity[row >> 3] = (this.#validity[row >> 3] ?? 0) | (1 << (row & 7));
      } else this.#others[row] = decoder.decode(ids.bytes.subarray(start, end));
    }
  }

  /** What stands in the row and is no version 4 UUID in lower case. */
  other(row: number): string | null {
    return this.#others[row] ?? null;
  }

  get uuids(): ArrowColumn {
    return uuidColumn(this.bytes, this.count, this.#validity, this.count - this.#uuids);
  }

  get others(): ArrowColumn {
    return textColumn(this.#others);
  }

  /** False, with zeros at `at`, when the text is not `xxxxxxxx-xxxx-4xxx-[89ab]xxx-xxxxxxxxxxxx` in lower case. */
  #readUuid(text: Uint8Array, start: number, at: number): boolean {
    const { bytes } = this;
    let wrong = 0;
    for (let i = 0; i < 16; i += 1) {
      const digit = start + (DIGITS[i] ?? 0);
      const byte = ((HEX[text[digit] ?? 0] ?? -1) << 4) | (HEX[text[digit + 1] ?? 0] ?? -1);
      wrong |= byte;
      bytes[at + i] = byte;
    }
    for (const hyphen of HYPHENS) if (text[start + hyphen] !== HYPHEN) wrong = -1;
    const isVersion4 = ((bytes[at + 6] ?? 0) & 0xf0) === 0x40 && ((bytes[at + 8] ?? 0) & 0xc0) === 0x80;
    if (wrong >= 0 && isVersion4) return true;
    bytes.fill(0, at, at + 16);
    return false;
  }
}
