/**
 * What ingest hands to the database: columns of one batch of audit records, with every repeated value sent
 * once or a few times. A code is 0 for "absent"; code n (n ≥ 1) is the n-th entry its dictionary has ever announced on this
 * stream, counted over all batches so far; equal entries may be announced more than once. Codes mean nothing outside
 * their stream; `db` gives them global keys, the same to equal entries.
 */
export interface UserEntry {
  readonly username: string | null;
  readonly uid: string | null;
  readonly groups: readonly string[] | null;
  /** Keys in the order of the record; every key once. */
  readonly extra: readonly (readonly [key: string, values: readonly string[]])[] | null;
}

export interface ObjectEntry {
  readonly resource: string | null;
  readonly subresource: string | null;
  readonly namespace: string | null;
  readonly name: string | null;
  readonly uid: string | null;
  readonly apiGroup: string | null;
  readonly apiVersion: string | null;
  readonly resourceVersion: string | null;
}

export interface StatusEntry {
  readonly code: number | null;
  readonly status: string | null;
  readonly reason: string | null;
  readonly message: string | null;
}

export interface UriEntry {
  /** As logged: path and query, undecoded. */
  readonly uri: string;
  /** The part before `?`, undecoded. */
  readonly path: string;
  /** The path with namespaces and names replaced, see `uriTemplate`. */
  readonly template: string;
}

export type AddressesEntry = readonly string[];
/** Keys in the order of the record; every key once. */
export type AnnotationsEntry = readonly (readonly [key: string, value: string])[];

/** New entries since the last batch of the same stream, in the order of their codes. */
export interface DictionaryAdditions {
  readonly text: readonly string[];
  readonly uri: readonly UriEntry[];
  readonly user: readonly UserEntry[];
  readonly object: readonly ObjectEntry[];
  readonly status: readonly StatusEntry[];
  readonly addresses: readonly AddressesEntry[];
  readonly annotations: readonly AnnotationsEntry[];
}
export type DictionaryName = keyof DictionaryAdditions;

/** Strings that hardly ever repeat, as bytes: value i is `bytes[offsets[i] .. offsets[i+1])`; absent where the validity bit (Arrow, LSB first) is 0. */
export interface Utf8Column {
  readonly offsets: Int32Array;
  readonly bytes: Uint8Array;
  readonly validity: Uint8Array;
  readonly nullCount: number;
}

/** 64-bit integers; absent where the validity bit (Arrow, LSB first) is 0. */
export interface NullableInt64Column {
  readonly values: BigInt64Array;
  readonly validity: Uint8Array;
  readonly nullCount: number;
}

export interface EventBatch {
  /** Number of records; every column has this length. */
  readonly count: number;
  /** 1-based line of the record's first byte in the unpacked bytes. */
  readonly line: Float64Array;
  /** Offset of the record's first byte (its `{`) in the unpacked bytes. */
  readonly byteOffset: Float64Array;
  /** Length of the record in bytes, from `{` to the matching `}` inclusive. */
  readonly byteLength: Int32Array;
  /** SHA-256 of the record's bytes, 32 bytes each. */
  readonly recordHash: Uint8Array;
  readonly auditId: Utf8Column;
  /** requestReceivedTimestamp, else timestamp; UTC microseconds. */
  readonly receivedUs: NullableInt64Column;
  /** stageTimestamp, else metadata.creationTimestamp; UTC microseconds. */
  readonly stageUs: NullableInt64Column;
  /** Bits of record-shape. */
  readonly shape: Uint16Array;
  /** Codes into dictionary `text`. */
  readonly level: Int32Array;
  readonly stage: Int32Array;
  readonly verb: Int32Array;
  readonly userAgent: Int32Array;
  /** Codes into dictionary `uri`. */
  readonly requestUri: Int32Array;
  /** Codes into dictionary `user`. */
  readonly user: Int32Array;
  readonly impersonatedUser: Int32Array;
  /** Codes into dictionary `object`. */
  readonly objectRef: Int32Array;
  /** objectRef.resourceVersion where it was told apart from the rest of the objectRef; elsewhere it is in the entry. */
  readonly resourceVersion: NullableInt64Column;
  /** Codes into dictionary `status`. */
  readonly responseStatus: Int32Array;
  /** Codes into dictionary `addresses`. */
  readonly sourceIps: Int32Array;
  /** Codes into dictionary `annotations`. */
  readonly annotations: Int32Array;
  readonly additions: DictionaryAdditions;
}

/**
 * Why a piece of evidence is not an event, or why an event has to be read with care.
 * - empty: the file has no content
 * - not-text: binary content that is no known container
 * - not-json: text in which no JSON object starts
 * - not-audit: something else that is well-formed, named in the reason
 * - cut-record: a record that starts and does not end
 * - bad-json: a record that is not well-formed JSON
 * - skipped-bytes: text or NUL bytes between records
 * - duplicate-key: an event that was read, with a key that occurs twice
 * - bad-value: an event that was read, with a value of the wrong type left absent
 * - bad-encoding: an event that was read, with bytes that are no UTF-8
 * - no-header: rows that were read, of a table without a header whose columns were told by their content
 * - local-time: rows that were read, of a table whose times are written for people and say no zone
 * - container: what it is packed in is damaged, cut, past the stated limit, or holds members that are not read
 * - duplicate-file: the same bytes are loaded already
 * - no-room: the rest of a file, for which the engine has no memory left
 * - changed-file: the file changed or vanished while it was read
 */
export const ISSUE_KINDS = [
  'empty', 'not-text', 'not-json', 'not-audit', 'cut-record', 'bad-json', 'skipped-bytes',
  'duplicate-key', 'bad-value', 'bad-encoding', 'no-header', 'local-time', 'container', 'duplicate-file', 'no-room', 'changed-file',
] as const;
export type IssueKind = (typeof ISSUE_KINDS)[number];

export interface IngestIssue {
  readonly kind: IssueKind;
  /** 1-based line and byte offset in the unpacked bytes. */
  readonly line: number;
  readonly byteOffset: number;
  readonly byteLength: number;
  /** One sentence: what was found and what was done about it. */
  readonly reason: string;
  /** At most 400 characters of the place, as text, undecodable bytes replaced. */
  readonly excerpt: string;
}
