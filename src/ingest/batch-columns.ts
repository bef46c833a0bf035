/** The columns of the batch that is being filled; `take` hands them over at their exact length and starts anew. */
import type { DictionaryAdditions, EventBatch, NullableInt64Column, Utf8Column } from '../model/event-batch';
import { HandedOn } from './handed-on';
import { BATCH_EVENTS } from './limits';

const CAPACITY = BATCH_EVENTS;
const TEXT_BYTES = CAPACITY * 40;
/** Of all columns below: per event 181 bytes and some bits, and the bytes of audit IDs. */
const ROOM_BYTES = CAPACITY * 185 + TEXT_BYTES;
const bitmapBytes = (count: number): number => Math.ceil(count / 8);

/** Memory of the columns, which is some megabytes. */
class Room {
  private readonly buffer = new ArrayBuffer(ROOM_BYTES);
  private used = 0;

  renew(): void {
    this.used = 0;
  }

  /** The place of the next `bytes`, on a border of eight. */
  private next(bytes: number): number {
    const at = this.used;
    this.used += Math.ceil(bytes / 8) * 8;
    return at;
  }

  int32(length: number): Int32Array<ArrayBuffer> {
    return new Int32Array(this.buffer, this.next(length * 4), length);
  }
  uint16(length: number): Uint16Array<ArrayBuffer> {
    return new Uint16Array(this.buffer, this.next(length * 2), length);
  }
  float64(length: number): Float64Array<ArrayBuffer> {
    return new Float64Array(this.buffer, this.next(length * 8), length);
  }
  bigInt64(length: number): BigInt64Array<ArrayBuffer> {
    return new BigInt64Array(this.buffer, this.next(length * 8), length);
  }
  bytes(length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.buffer, this.next(length), length);
  }
  /** All bits 0. */
  bits(count: number): Uint8Array<ArrayBuffer> {
    return this.bytes(bitmapBytes(count)).fill(0);
  }
}

const rooms = new HandedOn(() => new Room(), (room) => room.renew());

/** 64-bit values written as two 32-bit halves, low half first as the typed arrays of every current machine have it. */
export class Int64Column {
  readonly wide: BigInt64Array;
  readonly halves: Int32Array;
  private readonly validity: Uint8Array;
  private nullCount = 0;

  constructor(room: Room) {
    this.wide = room.bigInt64(CAPACITY);
    this.halves = new Int32Array(this.wide.buffer, this.wide.byteOffset, CAPACITY * 2);
    this.validity = room.bits(CAPACITY);
  }

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
  private readonly offsets: Int32Array;
  private readonly validity: Uint8Array;
  private bytes: Uint8Array;
  private end = 0;
  private nullCount = 0;

  constructor(room: Room) {
    this.offsets = room.int32(CAPACITY + 1).fill(0, 0, 1);
    this.validity = room.bits(CAPACITY);
    this.bytes = room.bytes(TEXT_BYTES);
  }

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
  private readonly room = rooms.take();
  readonly line = this.room.float64(CAPACITY);
  readonly byteOffset = this.room.float64(CAPACITY);
  readonly byteLength = this.room.int32(CAPACITY);
  readonly recordHash = this.room.bytes(CAPACITY * 32);
  readonly shape = this.room.uint16(CAPACITY);
  readonly auditId = new TextColumn(this.room);
  readonly receivedUs = new Int64Column(this.room);
  readonly stageUs = new Int64Column(this.room);
  readonly level = this.room.int32(CAPACITY);
  readonly stage = this.room.int32(CAPACITY);
  readonly verb = this.room.int32(CAPACITY);
  readonly userAgent = this.room.int32(CAPACITY);
  readonly requestUri = this.room.int32(CAPACITY);
  readonly user = this.room.int32(CAPACITY);
  readonly impersonatedUser = this.room.int32(CAPACITY);
  readonly objectRef = this.room.int32(CAPACITY);
  readonly resourceVersion = new Int64Column(this.room);
  readonly responseStatus = this.room.int32(CAPACITY);
  readonly sourceIps = this.room.int32(CAPACITY);
  readonly annotations = this.room.int32(CAPACITY);

  /** The last batch was taken: the next file may use the memory. */
  release(): void {
    rooms.giveBack(this.room);
  }

  take(additions: DictionaryAdditions): EventBatch {
    const count = this.count;
    this.count = 0;
    return {
      count,
      line: this.line.slice(0, count),
      byteOffset: this.byteOffset.slice(0, count),
      byteLength: this.byteLength.slice(0, count),
      recordHash: this.recordHash.slice(0, count * 32),
      shape: this.shape.slice(0, count),
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
