/** The parts of a case file (`contract.md`, "Files") as data; the container is packed by the caller. */
import { asciiJson, jsonLines, type JsonValue } from './ascii-json';
import { formatTimestamp, type TimestampUs } from '../base/time';
import { err, ok, type Result } from '../base/result';
import { CASE_SCHEMA_VERSION, parseCaseValue, parseRecordValue, type CaseFile, type CaseRecord } from '../model/case-file';
import type { ClusterRange } from '../model/cluster-range';
import type { Evidence, RecordPlace } from '../model/evidence';
import type { Pin, SavedPivot } from '../model/pin';
import { storedPeriod, type PolicyPeriod } from '../model/policy-period';
import type { ClockShift } from '../model/time-offset';
import { fromBase64, toBase64 } from './base64';
import type { RawRecord } from './report';

export interface CaseInput {
  readonly caseName: string;
  readonly toolVersion: string;
  readonly savedAt: TimestampUs;
  readonly evidence: readonly Evidence[];
  readonly pins: readonly Pin[];
  readonly savedPivots: readonly SavedPivot[];
  readonly clusterRanges?: readonly ClusterRange[];
  readonly clockShifts?: readonly ClockShift[];
  readonly policyPeriods?: readonly PolicyPeriod[];
}

const placeJson = (place: RecordPlace): JsonValue => ({
  evidenceSha256: place.evidenceSha256,
  evidenceName: place.evidenceName,
  line: place.line,
  byteOffset: place.byteOffset,
  byteLength: place.byteLength,
  recordHash: place.recordHash,
});

/** `case.json`; evidence that is still being read has no hash yet and is left out. */
export function buildCaseJson(input: CaseInput): string {
  const evidence = input.evidence.flatMap((file) =>
    file.sha256 === undefined
      ? []
      : [{
          name: file.name, path: file.path, bytes: file.bytes, sha256: file.sha256,
          format: file.format ?? null, container: file.container ?? null,
          events: file.events, issues: file.issues, duplicates: file.duplicates, source: file.source ?? null,
        }],
  );
  return `${asciiJson({
    schemaVersion: CASE_SCHEMA_VERSION,
    toolVersion: input.toolVersion,
    savedAt: formatTimestamp(input.savedAt),
    caseName: input.caseName,
    evidence,
    pins: input.pins.map((pin) => ({ pinId: pin.pinId, places: pin.places.map(placeJson), note: pin.note, tags: pin.tags, phase: pin.phase, pinnedAtMs: pin.pinnedAtMs, seen: pin.seen === undefined ? undefined : { at: pin.seen.at, sentence: pin.seen.sentence } })),
    savedPivots: input.savedPivots.map((pivot) => ({ pivotId: pivot.pivotId, name: pivot.name, description: pivot.description, view: pivot.view, savedAtMs: pivot.savedAtMs })),
    clusterRanges: (input.clusterRanges ?? []).map(({ kind, text }) => ({ kind, text })),
    clockShifts: (input.clockShifts ?? []).map(({ evidenceSha256, evidenceName, offsetUs }) => ({ evidenceSha256, evidenceName, offsetUs })),
    policyPeriods: (input.policyPeriods ?? []).map(storedPeriod),
  })}\n`;
}

export function parseCaseJson(text: string): Result<CaseFile> {
  const parsed = parseJson(text);
  return parsed.ok ? parseCaseValue(parsed.value) : err('This is no Kubewitness case: case.json is not JSON.');
}

/**
 * `records.jsonl`: the raw record of every pinned event. `raw` is its text when the bytes are UTF-8, so that
 * `jq -j .raw | sha256sum` gives `record_sha256`; otherwise `raw_base64` holds the bytes.
 */
export function recordsJsonl(records: readonly RawRecord[]): string {
  return jsonLines(
    records.map(({ place, bytes }) => ({
      evidence_sha256: place.evidenceSha256,
      evidence_name: place.evidenceName,
      line: place.line,
      byte_offset: place.byteOffset,
      byte_length: place.byteLength,
      record_sha256: place.recordHash,
      ...rawJson(bytes),
    })),
  );
}

function rawJson(bytes: Uint8Array): { readonly raw: string } | { readonly raw_base64: string } {
  try {
    return { raw: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { raw_base64: toBase64(bytes) };
  }
}

/** The other direction. Whether the bytes still have the hash they came with is for the caller to check. */
export function parseRecordsJsonl(text: string): Result<readonly RawRecord[]> {
  const records: RawRecord[] = [];
  let number = 1;
  for (let from = 0; from < text.length; number += 1) {
    // Line by line: a file of nothing but line ends, cut into a list of lines, is larger than the tab.
    const end = text.indexOf('\n', from);
    const line = text.slice(from, end < 0 ? text.length : end);
    from = end < 0 ? text.length : end + 1;
    if (line === '') continue;
    const record = parseJson(line);
    const parsed = record.ok ? parseRecordValue(record.value) : record;
    if (!parsed.ok) return err(`records.jsonl, line ${number}: ${parsed.error}.`);
    records.push(rawRecord(parsed.value));
  }
  return ok(records);
}

const rawRecord = (record: CaseRecord): RawRecord => ({
  place: {
    evidenceSha256: record.evidence_sha256, evidenceName: record.evidence_name, line: record.line,
    byteOffset: record.byte_offset, byteLength: record.byte_length, recordHash: record.record_sha256,
  },
  bytes: record.raw === undefined ? fromBase64(record.raw_base64 ?? '') : new TextEncoder().encode(record.raw),
});

function parseJson(text: string): Result<unknown> {
  try {
    return ok(JSON.parse(text));
  } catch {
    return err('not JSON');
  }
}

export interface CaseParts {
  readonly 'case.json': string;
  readonly 'records.jsonl': string;
  readonly 'report.html': string;
}

export const caseParts = (input: CaseInput, records: readonly RawRecord[], reportHtml: string): CaseParts => ({
  'case.json': buildCaseJson(input),
  'records.jsonl': recordsJsonl(records),
  'report.html': reportHtml,
});
