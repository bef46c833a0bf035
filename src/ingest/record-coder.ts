/**
 * From a scanned record to one row of the batch. Decides first whether the record is an audit event at all:
 * kind "Event" with an apiVersion of audit.k8s.io, or, when either is missing, enough of an event's own fields
 * (items split out of an EventList carry neither, k8s.io/apiserver pkg/apis/audit/v1).
 */
import type { EventBatch } from '../model/event-batch';
import { BatchColumns, type Int64Column } from './batch-columns';
import { Dictionaries } from './dictionaries';
import { hasLoneSurrogate, isUtf8 } from './encoding-check';
import { chooseMembers } from './exact-members';
import { FIELD, FIELD_NAMES } from './field-keys';
import { badValue, type Flaw } from './flaws';
import { decodeString, decodeText, readJson, type JsonValue } from './json-reader';
import { ObjectVersion } from './object-version';
import type { RecordHasher } from './hashing';
import { bytesStartWith, type RecordScanner } from './record-scanner';
import { shapeOf } from './record-shape';
import { TimestampReader } from './timestamp-bytes';

const EVENT = new TextEncoder().encode('"Event"');
const AUDIT_GROUP = new TextEncoder().encode('"audit.k8s.io/');
const MIN_EVENT_FIELDS = 4;
const encoder = new TextEncoder();

export interface RecordBytes {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

export class RecordCoder {
  readonly columns = new BatchColumns();
  readonly dictionaries = new Dictionaries();
  /** What is wrong with the record that was judged last. */
  flaws: Flaw[] = [];
  badEncoding = false;
  private lastVersion = new Uint8Array(0);
  private lastVersionText = '';
  private readonly times = new TimestampReader();
  private readonly objectVersion = new ObjectVersion();

  constructor(
    private readonly scanner: RecordScanner,
    private readonly hasher: RecordHasher | undefined,
  ) {}

  /** True when the scanned record is an audit event. Resolves unusual keys, so it comes before everything else. */
  isEvent(bytes: Uint8Array): boolean {
    const s = this.scanner;
    if (this.flaws.length > 0) this.flaws = [];
    if (s.unusual) chooseMembers(s, bytes, this.flaws);
    const kind = this.isString(bytes, FIELD.kind) ? s.valueStart(FIELD.kind) : -1;
    const version = this.isString(bytes, FIELD.apiVersion) ? s.valueStart(FIELD.apiVersion) : -1;
    if (kind >= 0 && !this.saysEvent(bytes, kind, s.valueEnd(FIELD.kind))) return false;
    if (version >= 0 && !this.saysAudit(bytes, version, s.valueEnd(FIELD.apiVersion))) return false;
    return (kind >= 0 && version >= 0) || this.countEventFields() >= MIN_EVENT_FIELDS;
  }

  private saysEvent(bytes: Uint8Array, start: number, end: number): boolean {
    if (end - start === EVENT.length && bytesStartWith(bytes, start, end, EVENT)) return true;
    return decodeString(bytes, start, end) === 'Event';
  }
  private saysAudit(bytes: Uint8Array, start: number, end: number): boolean {
    return bytesStartWith(bytes, start, end, AUDIT_GROUP) || decodeString(bytes, start, end).startsWith('audit.k8s.io/');
  }

  private countEventFields(): number {
    const s = this.scanner;
    let count = 0;
    if (s.has(FIELD.auditID)) count += 1;
    if (s.has(FIELD.stage)) count += 1;
    if (s.has(FIELD.requestURI)) count += 1;
    if (s.has(FIELD.verb)) count += 1;
    if (s.has(FIELD.user)) count += 1;
    if (s.has(FIELD.requestReceivedTimestamp) || s.has(FIELD.timestamp)) count += 1;
    return count;
  }

  /**
   * Adds the record `bytes[start .. end)`, found to be an event, as the next row. `place` is given when the evidence has
   * other bytes in its stead: its length and hash are those of the evidence.
   */
  add(bytes: Uint8Array, start: number, end: number, offset: number, line: number, place?: RecordBytes): void {
    const s = this.scanner;
    const columns = this.columns;
    const dictionaries = this.dictionaries;
    const row = columns.count;
    columns.line[row] = line;
    columns.byteOffset[row] = offset;
    columns.byteLength[row] = place === undefined ? end - start : place.end - place.start;
    if (place === undefined) this.hasher?.add(bytes, start, end, columns.recordHash, row * 32);
    else this.hasher?.add(place.bytes, place.start, place.end, columns.recordHash, row * 32);
    this.badEncoding = (s.nonAscii && !isUtf8(bytes, start, end)) || (s.surrogates && hasLoneSurrogate(bytes, start, end));
    this.checkText(bytes, FIELD.kind);
    this.countVersion(bytes);
    columns.level[row] = this.code(dictionaries.text, bytes, FIELD.level);
    columns.stage[row] = this.code(dictionaries.text, bytes, FIELD.stage);
    columns.verb[row] = this.code(dictionaries.text, bytes, FIELD.verb);
    columns.userAgent[row] = this.code(dictionaries.text, bytes, FIELD.userAgent);
    columns.requestUri[row] = this.code(dictionaries.uri, bytes, FIELD.requestURI);
    columns.user[row] = this.code(dictionaries.user, bytes, FIELD.user);
    columns.impersonatedUser[row] = this.code(dictionaries.user, bytes, FIELD.impersonatedUser);
    columns.objectRef[row] = this.objectCode(bytes, row);
    columns.responseStatus[row] = this.code(dictionaries.status, bytes, FIELD.responseStatus);
    columns.sourceIps[row] = this.code(dictionaries.addresses, bytes, FIELD.sourceIPs);
    columns.annotations[row] = this.code(dictionaries.annotations, bytes, FIELD.annotations);
    columns.shape[row] = shapeOf(s, bytes, place === undefined);
    this.addAuditId(bytes, row);
    // By presence, not by version: hand-migrated v1 records carry only `timestamp`.
    if (!this.addTime(bytes, FIELD.requestReceivedTimestamp, columns.receivedUs, row) && !this.addTime(bytes, FIELD.timestamp, columns.receivedUs, row)) {
      columns.receivedUs.setAbsent(row);
    }
    if (!this.addTime(bytes, FIELD.stageTimestamp, columns.stageUs, row) && !this.addCreationTime(bytes, row)) columns.stageUs.setAbsent(row);
    columns.count = row + 1;
  }

  /** Hands over the rows that were added, and is ready for the next batch. */
  take(): EventBatch {
    this.hasher?.flush();
    return this.columns.take(this.dictionaries.takeAdditions());
  }

  private isString(bytes: Uint8Array, field: number): boolean {
    const start = this.scanner.valueStart(field);
    return start >= 0 && bytes[start] === 0x22;
  }

  /** Neither missing nor null. */
  private isPresent(bytes: Uint8Array, field: number): boolean {
    const start = this.scanner.valueStart(field);
    return start >= 0 && bytes[start] !== 0x6e;
  }

  private code(
    dictionary: { readonly wasKnown: boolean; code(bytes: Uint8Array, start: number, end: number, path: string, flaws: Flaw[]): number },
    bytes: Uint8Array,
    field: number,
  ): number {
    const recalled = this.scanner.recalled(field);
    if (recalled >= 0) return recalled;
    const start = this.scanner.valueStart(field);
    if (start < 0) return 0;
    const code = dictionary.code(bytes, start, this.scanner.valueEnd(field), FIELD_NAMES[field] ?? '', this.flaws);
    // Not at first sight: most of what is met once is never met again. Flawed values never are `wasKnown`.
    if (dictionary.wasKnown) this.scanner.remember(field, code);
    return code;
  }

  /** The code of the objectRef; its version, which hardly ever comes twice, goes to a column of its own. */
  private objectCode(bytes: Uint8Array, row: number): number {
    const { dictionaries, columns, objectVersion } = this;
    const start = this.scanner.valueStart(FIELD.objectRef);
    if (start >= 0 && bytes[start] === 0x7b && objectVersion.take(bytes, start, this.scanner.valueEnd(FIELD.objectRef))) {
      const code = dictionaries.object.codeIf(objectVersion.rest, 0, objectVersion.length, hasNoVersion);
      if (code > 0) {
        columns.resourceVersion.set(row, objectVersion.version);
        return code;
      }
    }
    columns.resourceVersion.setAbsent(row);
    return this.code(dictionaries.object, bytes, FIELD.objectRef);
  }

  private checkText(bytes: Uint8Array, field: number): void {
    if (this.isPresent(bytes, field) && !this.isString(bytes, field)) this.flagBad(bytes, field, 'a string');
  }

  private flagBad(bytes: Uint8Array, field: number, expected: string): void {
    const value = readJson(bytes, this.scanner.valueStart(field), this.scanner.valueEnd(field));
    this.flaws.push(badValue(FIELD_NAMES[field] ?? '', value, expected));
  }

  private countVersion(bytes: Uint8Array): void {
    this.checkText(bytes, FIELD.apiVersion);
    if (!this.isString(bytes, FIELD.apiVersion)) {
      this.lastVersionText = '';
      this.lastVersion = new Uint8Array(0);
    } else {
      const start = this.scanner.valueStart(FIELD.apiVersion);
      const end = this.scanner.valueEnd(FIELD.apiVersion);
      if (end - start !== this.lastVersion.length || !bytesStartWith(bytes, start, end, this.lastVersion)) {
        this.lastVersion = bytes.slice(start, end);
        this.lastVersionText = decodeString(bytes, start, end);
      }
    }
  }

  /** apiVersion of the record added last, '' when it has none. */
  get version(): string {
    return this.lastVersionText;
  }

  private addAuditId(bytes: Uint8Array, row: number): void {
    const column = this.columns.auditId;
    if (!this.isPresent(bytes, FIELD.auditID)) {
      column.setAbsent(row);
      return;
    }
    const start = this.scanner.valueStart(FIELD.auditID);
    const end = this.scanner.valueEnd(FIELD.auditID);
    if (bytes[start] !== 0x22) {
      this.flagBad(bytes, FIELD.auditID, 'a string');
      column.setAbsent(row);
      return;
    }
    if (this.scanner.nonAscii || hasEscape(bytes, start, end)) {
      const text = encoder.encode(decodeString(bytes, start, end));
      column.set(row, text, 0, text.length);
    } else column.set(row, bytes, start + 1, end - 1);
  }

  /** False when the field holds no time. */
  private addTime(bytes: Uint8Array, field: number, column: Int64Column, row: number): boolean {
    if (!this.isPresent(bytes, field)) return false;
    const start = this.scanner.valueStart(field);
    const end = this.scanner.valueEnd(field);
    if (bytes[start] === 0x22) {
      const result = this.times.read(bytes, start, end, column.halves, row);
      if (result === 'time') column.setValid(row);
      if (result !== 'bad') return result === 'time';
    }
    this.flagBad(bytes, field, 'a timestamp');
    return false;
  }

  /** Stage time of audit.k8s.io/v1alpha1 and v1beta1 before Kubernetes 1.9: metadata.creationTimestamp. */
  private addCreationTime(bytes: Uint8Array, row: number): boolean {
    if (!this.isPresent(bytes, FIELD.metadata)) return false;
    const start = this.scanner.valueStart(FIELD.metadata);
    const end = this.scanner.valueEnd(FIELD.metadata);
    if (bytes[start] !== 0x7b) {
      this.flagBad(bytes, FIELD.metadata, 'an object');
      return false;
    }
    const metadata = readJson(bytes, start, end);
    if (metadata.kind !== 'object') return false;
    const value = metadata.members.findLast(([key]) => key.toLowerCase() === 'creationtimestamp')?.[1];
    if (value === undefined || value.kind === 'null') return false;
    const quoted = value.kind === 'string' ? encoder.encode(`"${value.text}"`) : undefined;
    const column = this.columns.stageUs;
    const result = quoted === undefined ? 'bad' : this.times.read(quoted, 0, quoted.length, column.halves, row);
    if (result === 'time') column.setValid(row);
    if (result === 'bad') this.flaws.push(badValue('metadata.creationTimestamp', value, 'a timestamp'));
    return result === 'time';
  }

  /** What the scanned record is, when it is no event: `a Pod (v1)`, `JSON with the keys a, b, c`. */
  describe(bytes: Uint8Array): string {
    const s = this.scanner;
    const kind = this.isString(bytes, FIELD.kind) ? decodeString(bytes, s.valueStart(FIELD.kind), s.valueEnd(FIELD.kind)) : '';
    const version = this.isString(bytes, FIELD.apiVersion) ? decodeString(bytes, s.valueStart(FIELD.apiVersion), s.valueEnd(FIELD.apiVersion)) : '';
    if (kind !== '') return `kind ${kind}${version === '' ? '' : ` of ${version}`}`;
    if (s.memberCount === 0) return 'an empty object';
    const keys: string[] = [];
    for (let index = 0; index < Math.min(s.memberCount, 6); index += 1) {
      keys.push(decodeText(bytes, s.memberKeyStart(index), Math.min(s.memberKeyEnd(index), s.memberKeyStart(index) + 40)));
    }
    return `an object with the keys ${keys.join(', ')}${s.memberCount > 6 ? ', …' : ''}`;
  }
}

function hasEscape(bytes: Uint8Array, start: number, end: number): boolean {
  for (let p = start; p < end; p += 1) if (bytes[p] === 0x5c) return true;
  return false;
}

/** An objectRef whose version was cut out had no other one, in whatever spelling. */
const hasNoVersion = (value: JsonValue): boolean => value.kind === 'object' && !value.members.some(([key]) => key.toLowerCase() === 'resourceversion');
