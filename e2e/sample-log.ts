/** The sample incident read a second time, by nothing of the program's: what the page shows is compared with this. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const SAMPLE_PATH = 'samples/incident/audit.log';

export interface AuditEvent {
  readonly auditID: string;
  readonly stage: string;
  readonly verb: string;
  readonly requestURI: string;
  readonly requestReceivedTimestamp: string;
  readonly user?: { readonly username?: string; readonly extra?: Readonly<Record<string, readonly string[]>> };
  readonly impersonatedUser?: { readonly username?: string };
  readonly sourceIPs?: readonly string[];
  readonly userAgent?: string;
  readonly objectRef?: { readonly resource?: string; readonly subresource?: string; readonly namespace?: string; readonly name?: string };
  readonly responseStatus?: { readonly code?: number };
}

export interface LogRecord {
  readonly line: number;
  readonly byteOffset: number;
  readonly bytes: Buffer;
  readonly event: AuditEvent;
}

export interface LogRequest {
  readonly records: readonly LogRecord[];
  /** The last record: it knows most. */
  readonly last: AuditEvent;
}

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** Records, one per line; lines that are no JSON are left out. */
export function readLog(bytes: Buffer): LogRecord[] {
  const records: LogRecord[] = [];
  for (let start = 0, line = 1; start < bytes.length; line += 1) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline;
    const record = bytes.subarray(start, end);
    try {
      records.push({ line, byteOffset: start, bytes: record, event: JSON.parse(record.toString('utf8')) as AuditEvent });
    } catch {
      // The line that was being written when the volume ran full.
    }
    start = end + 1;
  }
  return records;
}

/** Stages of one request carry the same ID, arrival, verb, address and user. */
export function requestsOf(records: readonly LogRecord[]): LogRequest[] {
  const keyOf = ({ event }: LogRecord): string =>
    JSON.stringify([event.auditID, event.requestReceivedTimestamp, event.verb, event.requestURI, event.user?.username]);
  const byKey = new Map<string, LogRecord[]>();
  for (const record of records) byKey.set(keyOf(record), [...(byKey.get(keyOf(record)) ?? []), record]);
  return [...byKey.values()].map((own) => ({ records: own, last: (own.at(-1) as LogRecord).event }));
}

export const sampleBytes = readFileSync(fileURLToPath(new URL(`../${SAMPLE_PATH}`, import.meta.url)));
export const sampleRecords = readLog(sampleBytes);
export const sampleRequests = requestsOf(sampleRecords);
export const sampleSha256 = sha256(sampleBytes);

export const peerOf = (event: AuditEvent): string | undefined => event.sourceIPs?.at(-1);
export const claimedOf = (event: AuditEvent): readonly string[] => event.sourceIPs?.slice(0, -1) ?? [];

/** Requests of the sample that fit. */
export const sampleWhere = (fits: (event: AuditEvent, request: LogRequest) => boolean): LogRequest[] => sampleRequests.filter((request) => fits(request.last, request));
