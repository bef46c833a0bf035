/**
 * Requests of one log and what is said of their stages: the record, why, and the stages with their times in milliseconds after the
 * begin of the log, which lasts ten minutes. Tried by the rule and by the SQL.
 */
import type { StageRecord } from '../model/stage-record';

export interface StageRow {
  readonly record: StageRecord;
  readonly why: string;
  /** `RR@0 RC@5`, with `-` for a record without a stage. */
  readonly stages: string;
  readonly verb: string;
  readonly subresource?: string;
  readonly code?: number | null;
  /** Milliseconds; the time of the first stage, if left out. */
  readonly received?: number;
  readonly resource?: string;
}

export const LOG_MS = 600_000;

export const STAGE_ROWS: readonly StageRow[] = [
  { record: 'complete', why: 'a short request', stages: 'RR@1000 RC@1005', verb: 'get' },
  { record: 'complete', why: 'a long-running one', stages: 'RR@1000 RS@1005 RC@9000', verb: 'watch' },
  { record: 'complete', why: 'a failed login', stages: 'RS@1000', verb: 'list', code: 401 },
  { record: 'complete', why: 'an invalid time-out', stages: 'RS@1001', verb: 'list', code: 400 },
  { record: 'complete', why: 'a panic', stages: 'RR@1000 PA@1002', verb: 'get', code: 500 },
  { record: 'complete', why: 'a watch started twice, as some servers write', stages: 'RR@2000 RS@2001 RS@2002 RC@2500', verb: 'watch' },
  { record: 'omitted by policy', why: 'no like request has a beginning', stages: 'RC@3000', verb: 'update', resource: 'leases', received: 2995 },
  { record: 'omitted by policy', why: 'no like request has an end', stages: 'RR@3000', verb: 'create', resource: 'events', code: null },
  { record: 'omitted by policy', why: 'a watch without its start', stages: 'RR@3000 RC@9000', verb: 'watch' },
  { record: 'still open', why: 'a watch without an end', stages: 'RR@4000 RS@4001', verb: 'watch', code: 200 },
  { record: 'still open', why: 'arrived half a minute before the end', stages: 'RR@570000', verb: 'get', code: null },
  { record: 'lost', why: 'arrived, and nothing for minutes', stages: 'RR@5000', verb: 'get', code: null },
  { record: 'lost', why: 'a session that never started', stages: 'RR@5000', verb: 'get', subresource: 'exec', code: null },
  { record: 'lost', why: 'like requests have a beginning', stages: 'RC@6000', verb: 'get', received: 5990 },
  { record: 'lost', why: 'arrived before the log begins', stages: 'RC@100', verb: 'get', received: -5000 },
  { record: 'impossible', why: 'panic and end', stages: 'RR@7000 RC@7001 PA@7002', verb: 'get', code: 500 },
  { record: 'impossible', why: 'an end before its start', stages: 'RR@7000 RS@7005 RC@7002', verb: 'watch' },
  { record: 'impossible', why: 'before its arrival', stages: 'RR@8000 RC@7900', verb: 'get', received: 8000 },
  { record: 'no stages in this format', why: 'a form without stages', stages: '-@9000', verb: 'get' },
];
