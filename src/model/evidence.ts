/** One file the responder added, as the `evidence` view describes it. */
export interface Evidence {
  readonly evidenceId: number;
  readonly name: string;
  readonly path: string;
  /** Size as given (packed). */
  readonly bytes: number;
  /** SHA-256 of the file as given; undefined while it is still being read. */
  readonly sha256: string | undefined;
  readonly format: string | undefined;
  readonly container: string | undefined;
  readonly events: number;
  readonly issues: number;
  readonly duplicates: number;
  readonly source: string | undefined;
}

/** Where a record stands, said so that it stays true on another machine: file hash and place, never a row id. */
export interface RecordPlace {
  readonly evidenceSha256: string;
  readonly evidenceName: string;
  readonly line: number;
  readonly byteOffset: number;
  readonly byteLength: number;
  readonly recordHash: string;
}
