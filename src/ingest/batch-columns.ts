/** The columns of the batch that is being filled; `take` hands them over at their exact length and starts anew. */
import type { DictionaryAdditions, EventBatch, NullableInt64Column, Utf8Column } from '../model/event-batch';
import { BATCH_EVENTS } from './limits';

const CAPACITY = BATCH_EVENTS;
const bitmapBytes = (count: number): number => Math.ceil(count / 8);

/** 64-bit values written as two 32-bit halves, low half first as the typed arrays of every current machine have it. */
export class Int64Column {
  readonly wide = new BigInt64Array(CAPACITY);
  readonly halves = new Int32Array(this.wide.buffer);
  private readonly validity = new Uint8Array(bitmapBytes(CAPACITY));
  private nullCount = 0;

  /** A whole number from 0 to below 2^53. */
  set(row: number, value: number): void {
    this.halves[row * 2] = value % 4_294_967_296;
    this.halves[row * 2 + 1] = Math.floor(value / 4_294_967_296);
    this.setValid(row);
  }
  setValid(row: number): void {
    this.validity[row >> 3] = (this.validity[row >> 3] ?? 0) | (1 << (row & 7));
  }
  setAbsent(row: number): void {
    this.halves[row * 2] = 0;
    this.halves[row * 2 + 1] = 0;
    this.nullCount += 1;
  }
  take(count: number): NullableInt64Column {
    const column = { values: this.wide.slice(0, count), validity: this.validity.slice(0, bitmapBytes(count)), nullCount: this.nullCount };
    this.validity.fill(0);
    this.nullCount = 0;
    return column;
  }
}

export class TextColumn {
  private readonly offsets = new Int32Array(CAPACITY + 1);
  private readonly validity = new Uint8Array(bitmapBytes(CAPACITY));
  private bytes = new Uint8Array(CAPACITY * 40);
  private end = 0;
  private nullCount = 0;

  set(row: number, from: Uint8Array, start: number, end: number): void {
    const length = end - start;
    if (this.end + length > this.bytes.length) {
      const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.end + length));
      grown.set(this.bytes.subarray(0, this.end));
      this.bytes = grown;
    }
    const target = this.bytes;
    const at = this.end;
    if (length > 64) target.set(from.subarray(start, end), at);
    else for (let i = 0; i < length; i += 1) target[at + i] = from[start + i] ?? 0;
    this.end += length;
    this.offsets[row + 1] = this.end;
    this.validity[row >> 3] = (this.validity[row >> 3] ?? 0) | (1 << (row & 7));
  }
  setAbsent(row: number): void {
    this.offsets[row + 1] = this.end;
    this.nullCount += 1;
  }
  take(count: number): Utf8Column {
    const column = {
      offsets: this.offsets.slice(0, count + 1),
      bytes: this.bytes.slice(0, this.end),
      validity: this.validity.slice(0, bitmapBytes(count)),
      nullCount: this.nullCount,
    };
    this.validity.fill(0);
    this.end = 0;
    this.nullCount = 0;
    return column;
  }
}

export class BatchColumns {
  count = 0;
  readonly line = new Float64Array(CAPACITY);
  readonly byteOffset = new Float64Array(CAPACITY);
  readonly byteLength = new Int32Array(CAPACITY);
  readonly recordHash = new Uint8Array(CAPACITY * 32);
  readonly bodies = new Uint8Array(CAPACITY);
  readonly auditId = new TextColumn();
  readonly receivedUs = new Int64Column();
  readonly stageUs = new Int64Column();
  readonly level = new Int32Array(CAPACITY);
  readonly stage = new Int32Array(CAPACITY);
  readonly verb = new Int32Array(CAPACITY);
  readonly userAgent = new Int32Array(CAPACITY);
  readonly requestUri = new Int32Array(CAPACITY);
  readonly user = new Int32Array(CAPACITY);
  readonly impersonatedUser = new Int32Array(CAPACITY);
  readonly objectRef = new Int32Array(CAPACITY);
  readonly resourceVersion = new Int64Column();
  readonly responseStatus = new Int32Array(CAPACITY);
  readonly sourceIps = new Int32Array(CAPACITY);
  readonly annotations = new Int32Array(CAPACITY);

  take(additions: DictionaryAdditions): EventBatch {
    const count = this.count;
    this.count = 0;
    return {
      count,
      line: this.line.slice(0, count),
      byteOffset: this.byteOffset.slice(0, count),
      byteLength: this.byteLength.slice(0, count),
      recordHash: this.recordHash.slice(0, count * 32),
      bodies: this.bodies.slice(0, count),
      auditId: this.auditId.take(count),
      receivedUs: this.receivedUs.take(count),
      stageUs: this.stageUs.take(count),
      level: this.level.slice(0, count),
      stage: this.stage.slice(0, count),
      verb: this.verb.slice(0, count),
      userAgent: this.userAgent.slice(0, count),
      requestUri: this.requestUri.slice(0, count),
      user: this.user.slice(0, count),
      impersonatedUser: this.impersonatedUser.slice(0, count),
      objectRef: this.objectRef.slice(0, count),
      resourceVersion: this.resourceVersion.take(count),
      responseStatus: this.responseStatus.slice(0, count),
      sourceIps: this.sourceIps.slice(0, count),
      annotations: this.annotations.slice(0, count),
      additions,
    };
  }
}
