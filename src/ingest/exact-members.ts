/**
 * The exact slow path for a record with an escaped, capitalised or repeated key: decodes the keys of the
 * record's own level and decides which member counts for each field. The usual spelling wins over another
 * capitalisation, and of two equal keys the last one, as with JSON.parse. Everything after this is the
 * same for all records, so both paths give the same row.
 */
import { FIELD_COUNT, FIELD_NAMES, UNKNOWN_KEY, fieldOfFoldedKey } from './field-keys';
import { duplicateKey, type Flaw } from './flaws';
import { decodeString, readJson } from './json-reader';
import type { RecordScanner } from './record-scanner';

export function chooseMembers(scanner: RecordScanner, bytes: Uint8Array, flaws: Flaw[]): void {
  const usual = new Int32Array(FIELD_COUNT).fill(-1);
  const other = new Int32Array(FIELD_COUNT).fill(-1);
  const value = (index: number) => readJson(bytes, scanner.memberValueStart(index), scanner.memberValueEnd(index));
  for (let index = 0; index < scanner.memberCount; index += 1) {
    const key = decodeString(bytes, scanner.memberKeyStart(index) - 1, scanner.memberKeyEnd(index) + 1);
    const field = fieldOfFoldedKey(key);
    if (field === UNKNOWN_KEY) continue;
    const chosen = key === FIELD_NAMES[field] ? usual : other;
    const earlier = chosen[field] ?? -1;
    if (earlier >= 0) flaws.push(duplicateKey(key, value(earlier), value(index)));
    chosen[field] = index;
  }
  for (let field = 0; field < FIELD_COUNT; field += 1) {
    const a = usual[field] ?? -1;
    const b = other[field] ?? -1;
    if (a >= 0 && b >= 0) flaws.push(duplicateKey(FIELD_NAMES[field] ?? '', value(b), value(a)));
    scanner.choose(field, a >= 0 ? a : b);
  }
}
