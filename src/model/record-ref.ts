/** The place something is known by outside this tab: the file's hash and a byte offset, never a row id. */
export interface RecordRef {
  /** The first 16 hexadecimal digits of the evidence's SHA-256. */
  readonly sha256Prefix: string;
  readonly byteOffset: number;
}
