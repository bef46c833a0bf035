/**
 * Evidence for tests in the field's notation. Each line of the table is one audit record:
 * `stage  audit-id  +ms  user  verb  uri  code`, with `-` for absent and `RR RS RC PA` for the stages.
 */
import { ESCAPED_MARKUP, NATIVE } from '../model/record-shape';
import { STAGES } from '../model/stage';
import type { DictionaryAdditions, EventBatch } from '../model/event-batch';
import { uriPath, uriTemplate } from '../model/uri-template';
import { EventEncoder } from './event-encoder';
import type { EvidenceLoad, EvidenceStore } from './evidence-store';

export interface RecordParts {
  readonly stage?: string | null;
  readonly auditId?: string | null;
  readonly receivedUs?: bigint | null;
  readonly stageUs?: bigint | null;
  readonly level?: string | null;
  readonly verb?: string | null;
  readonly uri?: string | null;
  readonly agent?: string | null;
  readonly username?: string | null;
  readonly uid?: string | null;
  readonly groups?: readonly string[] | null;
  readonly extra?: readonly (readonly [string, readonly string[]])[] | null;
  readonly impersonated?: string | null;
  readonly impersonatedGroups?: readonly string[] | null;
  readonly impersonatedExtra?: readonly (readonly [string, readonly string[]])[] | null;
  readonly resource?: string | null;
  readonly subresource?: string | null;
  readonly namespace?: string | null;
  readonly name?: string | null;
  readonly apiGroup?: string | null;
  readonly objectUid?: string | null;
  /** Bit 0: a requestObject, bit 1: a responseObject. */
  readonly bodies?: number;
  /** All bits of record-shape, instead of those of a record that a server wrote. */
  readonly shape?: number;
  readonly code?: number | null;
  readonly message?: string | null;
  readonly reason?: string | null;
  readonly sourceIps?: readonly string[] | null;
  readonly annotations?: readonly (readonly [string, string])[] | null;
}

const SHORT_STAGES = ['RR', 'RS', 'RC', 'PA'];
export const EPOCH_US = 1_750_000_000_000_000n;

/** `RC a1 +5 alice list /api/v1/secrets 200` */
export function recordOf(line: string): RecordParts {
  const [stage = '', auditId = '', ms = '', username = '', verb = '', uri = '', code = ''] = line.trim().split(/\s+/);
  const absent = (text: string): string | null => (text === '-' ? null : text);
  const at = EPOCH_US + BigInt(ms.slice(1)) * 1000n;
  return {
    stage: STAGES[SHORT_STAGES.indexOf(stage)] ?? null, auditId: absent(auditId), receivedUs: EPOCH_US, stageUs: at, username: absent(username),
    verb: absent(verb), uri: absent(uri), code: code === '-' || code === '' ? null : Number(code),
  };
}

export const table = (text: string): RecordParts[] => text.split('\n').filter((line) => line.trim() !== '').map(recordOf);

/** One batch of a fresh stream. */
function batchOf(records: readonly RecordParts[]): EventBatch {
  const additions = { text: [], uri: [], user: [], object: [], status: [], addresses: [], annotations: [] } satisfies DictionaryAdditions;
  const announce = <T>(list: T[], entry: T | null): number => (entry === null ? 0 : list.push(entry));
  const texts: string[] = additions.text;
  const lists: { [K in keyof DictionaryAdditions]: DictionaryAdditions[K][number][] } = additions;
  const codes = (pick: (record: RecordParts) => number): Int32Array => Int32Array.from(records, pick);
  const textCode = (value: string | null | undefined): number => announce(texts, value ?? null);
  const encoder = new TextEncoder();
  const ids = records.map((record) => (record.auditId === null || record.auditId === undefined ? null : encoder.encode(record.auditId)));
  const offsets = new Int32Array(records.length + 1);
  ids.forEach((id, i) => { offsets[i + 1] = (offsets[i] ?? 0) + (id?.length ?? 0); });
  const bytes = new Uint8Array(offsets[records.length] ?? 0);
  ids.forEach((id, i) => { if (id !== null) bytes.set(id, offsets[i] ?? 0); });
  const validity = (present: readonly boolean[]): Uint8Array => {
    const bits = new Uint8Array(Math.ceil(present.length / 8));
    present.forEach((is, i) => { if (is) bits[i >> 3] = (bits[i >> 3] ?? 0) | (1 << (i & 7)); });
    return bits;
  };
  const times = (pick: (record: RecordParts) => bigint | null | undefined) => {
    const present = records.map((record) => pick(record) !== null && pick(record) !== undefined);
    return { values: BigInt64Array.from(records, (record) => pick(record) ?? 0n), validity: validity(present), nullCount: present.filter((is) => !is).length };
  };
  const user = (username: string | null | undefined, rest: Pick<RecordParts, 'uid' | 'groups' | 'extra'>): number =>
    announce(lists.user, username === undefined ? null : { username, uid: rest.uid ?? null, groups: rest.groups ?? null, extra: rest.extra ?? null });
  return {
    count: records.length,
    line: Float64Array.from(records, (_, i) => i + 1),
    byteOffset: Float64Array.from(records, (_, i) => i * 100),
    byteLength: Int32Array.from(records, () => 99),
    recordHash: Uint8Array.from({ length: 32 * records.length }, (_, i) => (i * 7 + Math.floor(i / 32)) & 255),
    auditId: { offsets, bytes, validity: validity(ids.map((id) => id !== null)), nullCount: ids.filter((id) => id === null).length },
    receivedUs: times((record) => record.receivedUs),
    stageUs: times((record) => record.stageUs),
    shape: Uint16Array.from(records, (record) => record.shape ?? (NATIVE | ESCAPED_MARKUP | (record.bodies ?? 0))),
    level: codes((record) => textCode(record.level ?? 'Metadata')),
    stage: codes((record) => textCode(record.stage)),
    verb: codes((record) => textCode(record.verb)),
    userAgent: codes((record) => textCode(record.agent)),
    requestUri: codes((record) => announce(lists.uri, record.uri === null || record.uri === undefined ? null : { uri: record.uri, path: uriPath(record.uri), template: uriTemplate(uriPath(record.uri)) })),
    user: codes((record) => user(record.username, record)),
    impersonatedUser: codes((record) => user(record.impersonated ?? undefined, { groups: record.impersonatedGroups ?? null, extra: record.impersonatedExtra ?? null })),
    resourceVersion: times(() => null),
    objectRef: codes((record) => announce(lists.object, record.resource === undefined || record.resource === null ? null : {
      resource: record.resource, subresource: record.subresource ?? null, namespace: record.namespace ?? null, name: record.name ?? null,
      uid: record.objectUid ?? null, apiGroup: record.apiGroup ?? null, apiVersion: 'v1', resourceVersion: null,
    })),
    responseStatus: codes((record) => announce(lists.status, record.code === undefined || record.code === null ? null : {
      code: record.code, status: null, reason: record.reason ?? null, message: record.message ?? null,
    })),
    sourceIps: codes((record) => announce(lists.addresses, record.sourceIps ?? null)),
    annotations: codes((record) => announce(lists.annotations, record.annotations ?? null)),
    additions: lists,
  };
}

const encoders = new WeakMap<EvidenceStore, EventEncoder>();

/** Takes records in as a stream of their own. */
export async function appendRecords(load: EvidenceLoad, records: readonly RecordParts[]): Promise<void> {
  const { store } = load;
  const encoder = encoders.get(store) ?? new EventEncoder();
  encoders.set(store, encoder);
  encoder.begin(load.evidenceId);
  const { rows, dictionaries } = encoder.encode(batchOf(records));
  store.learn(dictionaries);
  await load.append(rows);
}
