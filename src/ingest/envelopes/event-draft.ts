/**
 * An audit event put into the API server's own words, made from a record that says the same in others (a GKE
 * LogEntry, a table row, a line of legacy text). It goes through the same reader as every event. What the source
 * does not say is left out, and so becomes NULL.
 */

/** Field of an event → its value as JSON text. */
export type EventDraft = Partial<Record<DraftField, string | undefined>>;
export type DraftField =
  | 'level' | 'auditID' | 'stage' | 'requestURI' | 'verb' | 'user' | 'impersonatedUser' | 'authenticationMetadata' | 'sourceIPs' | 'userAgent' | 'objectRef'
  | 'responseStatus' | 'requestObject' | 'responseObject' | 'requestReceivedTimestamp' | 'stageTimestamp' | 'annotations';

/** Stands for a body: the columns say only whether there is one. */
export const SOME_BODY = '{}';

export function quoted(text: string): string;
export function quoted(text: string | undefined): string | undefined;
export function quoted(text: string | undefined): string | undefined {
  return text === undefined ? undefined : JSON.stringify(text);
}

/** An object of those members that have a value; undefined when none has. */
export function objectOf(members: Iterable<readonly [key: string, json: string | undefined]>): string | undefined {
  const parts: string[] = [];
  for (const [key, json] of members) if (json !== undefined) parts.push(`${JSON.stringify(key)}:${json}`);
  return parts.length === 0 ? undefined : `{${parts.join(',')}}`;
}

export const listOf = (texts: readonly string[]): string => `[${texts.map((text) => JSON.stringify(text)).join(',')}]`;

/** The draft as the bytes of a record, with the NUL behind it that the record scanner needs. */
export function draftBytes(draft: EventDraft): Uint8Array {
  const text = objectOf([['kind', '"Event"'], ['apiVersion', '"audit.k8s.io/v1"'], ...Object.entries(draft)]) ?? '{}';
  return new TextEncoder().encode(`${text}\0`);
}
