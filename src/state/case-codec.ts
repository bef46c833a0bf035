/**
 * The case as the browser keeps it, and back. Each pin, pivot and record falls back alone: what cannot be read is
 * left out and counted, so that the caller can say so and set the whole aside before anything is written over it.
 */
import { z } from '../model/schema';
import { CASE_SCHEMA_VERSION, clockShiftSchema, clusterRangeSchema, evidenceSchema, pinSchema, placeSchema, policyPeriodSchema, savedPivotSchema } from '../model/case-file';
import { inOrder, storedPeriod } from '../model/policy-period';
import { EMPTY_CASE, keptOf, type KeptCase } from './case-store';

export type StoredCase =
  | { readonly kind: 'case'; readonly case: KeptCase; /** Entries that could not be read. */ readonly unreadable: number }
  /** Written by a newer Kubewitness: must not be written over. */
  | { readonly kind: 'newer'; readonly version: number };

const recordSchema = z.object({ place: placeSchema, bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array) });

export const encodeCase = (state: KeptCase) => ({ schemaVersion: CASE_SCHEMA_VERSION, ...state, policyPeriods: state.policyPeriods.map(storedPeriod) });

const shapeSchema = z.object({ schemaVersion: z.number() }).loose();

export function decodeCase(stored: unknown): StoredCase {
  const nothing = keptOf(EMPTY_CASE);
  if (stored === undefined) return { kind: 'case', case: nothing, unreadable: 0 };
  const shape = shapeSchema.safeParse(stored);
  if (!shape.success) return { kind: 'case', case: nothing, unreadable: 1 };
  if (shape.data.schemaVersion > CASE_SCHEMA_VERSION) return { kind: 'newer', version: shape.data.schemaVersion };
  let unreadable = 0;
  const each = <T>(name: string, schema: z.ZodType<T>): T[] => {
    const list = shape.data[name] ?? [];
    if (!Array.isArray(list)) {
      unreadable += 1;
      return [];
    }
    const read = list.flatMap((item) => {
      const parsed = schema.safeParse(item);
      return parsed.success ? [parsed.data] : [];
    });
    unreadable += list.length - read.length;
    return read;
  };
  const { name } = shape.data;
  const kept: KeptCase = {
    name: typeof name === 'string' ? name : nothing.name,
    pins: each('pins', pinSchema),
    savedPivots: each('savedPivots', savedPivotSchema),
    clusterRanges: each('clusterRanges', clusterRangeSchema),
    clockShifts: each('clockShifts', clockShiftSchema),
    policyPeriods: inOrder(each('policyPeriods', policyPeriodSchema)),
    evidence: each('evidence', evidenceSchema),
    records: each('records', recordSchema),
  };
  return { kind: 'case', case: kept, unreadable };
}
