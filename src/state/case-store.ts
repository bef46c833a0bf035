/** "What have I concluded?": pins, notes, tags and saved pivots, and by what hash the evidence under them is known. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CaseEvidence } from '../model/case-file';
import type { ClusterRange } from '../model/cluster-range';
import type { RecordPlace } from '../model/evidence';
import type { Pin, SavedPivot } from '../model/pin';
import type { PolicyPeriod } from '../model/policy-period';
import type { ClockShift } from '../model/time-offset';

/** The bytes of a pinned record that came with a case file, for as long as its evidence is not at hand. */
export interface CarriedRecord {
  readonly place: RecordPlace;
  readonly bytes: Uint8Array;
}

/** What is kept from one day to the next. */
export interface KeptCase {
  readonly name: string;
  readonly pins: readonly Pin[];
  readonly savedPivots: readonly SavedPivot[];
  /** What the responder said of the cluster's addresses; the tests that need it run on it. */
  readonly clusterRanges: readonly ClusterRange[];
  /** Times of files that were shifted by hand, by the hash of the file. */
  readonly clockShifts: readonly ClockShift[];
  /** Which audit policy was in force from when on; without any, all that are loaded are asked. */
  readonly policyPeriods: readonly PolicyPeriod[];
  /** Files under the pins, by hash; remembered also while they are not loaded. */
  readonly evidence: readonly CaseEvidence[];
  /** Only from case files that were opened; nothing of the loaded evidence is ever kept. */
  readonly records: readonly CarriedRecord[];
}

export interface CaseState extends KeptCase {
  /** Taken off the timeline in this tab, latest last: pinning one again brings its note back. */
  readonly unpinned: readonly Pin[];
}

export type CaseStore = StoreApi<CaseState>;

export const EMPTY_CASE: CaseState = { name: 'Untitled case', pins: [], savedPivots: [], clusterRanges: [], clockShifts: [], policyPeriods: [], evidence: [], records: [], unpinned: [] };

export const keptOf = ({ name, pins, savedPivots, clusterRanges, clockShifts, policyPeriods, evidence, records }: CaseState): KeptCase => ({ name, pins, savedPivots, clusterRanges, clockShifts, policyPeriods, evidence, records });

/** Nothing anyone would miss. */
export const isUntouched = (state: KeptCase): boolean => state.pins.length === 0 && state.savedPivots.length === 0 && state.clusterRanges.length === 0 && state.clockShifts.length === 0 && state.policyPeriods.length === 0;

export const createCaseStore = (initial: CaseState = EMPTY_CASE): CaseStore => createStore<CaseState>(() => initial);
