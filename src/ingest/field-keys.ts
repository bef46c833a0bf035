/**
 * The keys of an audit event (k8s.io/apiserver pkg/apis/audit/v1/types.go, with `timestamp` and `metadata` of
 * v1alpha1 and v1beta1 and `items` of an EventList), found by their bytes without making a string.
 */
export const FIELD = {
  kind: 0,
  apiVersion: 1,
  level: 2,
  auditID: 3,
  stage: 4,
  requestURI: 5,
  verb: 6,
  user: 7,
  impersonatedUser: 8,
  sourceIPs: 9,
  userAgent: 10,
  objectRef: 11,
  responseStatus: 12,
  requestObject: 13,
  responseObject: 14,
  requestReceivedTimestamp: 15,
  stageTimestamp: 16,
  timestamp: 17,
  metadata: 18,
  annotations: 19,
  authenticationMetadata: 20,
  items: 21,
} as const;

export const FIELD_NAMES: readonly string[] = Object.keys(FIELD);
export const FIELD_COUNT = FIELD_NAMES.length;

/** The key is none of the above. */
export const UNKNOWN_KEY = -1;
/** The key has an escape or another capitalisation: what it means is decided by `exactMembers`. */
export const UNUSUAL_KEY = -2;

const LONGEST = FIELD_NAMES.reduce((longest, name) => Math.max(longest, name.length), 0);
const SLOTS = 64;
const templates = new Uint8Array(FIELD_COUNT * LONGEST);
const lengths = new Uint8Array(FIELD_COUNT);
FIELD_NAMES.forEach((name, field) => {
  lengths[field] = name.length;
  templates.set(new TextEncoder().encode(name), field * LONGEST);
});

/** Length, first and last letter tell all keys apart; letters are folded so that capitalised keys land in the same slot. */
const slotOf = (length: number, first: number, last: number): number => (length + (first | 0x20) * 2 + (last | 0x20) * 14) & (SLOTS - 1);

const slots = new Int8Array(SLOTS).fill(-1);
FIELD_NAMES.forEach((name, field) => {
  const slot = slotOf(name.length, name.charCodeAt(0), name.charCodeAt(name.length - 1));
  if (slots[slot] !== -1) throw new Error(`Broken invariant: the keys ${name} and ${FIELD_NAMES[slots[slot] ?? 0] ?? ''} share a slot`);
  slots[slot] = field;
});

/** What the scanner's WebAssembly needs to find keys in the same way. */
export const keyTables = { templates, keyBytes: LONGEST, lengths, slots } as const;

/** The field whose key stands at `bytes[start .. end)` (without quotes), or UNKNOWN_KEY or UNUSUAL_KEY. */
export function fieldAt(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  const field = slots[slotOf(length, bytes[start] ?? 0, bytes[end - 1] ?? 0)] ?? -1;
  if (field >= 0 && lengths[field] === length) {
    const template = field * LONGEST;
    let i = 0;
    while (i < length && bytes[start + i] === templates[template + i]) i += 1;
    if (i === length) return field;
    while (i < length && ((bytes[start + i] ?? 0) | 0x20) === ((templates[template + i] ?? 0) | 0x20)) i += 1;
    if (i === length) return UNUSUAL_KEY;
  }
  for (let i = start; i < end; i += 1) if (bytes[i] === 0x5c) return UNUSUAL_KEY;
  return UNKNOWN_KEY;
}

const byFoldedName = new Map(FIELD_NAMES.map((name, field) => [name.toLowerCase(), field]));

/** The field a decoded key means, whatever its capitalisation: a Go receiver that re-marshals the internal types writes `AuditID`. */
export const fieldOfFoldedKey = (key: string): number => byFoldedName.get(key.toLowerCase()) ?? UNKNOWN_KEY;
