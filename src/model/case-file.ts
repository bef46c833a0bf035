/**
 * The case as it is kept in `case.json`: what the responder concluded and which evidence it rests on, never the
 * evidence itself. The file may come from anyone, so it is checked to the last field; an unknown key is left out,
 * a missing or wrong one is an error that names its place.
 */
import { z } from './schema';
import { err, ok, type Result } from '../base/result';
import { RANGE_KINDS, type ClusterRange } from './cluster-range';
import type { ClockShift } from './time-offset';
import { PHASES, type Pin, type SavedPivot } from './pin';
import { beginOf, type PolicyPeriod } from './policy-period';

/** Raised when a reader of the older version would misunderstand the file; adding a key is no reason. */
export const CASE_SCHEMA_VERSION = 1;

const count = z.number().int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 in lower-case hexadecimal');

export const placeSchema = z.object({
  evidenceSha256: sha256,
  evidenceName: z.string(),
  line: count,
  byteOffset: count,
  byteLength: count,
  recordHash: sha256,
});

export const pinSchema = z
  .object({
    pinId: z.string().min(1),
    places: z.array(placeSchema).min(1),
    note: z.string(),
    tags: z.array(z.string()),
    phase: z.enum(PHASES).optional(),
    pinnedAtMs: count,
    seen: z.object({ at: z.string().nullable(), sentence: z.string() }).optional(),
  })
  // The model says "no phase" with an explicit undefined, JSON with an absent key.
  .transform((pin): Pin => ({ ...pin, phase: pin.phase }));

export const evidenceSchema = z.object({
  name: z.string(),
  path: z.string(),
  bytes: count,
  sha256,
  format: z.string().nullable(),
  container: z.string().nullable(),
  events: count,
  issues: count,
  duplicates: count,
  source: z.string().nullable(),
});
/** Evidence as a case remembers it: by hash, without the row id of a session. */
export type CaseEvidence = z.infer<typeof evidenceSchema>;

export const savedPivotSchema = z.object({
  pivotId: z.string().min(1),
  name: z.string(),
  description: z.string(),
  view: z.string(),
  savedAtMs: count,
});

/** As many digits as `parseOffset` reads. */
export const clockShiftSchema = z.object({ evidenceSha256: sha256, evidenceName: z.string(), offsetUs: z.string().regex(/^-?[1-9]\d{0,15}$/, 'expected whole microseconds') });

/** `fromUs`: whole microseconds, null from the beginning. The policy is known by its file's hash and where it stands in it. */
export const policyPeriodSchema = z
  .object({ evidenceSha256Prefix: z.string().regex(/^[0-9a-f]{16}$/, 'expected 16 hexadecimal digits'), byteOffset: count, nth: count.default(0), evidenceName: z.string(), fromUs: z.string().regex(/^-?\d{1,18}$/, 'expected whole microseconds').nullable() })
  .transform((stored): PolicyPeriod => ({ place: { sha256Prefix: stored.evidenceSha256Prefix, byteOffset: stored.byteOffset, nth: stored.nth }, evidenceName: stored.evidenceName, fromUs: beginOf(stored.fromUs) }));

export const clusterRangeSchema = z.object({ kind: z.enum(RANGE_KINDS), text: z.string().max(64) });

const caseSchema = z.object({
  schemaVersion: z.literal(CASE_SCHEMA_VERSION),
  toolVersion: z.string(),
  /** ISO 8601, UTC, microseconds. */
  savedAt: z.string(),
  caseName: z.string(),
  evidence: z.array(evidenceSchema),
  pins: z.array(pinSchema),
  savedPivots: z.array(savedPivotSchema),
  // Cases of earlier versions have none.
  clusterRanges: z.array(clusterRangeSchema).default([]),
  clockShifts: z.array(clockShiftSchema).default([]),
  policyPeriods: z.array(policyPeriodSchema).default([]),
});

export interface CaseFile {
  readonly toolVersion: string;
  readonly savedAt: string;
  readonly caseName: string;
  readonly evidence: readonly CaseEvidence[];
  readonly pins: readonly Pin[];
  readonly savedPivots: readonly SavedPivot[];
  readonly clusterRanges: readonly ClusterRange[];
  readonly clockShifts: readonly ClockShift[];
  readonly policyPeriods: readonly PolicyPeriod[];
}

const versionSchema = z.object({ schemaVersion: z.number().int() });

/** The case in a value that came out of JSON, or why it is none. */
export function parseCaseValue(value: unknown): Result<CaseFile> {
  const version = versionSchema.safeParse(value);
  if (!version.success) return err('This is no Kubewitness case: it has no schema version.');
  if (version.data.schemaVersion > CASE_SCHEMA_VERSION) {
    return err(`This case has schema version ${version.data.schemaVersion}; this version of Kubewitness reads ${CASE_SCHEMA_VERSION}. Open it with a newer Kubewitness.`);
  }
  const parsed = caseSchema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const first = parsed.error.issues[0];
  return err(`This case cannot be read: ${first === undefined ? 'unknown reason' : `${first.path.map(String).join('.') || 'case'}: ${first.message}`}.`);
}

const recordSchema = z
  .object({
    evidence_sha256: sha256,
    evidence_name: z.string(),
    line: count,
    byte_offset: count,
    byte_length: count,
    record_sha256: sha256,
    raw: z.string().optional(),
    raw_base64: z.base64().optional(),
  })
  .refine((record) => (record.raw === undefined) !== (record.raw_base64 === undefined), 'expected either raw or raw_base64');
/** One line of `records.jsonl`. */
export type CaseRecord = z.infer<typeof recordSchema>;

export function parseRecordValue(value: unknown): Result<CaseRecord> {
  const parsed = recordSchema.safeParse(value);
  return parsed.success ? ok(parsed.data) : err(parsed.error.issues[0]?.message ?? 'no record');
}
