/** Tells a row of the AKSAudit table, whose columns are an event's fields capitalised, from a capitalised event. */
import { decodeText } from '../json-reader';
import type { RecordScanner } from '../record-scanner';

const COLUMNS = new Set(['TimeGenerated', 'RequestReceivedTime', 'StageReceivedTime']);

export function isTableRow(scanner: RecordScanner, bytes: Uint8Array): boolean {
  for (let index = 0; index < scanner.memberCount; index += 1) {
    if (COLUMNS.has(decodeText(bytes, scanner.memberKeyStart(index), scanner.memberKeyEnd(index)))) return true;
  }
  return false;
}
