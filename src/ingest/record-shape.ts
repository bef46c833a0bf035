/** What a scanned record shows besides its values, see src/model/record-shape.ts. */
import { BARE_MARKUP, BARE_STATUS, ESCAPED_MARKUP, NATIVE, OUT_OF_ORDER, RENAMED, REQUEST_BODY, RESPONSE_BODY, TABLE, UNCONSTRAINED } from '../model/record-shape';
import { FIELD, FIELD_COUNT } from './field-keys';
import { decodeString, readJson } from './json-reader';
import type { RecordScanner } from './record-scanner';
import { memberOf } from './shallow-object';

/** The order of k8s.io/apiserver pkg/apis/audit/v1/types.go, which Go's encoder keeps, with what v1alpha1 and v1beta1 have besides. */
const ORDER = [
  'kind', 'apiVersion', 'metadata', 'level', 'timestamp', 'auditID', 'stage', 'requestURI', 'verb', 'user', 'impersonatedUser', 'authenticationMetadata', 'sourceIPs', 'userAgent',
  'objectRef', 'responseStatus', 'requestObject', 'responseObject', 'requestReceivedTimestamp', 'stageTimestamp', 'annotations',
] as const;
/** From a field to its place, from 1; 0 for what no server writes. */
const PLACES = new Uint8Array(FIELD_COUNT);
ORDER.forEach((name, place) => {
  PLACES[FIELD[name]] = place + 1;
});

const METADATA = '"metadata"';
const STATUS_START = new TextEncoder().encode(`{${METADATA}:`);

/** The bits of the record that was scanned last; `native` when its text stands in the evidence as it is. */
export function shapeOf(scanner: RecordScanner, bytes: Uint8Array, native: boolean): number {
  let shape = native ? writingOf(scanner, bytes) : 0;
  if (isPresent(scanner, bytes, FIELD.requestObject)) shape |= REQUEST_BODY;
  if (isPresent(scanner, bytes, FIELD.responseObject)) shape |= RESPONSE_BODY | answerOf(scanner, bytes);
  if (isObject(scanner, bytes, FIELD.impersonatedUser) && !namesConstraint(scanner, bytes)) shape |= UNCONSTRAINED;
  return shape;
}

function writingOf(scanner: RecordScanner, bytes: Uint8Array): number {
  let shape = NATIVE;
  let last = 0;
  for (let index = 0; index < scanner.memberCount; index += 1) {
    const field = scanner.memberField(index);
    const place = field < 0 ? 0 : (PLACES[field] ?? 0);
    if (place <= last) {
      shape |= OUT_OF_ORDER;
      break;
    }
    last = place;
  }
  if (scanner.bareMarkup) shape |= BARE_MARKUP;
  if (scanner.escapedMarkup) shape |= ESCAPED_MARKUP;
  if (isObject(scanner, bytes, FIELD.responseStatus) && !hasMetadata(bytes, scanner.valueStart(FIELD.responseStatus), scanner.valueEnd(FIELD.responseStatus))) shape |= BARE_STATUS;
  return shape;
}

/** A server writes it first; a tool may have put it anywhere. */
function hasMetadata(bytes: Uint8Array, start: number, end: number): boolean {
  let i = 0;
  while (i < STATUS_START.length && bytes[start + i] === STATUS_START[i]) i += 1;
  return i === STATUS_START.length || memberOf(bytes, start, end, 'metadata') !== undefined;
}

/** What the answer says of itself (B3) and of the name that was asked for (O4). */
function answerOf(scanner: RecordScanner, bytes: Uint8Array): number {
  const start = scanner.valueStart(FIELD.responseObject);
  const end = scanner.valueEnd(FIELD.responseObject);
  if (bytes[start] !== 0x7b) return 0;
  const kind = memberOf(bytes, start, end, 'kind');
  let shape = kind !== undefined && textAt(bytes, kind.start, kind.end) === 'Table' ? TABLE : 0;
  if (!isObject(scanner, bytes, FIELD.objectRef)) return shape;
  const asked = memberOf(bytes, scanner.valueStart(FIELD.objectRef), scanner.valueEnd(FIELD.objectRef), 'name');
  if (asked === undefined) return shape;
  const metadata = memberOf(bytes, start, end, 'metadata');
  const answered = metadata === undefined ? undefined : memberOf(bytes, metadata.start, metadata.end, 'name');
  if (answered === undefined) return shape;
  const [before, after] = [textAt(bytes, asked.start, asked.end), textAt(bytes, answered.start, answered.end)];
  if (before !== undefined && after !== undefined && before !== after) shape |= RENAMED;
  return shape;
}

function namesConstraint(scanner: RecordScanner, bytes: Uint8Array): boolean {
  if (!isObject(scanner, bytes, FIELD.authenticationMetadata)) return false;
  const value = readJson(bytes, scanner.valueStart(FIELD.authenticationMetadata), scanner.valueEnd(FIELD.authenticationMetadata));
  return value.kind === 'object' && value.members.some(([key, member]) => key === 'impersonationConstraint' && member.kind === 'string');
}

const textAt = (bytes: Uint8Array, start: number, end: number): string | undefined => (bytes[start] === 0x22 ? decodeString(bytes, start, end) : undefined);

/** Neither missing nor null. */
function isPresent(scanner: RecordScanner, bytes: Uint8Array, field: number): boolean {
  const start = scanner.valueStart(field);
  return start >= 0 && bytes[start] !== 0x6e;
}

function isObject(scanner: RecordScanner, bytes: Uint8Array, field: number): boolean {
  const start = scanner.valueStart(field);
  return start >= 0 && bytes[start] === 0x7b;
}
