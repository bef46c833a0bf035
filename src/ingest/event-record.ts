/** Which objects are audit events: rows of tables and schemas have the same names. */
import { isTableRow } from './envelopes/table-row';
import { FIELD } from './field-keys';
import type { RecordCoder } from './record-coder';
import type { RecordScanner } from './record-scanner';

const BRACE = 0x7b;
const QUOTE = 0x22;

/** A row of a table has the names of an event's fields, but not their values' types: AKSAudit's in other capitals, those of SQLite and of some clouds with objects as text. */
export const isEventRecord = (coder: RecordCoder, scanner: RecordScanner, bytes: Uint8Array): boolean =>
  coder.isEvent(bytes) && !hasUserOfTable(scanner, bytes) && !isSchema(scanner, bytes) && !(scanner.unusual && isTableRow(scanner, bytes));

/** An object as text, or a name in what does not say that it is an event; in an event that says so it is a flaw. */
function hasUserOfTable(scanner: RecordScanner, bytes: Uint8Array): boolean {
  const at = scanner.valueStart(FIELD.user);
  return bytes[at] === QUOTE && (bytes[at + 1] === BRACE || !scanner.has(FIELD.kind));
}

/** A JSON schema of events has their names, and under each a description of it. */
const isSchema = (scanner: RecordScanner, bytes: Uint8Array): boolean =>
  bytes[scanner.valueStart(FIELD.verb)] === BRACE && bytes[scanner.valueStart(FIELD.stage)] === BRACE;
