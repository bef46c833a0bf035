/**
 * Batches of events as the Arrow streams their tables take in. Runs where the batches are made, in the reader's
 * worker: the page's own thread only hands the streams on. One encoder serves everything a store holds, because the
 * keys it gives out are those of the dictionary tables.
 */
import type { DictionaryName, EventBatch, NullableInt64Column, ObjectEntry } from '../model/event-batch';
import { arrowStream, fixedBinaryColumn, int32Column, int64Column, nullableInt64Column } from './arrow-batch';
import { AuditIdColumn } from './audit-id-column';
import { Dictionaries, type DictionaryAppend } from './dictionaries';
import { RequestKeys } from './request-keys';

export interface EncodedBatch {
  /** Number of events. */
  readonly count: number;
  /** For `event_staging`. */
  readonly rows: Uint8Array;
  /** What the rows refer to and no batch before them did. Has to reach its tables whatever becomes of the rows. */
  readonly dictionaries: readonly DictionaryAppend[];
}

export class EventEncoder {
  readonly #dictionaries = new Dictionaries();
  readonly #requests = new RequestKeys();
  /** Audit IDs that are no UUIDs, numbered from 1. */
  readonly #otherIds = new Map<string, number>();
  #codes = new StreamCodes();
  #evidenceId = 0;
  #nextEventId = 1;

  /** A new stream: its codes are its own. */
  begin(evidenceId: number): void {
    this.#codes = new StreamCodes();
    this.#evidenceId = evidenceId;
  }

  encode(batch: EventBatch): EncodedBatch {
    const apart = batch.additions.object.map(versionApart);
    this.#codes.learn(this.#dictionaries.keysOf({ ...batch.additions, object: apart.map(({ entry }) => entry) }));
    this.#codes.learnVersions(apart.map(({ version }) => version));
    const { count } = batch;
    const ids = new Float64Array(count);
    for (let i = 0; i < count; i += 1) ids[i] = this.#nextEventId + i;
    const keys = (name: DictionaryName, values: Int32Array) => this.#codes.translate(name, values);
    const column = (name: DictionaryName, values: Int32Array) => int32Column(keys(name, values));
    const auditIds = new AuditIdColumn(batch.auditId, count);
    const verbs = keys('text', batch.verb);
    const uris = keys('uri', batch.requestUri);
    const users = keys('user', batch.user);
    const rows = arrowStream([
      ['event_id', int64Column(ids)],
      ['request_id', int32Column(this.#requestsOf(batch, auditIds, verbs, uris, users))],
      ['evidence_id', int32Column(new Int32Array(count).fill(this.#evidenceId))],
      ['line', int64Column(batch.line)],
      ['byte_offset', int64Column(batch.byteOffset)],
      ['byte_length', int32Column(batch.byteLength)],
      ['record_hash', fixedBinaryColumn(batch.recordHash, 32, count)],
      ['audit_uuid', auditIds.uuids],
      ['audit_text', auditIds.others],
      ['received_us', nullableInt64Column(batch.receivedUs, count)],
      ['stage_us', nullableInt64Column(batch.stageUs, count)],
      ['shape', int32Column(Int32Array.from(batch.shape))],
      ['level_key', column('text', batch.level)],
      ['stage_key', column('text', batch.stage)],
      ['verb_key', int32Column(verbs)],
      ['agent_key', column('text', batch.userAgent)],
      ['uri_key', int32Column(uris)],
      ['user_key', int32Column(users)],
      ['impersonated_key', column('user', batch.impersonatedUser)],
      ['object_key', column('object', batch.objectRef)],
      ['resource_version', nullableInt64Column(this.#codes.versionsOf(batch), count)],
      ['status_key', column('status', batch.responseStatus)],
      ['address_key', column('addresses', batch.sourceIps)],
      ['annotation_key', column('annotations', batch.annotations)],
    ]);
    this.#nextEventId += count;
    return { count, rows, dictionaries: this.#dictionaries.takeAppends() };
  }

  /** The request of each event. Without audit ID or receive time an event is a request of its own. */
  #requestsOf({ count, receivedUs }: EventBatch, auditIds: AuditIdColumn, verbs: Int32Array, uris: Int32Array, users: Int32Array): Int32Array {
    const requests = new Int32Array(count);
    const uuids = new Int32Array(auditIds.bytes.buffer);
    const times = new Int32Array(receivedUs.values.buffer, receivedUs.values.byteOffset, count * 2);
    const { key } = this.#requests;
    for (let row = 0; row < count; row += 1) {
      const eventId = this.#nextEventId + row;
      requests[row] = eventId;
      if (((receivedUs.validity[row >> 3] ?? 0) & (1 << (row & 7))) === 0) continue;
      for (let i = 0; i < 4; i += 1) key[i] = uuids[row * 4 + i] ?? 0;
      // The second word of a version 4 UUID is never 0: its version stands there.
      if (key[1] === 0) {
        const other = auditIds.other(row);
        if (other === null) continue;
        key[0] = this.#otherId(other);
      }
      key[4] = times[row * 2] ?? 0;
      key[5] = times[row * 2 + 1] ?? 0;
      key[6] = verbs[row] ?? 0;
      key[7] = uris[row] ?? 0;
      key[8] = users[row] ?? 0;
      requests[row] = this.#requests.of(eventId);
    }
    return requests;
  }

  #otherId(text: string): number {
    const known = this.#otherIds.get(text);
    if (known !== undefined) return known;
    const id = this.#otherIds.size + 1;
    this.#otherIds.set(text, id);
    return id;
  }
}

/** A version that is a number is a column of its own; the reader tells it apart where it stands as Kubernetes writes it. */
function versionApart(entry: ObjectEntry): { readonly entry: ObjectEntry; readonly version: bigint | undefined } {
  const { resourceVersion } = entry;
  if (resourceVersion === null || !/^(?:0|[1-9]\d{0,14})$/.test(resourceVersion)) return { entry, version: undefined };
  return { entry: { ...entry, resourceVersion: null }, version: BigInt(resourceVersion) };
}

/** The codes of one stream, translated to global keys. Code 0 stays 0. */
class StreamCodes {
  /** Of the codes of objects whose version had to be told apart here. */
  readonly #versions = new Map<number, bigint>();
  #objects = 0;

  readonly #keys: Record<DictionaryName, number[]> = { text: [0], uri: [0], user: [0], object: [0], status: [0], addresses: [0], annotations: [0] };

  learn(keys: Readonly<Record<DictionaryName, readonly number[]>>): void {
    for (const key of keys.text) this.#keys.text.push(key);
    for (const key of keys.uri) this.#keys.uri.push(key);
    for (const key of keys.user) this.#keys.user.push(key);
    for (const key of keys.object) this.#keys.object.push(key);
    for (const key of keys.status) this.#keys.status.push(key);
    for (const key of keys.addresses) this.#keys.addresses.push(key);
    for (const key of keys.annotations) this.#keys.annotations.push(key);
  }

  /** In the order of the codes. */
  learnVersions(versions: readonly (bigint | undefined)[]): void {
    for (const version of versions) {
      this.#objects += 1;
      if (version !== undefined) this.#versions.set(this.#objects, version);
    }
  }

  /** The column with the versions of those objects in it. */
  versionsOf({ objectRef, resourceVersion, count }: EventBatch): NullableInt64Column {
    if (this.#versions.size === 0) return resourceVersion;
    const values = resourceVersion.values.slice(0, count);
    const validity = resourceVersion.validity.slice();
    let { nullCount } = resourceVersion;
    for (let row = 0; row < count; row += 1) {
      const version = this.#versions.get(objectRef[row] ?? 0);
      if (version === undefined) continue;
      values[row] = version;
      validity[row >> 3] = (validity[row >> 3] ?? 0) | (1 << (row & 7));
      nullCount -= 1;
    }
    return { values, validity, nullCount };
  }

  translate(name: DictionaryName, codes: Int32Array): Int32Array {
    const keys = this.#keys[name];
    const out = new Int32Array(codes.length);
    for (let i = 0; i < codes.length; i += 1) out[i] = keys[codes[i] ?? 0] ?? 0;
    return out;
  }
}
