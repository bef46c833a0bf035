/** What was sent with a request, from the text of its record. */

/** `requestObject` of a native record; undefined where the record has none or is in another form. */
export function requestObjectIn(record: string): unknown {
  try {
    const value: unknown = JSON.parse(record);
    return typeof value === 'object' && value !== null && 'requestObject' in value ? (value.requestObject ?? undefined) : undefined;
  } catch {
    return undefined;
  }
}

/** The same from the bytes of all records of one request: which stage has the body is the server's choice. */
export function requestObjectAmong(records: readonly Uint8Array[]): unknown {
  for (const bytes of records) {
    const found = requestObjectIn(new TextDecoder().decode(bytes));
    if (found !== undefined) return found;
  }
  return undefined;
}
